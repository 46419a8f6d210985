package integrations_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"plotline/integrations"
	"plotline/integrations/local"
	"plotline/integrations/trackertest"
	"plotline/stories"
)

// sync reads back, takes what was pulled, and pushes.
func (b *bench) sync() *integrations.Reading {
	b.t.Helper()
	r := b.readBack(integrations.SyncRequest{})
	b.take(r.Pulls)
	b.push()
	return r
}

// link lets a person link tickets.
func (b *bench) link(edit integrations.LinkEdit) {
	b.t.Helper()
	if err := errors.Join(b.tracker.Link(b.t.Context(), []integrations.LinkEdit{edit})...); err != nil {
		b.t.Fatal(err)
	}
}

func (b *bench) empty(when string) {
	b.t.Helper()
	if plan := b.plan(); !plan.Empty() || len(plan.Conflicts)+len(plan.Notices) > 0 {
		b.t.Errorf("%s the plan is not empty: %+v %+v %+v", when, plan.Changes, plan.Conflicts, plan.Notices)
	}
}

func TestLabelsOfBothSidesAreMergedOneByOne(t *testing.T) {
	b := newBench(t)
	b.item("s1").Labels = []string{"shop", "slow", "kept"}
	b.push()
	b.edit("LOCAL-2", func(now *integrations.Ticket) {
		now.Labels = slices.DeleteFunc(now.Labels, func(l string) bool { return l == "slow" })
		now.Labels = append(now.Labels, "Legal", "plotline-other", "ask-pm")
	})
	b.req.Signals = []string{"Ask-PM"}
	b.item("s1").Labels = []string{"slow", "kept", "quick"}
	r := b.sync()
	if len(r.Pulls) != 1 || r.Pulls[0].Field != stories.FieldLabels || len(r.Conflicts) > 0 {
		t.Fatalf("pulls %+v, conflicts %+v", r.Pulls, r.Conflicts)
	}
	if got := b.item("s1").Labels; !slices.Equal(got, []string{"kept", "quick", "Legal"}) {
		t.Errorf("the backlog has %q", got)
	}
	got := b.ticket("LOCAL-2").Labels
	slices.Sort(got)
	if !slices.Equal(got, []string{"Legal", "ask-pm", "kept", "plotline-northwind", "plotline-other", "quick"}) {
		t.Errorf("the ticket has %q", got)
	}
	b.empty("after the sync")
}

func TestLinksThatPeopleAddBecomeNeeds(t *testing.T) {
	b := newBench(t)
	b.item("s3").Needs = []string{"s1"}
	b.push()
	stranger, err := b.tracker.Add(t.Context(), integrations.Ticket{Kind: stories.Story, Title: "Not ours"})
	if err != nil {
		t.Fatal(err)
	}
	b.link(integrations.LinkEdit{Key: "LOCAL-4", Add: []string{"LOCAL-3", stranger}})
	r := b.sync()
	if len(r.Pulls) != 1 || r.Pulls[0].From != "LOCAL-2" || r.Pulls[0].To != "LOCAL-2, LOCAL-3" {
		t.Fatalf("pulls %+v", r.Pulls)
	}
	if got := b.item("s3").Needs; !slices.Equal(got, []string{"s1", "s2"}) {
		t.Errorf("needs %q", got)
	}
	b.empty("after the sync")
	b.link(integrations.LinkEdit{Key: "LOCAL-4", Remove: []string{"LOCAL-2"}})
	b.sync()
	if got := b.item("s3").Needs; !slices.Equal(got, []string{"s2"}) {
		t.Errorf("after one link was taken away, needs %q", got)
	}
	b.empty("after one link was taken away")
}

func TestANeedThatIsTakenOutOfTheBacklogIsUnlinked(t *testing.T) {
	b := newBench(t)
	b.item("s3").Needs = []string{"s1", "s2"}
	b.push()
	b.item("s3").Needs = []string{"s2"}
	if r := b.sync(); len(r.Pulls) > 0 {
		t.Fatalf("pulls %+v", r.Pulls)
	}
	if got := b.ticket("LOCAL-4").BlockedBy; !slices.Equal(got, []string{"LOCAL-3"}) {
		t.Errorf("blocked by %q", got)
	}
	b.empty("afterwards")
}

// unlinked is a tracker on which a push dies before it links anything.
type unlinked struct{ *local.Tracker }

func (unlinked) Link(_ context.Context, edits []integrations.LinkEdit) []error {
	return slices.Repeat([]error{errors.New("killed")}, len(edits))
}

// A link that a push died before making is made by the next one: it is not
// taken for one that a person removed.
func TestALinkThatWasNeverMadeIsMade(t *testing.T) {
	b := newBench(t)
	b.item("s3").Needs = []string{"s1"}
	if _, err := trackertest.Pusher(unlinked{b.tracker}, b.clock, nil).Apply(t.Context(), b.plan()); err != nil {
		t.Fatal(err)
	}
	if r := b.sync(); len(r.Pulls) > 0 || !slices.Equal(b.ticket("LOCAL-4").BlockedBy, []string{"LOCAL-2"}) {
		t.Errorf("pulls %+v, blocked by %q", r.Pulls, b.ticket("LOCAL-4").BlockedBy)
	}
	b.empty("afterwards")
}

