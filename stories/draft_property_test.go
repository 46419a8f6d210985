package stories

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"plotline/roadmap"
	"plotline/stories/store"
)

// randomRoadmap is a roadmap that a property test changes step by step.
type randomRoadmap struct {
	Goals  []randomGoal
	Points []randomPoint

	added int
}

type randomGoal struct {
	ID, Statement, Horizon, State string
	Initiatives                   []randomInitiative
	Metrics, Guardrails           int
}

type randomInitiative struct {
	ID, Name, Stage string
	Addresses       []string
}

type randomPoint struct {
	ID, Problem, Template string
	Goals                 []string
}

func (r *randomRoadmap) text() string {
	var b strings.Builder
	b.WriteString("version: 1\nid: random\nproduct: {name: Random}\npersonas: [{id: user, name: user}]\n")
	if len(r.Goals) > 0 {
		b.WriteString("goals:\n")
	}
	for _, g := range r.Goals {
		fmt.Fprintf(&b, "  - id: %s\n    statement: %s\n    horizon: %s\n    state: %s\n", g.ID, g.Statement, g.Horizon, g.State)
		if g.Guardrails > 0 {
			b.WriteString("    guardrails:\n")
			for i := range g.Guardrails {
				fmt.Fprintf(&b, "      - Nothing of %s gets slower than %d s\n", g.ID, i+1)
			}
		}
		if g.Metrics > 0 {
			b.WriteString("    metrics:\n")
			for i := range g.Metrics {
				fmt.Fprintf(&b, "      - {id: m%d, name: figure %d of %s, baseline: 10, target: 20}\n", i, i, g.ID)
			}
		}
		if len(g.Initiatives) > 0 {
			b.WriteString("    initiatives:\n")
		}
		for _, i := range g.Initiatives {
			fmt.Fprintf(&b, "      - {id: %s, name: %s, stage: %s, addresses: [%s]}\n", i.ID, i.Name, i.Stage, strings.Join(i.Addresses, ", "))
		}
	}
	if len(r.Points) > 0 {
		b.WriteString("pain_points:\n")
	}
	for _, p := range r.Points {
		fmt.Fprintf(&b, "  - {id: %s, personas: [user], problem: %s, templates: [%s], goals: [%s]}\n", p.ID, p.Problem, p.Template, strings.Join(p.Goals, ", "))
	}
	return b.String()
}

func anyRoadmap(t *rapid.T) *randomRoadmap {
	r := &randomRoadmap{}
	for i := range rapid.IntRange(1, 3).Draw(t, "goals") {
		g := randomGoal{ID: fmt.Sprintf("g%d", i), Statement: fmt.Sprintf("Reach the end %d", i), Horizon: "now", State: "active"}
		g.Metrics, g.Guardrails = rapid.IntRange(0, 2).Draw(t, "metrics"), rapid.IntRange(0, 2).Draw(t, "guardrails")
		for j := range rapid.IntRange(0, 2).Draw(t, "initiatives") {
			g.Initiatives = append(g.Initiatives, randomInitiative{ID: fmt.Sprintf("g%di%d", i, j), Name: fmt.Sprintf("Way %d to %d", j, i), Stage: "committed"})
		}
		r.Goals = append(r.Goals, g)
	}
	for i := range rapid.IntRange(1, 4).Draw(t, "pain points") {
		r.Points = append(r.Points, randomPoint{ID: fmt.Sprintf("p%d", i), Problem: fmt.Sprintf("The pain %d hurts", i),
			Template: rapid.SampledFrom([]string{"alpha", "generic"}).Draw(t, "template"), Goals: []string{rapid.SampledFrom(r.Goals).Draw(t, "goal").ID}})
	}
	r.address(t)
	return r
}

// address lets initiatives address pain points anew.
func (r *randomRoadmap) address(t *rapid.T) {
	for i := range r.Goals {
		for j := range r.Goals[i].Initiatives {
			var ids []string
			for _, p := range r.Points {
				if slices.Contains(p.Goals, r.Goals[i].ID) && rapid.IntRange(0, 1).Draw(t, "addressed") == 1 {
					ids = append(ids, p.ID)
				}
			}
			r.Goals[i].Initiatives[j].Addresses = ids
		}
	}
}

