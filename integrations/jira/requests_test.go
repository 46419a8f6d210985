package jira_test

import (
	"path/filepath"
	"slices"
	"testing"

	"plotline/integrations"
	"plotline/integrations/jira/jiratest"
	"plotline/integrations/trackertest"
	"plotline/roadmap"
	"plotline/stories"
)

// TestRequests prints what pushes cost, and fails above what was promised.
func TestRequests(t *testing.T) {
	deployments(t, func(t *testing.T, config jiratest.Config) {
		for _, epics := range []int{1, 4, 20} {
			trackertest.Requests(t, harness(t, config), trackertest.Items(epics, 10), trackertest.JiraBudget())
			with := 0
			if epics == 1 {
				with = 1 // what waits for a ticket cannot go in its batch
			}
			trackertest.Requests(t, harness(t, config), trackertest.Waiting(epics), budget(with))
		}
	})
}

// budget is what was promised, and so many requests more.
func budget(more int) trackertest.Budget {
	out := trackertest.JiraBudget()
	promised := out.First
	out.First = func(n int) int { return promised(n) + more }
	return out
}

// TestRequestsOfTheExamples pushes what the default pack drafts, alone and all
// together. Beside the budget, a third issue type's screen is read, each version
// is made, after the right to do so was asked for, and what waits goes in a second
// batch, of epics as of stories.
func TestRequestsOfTheExamples(t *testing.T) {
	var all []integrations.Desired
	lists := map[string][]integrations.Desired{}
	for _, name := range []string{"northwind", "claimdesk", "gantry", "townhall"} {
		lists[name] = drafted(t, filepath.Join("..", "..", "examples", name))
		all = append(all, lists[name]...)
	}
	lists["all"] = all
	deployments(t, func(t *testing.T, config jiratest.Config) {
		for _, name := range []string{"northwind", "claimdesk", "gantry", "townhall", "all"} {
			t.Run(name, func(t *testing.T) {
				trackertest.Requests(t, harness(t, config), slices.Clone(lists[name]), budget(4+releases(lists[name])))
			})
		}
	})
}

// drafted is an example's backlog as a push wants it.
func drafted(t *testing.T, folder string) []integrations.Desired {
	t.Helper()
	rm, err := roadmap.Load(t.Context(), filepath.Join(folder, "roadmap.yaml"), folder)
	if err != nil {
		t.Fatal(err)
	}
	backlog, err := stories.LoadBacklog(t.Context(), filepath.Join(folder, "backlog"))
	if err != nil {
		t.Fatal(err)
	}
	return integrations.NewRequest(backlog, rm, integrations.OpenGate, "jira", "").Items
}

func releases(items []integrations.Desired) int {
	names := map[string]bool{}
	for _, d := range items {
		if d.Release != nil {
			names[d.Release.Name] = true
		}
	}
	return len(names)
}
