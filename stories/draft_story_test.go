package stories

import (
	"plotline/roadmap/roadmaptest"
	"slices"
	"strings"
	"testing"
)

// actionsOf counts the actions of a draft.
func actionsOf(result *DraftResult) map[Action]int {
	counts := map[Action]int{}
	for _, item := range result.Items {
		counts[item.Action]++
	}
	return counts
}

func (k *desk) northwind() {
	k.Helper()
	k.draft(roadmaptest.Northwind, defaultPack(k), nil)
}

func TestDraftFollowsWas(t *testing.T) {
	k, p := newDesk(t), defaultPack(t)
	k.northwind()
	before := k.stories()
	renamed := strings.NewReplacer(
		"id: recommendations\n", "id: for-you\n        was: [recommendations]\n",
		"id: cannot-find\n", "id: lost\n    was: [cannot-find]\n",
		"addresses: [cannot-find]", "addresses: [lost]",
		"id: engagement\n", "id: engaged-shoppers\n    was: [engagement]\n",
		"goals: [engagement]", "goals: [engaged-shoppers]",
	).Replace(roadmaptest.Northwind)
	result, _ := k.draft(renamed, p, nil)
	counts := actionsOf(result)
	if counts[ActionNew]+counts[ActionDropped]+counts[ActionConflict] > 0 {
		t.Errorf("renaming made %v", counts)
	}
	if after := k.stories(); len(after) != len(before) {
		t.Errorf("%d stories were %d", len(after), len(before))
	}
	// The former names may leave the roadmap once they were carried over.
	forgotten := strings.NewReplacer("was: [recommendations]", "", "was: [cannot-find]", "", "was: [engagement]", "").Replace(renamed)
	if result, written := k.draft(forgotten, p, nil); result.Pending() || len(written) > 0 {
		t.Errorf("without was: %v, written %v", actionsOf(result), written)
	}
}

func TestRenamesAreSuggestedWithoutWas(t *testing.T) {
	k := newDesk(t)
	k.northwind()
	renamed := strings.NewReplacer("id: recommendations\n", "id: for-you\n",
		"id: cannot-find\n", "id: lost\n", "addresses: [cannot-find]", "addresses: [lost]").Replace(roadmaptest.Northwind)
	renames := Renames(parseRoadmap(t, renamed), k.load())
	var said []string
	for _, r := range renames {
		said = append(said, string(r.Was)+" → "+string(r.Is))
	}
	slices.Sort(said)
	want := []string{"initiative:recommendations → initiative:for-you", "pain-point:cannot-find → pain-point:lost"}
	if !slices.Equal(said, want) {
		t.Errorf("suggested %q, want %q", said, want)
	}
	if same := Renames(parseRoadmap(t, roadmaptest.Northwind), k.load()); len(same) > 0 {
		t.Errorf("suggested without a rename: %v", same)
	}
}

func TestARenamedPersonaIsKnown(t *testing.T) {
	k := newDesk(t)
	k.northwind()
	b := k.load()
	for _, item := range b.Items {
		if err := b.Accept(item, parseRoadmap(t, roadmaptest.Northwind), "Pia", today()); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		name, id, persona string
		suggested         bool
	}{
		{"a new ID", "buyer", "returning shopper", true},
		{"a new ID and name", "buyer", "regular", true},
		{"a new ID that says so", "buyer\n    was: shopper", "returning shopper", false},
		{"nothing", "shopper", "returning shopper", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			id, _, _ := strings.Cut(c.id, "\n")
			r := parseRoadmap(t, strings.NewReplacer("- id: shopper\n", "- id: "+c.id+"\n", "name: returning shopper", "name: "+c.persona,
				"personas: [shopper]", "personas: ["+id+"]").Replace(roadmaptest.Northwind))
			renames := Renames(r, b)
			if c.suggested != (len(renames) == 1) || c.suggested && (renames[0].Was != "persona:shopper" || renames[0].Is != "persona:buyer" || len(renames[0].Items) == 0) {
				t.Errorf("%v", renames)
			}
			moved := 0
			for _, item := range b.Items {
				moved += len(b.Moved(item, r))
			}
			if c.suggested != (moved > 0) {
				t.Errorf("%d moves", moved)
			}
		})
	}
	// One that came beside it, with a pain point of its own, is new.
	more := strings.Replace(roadmaptest.Northwind, "goals:\n  - id: engagement", "  - id: guest\n    name: guest\ngoals:\n  - id: engagement", 1)
	if renames := Renames(parseRoadmap(t, more), b); len(renames) > 0 {
		t.Errorf("%v", renames)
	}
}

func TestDraftKeepsTheTemplateOfARewordedPainPoint(t *testing.T) {
	k, p := newDesk(t), defaultPack(t)
	k.northwind()
	before := k.stories()
	reworded := strings.NewReplacer(
		"problem: Users struggle to find relevant products", "problem: Pages load far too slowly on old phones",
		"      - 412 support tickets in Q3\n", "      - Pages load in 9 s\n").Replace(roadmaptest.Northwind)
	result, _ := k.draft(reworded, p, nil)
	if counts := actionsOf(result); counts[ActionNew]+counts[ActionDropped] > 0 {
		t.Errorf("rewording made %v", counts)
	}
	if !slices.ContainsFunc(result.Notices, func(n Notice) bool { return strings.Contains(n.Hint, "--rematch") }) {
		t.Errorf("nothing says how to change the template: %v", result.Notices)
	}
	if len(k.stories()) != len(before) {
		t.Errorf("stories: %v", k.stories())
	}
	b := k.load()
	typos, err := b.Find("typos.md")
	if err != nil {
		t.Fatal(err)
	}
	result, _ = k.draft(reworded, p, func(in *DraftInput) { in.Rematch = []string{typos.ID} })
	counts := actionsOf(result)
	if counts[ActionNew] == 0 || counts[ActionDropped] == 0 {
		t.Errorf("rematching made %v", counts)
	}
	if again, written := k.draft(reworded, p, nil); again.Pending() {
		t.Errorf("after a rematch: %v, written %v", actionsOf(again), written)
	}
}

