package stories

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDropAndRestore(t *testing.T) {
	_, folder := saved(t)
	before := everything(t, folder)
	b := load(t, folder)
	gone, err := b.Drop(b.Item(epicID), Drop{By: "Pia", On: noon, Reason: "not this year"})
	must(t, err)
	if len(gone) != 3 {
		t.Fatalf("%d were dropped", len(gone))
	}
	save(t, b)
	if _, err := os.Stat(filepath.Join(folder, "recommendations")); err == nil {
		t.Error("the folder is still there")
	}
	b = load(t, folder)
	if len(b.Items) != 0 || len(b.Dropped) != 3 || len(b.Problems) != 0 {
		t.Fatalf("%d items, %d dropped, %v", len(b.Items), len(b.Dropped), b.Problems)
	}
	if _, err := b.Find(storyID); !errors.Is(err, ErrNotFound) || !strings.Contains(err.Error(), "plotline restore 7d0b0f5b") {
		t.Error(err)
	}
	story, err := b.FindDropped(storyID[:8])
	must(t, err)
	if _, err := b.Restore(story); err == nil || !strings.Contains(err.Error(), "its epic is dropped too") {
		t.Error(err)
	}
	epic, err := b.FindDropped("recommendations/epic.md")
	must(t, err)
	restored, err := b.Restore(epic)
	must(t, err)
	if len(restored) != 3 || restored[0].FromDraft {
		t.Errorf("%+v", restored)
	}
	save(t, b)
	if diff := cmp.Diff(before, everything(t, folder)); diff != "" {
		t.Error(diff)
	}
}

func TestADroppedNeedIsNoNeed(t *testing.T) {
	b, item, other := slotted(t)
	c := other.Content
	c.Needs = []string{storyID, epicID}
	must(t, b.Update(other, c))
	if _, err := b.Drop(item, Drop{}); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(other.Needs, []string{epicID}) {
		t.Error(other.Needs)
	}
}

func TestRestoreOfAFileDeletedByHand(t *testing.T) {
	_, folder := saved(t)
	must(t, os.Remove(filepath.Join(folder, "recommendations/recommendation-engine.md")))
	b := load(t, folder)
	restored, err := b.Restore(b.Dropped[0])
	must(t, err)
	if !restored[0].FromDraft || restored[0].Item.Title != "Recommendation engine" {
		t.Errorf("%+v", restored)
	}
	if diff := cmp.Diff([]string{"recommendations/recommendation-engine.md"}, save(t, b)); diff != "" {
		t.Error(diff)
	}
}

func TestDroppingAnEpicWhoseFolderIsGone(t *testing.T) {
	_, folder := saved(t)
	must(t, os.RemoveAll(filepath.Join(folder, "recommendations")))
	b := load(t, folder)
	epic, err := b.FindDropped(epicID)
	must(t, err)
	must(t, b.DropMissing(epic, Drop{By: "Pia", On: noon}))
	if len(b.Problems) != 0 {
		t.Error(b.Problems)
	}
	save(t, b)
	b = load(t, folder)
	if len(b.Dropped) != 3 || len(b.Missing) != 0 || len(b.Problems) != 0 {
		t.Errorf("%d dropped, %d missing, %v", len(b.Dropped), len(b.Missing), b.Problems)
	}
}
