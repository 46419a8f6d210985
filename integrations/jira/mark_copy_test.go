package jira_test

import (
	"testing"

	"plotline/integrations"
	"plotline/integrations/jira/jiratest"
	"plotline/integrations/trackertest"
)

// TestAnEditOfTheTitleAloneIsRemembered: where the search shows no property, the
// copy of the mark in the description tells what was pushed last.
func TestAnEditOfTheTitleAloneIsRemembered(t *testing.T) {
	deployments(t, func(t *testing.T, config jiratest.Config) {
		w := newWorld(t, config)
		items := trackertest.Items(1, 1)
		w.made(items)
		for _, title := range []string{"Another title", "A third title"} {
			w.server.Settle()
			items[1].Title = title
			tracker := w.open(nil)
			plan, err := integrations.MakePlan(t.Context(), tracker, integrations.Request{Roadmap: "northwind", Backlog: "b", Items: items})
			if err != nil || plan.Summary.Update != 1 || len(plan.Conflicts) > 0 {
				t.Fatalf("%s: %+v, %+v, %v", title, plan.Summary, plan.Conflicts, err)
			}
			if _, err := trackertest.Pusher(tracker, w.clock, nil).Apply(t.Context(), plan); err != nil {
				t.Fatal(err)
			}
		}
	})
}