func TestDraftAcceptsWhereOnePersonIsBoth(t *testing.T) {
	k := newDesk(t)
	k.draft(strings.Replace(roadmaptest.Northwind, "product_owner: {name: Pia, github: pia}", "product_owner: {name: Ana, github: ana}", 1), defaultPack(t), nil)
	for _, item := range k.load().Items {
		if item.Handoff != Accepted || item.Sidecar.Accepted == nil || item.Sidecar.Accepted.By != "Ana" {
			t.Fatalf("%s is %s", item.Path, item.Handoff)
		}
	}
}

func TestDraftRestoresWhatIsCalledAgain(t *testing.T) {
	k, p := newDesk(t), parsePack(t, casePack)
	k.draft(caseRoadmap("first", "other"), p, nil)
	before := k.files()
	k.draft(caseRoadmap("", "other"), p, nil)
	result, _ := k.draft(caseRoadmap("first", "other"), p, nil)
	if actionsOf(result)[ActionNew] != 2 {
		t.Errorf("actions %v", actionsOf(result))
	}
	for file, text := range k.files() {
		if before[file] != text {
			t.Errorf("%s differs:\n%s\nwas:\n%s", file, text, before[file])
		}
	}
}

func TestDraftSaysWhatMeetsInOneSlot(t *testing.T) {
	k, p := newDesk(t), parsePack(t, casePack)
	two := func(left, right string) string {
		return strings.Replace(caseRoadmap(left, right), "pain_points:\n",
			"pain_points:\n  - {id: twin, personas: [user], problem: The twin pain, templates: [alpha], goals: [grow]}\n", 1)
	}
	k.draft(two("first", "twin, other"), p, nil)
	count := len(k.stories())
	result, _ := k.draft(two("", "first, twin, other"), p, nil)
	if len(k.stories()) != count || actionsOf(result)[ActionDropped] > 0 {
		t.Errorf("of %d stories %d are left, actions %v", count, len(k.stories()), actionsOf(result))
	}
	if !slices.ContainsFunc(result.Notices, func(n Notice) bool { return strings.Contains(n.Hint, "plotline merge") }) {
		t.Errorf("no merge is suggested: %v", result.Notices)
	}
	if again, written := k.draft(two("", "first, twin, other"), p, nil); again.Pending() || len(written) > 0 {
		t.Errorf("again: %v, written %v", actionsOf(again), written)
	}
}

func TestDraftKeepsHorizonsAndStates(t *testing.T) {
	p := parsePack(t, casePack)
	for _, c := range []struct {
		name, old, now string
		epics, stories int
	}{
		{"next", "statement: Grow what we have", "statement: Grow what we have\n    horizon: next", 2, 0},
		{"later", "statement: Grow what we have", "statement: Grow what we have\n    horizon: later", 0, 0},
		{"achieved", "statement: Grow what we have", "statement: Grow what we have\n    state: achieved", 0, 0},
		{"dropped", "statement: Grow what we have", "statement: Grow what we have\n    state: dropped", 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			changed := strings.Replace(caseRoadmap("first", "other"), c.old, c.now, 1)
			fresh := newDesk(t)
			fresh.draft(changed, p, nil)
			if epics := len(fresh.load().Epics()); epics != c.epics || len(fresh.stories()) != c.stories {
				t.Errorf("%d epics, %d stories", epics, len(fresh.stories()))
			}
			old := newDesk(t)
			old.draft(caseRoadmap("first", "other"), p, nil)
			before := len(old.stories())
			result, _ := old.draft(changed, p, nil)
			if gone := c.name == "dropped"; (len(old.stories()) == 0) != gone || !gone && len(old.stories()) != before {
				t.Errorf("of %d drafted stories %d are left: %v", before, len(old.stories()), actionsOf(result))
			}
		})
	}
}

func TestAnEpicSpeaksOfThoseWhoCalledItsTemplate(t *testing.T) {
	k := newDesk(t)
	k.draft(`version: 1
id: shop
product: {name: Shop}
personas:
  - {id: clerk, name: clerk}
  - {id: shopper, name: shopper}
goals:
  - id: back
    statement: More people come back
    metrics: [{id: m, name: people who come back, baseline: 100, target: 120}]
    initiatives: [{id: things, name: Better things, addresses: [odd, lost]}]
pain_points:
  - {id: odd, personas: [clerk], problem: Tuesdays feel long, goals: [back]}
  - {id: lost, personas: [shopper], problem: Users struggle to find relevant products, goals: [back]}
`, defaultPack(t), nil)
	epic := k.load().Epics()[0]
	if !strings.Contains(epic.Narrative, "hoppers") || strings.Contains(epic.Narrative, "lerk") {
		t.Errorf("the search epic says %q", epic.Narrative)
	}
	if from := epic.Sidecar.Drafted.Serves; from[0] != "pain-point:odd" {
		t.Errorf("the epic serves %q, not in the roadmap's order", from)
	}
}
