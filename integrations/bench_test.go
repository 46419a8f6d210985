package integrations_test

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"plotline/integrations"
	"plotline/integrations/local"
	"plotline/integrations/trackertest"
	"plotline/stories"
)

// bench is one backlog, one local tracker and what connects them.
type bench struct {
	t       *testing.T
	tracker *local.Tracker
	clock   *trackertest.Clock
	folder  string
	req     integrations.Request
	nonces  int
}

func newBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{t: t, clock: trackertest.NewClock(), folder: t.TempDir()}
	tracker, err := local.Open(t.Context(), b.folder, b.clock)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { tracker.Shut() })
	b.tracker = tracker
	b.req = integrations.Request{Roadmap: "northwind", Backlog: "d1", Limit: integrations.Limit{Percent: 25}, Items: []integrations.Desired{
		epic("e1", "Personalized recommendations"),
		story("s1", "e1", "Record browsing behavior"),
		story("s2", "e1", "Implement a recommendation engine"),
		story("s3", "e1", "Let a shopper dismiss a suggestion"),
		story("s4", "e1", "Measure weekly engaged shoppers"),
	}}
	return b
}

func epic(id, title string) integrations.Desired {
	return integrations.Desired{
		ID: id, Kind: stories.Epic, Type: stories.TypeEpic, Title: title, Path: id + "/epic.md",
		Part: integrations.Part{
			Narrative:   "Returning shoppers see products chosen for them.",
			Destination: "**Goal.** Increase user engagement by 20%.",
			Criteria:    []integrations.Check{{Text: "Every story below is done."}},
		},
	}
}

func story(id, epicID, title string) integrations.Desired {
	return integrations.Desired{
		ID: id, Kind: stories.Story, Type: stories.TypeFeature, Epic: epicID, Title: title, Path: epicID + "/" + id + ".md",
		Part: integrations.Part{
			Narrative: "As a returning shopper, I want " + strings.ToLower(title) + ", so that I find more.",
			Context:   "**Part of** Personalized recommendations, for goal *engagement*.",
			Criteria:  []integrations.Check{{Text: "Given a shopper, when " + id + ", then it shows."}, {Text: "Given nobody, then nothing shows."}},
			Notes:     "Questions? Product: Ana. Backlog: Pia.",
		},
		Labels: []string{"shop"},
	}
}

func (b *bench) item(id string) *integrations.Desired {
	for i := range b.req.Items {
		if b.req.Items[i].ID == id {
			return &b.req.Items[i]
		}
	}
	b.t.Fatalf("no item %s", id)
	return nil
}

func (b *bench) plan() *integrations.Plan {
	b.t.Helper()
	plan, err := integrations.MakePlan(b.t.Context(), b.tracker, b.req)
	if err != nil {
		b.t.Fatal(err)
	}
	return plan
}

// limit is a tracker that takes only so many characters.
type limit struct {
	*local.Tracker
	characters int
}

func (l limit) Describe(ctx context.Context) (integrations.Server, error) {
	server, err := l.Tracker.Describe(ctx)
	server.BodyLimit = l.characters
	return server, err
}

func (b *bench) push() *integrations.Result {
	b.t.Helper()
	result, err := b.pusher(b.tracker).Apply(b.t.Context(), b.plan())
	if err != nil {
		b.t.Fatal(err)
	}
	return result
}

func (b *bench) pusher(tracker integrations.Tracker) integrations.Pusher {
	b.t.Helper()
	journal, err := integrations.OpenJournal(filepath.Join(b.folder, "journal.jsonl"))
	if err != nil {
		b.t.Fatal(err)
	}
	return integrations.Pusher{Tracker: tracker, Clock: b.clock, Journal: journal, Nonce: func() string {
		b.nonces++
		return fmt.Sprint("n", b.nonces)
	}}
}

func (b *bench) ticket(key string) integrations.Ticket {
	b.t.Helper()
	tickets, err := b.tracker.Read(b.t.Context(), []string{key})
	if err != nil {
		b.t.Fatal(err)
	}
	return tickets[0]
}

func (b *bench) edit(key string, edit func(*integrations.Ticket)) {
	b.t.Helper()
	if err := b.tracker.Edit(b.t.Context(), key, edit); err != nil {
		b.t.Fatal(err)
	}
}
