package stories

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"plotline/roadmap"
	"plotline/roadmap/roadmaptest"
)

func TestCostOfAChangedRoadmap(t *testing.T) {
	k, p := newDesk(t), parsePack(t, casePack)
	was := parseRoadmap(t, caseRoadmap("first", "other"))
	k.draft(caseRoadmap("first", "other"), p, nil)
	b := k.load()
	one, err := b.Find("left/one.md")
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Accept(one, was, "Pia", today()); err != nil {
		t.Fatal(err)
	}
	key := Key{Tracker: "jira", Project: "SHOP", Key: "SHOP-12"}
	if err := b.RememberKey(one.ID, key); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Save(context.Background()); err != nil {
		t.Fatal(err)
	}
	before := k.files()
	costSince := func(was *roadmap.Roadmap, roadmapText string) *CostResult {
		in := draftInput(k.load(), parseRoadmap(t, roadmapText), p)
		result, err := Cost(context.Background(), in, was, func(string, Key) string { return "In progress" })
		if err != nil {
			t.Fatal(err)
		}
		return result
	}
	cost := func(roadmapText string) *CostResult { return costSince(was, roadmapText) }

	if same := cost(caseRoadmap("first", "other")); len(same.Items) > 0 {
		t.Errorf("no change costs %+v", same)
	}
	gone := cost(caseRoadmap("", "other"))
	if gone.Dropped != 1 || gone.Conflicts != 1 {
		t.Errorf("without the first pain point: %+v", gone)
	}
	moved := cost(goalReworded(caseRoadmap("first", "other")))
	if moved.Moved != 1 || moved.Added+moved.Dropped+moved.Conflicts > 0 {
		t.Errorf("with another goal: %+v", moved)
	}
	for _, item := range moved.Items {
		if item.ID != one.ID {
			continue
		}
		want := []Move{{Of: "goal:grow", Name: "statement", Was: "Grow what we have", Is: "Grow what we have twice"}}
		if diff := cmp.Diff(want, item.Moves); diff != "" {
			t.Errorf("moves:\n%s", diff)
		}
		if diff := cmp.Diff([]CostKey{{"jira", "SHOP", "SHOP-12", "In progress"}}, item.Keys); diff != "" {
			t.Errorf("keys:\n%s", diff)
		}
	}
	reworded := goalReworded(caseRoadmap("first", "other"))
	if since := costSince(parseRoadmap(t, reworded), reworded); since.Moved > 0 {
		t.Errorf("what moved an item before is counted again: %+v", since)
	}
	if diff := cmp.Diff(before, k.files()); diff != "" {
		t.Errorf("asking for the cost wrote:\n%s", diff)
	}
}

func TestExplainLeadsToTheVision(t *testing.T) {
	r, p := parseRoadmap(t, roadmaptest.Northwind), defaultPack(t)
	b := NewBacklog(t.TempDir())
	mustDraft(t, draftInput(b, r, p))
	item, err := b.Find("typos.md")
	if err != nil {
		t.Fatal(err)
	}
	e := Explain(r, p, b, item)
	var kinds []string
	for _, link := range e.Chain {
		kinds = append(kinds, link.Kind)
	}
	if diff := cmp.Diff([]string{"story", "epic", "pain point", "initiative", "goal", "metric", "vision"}, kinds); diff != "" {
		t.Errorf("chain:\n%s", diff)
	}
	if e.Template != "search" || len(e.Callers) != 1 || e.Callers[0].Caller != "pain-point:cannot-find" || len(e.Callers[0].Words) == 0 {
		t.Errorf("template %q, callers %+v", e.Template, e.Callers)
	}
	if diff := cmp.Diff([]Answer{{"product", "Ana"}, {"backlog", "Pia"}}, e.Answers); diff != "" {
		t.Errorf("answers:\n%s", diff)
	}
}