// change is what a product manager may do to a roadmap between two drafts.
func (r *randomRoadmap) change(t *rapid.T) {
	g := &r.Goals[rapid.IntRange(0, len(r.Goals)-1).Draw(t, "which goal")]
	switch rapid.IntRange(0, 8).Draw(t, "change") {
	case 0:
		g.Statement += " sooner"
	case 1:
		g.Horizon = rapid.SampledFrom([]string{"now", "next", "later"}).Draw(t, "horizon")
	case 2:
		g.State = rapid.SampledFrom([]string{"active", "achieved", "dropped"}).Draw(t, "state")
	case 3:
		r.address(t)
	case 4:
		if len(r.Points) > 0 {
			at := rapid.IntRange(0, len(r.Points)-1).Draw(t, "point gone")
			id := r.Points[at].ID
			r.Points = slices.Delete(r.Points, at, at+1)
			for i := range r.Goals {
				for j := range r.Goals[i].Initiatives {
					in := &r.Goals[i].Initiatives[j]
					in.Addresses = slices.DeleteFunc(in.Addresses, func(a string) bool { return a == id })
				}
			}
		}
	case 5:
		r.added++
		r.Points = append(r.Points, randomPoint{ID: fmt.Sprintf("new%d", r.added), Problem: "A new pain hurts", Template: "alpha", Goals: []string{g.ID}})
	case 6:
		if len(r.Points) > 0 {
			r.Points[rapid.IntRange(0, len(r.Points)-1).Draw(t, "reworded")].Problem += " more"
		}
	case 7:
		g.Guardrails = rapid.IntRange(0, 3).Draw(t, "guardrails")
	case 8:
		if len(g.Initiatives) > 0 {
			g.Initiatives[0].Stage = rapid.SampledFrom([]string{"exploring", "committed", "done"}).Draw(t, "stage")
		}
	}
}

// edits are what people wrote, by item: marks that must never be lost.
type edits struct {
	count   int
	marks   map[string][]string // by ID
	dropped map[string]bool
}

// hand does one thing to one story, as a product owner would.
func (e *edits) hand(t *rapid.T, k *desk) {
	b := k.load()
	if len(b.Items) == 0 {
		return
	}
	item := rapid.SampledFrom(b.Items).Draw(t, "item")
	e.count++
	mark := fmt.Sprintf("mark %d here", e.count)
	switch rapid.IntRange(0, 6).Draw(t, "hand") {
	case 0:
		k.replace(item.Path, "# "+item.Title, "# "+item.Title+" "+mark)
	case 1:
		k.replace(item.Path, item.Criteria[0].Text, item.Criteria[0].Text+" "+mark)
	case 2:
		k.write(item.Path, k.read(item.Path)+"\n## Ideas\n\n"+mark+"\n")
	case 3:
		k.replace(item.Path, "## Acceptance criteria\n\n", "## Acceptance criteria\n\n- A wholly new one: "+mark+"\n")
	case 4:
		if item.Kind == Story {
			k.remove(item.Path)
			e.dropped[item.ID] = true
		}
		return
	case 5:
		if item.Kind == Story {
			text := k.read(item.Path)
			k.remove(item.Path)
			k.write(filepath.Dir(item.Path)+"/renamed-"+fmt.Sprint(e.count)+".md", text)
		}
		return
	case 6:
		if item.Handoff == Accepted {
			return
		}
		k.replace(item.Path, "\n---\n# ", "\nhandoff: accepted\n---\n# ")
		mark = "handoff: accepted"
	}
	e.marks[item.ID] = append(e.marks[item.ID], mark)
}

