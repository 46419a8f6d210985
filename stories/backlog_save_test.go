package stories

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"plotline/roadmap"

	"github.com/google/go-cmp/cmp"
)

const (
	epicID  = "0c6e3c0e-5d1f-5b0e-9a36-6f1f2f3a9d10"
	storyID = "7d0b0f5b-4c1a-5a7e-8f5c-0d8f6f2b7c21"
	otherID = "4be1c7f2-0d3e-5f0a-8c55-91d7f1a0c3aa"
)

func epicItem() *Item {
	return &Item{ID: epicID, Kind: Epic, Path: "recommendations/epic.md", Content: Content{
		Title: "Personalized recommendations", Narrative: "Shoppers see.", Destination: "**Goal.** More.", Type: TypeEpic,
		Criteria: []Criterion{{Text: "Every story is done."}}, Horizon: roadmap.Now,
		Serves: []roadmap.Ref{"initiative:recommendations", "goal:engagement"},
	}, Sidecar: &Sidecar{Template: "recommendations"}}
}

func storyItem(id, title string) *Item {
	c := Content{
		Title: title, Narrative: "As a shopper, I want " + title + ", so that I find something.", Type: TypeFeature, Size: "3",
		Criteria: []Criterion{{Slot: "a", Text: "Given a, when b, then c."}, {Slot: "b", Text: "Given d, when e, then f."}},
		Notes:    "Why this story: pain.", Serves: []roadmap.Ref{"initiative:recommendations", "pain-point:cannot-find"},
	}
	return &Item{ID: id, Kind: Story, Epic: epicID, Content: c, Sidecar: &Sidecar{Template: "recommendations", Drafted: c}}
}

// saved makes a backlog of an epic and two stories on disk.
func saved(t *testing.T) (*Backlog, string) {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "backlog")
	b := NewBacklog(folder)
	for _, item := range []*Item{epicItem(), storyItem(storyID, "Recommendation engine"), storyItem(otherID, "Record behavior")} {
		if err := b.Add(item); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := b.Save(t.Context()); err != nil {
		t.Fatal(err)
	}
	return b, folder
}

func load(t *testing.T, folder string) *Backlog {
	t.Helper()
	b, err := LoadBacklog(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func save(t *testing.T, b *Backlog) []string {
	t.Helper()
	paths, err := b.Save(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return paths
}

func put(t *testing.T, folder, file, text string) {
	t.Helper()
	full := filepath.Join(folder, file)
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, folder, file string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(folder, file))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestABacklogComesBackAsItWasSaved(t *testing.T) {
	b, folder := saved(t)
	again := load(t, folder)
	if err := again.Problems.Err(); err != nil {
		t.Fatal(err)
	}
	if len(again.Items) != 3 || again.Items[0].ID != epicID || len(again.StoriesOf(epicID)) != 2 {
		t.Fatalf("%d items", len(again.Items))
	}
	for _, item := range b.Items {
		got := again.Item(item.ID)
		want := item.Content
		want.Criteria = slices.Clone(want.Criteria)
		for i := range want.Criteria {
			want.Criteria[i].Slot = ""
		}
		if diff := cmp.Diff(want, got.Content); diff != "" {
			t.Errorf("%s: %s", item.Path, diff)
		}
		if diff := cmp.Diff(item.Sidecar, got.Sidecar); diff != "" {
			t.Errorf("%s: %s", item.Path, diff)
		}
	}
	if again.Digest() != b.Digest() {
		t.Error("the digest changed")
	}
	if paths := save(t, again); paths != nil {
		t.Errorf("saving an unchanged backlog wrote %v", paths)
	}
}

func TestAnUpdateWritesOneFile(t *testing.T) {
	_, folder := saved(t)
	b := load(t, folder)
	item := b.Item(storyID)
	c := item.Content
	c.Title = "Suggest what fits"
	if err := b.Update(item, c); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"recommendations/recommendation-engine.md"}, save(t, b)); diff != "" {
		t.Error(diff)
	}
	if text := read(t, folder, item.Path); !strings.Contains(text, "\n# Suggest what fits\n") {
		t.Error(text)
	}
}

func TestSaveNeverOverwritesWhatSomebodyChanged(t *testing.T) {
	_, folder := saved(t)
	b := load(t, folder)
	for _, id := range []string{storyID, otherID} {
		c := b.Item(id).Content
		c.Title += " again"
		if err := b.Update(b.Item(id), c); err != nil {
			t.Fatal(err)
		}
	}
	put(t, folder, b.Item(storyID).Path, "mine")
	paths, err := b.Save(t.Context())
	if err == nil || paths != nil || !strings.Contains(err.Error(), "somebody changed this file since it was read") {
		t.Fatalf("%v, %v", paths, err)
	}
	if got := read(t, folder, b.Item(storyID).Path); got != "mine" {
		t.Error(got)
	}
	if got := read(t, folder, b.Item(otherID).Path); strings.Contains(got, "again") {
		t.Error("the other file was written all the same")
	}
}

func TestADroppedItemKeepsItsText(t *testing.T) {
	_, folder := saved(t)
	b := load(t, folder)
	item := b.Item(storyID)
	text := string(item.Document.Bytes())
	if err := b.Remove(item, Drop{By: "Pia", Reason: "not now"}); err != nil {
		t.Fatal(err)
	}
	save(t, b)
	if _, err := os.Stat(filepath.Join(folder, item.Path)); err == nil {
		t.Error("the file is still there")
	}
	b = load(t, folder)
	if len(b.Dropped) != 1 || b.Dropped[0].Dropped.Text != text || b.Item(storyID) != nil {
		t.Errorf("%+v", b.Dropped)
	}
}

func TestNeedsAreNamedForReaders(t *testing.T) {
	_, folder := saved(t)
	b := load(t, folder)
	fresh := storyItem(idOf(1), "Fresh")
	fresh.Needs = []string{storyID}
	must(t, b.Add(fresh))
	save(t, b)
	line := func() string {
		for line := range strings.SplitSeq(read(t, folder, fresh.Path), "\n") {
			if strings.HasPrefix(line, "needs:") {
				return line
			}
		}
		return ""
	}
	if got, want := line(), "needs: ["+storyID+"]   # recommendation-engine"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	b = load(t, folder)
	item := b.Item(fresh.ID)
	c := item.Content
	c.Needs = []string{storyID, otherID}
	must(t, b.Update(item, c))
	save(t, b)
	if got, want := line(), "needs: ["+storyID+", "+otherID+"]   # recommendation-engine, record-behavior"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	put(t, folder, fresh.Path, strings.Replace(read(t, folder, fresh.Path), "# recommendation-engine, record-behavior", "# mine", 1))
	b = load(t, folder)
	c.Needs = []string{otherID}
	must(t, b.Update(b.Item(fresh.ID), c))
	save(t, b)
	if got, want := line(), "needs: ["+otherID+"]   # mine"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
