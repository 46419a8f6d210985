package stories

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"plotline/roadmap"

	"github.com/google/go-cmp/cmp"
)

const shop = `version: 1
product: {name: Northwind Shop}
personas: [{id: shopper, name: returning shopper}]
goals:
  - id: engagement
    statement: Increase engagement by 20%
    why: They come back
    metrics: [{id: engaged, name: weekly engaged shoppers, baseline: 41000, target: +20%, due: 2027-Q1}]
    initiatives: [{id: recommendations, name: Personalized recommendations, addresses: [cannot-find]}]
  - id: trust
    statement: Earn trust
pain_points: [{id: cannot-find, personas: [shopper], problem: Users struggle to find products, goals: [engagement]}]
team: {product_manager: {name: Ana}, product_owner: {name: Pia}}
`

func roadmapOf(t *testing.T, text string) *roadmap.Roadmap {
	t.Helper()
	folder := t.TempDir()
	file := filepath.Join(folder, "roadmap.yaml")
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	r, err := roadmap.Load(t.Context(), file, folder)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

var noon = time.Date(2027, 1, 12, 12, 0, 0, 0, time.UTC)

func holdOf(b *Backlog, r *roadmap.Roadmap) string {
	hold, ok := b.Gate(b.Item(storyID), r)
	if ok != (hold == Hold{}) {
		return "the gate contradicts itself"
	}
	return hold.Reason
}

// TestTheGate is the table of what lets an item through and what keeps it
// back; each case starts with an accepted story, saved and read again.
func TestTheGate(t *testing.T) {
	is := func(from, to string) *strings.Replacer { return strings.NewReplacer(from, to) }
	cases := map[string]struct {
		roadmap *strings.Replacer
		do      func(t *testing.T, b *Backlog, item *Item, r *roadmap.Roadmap)
		want    string
		moves   []Move
	}{
		"nothing happened":     {},
		"why changed":          {roadmap: is("They come back", "They buy more")},
		"another goal changed": {roadmap: is("Earn trust", "Earn more trust")},
		"the target changed":   {roadmap: is("+20%", "+25%"), want: "moved since it was accepted", moves: []Move{{"goal:engagement", "metric engaged target", "+20%", "+25%"}}},
		"the problem changed":  {roadmap: is("Users struggle", "Users fail"), want: "moved since it was accepted", moves: []Move{{"pain-point:cannot-find", "problem", "Users struggle to find products", "Users fail to find products"}}},
		"the owner edited it":  {do: edited(func(c *Content) { c.Title = "Suggest" })},
		"the draft changed it": {do: drafted(func(c *Content) { c.Criteria[0].Text = "Given x." }), want: "moved since it was accepted", moves: []Move{{"", "criterion", "Given a, when b, then c.", "Given x."}}},
		"the draft's notes":    {do: drafted(func(c *Content) { c.Notes = "Questions? Product: Bo." })},
		"the draft added one":  {do: drafted(func(c *Content) { c.Criteria = append(c.Criteria, Criterion{Text: "Given y."}) }), want: "moved since it was accepted", moves: []Move{{"", "criterion", "", "Given y."}}},
		"accepted once more": {roadmap: is("+20%", "+25%"), do: func(t *testing.T, b *Backlog, item *Item, r *roadmap.Roadmap) {
			must(t, b.Accept(item, r, "Pia", noon))
		}},
		"sent back": {do: ask, want: "asked: it waits for an answer"},
		"sent back, answered": {do: func(t *testing.T, b *Backlog, item *Item, r *roadmap.Roadmap) {
			ask(t, b, item, r)
			must(t, b.Answer(item, r, "Yes.", "Ana", noon))
		}, want: "not accepted"},
		"sent back, accepted": {do: func(t *testing.T, b *Backlog, item *Item, r *roadmap.Roadmap) {
			ask(t, b, item, r)
			must(t, b.Accept(item, r, "Pia", noon))
		}},
		"proposed by hand":     {do: func(t *testing.T, b *Backlog, item *Item, _ *roadmap.Roadmap) { must(t, b.SetHandoff(item, Proposed)) }, want: "not accepted"},
		"accepted by hand":     {do: func(_ *testing.T, _ *Backlog, item *Item, _ *roadmap.Roadmap) { item.Sidecar.Accepted = nil }, want: "its file says accepted, but by whom and for what is not recorded"},
		"its sidecar was lost": {do: func(_ *testing.T, _ *Backlog, item *Item, _ *roadmap.Roadmap) { item.Sidecar = nil }, want: "its file says accepted, but by whom and for what is not recorded"},
		"asked by hand":        {do: func(t *testing.T, b *Backlog, item *Item, _ *roadmap.Roadmap) { must(t, b.SetHandoff(item, Asked)) }, want: "asked: it waits for an answer"},
		"persona's name":       {roadmap: is("returning shopper", "new shopper"), want: "moved since it was accepted", moves: []Move{{"pain-point:cannot-find", "persona shopper", "returning shopper", "new shopper"}}},
		"a goal was renamed":   {roadmap: is("- id: engagement\n", "- id: loyalty\n    was: [engagement]\n")},
		"a renamed pain point": {roadmap: strings.NewReplacer("{id: cannot-find,", "{id: lost, was: [cannot-find],", "addresses: [cannot-find]", "addresses: [lost]")},
		"the pain point is gone": {roadmap: strings.NewReplacer(shop[strings.Index(shop, "pain_points:"):strings.Index(shop, "team:")], "", ", addresses: [cannot-find]", ""), want: "moved since it was accepted", moves: []Move{
			{"pain-point:cannot-find", "problem", "Users struggle to find products", ""}, {"pain-point:cannot-find", "persona shopper", "returning shopper", ""}}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			_, folder := saved(t)
			b := load(t, folder)
			must(t, b.Accept(b.Item(storyID), roadmapOf(t, shop), "Pia", noon))
			save(t, b)
			text := shop
			if c.roadmap != nil {
				text = c.roadmap.Replace(shop)
			}
			text = strings.ReplaceAll(text, "goals: [engagement]}]", "goals: [GOAL]}]")
			goal := "engagement"
			if strings.Contains(text, "id: loyalty") {
				goal = "loyalty"
			}
			r := roadmapOf(t, strings.ReplaceAll(text, "GOAL", goal))
			b = load(t, folder)
			if c.do != nil {
				c.do(t, b, b.Item(storyID), r)
				if b.Item(storyID).Sidecar != nil {
					save(t, b)
					b = load(t, folder)
				}
			}
			if got := holdOf(b, r); got != c.want {
				t.Errorf("held for %q, want %q", got, c.want)
			}
			if diff := cmp.Diff(c.moves, b.Moved(b.Item(storyID), r)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func ask(t *testing.T, b *Backlog, item *Item, r *roadmap.Roadmap) {
	t.Helper()
	must(t, b.Ask(item, r, "For guests\n# too?", "Pia", noon))
}

// edited changes the text as a person would.
func edited(change func(*Content)) func(*testing.T, *Backlog, *Item, *roadmap.Roadmap) {
	return func(t *testing.T, b *Backlog, item *Item, _ *roadmap.Roadmap) {
		c := item.Content
		change(&c)
		must(t, b.Update(item, c))
	}
}

// drafted changes the text as a draft would: file and sidecar alike.
func drafted(change func(*Content)) func(*testing.T, *Backlog, *Item, *roadmap.Roadmap) {
	return func(t *testing.T, b *Backlog, item *Item, _ *roadmap.Roadmap) {
		c := item.Content
		c.Criteria = append([]Criterion(nil), c.Criteria...)
		change(&c)
		must(t, b.Update(item, c))
		item.Sidecar.Drafted = item.Content
	}
}

func TestAChangedRoadmapSettlesAQuestion(t *testing.T) {
	_, folder := saved(t)
	b := load(t, folder)
	r := roadmapOf(t, shop)
	ask(t, b, b.Item(storyID), r)
	save(t, b)
	b = load(t, folder)
	item := b.Item(storyID)
	if q := b.OpenQuestion(item, r); q == nil || q.By != "Pia" || !strings.HasPrefix(q.Text, "For guests") {
		t.Fatalf("%+v", q)
	}
	if settled, err := b.SettleQuestions(r); err != nil || settled != nil {
		t.Fatal("an open question was settled", err)
	}
	changed := roadmapOf(t, strings.ReplaceAll(shop, "+20%", "+25%"))
	if b.OpenQuestion(item, changed) != nil || b.Standing(item, changed) != Proposed {
		t.Error("the question is still open")
	}
	if err := b.Answer(item, changed, "Yes.", "Ana", noon); err == nil {
		t.Error("a settled question was answered")
	}
	if settled, err := b.SettleQuestions(changed); err != nil || len(settled) != 1 || item.Handoff != Proposed {
		t.Errorf("%v, %v", settled, err)
	}
	if strings.Contains(string(item.Document.Bytes()), "handoff") {
		t.Error(string(item.Document.Bytes()))
	}
}

func TestReadySaysWhatIsLacking(t *testing.T) {
	_, folder := saved(t)
	b := load(t, folder)
	r := roadmapOf(t, shop)
	all := []string{ReadyAccepted, ReadyNarrative, ReadyCriteria, ReadySize, ReadyNoQuestion, ReadyNotMoved, ReadyNeeds}
	item, need := b.Item(storyID), b.Item(otherID)
	must(t, b.Update(item, Content{Title: "Bare", Type: TypeFeature, Needs: []string{otherID, "nobody"}, Serves: item.Serves}))
	ask(t, b, item, r)
	want := []string{
		`asked: it waits for an answer; plotline answer 7d0b0f5b "…"`,
		"no narrative: who wants what, and what for",
		`no acceptance criteria: list what a tester can check under "## Acceptance criteria"`,
		`no size: write "size: 3" into the front matter`,
		"an open question from Pia: For guests # too?",
		`needs "Record behavior" (not accepted), "nobody", which is not in the backlog`,
	}
	if diff := cmp.Diff(want, b.Ready(item, r, all)); diff != "" {
		t.Error(diff)
	}
	must(t, b.Accept(need, r, "Pia", noon))
	if lacks := b.Ready(need, r, all); lacks != nil {
		t.Error(lacks)
	}
	moved := roadmapOf(t, strings.ReplaceAll(shop, "+20%", "+25%"))
	if diff := cmp.Diff([]string{"moved since it was accepted: goal:engagement metric engaged target"}, b.Ready(need, moved, []string{ReadyNotMoved})); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]*Item{need}, b.MovedItems(moved), cmp.Comparer(func(a, b *Item) bool { return a == b })); diff != "" {
		t.Error(diff)
	}
}

func TestOnePersonIsProductManagerAndOwner(t *testing.T) {
	person := func(name, github string) roadmap.Person { return roadmap.Person{Name: name, GitHub: github} }
	for _, c := range []struct {
		pm, po roadmap.Person
		want   string
	}{
		{person("Ana", ""), person("Pia", ""), ""},
		{person("Ana", ""), person("ana ", ""), "ana "},
		{person("", ""), person("", ""), ""},
		{person("Ana", "ana"), person("Ana B.", "ana"), "Ana B."},
		{person("", "ana"), person("", "ANA"), "ana"},
	} {
		if got := OnePerson(&roadmap.Team{ProductManager: c.pm, ProductOwner: c.po}); got != c.want {
			t.Errorf("%v, %v: %q, want %q", c.pm, c.po, got, c.want)
		}
	}
}
