package github_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"plotline/integrations"
	"plotline/integrations/contract"
	"plotline/integrations/github"
	"plotline/integrations/github/githubtest"
	"plotline/integrations/pace"
	"plotline/stories"
)

// testClock moves only when someone sleeps.
type testClock struct {
	mu    sync.Mutex
	now   time.Time
	slept time.Duration
}

func newClock() *testClock {
	return &testClock{now: time.Date(2027, 1, 4, 9, 0, 0, 0, time.UTC)}
}

func (c *testClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *testClock) Sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	c.slept += d
	return ctx.Err()
}

// world is a tracker on a test server.
type world struct {
	t       *testing.T
	clock   *testClock
	server  *githubtest.Server
	tracker *github.Tracker
	waits   []pace.Wait
	// configure changes the next trackers; nil for nothing.
	configure func(*github.Config)
}

func newWorld(t *testing.T, config githubtest.Config) *world {
	t.Helper()
	w := &world{t: t, clock: newClock()}
	config.Clock = w.clock
	w.server = githubtest.New(config)
	w.tracker = w.newTracker()
	return w
}

// newTracker is a second run of the program on the same server.
func (w *world) newTracker() *github.Tracker {
	w.t.Helper()
	config := github.Config{
		Repository: "northwind/shop", BaseURL: "http://127.0.0.1:8080", Token: "not-a-real-token", TokenFrom: "GITHUB_TOKEN",
		Transport: contract.Watch(w.t, w.server, githubtest.Documented(w.t, w.server)), Clock: w.clock,
		OnWait: func(p pace.Wait) { w.waits = append(w.waits, p) },
	}
	if w.configure != nil {
		w.configure(&config)
	}
	tracker, err := github.New(config)
	if err != nil {
		w.t.Fatal(err)
	}
	return tracker
}

const roadmap = "northwind"

func draft(id, title string, parent *integrations.Ticket) integrations.Draft {
	d := integrations.Draft{
		Mark: integrations.Mark{Version: 1, ID: id, Roadmap: roadmap, Nonce: "n-" + id, Fields: map[string][]string{"title": {"0a1b"}}},
		Kind: stories.Story, Type: stories.TypeFeature, Title: title, Part: "As a shopper, I want " + title + ".",
		Labels: []string{"search"}, Parent: parent,
	}
	if parent == nil {
		d.Kind, d.Type = stories.Epic, stories.TypeEpic
	}
	return d
}

// create makes the drafts batch by batch and fails the test unless all are made.
func (w *world) create(drafts ...integrations.Draft) []integrations.Ticket {
	w.t.Helper()
	var tickets []integrations.Ticket
	for len(drafts) > 0 {
		n := min(w.tracker.Batch(), len(drafts))
		for _, c := range w.tracker.Create(w.t.Context(), drafts[:n]) {
			if c.Outcome != integrations.Created {
				w.t.Fatalf("create: %s: %v", c.Outcome, c.Err)
			}
			tickets = append(tickets, c.Ticket)
		}
		drafts = drafts[n:]
	}
	return tickets
}

func (w *world) marked() integrations.Found {
	w.t.Helper()
	found, err := w.newTracker().Marked(w.t.Context(), roadmap)
	if err != nil {
		w.t.Fatal(err)
	}
	return found
}

func (w *world) read(keys ...string) []integrations.Ticket {
	w.t.Helper()
	tickets, err := w.tracker.Read(w.t.Context(), keys)
	if err != nil {
		w.t.Fatal(err)
	}
	return tickets
}

// editions run a test on each server.
func editions(t *testing.T, test func(t *testing.T, config githubtest.Config)) {
	for _, e := range []githubtest.Edition{githubtest.GitHubCom, githubtest.Enterprise316, githubtest.Enterprise317, githubtest.Enterprise319} {
		for _, rest := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s/rest=%t", e, rest), func(t *testing.T) {
				test(t, githubtest.Config{Edition: e, NoGraphQL: rest})
			})
		}
	}
}
