package stories

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"plotline/roadmap"
	"plotline/roadmap/roadmaptest"
	"plotline/stories/pack"
	"plotline/templates"
)

func parseRoadmap(t testing.TB, text string) *roadmap.Roadmap {
	t.Helper()
	r, err := roadmap.Parse("roadmap.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func defaultPack(t testing.TB) *pack.Pack {
	t.Helper()
	p, err := loadedPack()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// loadedPack is the default pack, loaded once for all tests.
var loadedPack = sync.OnceValues(func() (*pack.Pack, error) {
	return pack.Load(pack.Folder{Name: "default", Files: templates.Default()})
})

// today is when tests draft.
func today() time.Time { return time.Date(2027, 1, 12, 9, 0, 0, 0, time.UTC) }

func draftInput(b *Backlog, r *roadmap.Roadmap, p *pack.Pack) DraftInput {
	return DraftInput{Roadmap: r, Pack: p, Backlog: b, Now: today(), By: "Pia"}
}

// mustDraft drafts without saving.
func mustDraft(t testing.TB, in DraftInput) *DraftResult {
	t.Helper()
	result, err := Draft(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

func TestDraftGivesTheWorkedExample(t *testing.T) {
	b := NewBacklog(t.TempDir() + "/backlog")
	result := mustDraft(t, draftInput(b, parseRoadmap(t, roadmaptest.Northwind), defaultPack(t)))
	for _, item := range b.Items {
		t.Logf("%s\n%s", item.Path, item.Document.Bytes())
	}
	for _, n := range result.Notices {
		t.Log(n.Message)
	}
	if len(b.Epics()) != 1 || b.Items[0].Title != "Personalized recommendations" {
		t.Fatalf("epics: %d, first %q", len(b.Epics()), b.Items[0].Title)
	}
	var titles []string
	for _, item := range b.Items[1:] {
		titles = append(titles, item.Title)
	}
	for _, want := range []string{
		"Implement a recommendation engine based on user purchase history and browsing behavior",
		"Forgive typos and synonyms in search",
		"Measure weekly engaged shoppers against 49,200",
	} {
		if !slices.Contains(titles, want) {
			t.Errorf("no story %q among:\n%s", want, strings.Join(titles, "\n"))
		}
	}
	epic := string(b.Items[0].Document.Bytes())
	for _, want := range []string{
		"goal: engagement\n", "initiative: recommendations\n", "horizon: now\n",
		"**Goal.** Increase user engagement by 20% through personalized recommendations. Engaged shoppers come back three times as often.\n",
		"**Measured by.** Weekly engaged shoppers, from 41,000 to 49,200 by the end of March 2027.\n",
		"**Pain.** Users struggle to find relevant products (412 support tickets in Q3).\n",
		"**Guardrail.** The home page still renders within 2 s.\n",
		"- The home page still renders within 2 s.\n",
	} {
		if !strings.Contains(epic, want) {
			t.Errorf("the epic lacks %q:\n%s", want, epic)
		}
	}
	if len(result.Conflicts) > 0 || result.Count(ActionNew) != len(b.Items) {
		t.Errorf("conflicts %v, %d new of %d", result.Conflicts, result.Count(ActionNew), len(b.Items))
	}
}
