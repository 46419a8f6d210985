package stories

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestACutOffDraftIsFinishedByTheNext cuts a first draft off wherever it may be
// cut, more than once: the next one that comes to its end has each item once, in
// its place, and no more.
func TestACutOffDraftIsFinishedByTheNext(t *testing.T) {
	whole := firstDraft(t, t.TempDir())
	if _, err := whole.Save(t.Context()); err != nil {
		t.Fatal(err)
	}
	want := pathsOf(whole)
	rapid.Check(t, func(rt *rapid.T) {
		folder, err := os.MkdirTemp(t.TempDir(), "")
		must(t, err)
		for range rapid.IntRange(1, 3).Draw(rt, "cuts") {
			saveSome(rt, firstDraft(t, folder))
		}
		last := firstDraft(t, folder)
		if _, err := last.Save(t.Context()); err != nil {
			rt.Fatal(err)
		}
		again := load(t, filepath.Join(folder, "backlog"))
		if got := pathsOf(again); got != want {
			rt.Fatalf("it has\n%s\nnot\n%s", got, want)
		}
		if len(again.unfinished) > 0 {
			rt.Fatalf("%d items are still unfinished", len(again.unfinished))
		}
		must(t, filepath.WalkDir(folder, func(file string, entry os.DirEntry, err error) error {
			if err == nil && entry.IsDir() {
				if inside, err := os.ReadDir(file); err != nil || len(inside) == 0 {
					rt.Errorf("%s is empty", file)
				}
			}
			return err
		}))
	})
}

// firstDraft drafts the worked example into a folder, as far as it is not there.
func firstDraft(t *testing.T, folder string) *Backlog {
	t.Helper()
	b := load(t, filepath.Join(folder, "backlog"))
	must(t, b.Problems.Err())
	mustDraft(t, draftInput(b, parseRoadmap(t, northwind), defaultPack(t)))
	return b
}

// saveSome does of a save what a kill left of it: some files without their
// sidecars, some with them, in any order.
func saveSome(rt *rapid.T, b *Backlog) {
	b.Sort()
	writes := b.writes()
	if err := makeState(b.State); err != nil {
		rt.Fatal(err)
	}
	if err := b.makeFolders(writes); err != nil {
		rt.Fatal(err)
	}
	if err := b.begin(writes); err != nil {
		rt.Fatal(err)
	}
	for _, at := range rapid.Permutation(indexes(len(writes))).Draw(rt, "order")[:rapid.IntRange(0, len(writes)-1).Draw(rt, "written")] {
		w := writes[at]
		if rapid.IntRange(0, 4).Draw(rt, "cut") == 0 {
			w.sidecar = nil
		}
		if _, err := b.carryOut(&w); err != nil {
			rt.Fatal(err)
		}
	}
}

func indexes(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// pathsOf lists the items with their epics, a line each. One that was cut off
// from its sidecar may come last in its epic.
func pathsOf(b *Backlog) string {
	var lines []string
	for _, item := range b.Items {
		lines = append(lines, item.Path+" "+item.ID+" in "+item.Epic)
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// A file without a sidecar is no lost one where a save was cut off that says so,
// wherever local state is kept.
func TestWhatASaveLeftHalfIsNotLost(t *testing.T) {
	_, folder := saved(t)
	must(t, os.Remove(filepath.Join(folder, SidecarFolder, storyID+".yaml")))
	state := t.TempDir()
	must(t, os.WriteFile(filepath.Join(state, unfinishedFile), []byte(storyID+"\n"), 0o644))
	b, err := LoadBacklogWith(t.Context(), folder, state)
	must(t, err)
	if len(b.Problems) > 0 || b.Item(storyID) == nil {
		t.Error(b.Problems)
	}
	if b = load(t, folder); len(b.Problems) != 1 {
		t.Error(b.Problems)
	}
}