// check says what was lost, doubled or brought back.
func (e *edits) check(t *rapid.T, k *desk) {
	b := k.load()
	if len(b.Problems) > 0 {
		t.Fatalf("problems: %v", b.Problems)
	}
	for id, marks := range e.marks {
		if e.dropped[id] {
			continue
		}
		item := b.Item(id)
		if item == nil {
			t.Fatalf("the edited item %s is gone", id)
		}
		for _, mark := range marks {
			if !strings.Contains(string(item.Document.Bytes()), mark) {
				t.Fatalf("%s lost %q:\n%s", item.Path, mark, item.Document.Bytes())
			}
		}
	}
	slots := map[slotKey]string{}
	for _, item := range b.Items {
		if e.dropped[item.ID] {
			t.Fatalf("%s was dropped and is back", item.Path)
		}
		for _, slot := range item.Sidecar.Slots {
			if other := slots[slot.key()]; other != "" {
				t.Fatalf("%v is answered by %s and %s", slot.key(), other, item.Path)
			}
			slots[slot.key()] = item.Path
		}
		if item.Kind == Story && b.Item(item.Epic) == nil {
			t.Fatalf("%s has no epic", item.Path)
		}
	}
	for _, sidecar := range b.Dropped {
		if !e.dropped[sidecar.ID] && (sidecar.Dropped == nil || !sidecar.Dropped.ByDraft) {
			t.Fatalf("%s was lost", sidecar.Path)
		}
	}
}

func TestDraftLosesNoEditAndDoublesNothing(t *testing.T) {
	p := parsePack(t, casePack)
	rapid.Check(t, func(rt *rapid.T) {
		k := newDesk(t)
		r := anyRoadmap(rt)
		e := &edits{marks: map[string][]string{}, dropped: map[string]bool{}}
		k.draft(r.text(), p, nil)
		for range rapid.IntRange(1, 5).Draw(rt, "steps") {
			for range rapid.IntRange(0, 3).Draw(rt, "hands") {
				e.hand(rt, k)
			}
			for range rapid.IntRange(0, 2).Draw(rt, "changes") {
				r.change(rt)
			}
			result, _ := k.draft(r.text(), p, nil)
			e.check(rt, k)
			again, written := k.draft(r.text(), p, nil)
			if len(written) > 0 || len(again.Conflicts) != len(result.Conflicts) {
				rt.Fatalf("drafting again wrote %v, conflicts %v → %v\n%s", written, result.Conflicts, again.Conflicts, r.text())
			}
		}
	})
}

// An edit to one goal changes no file that does not come from it.
func TestDraftOfOneGoalTouchesOnlyItsOwn(t *testing.T) {
	p := parsePack(t, casePack)
	rapid.Check(t, func(rt *rapid.T) {
		k := newDesk(t)
		r := anyRoadmap(rt)
		k.draft(r.text(), p, nil)
		g := &r.Goals[rapid.IntRange(0, len(r.Goals)-1).Draw(rt, "goal")]
		ref := roadmap.NewRef(roadmap.GoalRef, g.ID)
		from := map[string]bool{}
		note := func() {
			for _, item := range k.load().Items {
				if slices.Contains(From(parseRoadmap(t, r.text()), item), ref) {
					from[item.Path] = true
					from[store.SidecarFolder+"/"+item.ID+".yaml"] = true
				}
			}
		}
		note()
		switch rapid.IntRange(0, 4).Draw(rt, "edit") {
		case 0:
			g.Statement += " sooner"
		case 1:
			g.Metrics++
		case 2:
			g.Guardrails++
		case 3:
			g.Initiatives = append(g.Initiatives, randomInitiative{ID: g.ID + "new", Name: "A new way", Stage: "committed"})
		case 4:
			g.State = "dropped"
		}
		_, written := k.draft(r.text(), p, nil)
		note()
		for _, file := range written {
			if !from[file] {
				rt.Fatalf("an edit to %s wrote %s", ref, file)
			}
		}
	})
}

func TestDraftIsTheSameEveryTime(t *testing.T) {
	p := parsePack(t, casePack)
	rapid.Check(t, func(rt *rapid.T) {
		r := parseRoadmap(t, anyRoadmap(rt).text())
		var first string
		for range 3 {
			b := NewBacklog(t.TempDir())
			if _, err := Draft(context.Background(), draftInput(b, r, p)); err != nil {
				rt.Fatal(err)
			}
			if digest := b.Digest(); first == "" {
				first = digest
			} else if digest != first {
				rt.Fatal("the same input gave other bytes")
			}
		}
	})
}
