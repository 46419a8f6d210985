package render_test

import (
	"fmt"

	"plotline/stories/render"
)

// large is a view of so many stories: 20 goals of 5 epics each.
func large(count int) *render.View {
	view := &render.View{Product: "Large Shop", Vision: "Everything at once", Tracker: "local"}
	for p := range 6 {
		view.Personas = append(view.Personas, render.Choice{ID: fmt.Sprintf("persona-%d", p), Name: fmt.Sprintf("persona %d", p)})
	}
	states := []string{"proposed", "accepted", "accepted", "asked", "moved"}
	for g := range 20 {
		column := render.Column{
			ID: fmt.Sprintf("goal-%d", g), Anchor: fmt.Sprintf("goal-goal-%d", g),
			Statement: fmt.Sprintf("Goal %d makes shoppers come back more often", g),
			Horizon:   []string{"now", "next", "later"}[g%3],
			Metrics:   []render.Metric{{ID: "m", Name: "weekly shoppers", Baseline: "41,000", Latest: "41,900", Target: "49,200", Measured: true, Part: 10}},
		}
		for e := range 5 {
			epic := render.Epic{Item: largeItem(fmt.Sprintf("epic-%d-%d", g, e), "epic", states[e])}
			for s := range count / 100 {
				story := largeItem(fmt.Sprintf("story-%d-%d-%d", g, e, s), "feature", states[(s+e)%len(states)])
				story.Personas = []string{fmt.Sprintf("persona-%d", s%6)}
				epic.Stories = append(epic.Stories, story)
				epic.Count.Stories++
			}
			column.Epics = append(column.Epics, epic)
			column.Count.Stories += epic.Count.Stories
			column.Count.Epics++
		}
		view.Columns = append(view.Columns, column)
		view.Count.Stories += column.Count.Stories
		view.Count.Epics += 5
	}
	return view
}

func largeItem(name, kind, state string) render.Item {
	item := render.Item{
		ID: name, Anchor: "item-" + name, Path: "backlog/large/" + name + ".md", Type: kind, Size: "5", State: state, Version: "0123456789abcdef",
		Title:     "Rank the results of a search by relevance, number " + name,
		Narrative: "As a returning shopper, I want to see what fits me first, so that I find something relevant without searching long.",
		Ticket:    render.Ticket{Key: "LOCAL-" + name, Status: "To do", Phase: "open"},
	}
	for c := range 4 {
		item.Criteria = append(item.Criteria, fmt.Sprintf("Given a shopper with at least %d purchases, when they open the home page, then at least six products are suggested that they have not bought.", c))
	}
	if state == "asked" {
		item.Question = &render.Question{By: "Pia", On: "3 March 2027", Text: "Does this hold for guests too?"}
	}
	return item
}
