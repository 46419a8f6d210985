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

func TestPushTwiceMakesNoTicket(t *testing.T) {
	b := newBench(t)
	first := b.push()
	if first.Created != 5 || first.Failed != 0 {
		t.Fatalf("first push: %+v", first)
	}
	if plan := b.plan(); !plan.Empty() || len(plan.Conflicts)+len(plan.Notices) > 0 {
		t.Fatalf("the plan after a push is not empty: %+v", plan)
	}
	before, _ := b.tracker.All(t.Context())
	second := b.push()
	after, _ := b.tracker.All(t.Context())
	if second.Created+second.Updated+second.Closed != 0 || second.Kept != 5 || len(after) != 5 {
		t.Fatalf("second push: %+v", second)
	}
	for i := range after {
		if after[i].Version != before[i].Version {
			t.Errorf("%s was written by a push without a change", after[i].Key)
		}
	}
	if got := b.ticket("LOCAL-3"); got.Parent != "LOCAL-1" || got.Mark.ID != "s2" {
		t.Errorf("the second story: %+v", got)
	}
}

func TestOneChangedTitleIsOneWrite(t *testing.T) {
	b := newBench(t)
	b.push()
	b.item("s2").Title = "Suggest products that fit"
	plan := b.plan()
	if plan.Summary != (integrations.Summary{Update: 1, Keep: 4}) {
		t.Fatalf("plan: %+v", plan.Summary)
	}
	b.push()
	if got := b.ticket("LOCAL-3").Title; got != "Suggest products that fit" {
		t.Errorf("title is %q", got)
	}
	if plan := b.plan(); !plan.Empty() {
		t.Errorf("not empty afterwards: %+v", plan.Changes)
	}
}

func TestProductManagersTextIsPutBack(t *testing.T) {
	b := newBench(t)
	b.push()
	b.edit("LOCAL-1", func(now *integrations.Ticket) {
		now.Description = "My own words\n\n" + strings.Replace(now.Description, "20%", "25%", 1) + "\n\nAnd more"
	})
	plan := b.plan()
	if plan.Summary.Update != 1 || !strings.Contains(plan.Changes[0].Reason, "put back") {
		t.Fatalf("plan: %+v", plan.Changes)
	}
	b.push()
	got := b.ticket("LOCAL-1").Description
	if !strings.Contains(got, "20%") || !strings.HasPrefix(got, "My own words\n\n") || !strings.HasSuffix(got, "\n\nAnd more") {
		t.Errorf("description is\n%s", got)
	}
}

func TestProductOwnersEditOnTheTicketStays(t *testing.T) {
	b := newBench(t)
	b.push()
	b.edit("LOCAL-2", func(now *integrations.Ticket) { now.Title = "Record what shoppers look at" })
	plan := b.plan()
	if !plan.Empty() || len(plan.Notices) != 1 {
		t.Fatalf("plan: %+v", plan)
	}
	b.item("s1").Title = "Record views"
	plan = b.plan()
	if !plan.Empty() || len(plan.Conflicts) != 1 || plan.Conflicts[0].Ticket != "Record what shoppers look at" {
		t.Fatalf("both changed: %+v", plan)
	}
	b.push()
	if got := b.ticket("LOCAL-2").Title; got != "Record what shoppers look at" {
		t.Errorf("overwritten with %q", got)
	}
	b.req.Prefer = map[string]integrations.Side{"s1": integrations.PreferBacklog}
	b.push()
	if got := b.ticket("LOCAL-2").Title; got != "Record views" {
		t.Errorf("preferring the backlog left %q", got)
	}
}

func TestDifferentCriteriaOnBothSidesAreNoConflict(t *testing.T) {
	b := newBench(t)
	b.push()
	b.edit("LOCAL-2", func(now *integrations.Ticket) {
		now.Description = strings.Replace(now.Description, "- Given a shopper, when s1, then it shows.", "- [x] Given a shopper, when s1, then it shows at once.", 1)
	})
	s := b.item("s1")
	s.Part.Criteria = append(s.Part.Criteria, integrations.Check{Text: "Given a third case, then a third answer."})
	plan := b.plan()
	if len(plan.Conflicts) > 0 || plan.Summary.Update != 1 {
		t.Fatalf("plan: %+v", plan)
	}
	b.push()
	got := integrations.ParsePart(b.ticket("LOCAL-2").Part).Criteria
	if len(got) != 3 || !strings.Contains(got[0].Text, "at once") || got[0].Box != "[x] " || !strings.Contains(got[2].Text, "third") {
		t.Errorf("criteria: %+v", got)
	}
	if plan := b.plan(); !plan.Empty() || len(plan.Notices) != 1 {
		t.Errorf("afterwards: %+v", plan)
	}
}

