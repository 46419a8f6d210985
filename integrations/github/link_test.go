package github_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"plotline/integrations"
	"plotline/integrations/github/githubtest"
)

// chain makes so many issues and the edits by which each waits for the one
// before.
func chain(w *world, n int) []integrations.LinkEdit {
	w.t.Helper()
	var drafts []integrations.Draft
	for i := range n {
		drafts = append(drafts, draft(fmt.Sprint("i", i), fmt.Sprint("issue ", i), nil))
	}
	var edits []integrations.LinkEdit
	for i, ticket := range w.create(drafts...) {
		if i > 0 {
			edits = append(edits, integrations.LinkEdit{Key: ticket.Key, Add: []string{fmt.Sprintf("#%d", i)}})
		}
	}
	return edits
}

func (w *world) linked(edits ...integrations.LinkEdit) {
	w.t.Helper()
	if err := errors.Join(w.newTracker().Link(w.t.Context(), edits)...); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) blockers(number int) []int {
	w.t.Helper()
	i, _ := w.server.Issue(number)
	return i.BlockedBy
}

func TestLinksAreMadeInBatchesAndOnce(t *testing.T) {
	for c, config := range []githubtest.Config{{}, {HalfDone: 4, HalfDoneEvery: 2}, {MaxBatch: 3}, {NoGraphQLLinks: true}, {Edition: githubtest.Enterprise319}} {
		w := newWorld(t, config)
		w.server.Configure(func(c *githubtest.Config) { c.HalfDone = 0 })
		edits := chain(w, 41)
		w.server.Configure(func(c *githubtest.Config) { c.HalfDone = config.HalfDone })
		w.server.Forget()
		w.linked(edits...)
		for n := 2; n <= 41; n++ {
			if got := w.blockers(n); !slices.Equal(got, []int{n - 1}) {
				t.Fatalf("%+v: #%d is blocked by %v", config, n, got)
			}
		}
		t.Logf("%+v: %d requests for 40 links", config, len(w.server.Requests()))
		if c == 0 && len(w.server.Requests()) > 9 {
			t.Errorf("%d requests for 40 links", len(w.server.Requests()))
		}
		w.server.Forget()
		w.linked(edits...)
		if w.server.Writes() > 0 {
			t.Errorf("%+v: links that stand were sent again: %d writes", config, w.server.Writes())
		}
		found := w.marked()
		for _, ticket := range found.Tickets[1:] {
			if len(ticket.BlockedBy) != 1 {
				t.Errorf("%+v: the list says %s waits for %v", config, ticket.Key, ticket.BlockedBy)
			}
		}
	}
}

func TestLinksOfPeopleStayAndAreRead(t *testing.T) {
	editions(t, func(t *testing.T, config githubtest.Config) {
		if linkless(config) {
			t.Skip("it has no dependencies")
		}
		w := newWorld(t, config)
		chain(w, 4)
		w.linked(integrations.LinkEdit{Key: "#4", Add: []string{"#1"}})
		w.server.Edit(4, func(i *githubtest.Issue) { i.BlockedBy = append(i.BlockedBy, 2) })
		w.linked(integrations.LinkEdit{Key: "#4", Add: []string{"#3"}, Remove: []string{"#1"}})
		if got := w.blockers(4); !slices.Equal(got, []int{2, 3}) {
			t.Errorf("blocked by %v", got)
		}
		w.server.Edit(4, func(i *githubtest.Issue) { i.BlockedBy = []int{1, 2, 3} })
		found := w.marked()
		if got := found.Tickets[3].BlockedBy; !slices.Equal(got, []string{"#1", "#2", "#3"}) {
			t.Errorf("the list says %v", got)
		}
	})
}

func TestALinkThatIsRefusedHoldsBackNoOther(t *testing.T) {
	for _, rest := range []bool{false, true} {
		w := newWorld(t, githubtest.Config{NoGraphQL: rest})
		chain(w, 3)
		w.linked(integrations.LinkEdit{Key: "#2", Add: []string{"#1"}})
		errs := w.newTracker().Link(t.Context(), []integrations.LinkEdit{
			{Key: "#1", Add: []string{"#2"}}, {Key: "#3", Add: []string{"#1"}}, {Key: "#99", Add: []string{"#1"}},
		})
		if errs[0] == nil || !strings.Contains(errs[0].Error(), "circle") || errs[1] != nil || !errors.Is(errs[2], integrations.ErrGone) {
			t.Errorf("rest=%t: %v", rest, errs)
		}
		if got := w.blockers(3); !slices.Equal(got, []int{1}) {
			t.Errorf("rest=%t: #3 is blocked by %v", rest, got)
		}
	}
}

// What a login without rights cannot link is remembered in the mark, so that
// the next push does not try again.
func TestALoginThatMayNotLinkRemembers(t *testing.T) {
	for _, rest := range []bool{false, true} {
		w := newWorld(t, githubtest.Config{NoGraphQL: rest, ReadOnly: true})
		edits := chain(w, 3)
		w.linked(edits...)
		for i, ticket := range w.read("#2", "#3") {
			if !slices.Equal(ticket.BlockedBy, edits[i].Add) || len(w.blockers(i+2)) > 0 {
				t.Errorf("rest=%t: %s waits for %v, on the server %v", rest, ticket.Key, ticket.BlockedBy, w.blockers(i+2))
			}
		}
	}
}
