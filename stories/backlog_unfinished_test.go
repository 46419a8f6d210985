package stories

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"plotline/roadmap/roadmaptest"
	"plotline/stories/store"

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
		if again.files.HasUnfinished() {
			rt.Fatal("items are still unfinished")
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
	mustDraft(t, draftInput(b, parseRoadmap(t, roadmaptest.Northwind), defaultPack(t)))
	return b
}

// cutOff is a context that ends after it was asked so many times.
type cutOff struct {
	context.Context
	left atomic.Int64
}

func (c *cutOff) Err() error {
	if c.left.Add(-1) < 0 {
		return context.Canceled
	}
	return nil
}

// saveSome does of a save what a kill left of it: some files without their
// sidecars, some with them, in any order.
func saveSome(rt *rapid.T, b *Backlog) {
	b.Sort()
	writes := len(b.writes())
	cut := &cutOff{Context: context.Background()}
	cut.left.Store(int64(writes - 1))
	if _, err := b.Save(cut); !errors.Is(err, context.Canceled) {
		rt.Fatalf("it came to its end, of %d: %v", writes, err)
	}
	for _, item := range b.Items {
		sidecar := filepath.Join(b.Folder, store.SidecarPath(item.ID))
		switch rapid.IntRange(0, 4).Draw(rt, "cut") {
		case 0: // between the file and its sidecar
			_ = os.Remove(sidecar)
		case 1, 2: // before either
			_ = os.Remove(sidecar)
			_ = os.Remove(filepath.Join(b.Folder, item.Path))
		}
	}
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
	must(t, os.Remove(filepath.Join(folder, store.SidecarFolder, storyID+".yaml")))
	state := t.TempDir()
	must(t, os.WriteFile(filepath.Join(state, "unfinished"), []byte(storyID+"\n"), 0o644))
	b, err := LoadBacklogWith(t.Context(), folder, state)
	must(t, err)
	if len(b.Problems) > 0 || b.Item(storyID) == nil {
		t.Error(b.Problems)
	}
	if b = load(t, folder); len(b.Problems) != 1 {
		t.Error(b.Problems)
	}
}