func TestDroppedTicketsAreClosedWithinTheLimit(t *testing.T) {
	b := newBench(t)
	b.push()
	drop := func(ids ...string) {
		for _, id := range ids {
			b.req.Dropped = append(b.req.Dropped, integrations.Dropped{ID: id, By: "Pia"})
			for i := range b.req.Items {
				if b.req.Items[i].ID == id {
					b.req.Items = append(b.req.Items[:i:i], b.req.Items[i+1:]...)
					break
				}
			}
		}
	}
	if err := b.tracker.Move(t.Context(), "LOCAL-2", local.InProgress); err != nil {
		t.Fatal(err)
	}
	drop("s1", "s2")
	plan := b.plan()
	if plan.Summary.Close != 1 || plan.Refused != "" || len(plan.Notices) != 1 {
		t.Fatalf("plan: %+v", plan)
	}
	drop("s3")
	plan = b.plan()
	if limit := plan.Refusals(); len(limit) != 1 || limit[0].Message != "it would close 2 of 5 open tickets, more than the limit" ||
		limit[0].Hint != "plotline push --allow-closures 2" || plan.Refused != limit[0].Message {
		t.Fatalf("not refused: %+v", plan)
	}
	b.req.AllowClosures = 2
	if got := b.push(); got.Closed != 2 {
		t.Fatalf("push: %+v", got)
	}
	if got := b.ticket("LOCAL-3"); got.Phase != integrations.Refused || got.Comments != 1 {
		t.Errorf("closed ticket: %+v", got)
	}
	if plan := b.plan(); !plan.Empty() {
		t.Errorf("afterwards: %+v", plan.Changes)
	}
}

func TestTheGateHoldsAndStoriesWaitForTheirEpic(t *testing.T) {
	b := newBench(t)
	b.item("e1").Hold = "not accepted"
	plan := b.plan()
	if !plan.Empty() || len(plan.Held) != 5 || !strings.Contains(plan.Held[1].Reason, "epic") {
		t.Fatalf("plan: %+v", plan.Held)
	}
}

func TestADeletedTicketIsNotMadeAgainUnasked(t *testing.T) {
	b := newBench(t)
	b.push()
	if err := b.tracker.Delete(t.Context(), "LOCAL-4"); err != nil {
		t.Fatal(err)
	}
	b.item("s3").Key = "LOCAL-4"
	plan := b.plan()
	if !plan.Empty() || len(plan.Held) != 1 || !strings.Contains(plan.Held[0].Reason, "deleted") {
		t.Fatalf("plan: %+v", plan)
	}
	b.req.Prefer = map[string]integrations.Side{"s3": integrations.PreferBacklog}
	if got := b.push(); got.Created != 1 {
		t.Errorf("asked for: %+v", got)
	}
}

// A push says what it does while it does it, and how far it is.
func TestAPushTellsHowFarItIs(t *testing.T) {
	b := newBench(t)
	b.item("s3").Needs = []string{"s1"}
	var told []integrations.Event
	pusher := trackertest.Pusher(b.tracker, b.clock, nil)
	pusher.Progress = func(e integrations.Event) { told = append(told, e) }
	if _, err := pusher.Apply(t.Context(), b.plan()); err != nil {
		t.Fatal(err)
	}
	words, done := "", 0
	for _, e := range told {
		if e.Done < done || e.Total != 5 {
			t.Errorf("after %d of 5: %+v", done, e)
		}
		words, done = words+e.Doing+"\n", e.Done
	}
	for _, want := range []string{"look for tickets", "create 1 ticket\n", "create 4 tickets", "link 1 ticket"} {
		if !strings.Contains(words, want) {
			t.Errorf("nothing says %q:\n%s", want, words)
		}
	}
	if done == 0 {
		t.Error("it never says that anything is done")
	}
}

