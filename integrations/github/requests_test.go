package github_test

import (
	"fmt"
	"testing"

	"plotline/integrations"
	"plotline/integrations/github/githubtest"
)

// backlog is so many epics with ten stories each.
func (w *world) push(epics int) {
	w.t.Helper()
	if _, err := w.tracker.Describe(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
	found, err := w.tracker.Marked(w.t.Context(), roadmap)
	if err != nil {
		w.t.Fatal(err)
	}
	if _, err := w.tracker.After(w.t.Context(), found.Highest, roadmap); err != nil {
		w.t.Fatal(err)
	}
	var first []integrations.Draft
	for e := range epics {
		first = append(first, draft(fmt.Sprintf("e%d", e), fmt.Sprintf("epic %d", e), nil))
	}
	if _, err := w.tracker.Preflight(w.t.Context(), first, nil); err != nil {
		w.t.Fatal(err)
	}
	made := w.create(first...)
	var second []integrations.Draft
	for e := range epics {
		for s := range 10 {
			second = append(second, draft(fmt.Sprintf("s%d-%d", e, s), fmt.Sprintf("story %d of %d", s, e), &made[e]))
		}
	}
	for i, ticket := range w.create(second...) {
		if ticket.Parent != made[i/10].Key {
			w.t.Fatalf("%s stands under %q, not %s", ticket.Key, ticket.Parent, made[i/10].Key)
		}
	}
}

// TestRequests prints what a first push, an unchanged one and one with a changed
// title cost, and fails above what was promised.
func TestRequests(t *testing.T) {
	for _, edition := range []githubtest.Edition{githubtest.GitHubCom, githubtest.Enterprise316, githubtest.Enterprise317, githubtest.Enterprise319} {
		for _, epics := range []int{1, 4, 20} {
			n := epics * 11
			t.Run(fmt.Sprintf("%s/N=%d", edition, n), func(t *testing.T) {
				w := newWorld(t, githubtest.Config{Edition: edition})
				w.push(epics)
				got := len(w.server.Requests())
				t.Logf("first push of %d: %d requests, %d writes (at most %d)", n, got, w.server.Writes(), 12+n/15)
				if got > 12+n/15 {
					t.Errorf("too many requests")
					for _, r := range w.server.Requests() {
						t.Logf("  %s %s %.90s", r.Method, r.Path, r.Body)
					}
				}
				w.server.Forget()
				found := w.marked()
				if len(found.Tickets) != n {
					t.Fatalf("found %d of %d", len(found.Tickets), n)
				}
				got = len(w.server.Requests())
				t.Logf("unchanged: %d requests, %d writes (at most %d)", got, w.server.Writes(), 5+n/100)
				if got > 5+n/100 || w.server.Writes() > 0 {
					t.Errorf("too many requests: %+v", w.server.Requests())
				}
				w.server.Forget()
				ticket := found.Tickets[n/2]
				if _, err := w.newTracker().Update(t.Context(), ticket, integrations.Edit{Title: ptr("another title"), Mark: *ticket.Mark}); err != nil {
					t.Fatal(err)
				}
				t.Logf("one title changed: %d requests, %d writes", len(w.server.Requests()), w.server.Writes())
				if w.server.Writes() != 1 {
					t.Errorf("%d writes", w.server.Writes())
				}
			})
		}
	}
}
