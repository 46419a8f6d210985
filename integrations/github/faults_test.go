package github_test

import (
	"flag"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"plotline/integrations"
	"plotline/integrations/contract"
	"plotline/integrations/github"
	"plotline/integrations/github/githubtest"
	"plotline/integrations/trackertest"
)

// bench pushes a small backlog over a wire on which things go wrong.
type bench struct {
	t      *testing.T
	clock  *trackertest.Clock
	server *githubtest.Server
	wire   http.RoundTripper
	req    integrations.Request
	early  []string
	sent   int
}

func newBench(t *testing.T, config githubtest.Config) *bench {
	b := &bench{t: t, clock: trackertest.NewClock()}
	config.Clock = b.clock
	b.server = githubtest.New(config)
	b.wire = b.server
	if *every == 1 {
		b.wire = contract.Watch(t, b.server, githubtest.Documented(t, b.server))
	}
	b.req = integrations.Request{Roadmap: "northwind", Backlog: "b", Items: trackertest.Items(2, 3)}
	b.req.Items[1].Release = &integrations.Release{Name: "Spring"}
	b.req.Items[2].Needs = []string{b.req.Items[1].ID}
	return b
}

// push plans and applies; what goes wrong is chosen by request.
func (b *bench) push(choose func(int, *http.Request) trackertest.Fault) (*integrations.Result, error) {
	b.t.Helper()
	wire := &trackertest.Faulty{Next: b.wire, Clock: b.clock, Choose: choose}
	tracker, err := github.New(github.Config{
		Repository: "northwind/shop", BaseURL: "http://127.0.0.1:8080", Clock: b.clock, Transport: wire,
	})
	if err != nil {
		b.t.Fatal(err)
	}
	defer func() { b.early, b.sent = append(b.early, wire.Early()...), wire.Count() }()
	plan, err := integrations.MakePlan(b.t.Context(), tracker, b.req)
	if err != nil {
		return nil, err
	}
	return trackertest.Pusher(tracker, b.clock, nil).Apply(b.t.Context(), plan)
}

// settled says what is wrong after everything should be in order.
func (b *bench) settled() error {
	if result, err := b.push(nil); err != nil || result.Failed > 0 {
		return fmt.Errorf("the next push: %+v, %w", result, err)
	}
	live := map[string]int{}
	for _, i := range b.server.Issues() {
		if !i.Closed {
			live[i.Title]++
		}
	}
	for _, item := range b.req.Items {
		if live[item.Title] != 1 {
			return fmt.Errorf("%q has %d live issues", item.Title, live[item.Title])
		}
	}
	if len(live) != len(b.req.Items) {
		return fmt.Errorf("%d live issues for %d items", len(live), len(b.req.Items))
	}
	// An item that stood already learns only now what blocks it.
	if result, err := b.push(nil); err != nil || result.Created+result.Failed > 0 {
		return fmt.Errorf("the push after: %+v, %w", result, err)
	}
	b.server.Forget()
	result, err := b.push(nil)
	if err != nil || b.server.Writes() != 0 || result.Kept != len(b.req.Items) {
		return fmt.Errorf("unchanged: %d writes, %+v, %w", b.server.Writes(), result, err)
	}
	if len(b.early) > 0 {
		return fmt.Errorf("came back early: %v", b.early)
	}
	return nil
}

// every thins out the cases below; 1 tries them all, and holds each exchange to
// the official documents.
var every = flag.Int("every", 41, "try one fault in so many")

// TestEveryFaultAtEveryRequest breaks each request of a push in each way; the
// next push leaves one issue an item.
func TestEveryFaultAtEveryRequest(t *testing.T) {
	configs := map[string]githubtest.Config{
		"github.com":      {},
		"github.com rest": {NoGraphQL: true},
		"3.16":            {Edition: githubtest.Enterprise316},
		"3.17":            {Edition: githubtest.Enterprise317},
		"3.19 rest":       {Edition: githubtest.Enterprise319, NoGraphQL: true},
	}
	for name, config := range configs {
		t.Run(name, func(t *testing.T) {
			clean := newBench(t, config)
			if _, err := clean.push(nil); err != nil {
				t.Fatal(err)
			}
			n := 0
			for _, fault := range trackertest.AllFaults() {
				for at := 1; at <= clean.sent; at++ {
					if n++; n%*every != 0 {
						continue
					}
					b := newBench(t, config)
					_, _ = b.push(trackertest.OnlyAt(at, fault))
					if err := b.settled(); err != nil {
						t.Errorf("%s at request %d: %v", fault, at, err)
					}
				}
			}
		})
	}
}

// TestManyFaults breaks a fifth of all requests of several pushes.
func TestManyFaults(t *testing.T) {
	for seed := range uint64(400 / *every) {
		edition := []githubtest.Edition{githubtest.GitHubCom, githubtest.Enterprise317}[seed%2]
		b := newBench(t, githubtest.Config{Edition: edition, NoGraphQL: seed%8 > 5, HalfDone: int(seed % 3)})
		for range 3 {
			_, _ = b.push(trackertest.Seeded(seed, 20))
		}
		b.server.Configure(func(c *githubtest.Config) { c.HalfDone = 0 })
		if err := b.settled(); err != nil {
			t.Errorf("seed %d: %v", seed, err)
		}
	}
}