// A story names its epic and goal in passing: an epic that is renamed mails nobody
// who watches one of its stories.
func TestARenamedEpicWritesNoStory(t *testing.T) {
	b := newBench(t)
	b.item("s1").Part.Context = "**Part of** Recommendations, goal engagement"
	b.push()
	b.item("s1").Part.Context = "**Part of** Suggestions, goal engagement"
	if plan := b.plan(); !plan.Empty() || len(plan.Conflicts)+len(plan.Notices) > 0 {
		t.Errorf("plan: %+v", plan.Changes)
	}
	b.item("s1").Title = "Record what shoppers see"
	b.push()
	if plan := b.plan(); !plan.Empty() {
		t.Errorf("after its title was written: %+v", plan.Changes)
	}
	b.item("s1").Part.Narrative = "As a shopper, I want it remembered, so that I find more."
	b.push()
	if got := b.ticket("LOCAL-2").Description; !strings.Contains(got, "Suggestions") {
		t.Errorf("an edit does not bring it along:\n%s", got)
	}
}

// shut is a tracker that refuses every create for one reason.
type shut struct {
	*local.Tracker
	why   error
	asked int
}

func (s *shut) Create(_ context.Context, drafts []integrations.Draft) []integrations.Creation {
	s.asked++
	refused := integrations.Creation{Outcome: integrations.Rejected, Err: s.why}
	return slices.Repeat([]integrations.Creation{refused}, len(drafts))
}

// A login that is refused, or that may make nothing, ends the push at once: no
// later request would fare better.
func TestARefusedLoginEndsThePush(t *testing.T) {
	for _, why := range []error{integrations.ErrLogin, integrations.ErrRights} {
		b := newBench(t)
		tracker := &shut{Tracker: b.tracker, why: why}
		_, err := trackertest.Pusher(tracker, b.clock, nil).Apply(t.Context(), b.plan())
		if !errors.Is(err, why) || tracker.asked != 1 {
			t.Errorf("%v: asked %d times, %v", why, tracker.asked, err)
		}
	}
}

func TestADoneTicketIsNotRewritten(t *testing.T) {
	b := newBench(t)
	b.push()
	b.edit("LOCAL-2", func(now *integrations.Ticket) { now.Phase, now.Status = integrations.Done, "Done" })
	b.item("s1").Title = "Record what shoppers see"
	if plan := b.plan(); !plan.Empty() || len(plan.Conflicts) > 0 {
		t.Errorf("plan: %+v", plan.Changes)
	}
}

// What people made under our epics is offered as a new story while it is open.
func TestAClosedTicketIsNotOffered(t *testing.T) {
	b := newBench(t)
	b.push()
	key, err := b.tracker.Add(t.Context(), integrations.Ticket{Kind: stories.Story, Title: "By hand", Parent: "LOCAL-1"})
	if err != nil {
		t.Fatal(err)
	}
	if r := b.readBack(integrations.SyncRequest{}); len(r.Offers) != 1 || r.Offers[0].Key != key {
		t.Errorf("while it is open: %+v", r.Offers)
	}
	b.edit(key, func(now *integrations.Ticket) { now.Phase, now.Status = integrations.Refused, "Dropped" })
	if r := b.readBack(integrations.SyncRequest{}); len(r.Offers) > 0 {
		t.Errorf("once it is closed: %+v", r.Offers)
	}
}

// What was edited on a ticket is seen by the next sync also after a push that
// wrote something else on it.
func TestAPushDoesNotForgetAnEditOnTheTicket(t *testing.T) {
	b := newBench(t)
	b.push()
	b.edit("LOCAL-2", func(now *integrations.Ticket) { now.Title = "Record what shoppers look at" })
	b.item("s1").Part.Narrative = "As a shopper, I want it remembered, so that I find more."
	b.push()
	r := b.readBack(integrations.SyncRequest{})
	if len(r.Pulls) != 1 || r.Pulls[0].Field != stories.FieldTitle || len(r.Conflicts) > 0 {
		t.Errorf("pulls %+v, conflicts %+v", r.Pulls, r.Conflicts)
	}
}
