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
// on a server that has to be asked who it is does a small backlog whose stories
// wait for one another cost a request more.
func TestRequests(t *testing.T) {
	deployments(t, func(t *testing.T, config jiratest.Config) {
		for _, epics := range []int{1, 4, 20} {
			for i, items := range [][]integrations.Desired{trackertest.Items(epics, 10), trackertest.Waiting(epics)} {
				promised := trackertest.JiraBudget()
				if small := i == 1 && epics == 1; small && !config.Cloud {
					promised.First = func(n int) int { return trackertest.JiraBudget().First(n) + 1 }
				}
				allowed, n := budget(config, items), len(items)
				if allowed.First(n) > promised.First(n) || allowed.Unchanged(n) > promised.Unchanged(n) {
					t.Errorf("%d and %d requests at least, and %d and %d were promised",
						allowed.First(n), allowed.Unchanged(n), promised.First(n), promised.Unchanged(n))
				}
				trackertest.Requests(t, harness(t, config), items, allowed)
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
				trackertest.Requests(t, harness(t, config), slices.Clone(lists[name]), budget(config, lists[name]))
			})
		}
	})
}

// TestRequestsOfTeams counts what pushes to two projects cost.
func TestRequestsOfTeams(t *testing.T) {
	deployments(t, func(t *testing.T, config jiratest.Config) {
		allowed := budget(config, trackertest.Waiting(1))
		alone := allowed.First
		// What other projects hold is looked for before, and the right to link
		// with it asked for.
		allowed.First = func(n int) int { return alone(n) + 2 }
		trackertest.RequestsOfTeams(t, teams(t, config), allowed)
	})
}

// budget allows what a push cannot do without, and nothing more.
func budget(config jiratest.Config, items []integrations.Desired) trackertest.Budget {
	pages := func(n int) int { return (n + 99) / 100 }
	// Who the server is, the issue types and a story's screen, with its Epic Link.
	before := 3
	if config.Cloud {
		// The fields of estimates and sprints, and the first page with them.
		before = 2
	}
	return trackertest.Budget{
		First:     func(int) int { return least(config, items) },
		Unchanged: func(n int) int { return before + pages(n) },
		// The ticket as it is, the right to edit it, as it is now, its write, and
		// what became of it.
		Changed: func(n int) int { return before + pages(n) + 5 },
	}
}

// least is what a first push cannot do without: Jira has no request that spares
// any of these.
func least(config jiratest.Config, items []integrations.Desired) int {
	// What the index shows, what stands behind it, and the issue types.
	n := 3
	if !config.Cloud {
		n++ // who the server is
	}
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
