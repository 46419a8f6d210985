package jira_test

import (
	"slices"
	"strings"
	"testing"

	"plotline/integrations"
	"plotline/integrations/jira/jiratest"
	"plotline/integrations/trackertest"
)

// made pushes a backlog whose stories need one another, and counts the requests
// by what they ask.
func (w *world) made(items []integrations.Desired) map[string]int {
	w.t.Helper()
	tracker := w.open(nil)
	plan, err := integrations.MakePlan(w.t.Context(), tracker, integrations.Request{Roadmap: "northwind", Backlog: "b", Items: items})
	if err != nil {
		w.t.Fatal(err)
	}
	result, err := trackertest.Pusher(tracker, w.clock, nil).Apply(w.t.Context(), plan)
	if err != nil || result.Failed > 0 || len(result.Notices) > 0 {
		w.t.Fatalf("%+v, %v", result, err)
	}
	count := map[string]int{}
	for _, request := range w.server.Requests() {
		switch method, path, _ := strings.Cut(request, " "); {
		case strings.HasSuffix(path, "/bulk"):
			count["creates"]++
		case method == "PUT":
			count["edits"]++
		case strings.HasSuffix(path, "/issueLink"):
			count["links"]++
		}
	}
	return count
}

func TestLinksGoAlongWithNewIssues(t *testing.T) {
	for name, c := range map[string]struct {
		config jiratest.Config
		most   map[string]int
	}{
		"with the issues":           {jiratest.Config{}, map[string]int{"creates": 3}},
		"not on the screens":        {jiratest.Config{NoLinkField: true}, map[string]int{"creates": 2, "edits": 1, "links": 9}},
		"one with an issue":         {jiratest.Config{OneLink: true}, map[string]int{"creates": 5, "edits": 1, "links": 9}},
		"the type has another name": {jiratest.Config{BlocksName: "Hindert"}, map[string]int{"creates": 4, "edits": 4, "links": 9}},
	} {
		t.Run(name, func(t *testing.T) {
			deployments(t, func(t *testing.T, config jiratest.Config) {
				c.config.Cloud, c.config.Lag = config.Cloud, config.Lag
				w := newWorld(t, c.config)
				items := trackertest.Waiting(1)
				for what, n := range w.made(items) {
					if n > c.most[what] {
						t.Errorf("%d %s, at most %d", n, what, c.most[what])
					}
				}
				if got, want := w.waits(), waitsOf(items); !slices.Equal(got, want) {
					t.Errorf("waits\n%v, not\n%v", got, want)
				}
			})
		})
	}
}

// waits are the links as the tickets show them: who waits for whom.
func (w *world) waits() []string {
	w.t.Helper()
	found, err := w.open(nil).After(w.t.Context(), "", "northwind")
	if err != nil {
		w.t.Fatal(err)
	}
	ids := map[string]string{}
	for _, ticket := range found.Tickets {
		ids[ticket.Key] = ticket.Mark.ID
	}
	var out []string
	for _, ticket := range found.Tickets {
		for _, key := range ticket.BlockedBy {
			out = append(out, ticket.Mark.ID+" waits for "+ids[key])
		}
	}
	slices.Sort(out)
	return out
}

func waitsOf(items []integrations.Desired) []string {
	var out []string
	for _, d := range items {
		for _, id := range d.Needs {
			out = append(out, d.ID+" waits for "+id)
		}
	}
	slices.Sort(out)
	return out
}

func TestOneEditLinksAllThatWaitForATicket(t *testing.T) {
	deployments(t, func(t *testing.T, config jiratest.Config) {
		w := newWorld(t, config)
		items := trackertest.Items(1, 6)
		w.made(items)
		for i := 2; i < 7; i++ {
			items[i].Needs = []string{items[1].ID}
		}
		w.server.Settle()
		before := len(w.server.Requests())
		w.made(items)
		edits := 0
		for _, request := range w.server.Requests()[before:] {
			if strings.HasPrefix(request, "PUT ") && !strings.Contains(request, "/properties/") || strings.HasSuffix(request, "/issueLink") {
				edits++
			}
		}
		// Each of the five is edited, for its mark; one edit more links them.
		if edits != 6 {
			t.Errorf("%d writes for five links", edits)
		}
		if got, want := w.waits(), waitsOf(items); !slices.Equal(got, want) {
			t.Errorf("waits\n%v, not\n%v", got, want)
		}
	})
}

// TestOneLinkIsMadeAsALink: an edit would need the links on the screen.
func TestOneLinkIsMadeAsALink(t *testing.T) {
	for _, config := range []jiratest.Config{{Cloud: true}, {Cloud: true, NoLinkField: true}} {
		w := newWorld(t, config)
		epic, story := w.family(w.open(nil))
		tracker := w.open(nil)
		before := len(w.server.Requests())
		if err := tracker.Link(t.Context(), []integrations.LinkEdit{{Key: story.Key, Add: []string{epic.Key}}})[0]; err != nil {
			t.Fatal(err)
		}
		var writes []string
		for _, r := range w.server.Requests()[before:] {
			if writing(r) {
				writes = append(writes, r)
			}
		}
		if !slices.Equal(writes, []string{"POST /rest/api/3/issueLink"}) {
			t.Errorf("wrote %q", writes)
		}
		if got := w.server.Blockers(story.Key); !slices.Equal(got, []string{epic.Key}) {
			t.Errorf("it waits for %v", got)
		}
	}
}
