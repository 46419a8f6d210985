package github_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"plotline/integrations"
	"plotline/integrations/github"
	"plotline/integrations/github/githubtest"
	"plotline/integrations/trackertest"
)

// rounds is a world whose trackers share what the server said, as the rounds of
// a watch do, with so many issues on it.
func rounds(t *testing.T, config githubtest.Config, issues int) *world {
	t.Helper()
	w := newWorld(t, config)
	var drafts []integrations.Draft
	for i := range issues {
		drafts = append(drafts, draft(fmt.Sprint("i", i), fmt.Sprint("issue ", i), nil))
	}
	w.create(drafts...)
	w.clock.now = w.clock.now.Add(time.Hour)
	answers := github.NewAnswers()
	w.configure = func(c *github.Config) {
		c.Answers = answers
		c.BaseURL = address(config)
	}
	return w
}

// paid are the requests since the last time that GitHub counts.
func (w *world) paid() (paid, all int) {
	requests := w.server.Requests()
	for _, r := range requests {
		if r.Status != http.StatusNotModified {
			paid++
		}
	}
	w.server.Forget()
	return paid, len(requests)
}

func TestAQuietRoundCostsNothingAndAChangeIsSeen(t *testing.T) {
	for _, edition := range []githubtest.Edition{githubtest.GitHubCom, githubtest.Enterprise319} {
		w := rounds(t, githubtest.Config{Edition: edition}, 250)
		w.server.Forget()
		w.marked()
		first, _ := w.paid()
		if n := len(w.marked().Tickets); n != 250 {
			t.Fatalf("%s: a quiet round shows %d issues", edition, n)
		}
		quiet, all := w.paid()
		t.Logf("%s: the first round counts %d requests, a quiet one %d of %d", edition, first, quiet, all)
		if quiet > 0 || all != first {
			t.Errorf("%s: a quiet round counts %d of %d requests", edition, quiet, all)
		}
		// The change stands on the third page, behind a link by the
		// repository's ID.
		w.server.Edit(7, func(i *githubtest.Issue) { i.Title = "changed by hand" })
		if got := w.marked().Tickets[6].Title; got != "changed by hand" {
			t.Errorf("%s: a round after a change shows %q", edition, got)
		}
		if loud, _ := w.paid(); loud != 1 {
			t.Errorf("%s: a change on one page counts %d requests", edition, loud)
		}
		w.server.Add(githubtest.Issue{Title: "one more"})
		if got := w.marked().Highest; got != "#251" {
			t.Errorf("%s: a new issue, and the highest is %s", edition, got)
		}
	}
}

// TestAQuietRoundOfAWatchCostsNextToNothing counts a whole round: reading back,
// and the plan of a push.
func TestAQuietRoundOfAWatchCostsNextToNothing(t *testing.T) {
	w := rounds(t, githubtest.Config{}, 0)
	req := integrations.Request{Roadmap: roadmap, Backlog: "b", Items: trackertest.Items(4, 10)}
	round := func() *integrations.Plan {
		t.Helper()
		tracker := w.newTracker()
		reading, err := integrations.ReadBack(t.Context(), tracker, integrations.SyncRequest{Request: req})
		if err != nil {
			t.Fatal(err)
		}
		req.Known = reading.Found()
		plan, err := integrations.MakePlan(t.Context(), tracker, req)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := trackertest.Pusher(tracker, trackertest.NewClock(), nil).Apply(t.Context(), plan); err != nil {
			t.Fatal(err)
		}
		return plan
	}
	round()
	round()
	w.paid()
	if plan := round(); !plan.Empty() {
		t.Fatalf("not quiet: %+v", plan.Changes)
	}
	paid, all := w.paid()
	t.Logf("a quiet round of 44 issues: %d of %d requests count", paid, all)
	if paid > 1 {
		t.Errorf("a quiet round counts %d of %d requests", paid, all)
	}
	w.server.Edit(9, func(i *githubtest.Issue) { i.Title = "changed by hand" })
	if plan := round(); len(plan.Notices) == 0 {
		t.Error("a round after a change sees nothing")
	}
}

// A list that is behind says 304 until it has caught up, and then no more.
func TestALateChangeIsSeenInALaterRound(t *testing.T) {
	w := rounds(t, githubtest.Config{Lag: 30 * time.Second}, 3)
	w.marked()
	w.server.Edit(2, func(i *githubtest.Issue) { i.Title = "changed by hand" })
	if got := w.marked().Tickets[1].Title; got == "changed by hand" {
		t.Fatal("the list is not behind")
	}
	w.clock.now = w.clock.now.Add(time.Minute)
	if got := w.marked().Tickets[1].Title; got != "changed by hand" {
		t.Errorf("after the list caught up: %q", got)
	}
}

// An answer that was cut is not kept, or every later round would be broken.
func TestAnAnswerInPiecesIsNotKept(t *testing.T) {
	w := rounds(t, githubtest.Config{}, 3)
	cut := true
	configure := w.configure
	w.configure = func(c *github.Config) {
		configure(c)
		next := c.Transport
		c.Transport = transport(func(req *http.Request) (*http.Response, error) {
			resp, err := next.RoundTrip(req)
			if err == nil && cut && req.URL.Query().Get("labels") != "" {
				resp.Body = http.MaxBytesReader(nil, resp.Body, 100)
			}
			return resp, err
		})
	}
	if _, err := w.newTracker().Marked(t.Context(), roadmap); err == nil {
		t.Fatal("the answer was not cut")
	}
	cut = false
	if n := len(w.marked().Tickets); n != 3 {
		t.Errorf("%d issues", n)
	}
}

type transport func(*http.Request) (*http.Response, error)

func (f transport) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }
