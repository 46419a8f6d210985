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