// One that it made, and that a person takes away right after it, stays away.
func TestALinkThatAPersonRemovesIsNotMadeAgain(t *testing.T) {
	b := newBench(t)
	b.item("s3").Needs = []string{"s1"}
	b.push()
	b.link(integrations.LinkEdit{Key: "LOCAL-4", Remove: []string{"LOCAL-2"}})
	if plan := b.plan(); !plan.Empty() {
		t.Errorf("it is made again: %+v", plan.Changes)
	}
	b.sync()
	if got := b.item("s3").Needs; len(got) > 0 || len(b.ticket("LOCAL-4").BlockedBy) > 0 {
		t.Errorf("needs %q, blocked by %q", got, b.ticket("LOCAL-4").BlockedBy)
	}
	b.empty("afterwards")
}

func TestAStandingStoryIsLinkedByThePushThatMakesWhatItNeeds(t *testing.T) {
	b := newBench(t)
	b.push()
	b.req.Items = append(b.req.Items, story("s5", "e1", "Ask for consent"))
	b.item("s1").Needs = []string{"s5"}
	if fields := b.plan().Changes; !slices.ContainsFunc(fields, func(c integrations.Change) bool {
		return c.ID == "s1" && len(c.Fields) == 1 && strings.Contains(c.Fields[0].To, "Ask for consent")
	}) {
		t.Errorf("the plan does not say what s1 waits for: %+v", fields)
	}
	b.push()
	if got := b.ticket("LOCAL-2").BlockedBy; !slices.Equal(got, []string{"LOCAL-6"}) {
		t.Errorf("blocked by %q", got)
	}
	b.empty("after one push")
}

func TestAHeldNeedIsLinkedOnceItIsLetThrough(t *testing.T) {
	b := newBench(t)
	b.item("s1").Needs = []string{"s4"}
	b.item("s4").Hold = "not accepted"
	b.push()
	if plan := b.plan(); !plan.Empty() {
		t.Errorf("while it is held: %+v", plan.Changes)
	}
	if r := b.sync(); len(r.Pulls) > 0 {
		t.Errorf("pulls %+v", r.Pulls)
	}
	b.item("s4").Hold = ""
	b.push()
	if got := b.ticket("LOCAL-2").BlockedBy; !slices.Equal(got, []string{"LOCAL-5"}) {
		t.Errorf("blocked by %q", got)
	}
	b.empty("afterwards")
}

// A need that would close a circle with a person's link is no link, and said:
// GitHub refuses it with every push.
func TestANeedThatClosesACircleIsNotLinked(t *testing.T) {
	b := newBench(t)
	b.push()
	b.link(integrations.LinkEdit{Key: "LOCAL-2", Add: []string{"LOCAL-3"}})
	b.link(integrations.LinkEdit{Key: "LOCAL-3", Add: []string{"LOCAL-4"}})
	b.item("s3").Needs = []string{"s1"}
	b.push()
	plan := b.plan()
	if !plan.Empty() || len(b.ticket("LOCAL-4").BlockedBy) > 0 {
		t.Errorf("plan %+v, blocked by %q", plan.Changes, b.ticket("LOCAL-4").BlockedBy)
	}
	if !slices.ContainsFunc(plan.Notices, func(n integrations.Notice) bool {
		return n.Key == "LOCAL-4" && strings.Contains(n.Message, "does not wait for LOCAL-2")
	}) {
		t.Errorf("nobody says so: %+v", plan.Notices)
	}
	b.sync()
	if got := b.item("s3").Needs; !slices.Equal(got, []string{"s1"}) {
		t.Errorf("the backlog lost what s3 needs: %q", got)
	}
}

// Where links are made along with tickets, stories that need one another in a ring
// are made apart: each link comes with the later one, and none is left to be made
// by a request of its own.
func TestStoriesThatNeedOneAnotherAreMadeApart(t *testing.T) {
	project := trackertest.NewProject(trackertest.NewClock())
	project.Along = true
	items := trackertest.Items(1, 5)
	for i, needs := range map[int][]int{1: {2, 5}, 2: {3}, 3: {4}, 4: {5}} {
		for _, n := range needs {
			items[i].Needs = append(items[i].Needs, items[n].ID)
		}
	}
	var sent []string
	tracker := project.Harness(50).Open(&trackertest.Wire{Decide: func(_ int, what string) trackertest.Fault {
		sent = append(sent, what)
		return trackertest.None
	}})
	plan, err := integrations.MakePlan(t.Context(), tracker, integrations.Request{Roadmap: "northwind", Items: items})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := trackertest.Pusher(tracker, project.Clock, nil).Apply(t.Context(), plan); err != nil {
		t.Fatal(err)
	}
	waits := map[string]int{}
	for _, ticket := range project.All() {
		waits[ticket.Mark.ID] = len(ticket.BlockedBy)
	}
	if waits[items[1].ID] != 2 || waits[items[2].ID]+waits[items[3].ID]+waits[items[4].ID] != 3 {
		t.Errorf("who waits for how many: %v", waits)
	}
	if slices.ContainsFunc(sent, func(what string) bool { return strings.HasPrefix(what, "link") }) {
		t.Errorf("a link was a request of its own: %q", sent)
	}
}