func TestHalfDoneBatch(t *testing.T) {
	b := newBench(t, githubtest.Config{HalfDone: 1})
	result, err := b.push(nil)
	if made := len(b.server.Issues()); err != nil || result.Failed == 0 || result.Created != made {
		t.Errorf("%d are made, and it says %+v, %v", made, result, err)
	}
	asked := 0
	for _, r := range b.server.Requests() {
		asked += strings.Count(r.Body, "createIssue(")
	}
	if asked > len(b.req.Items) {
		t.Errorf("%d creates were sent for %d items", asked, len(b.req.Items))
	}
	b.server.Configure(func(c *githubtest.Config) { c.HalfDone = 0 })
	if err := b.settled(); err != nil {
		t.Error(err)
	}
}

func TestTooHeavyBatchesShrink(t *testing.T) {
	w := newWorld(t, githubtest.Config{MaxBatch: 6})
	w.push(6)
	if n := len(w.server.Issues()); n != 66 {
		t.Errorf("%d issues", n)
	}
	if n := w.tracker.Batch(); n > 6 {
		t.Errorf("the batch is %d after refusals over 6", n)
	}
}

func TestRateLimitIsKept(t *testing.T) {
	for _, c := range []struct {
		name   string
		config githubtest.Config
		pace   *github.Pace
	}{
		{"paced", githubtest.Config{PerMinute: 80}, nil},
		{"surprised", githubtest.Config{PerMinute: 80}, &github.Pace{}},
		{"surprised without a word", githubtest.Config{PerMinute: 80, Unsaid: true}, &github.Pace{}},
		{"one by one", githubtest.Config{PerMinute: 80, NoGraphQL: true}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t, c.config)
			tracker, err := github.New(github.Config{Repository: "northwind/shop", BaseURL: "http://127.0.0.1:8080", Transport: w.server, Clock: w.clock, Pace: c.pace})
			if err != nil {
				t.Fatal(err)
			}
			w.tracker = tracker
			start := w.clock.Now()
			w.push(20)
			if n := len(w.server.Issues()); n != 220 {
				t.Errorf("%d issues", n)
			}
			took := w.clock.Now().Sub(start).Seconds()
			t.Logf("220 issues at 80 a minute: %.0f s, %d refused", took, w.server.Refused())
			if c.pace == nil && (w.server.Refused() > 0 || took > 126) {
				t.Errorf("%d refused in %.0f s", w.server.Refused(), took)
			}
			if took > 400 {
				t.Errorf("it took %.0f s", took)
			}
		})
	}
}

func TestSubIssueCap(t *testing.T) {
	w := newWorld(t, githubtest.Config{})
	epic := w.create(draft("e", "a large epic", nil))[0]
	var drafts []integrations.Draft
	for i := range 130 {
		drafts = append(drafts, draft(fmt.Sprintf("s%d", i), fmt.Sprintf("story %d", i), &epic))
	}
	obstacles, err := w.tracker.Preflight(t.Context(), drafts, nil)
	if err != nil || len(obstacles) != 1 || obstacles[0].Refuse || len(obstacles[0].IDs) != 30 {
		t.Errorf("%v %+v", err, obstacles)
	}
	w.create(drafts...)
	asked := 0
	for _, r := range w.server.Requests() {
		asked += strings.Count(r.Body, "createIssue(")
	}
	if asked != 131 {
		t.Errorf("%d creates were sent for 131 issues: some only to be refused", asked)
	}
	for _, ticket := range w.marked().Tickets[1:] {
		if ticket.Parent != epic.Key {
			t.Fatalf("%s stands under %q", ticket.Key, ticket.Parent)
		}
	}
	children, err := w.newTracker().Children(t.Context(), []string{epic.Key})
	if err != nil || len(children) != 130 {
		t.Errorf("%d children, %v", len(children), err)
	}
	// A server that is full without our knowing.
	if _, err := w.newTracker().Describe(t.Context()); err != nil {
		t.Fatal(err)
	}
	late := w.newTracker().Create(t.Context(), []integrations.Draft{draft("late", "one more", &epic)})[0]
	if late.Outcome != integrations.Created || late.Ticket.Parent != epic.Key {
		t.Errorf("%+v", late)
	}
}

func TestListsMayBeBehind(t *testing.T) {
	w := newWorld(t, githubtest.Config{Lag: 60e9})
	epic := w.create(draft("e", "an epic", nil))[0]
	if found := w.marked(); len(found.Tickets) != 0 {
		t.Fatalf("the list is not behind: %+v", found)
	}
	after, err := w.newTracker().After(t.Context(), "", roadmap)
	if err != nil || len(after.Tickets) != 1 || after.Tickets[0].Key != epic.Key {
		t.Errorf("%v %+v", err, after)
	}
}
