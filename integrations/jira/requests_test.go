package jira_test

import (
	"maps"
	"path/filepath"
	"slices"
	"testing"

	"plotline/integrations"
	"plotline/integrations/jira/jiratest"
	"plotline/integrations/trackertest"
	"plotline/stories"
)

// TestRequests prints what pushes cost, and fails above what was promised. Only
// what waits in a small backlog costs a request more.
func TestRequests(t *testing.T) {
	deployments(t, func(t *testing.T, config jiratest.Config) {
		for _, epics := range []int{1, 4, 20} {
			for i, items := range [][]integrations.Desired{trackertest.Items(epics, 10), trackertest.Waiting(epics)} {
				promised := trackertest.JiraBudget().First(len(items))
				if n := least(items); n > promised && (i == 0 || epics > 1) {
					t.Errorf("%d requests at least, and %d were promised", n, promised)
				}
				trackertest.Requests(t, harness(t, config), items, budget(items))
			}
		}
	})
}

// TestRequestsOfTheExamples pushes what the default pack drafts, alone and all
// together.
func TestRequestsOfTheExamples(t *testing.T) {
	lists := trackertest.Examples(t, filepath.Join("..", "..", "examples"), "jira")
	deployments(t, func(t *testing.T, config jiratest.Config) {
		for _, name := range slices.Sorted(maps.Keys(lists)) {
			t.Run(name, func(t *testing.T) {
				trackertest.Requests(t, harness(t, config), slices.Clone(lists[name]), budget(lists[name]))
			})
		}
	})
}

// budget allows what a push cannot do without, and nothing more.
func budget(items []integrations.Desired) trackertest.Budget {
	out := trackertest.JiraBudget()
	out.First = func(int) int { return least(items) }
	return out
}

// least is what a first push cannot do without: Jira has no request that spares
// any of these.
func least(items []integrations.Desired) int {
	// Who the server is, what the index shows, what stands behind it, and the
	// issue types.
	n := 4
	// A screen is read by its issue type: tasks are a third one.
	types := map[string]bool{}
	releases := map[string]bool{}
	for _, d := range items {
		types[issueType(d.Type)] = true
		if d.Release != nil {
			releases[d.Release.Name] = true
		}
	}
	n += len(types)
	// A version is made alone, after the right to do so was asked for.
	if len(releases) > 0 {
		n += 1 + len(releases)
	}
	// What waits for a ticket names its Key, and so is made after it.
	for _, kind := range []stories.Kind{stories.Epic, stories.Story} {
		n += creates(items, kind)
	}
	return n
}

func issueType(of stories.Type) string {
	switch of {
	case stories.TypeEpic:
		return "Epic"
	case stories.TypeBug:
		return "Bug"
	case stories.TypeEnabler, stories.TypeSpike:
		return "Task"
	}
	return "Story"
}

// creates is how many requests make the items of a kind: fifty at once, and two
// at least where they need one another.
func creates(items []integrations.Desired, kind stories.Kind) int {
	ids := map[string]bool{}
	for _, d := range items {
		if d.Kind == kind {
			ids[d.ID] = true
		}
	}
	waits := slices.ContainsFunc(items, func(d integrations.Desired) bool {
		return ids[d.ID] && slices.ContainsFunc(d.Needs, func(id string) bool { return ids[id] })
	})
	n := (len(ids) + 49) / 50
	if waits {
		n = max(n, 2)
	}
	return n
}
