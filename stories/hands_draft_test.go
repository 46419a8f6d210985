package stories

import (
	"fmt"
	"slices"
	"testing"

	"plotline/roadmap"
	"plotline/roadmap/roadmaptest"
	"plotline/stories/pack"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// redraft drafts and fails where that is not possible.
func redraft(t *testing.T, b *Backlog, r *roadmap.Roadmap, p *pack.Pack) *DraftResult {
	t.Helper()
	result, err := Draft(t.Context(), DraftInput{Roadmap: r, Pack: p, Backlog: b, Now: noon, By: "Pia"})
	must(t, err)
	return result
}

// TestADraftLeavesTheOwnersHandsAlone holds that whatever a product owner
// splits, merges, drops and restores, the same draft changes no word of it, and
// once more changes nothing at all.
func TestADraftLeavesTheOwnersHandsAlone(t *testing.T) {
	r, p := parseRoadmap(t, roadmaptest.Northwind), defaultPack(t)
	rapid.Check(t, func(rt *rapid.T) {
		b := NewBacklog("backlog")
		redraft(t, b, r, p)
		ids := counting()
		var done []string
		settles := false
		for i := range rapid.IntRange(1, 5).Draw(rt, "steps") {
			var stories []*Item
			for _, item := range b.Items {
				if item.Kind == Story {
					stories = append(stories, item)
				}
			}
			item := stories[rapid.IntRange(0, len(stories)-1).Draw(rt, "item")]
			other := stories[rapid.IntRange(0, len(stories)-1).Draw(rt, "other")]
			switch step := rapid.SampledFrom([]string{"split", "merge", "drop", "restore"}).Draw(rt, "step"); step {
			case "split":
				if n := len(item.Criteria); n > 1 {
					which := rapid.SliceOfNDistinct(rapid.IntRange(0, n-1), 1, n-1, rapid.ID).Draw(rt, "criteria")
					_, err := b.Split(item, Part{Title: fmt.Sprintf("Part %d", i), Criteria: which}, ids)
					must(t, err)
					done = append(done, fmt.Sprint("split ", item.Path, which))
				}
			case "merge":
				if b.unitable(item, other) == nil {
					must(t, b.Unite(item, other, "Pia", noon))
					settles = true
					done = append(done, "merge "+other.Path+" into "+item.Path)
				}
			case "drop":
				if len(stories) > 1 {
					_, err := b.Drop(item, Drop{By: "Pia", On: noon})
					must(t, err)
					settles = true
					done = append(done, "drop "+item.Path)
				}
			case "restore":
				if len(b.Dropped) > 0 {
					dropped := b.Dropped[rapid.IntRange(0, len(b.Dropped)-1).Draw(rt, "dropped")]
					if _, err := b.Restore(dropped); err == nil {
						settles = true
						done = append(done, "restore "+dropped.Path)
					}
				}
			}
		}
		if settles { // who needs what is left of a slot, in which order criteria stand
			before := said(b)
			redraft(t, b, r, p)
			if diff := cmp.Diff(before, said(b)); diff != "" {
				rt.Fatalf("%v\n%s", done, diff)
			}
		}
		before := files(b)
		result := redraft(t, b, r, p)
		if diff := cmp.Diff(before, files(b)); diff != "" {
			rt.Fatalf("%v\n%s", done, diff)
		}
		if len(result.Conflicts) > 0 {
			rt.Fatalf("%v: %+v", done, result.Conflicts)
		}
	})
}

// files gives what a backlog's files would say.
func files(b *Backlog) map[string]string {
	texts := map[string]string{}
	for _, item := range b.Items {
		texts[item.Path] = string(item.Document.Bytes())
		texts[item.ID] = string(item.Sidecar.Bytes())
	}
	for _, sidecar := range b.Dropped {
		texts[sidecar.ID] = string(sidecar.Bytes())
	}
	return texts
}

// said gives what items say, the order of criteria aside.
func said(b *Backlog) map[string][]string {
	all := map[string][]string{}
	for _, item := range b.Items {
		var lines []string
		for _, criterion := range item.Criteria {
			lines = append(lines, criterion.Text)
		}
		slices.Sort(lines)
		all[item.ID] = append([]string{item.Title, item.Narrative, item.Notes}, lines...)
	}
	return all
}
