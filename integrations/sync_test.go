package integrations_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"plotline/integrations"
	"plotline/stories"
)

func (b *bench) readBack(req integrations.SyncRequest) *integrations.Reading {
	b.t.Helper()
	req.Request = b.req
	r, err := integrations.ReadBack(b.t.Context(), b.tracker, req)
	if err != nil {
		b.t.Fatal(err)
	}
	return r
}

// take puts pulls into the backlog, as cmd does with its files.
func (b *bench) take(pulls []integrations.Pull) {
	for _, p := range pulls {
		d := b.item(p.ID)
		if p.Field == stories.FieldParent {
			d.Epic = p.Values[0]
			continue
		}
		c := stories.Content{Title: d.Title, Narrative: d.Part.Narrative, Notes: d.Part.Notes, Labels: d.Labels, Needs: d.Needs}
		for _, check := range d.Part.Criteria {
			c.Criteria = append(c.Criteria, stories.Criterion{Text: check.Text})
		}
		c = p.Into(c)
		d.Title, d.Part.Narrative, d.Part.Notes, d.Labels, d.Needs = c.Title, c.Narrative, c.Notes, c.Labels, c.Needs
		d.Part.Criteria = nil
		for _, criterion := range c.Criteria {
			d.Part.Criteria = append(d.Part.Criteria, integrations.Check{Text: criterion.Text})
		}
	}
}

func TestSyncBringsProductOwnersEditsBack(t *testing.T) {
	b := newBench(t)
	b.push()
	b.edit("LOCAL-2", func(now *integrations.Ticket) {
		now.Title = "Record what shoppers look at"
		now.Labels = []string{"plotline-northwind"}
		now.Description = strings.Replace(now.Description, "then it shows.", "then it shows @at-once.", 1)
	})
	b.edit("LOCAL-1", func(now *integrations.Ticket) { now.Description = strings.Replace(now.Description, "20%", "25%", 1) })
	r := b.readBack(integrations.SyncRequest{})
	if len(r.PutBacks) != 1 || r.PutBacks[0].Field != stories.FieldDestination || len(r.Conflicts) != 0 {
		t.Errorf("put backs %+v, conflicts %+v", r.PutBacks, r.Conflicts)
	}
	b.take(r.Pulls)
	s1 := b.item("s1")
	if s1.Title != "Record what shoppers look at" || !strings.Contains(s1.Part.Criteria[0].Text, "@at-once") {
		t.Fatalf("pulled %+v into %+v", r.Pulls, s1)
	}
	if len(r.Team) != 5 || r.Team[0].Status != "To do" {
		t.Errorf("team: %+v", r.Team)
	}
	b.push()
	if got := b.ticket("LOCAL-2"); !strings.Contains(got.Part, "@at-once") {
		t.Errorf("a mention that stood on the ticket is gone:\n%s", got.Part)
	}
	if plan := b.plan(); !plan.Empty() || len(plan.Notices) > 0 {
		t.Errorf("after sync and push: %+v", plan)
	}
	if r := b.readBack(integrations.SyncRequest{}); len(r.Pulls)+len(r.PutBacks) > 0 {
		t.Errorf("a second sync reads %+v", r)
	}
}

func TestSyncFollowsAMoveToAnotherEpic(t *testing.T) {
	b := newBench(t)
	b.req.Items = append(b.req.Items, epic("e2", "Search"))
	b.push()
	b.edit("LOCAL-4", func(now *integrations.Ticket) { now.Parent = "LOCAL-2" })
	r := b.readBack(integrations.SyncRequest{})
	if len(r.Pulls) != 1 || r.Pulls[0].Field != stories.FieldParent || r.Pulls[0].Values[0] != "e2" {
		t.Fatalf("pulls %+v", r.Pulls)
	}
	b.take(r.Pulls)
	b.push()
	if plan := b.plan(); !plan.Empty() {
		t.Errorf("plan %+v", plan.Changes)
	}
}

func TestConflictIsSettledByPreference(t *testing.T) {
	for prefer, want := range map[integrations.Side]string{
		integrations.PreferBacklog: "Ours", integrations.PreferTracker: "Theirs",
	} {
		t.Run(string(prefer), func(t *testing.T) {
			b := newBench(t)
			b.push()
			b.item("s1").Title = "Ours"
			b.edit("LOCAL-2", func(now *integrations.Ticket) { now.Title = "Theirs" })
			if r := b.readBack(integrations.SyncRequest{}); len(r.Conflicts) != 1 || len(r.Pulls) != 0 {
				t.Fatalf("unsettled: %+v", r)
			}
			b.req.Prefer = map[string]integrations.Side{"s1": prefer}
			b.take(b.readBack(integrations.SyncRequest{}).Pulls)
			b.push()
			b.req.Prefer = nil
			if got := b.ticket("LOCAL-2").Title; got != want || b.item("s1").Title != want {
				t.Errorf("ticket %q, backlog %q, want %q", got, b.item("s1").Title, want)
			}
			if plan := b.plan(); !plan.Empty() || len(plan.Conflicts) > 0 {
				t.Errorf("afterwards %+v", plan)
			}
		})
	}
}

func TestSyncOffersWhatPeopleAddAndReadsTheHandoff(t *testing.T) {
	b := newBench(t)
	b.push()
	if _, err := b.tracker.Add(t.Context(), integrations.Ticket{Kind: stories.Story, Title: "Ana's idea", Parent: "LOCAL-1"}); err != nil {
		t.Fatal(err)
	}
	if err := b.tracker.Move(t.Context(), "LOCAL-3", "In progress"); err != nil {
		t.Fatal(err)
	}
	b.edit("LOCAL-4", func(now *integrations.Ticket) { now.Labels = append(now.Labels, "Ask-PM") })
	r := b.readBack(integrations.SyncRequest{
		Accept: integrations.When{Status: []string{"in progress"}}, Ask: integrations.When{Labels: []string{"ask-pm"}},
	})
	if len(r.Offers) != 1 || r.Offers[0].Epic != "e1" || r.Offers[0].Title != "Ana's idea" {
		t.Errorf("offers %+v", r.Offers)
	}
	if len(r.Handoffs) != 2 || r.Handoffs[0].To != stories.Accepted || r.Handoffs[1].To != stories.Asked {
		t.Errorf("handoffs %+v", r.Handoffs)
	}
}

func TestABrokenFenceIsAConflictUntilSettled(t *testing.T) {
	b := newBench(t)
	b.push()
	b.edit("LOCAL-2", func(now *integrations.Ticket) { now.Description = "Ana rewrote all of it" })
	plan := b.plan()
	if len(plan.Conflicts) != 1 || !plan.Empty() || !strings.Contains(plan.Conflicts[0].WayOut, "--prefer backlog") {
		t.Fatalf("plan %+v", plan)
	}
	b.req.Prefer = map[string]integrations.Side{"*": integrations.PreferBacklog}
	b.push()
	b.req.Prefer = nil
	if got := b.ticket("LOCAL-2"); got.Fence != integrations.FenceIntact || !strings.HasPrefix(got.Description, "Ana rewrote all of it") {
		t.Errorf("description\n%s", got.Description)
	}
	if plan := b.plan(); !plan.Empty() {
		t.Errorf("afterwards %+v", plan.Changes)
	}
}

func TestDeletedLabelMarkAndSidecarKeyOrphanNothing(t *testing.T) {
	b := newBench(t)
	b.push()
	b.edit("LOCAL-2", func(now *integrations.Ticket) { now.Mark, now.Labels = nil, nil })
	b.item("s1").Key = "LOCAL-2"
	b.push()
	got := b.ticket("LOCAL-2")
	if got.Mark == nil || got.Mark.ID != "s1" {
		t.Fatalf("mark %+v", got.Mark)
	}
	all, _ := b.tracker.All(t.Context())
	if plan := b.plan(); !plan.Empty() || len(all) != 5 {
		t.Errorf("%d tickets; plan %+v", len(all), plan.Changes)
	}
}

func TestAnEpicThatExistsIsTakenOver(t *testing.T) {
	b := newBench(t)
	key, err := b.tracker.Add(t.Context(), integrations.Ticket{Kind: stories.Epic, Title: "Ana's epic", Description: "Ana's words"})
	if err != nil {
		t.Fatal(err)
	}
	b.item("e1").Takes = key
	b.push()
	got := b.ticket(key)
	if got.Mark == nil || got.Title != "Ana's epic" || !strings.HasPrefix(got.Description, "Ana's words") || !strings.Contains(got.Part, "Destination") {
		t.Fatalf("taken over: %+v", got)
	}
	if child := b.ticket("LOCAL-2"); child.Parent != key {
		t.Errorf("the first story stands under %q", child.Parent)
	}
	b.take(b.readBack(integrations.SyncRequest{}).Pulls)
	b.push()
	if plan := b.plan(); b.item("e1").Title != "Ana's epic" || !plan.Empty() || len(plan.Notices) > 0 {
		t.Errorf("title %q, plan %+v", b.item("e1").Title, plan)
	}
}

func TestAPushOfOneFieldForgetsNoEditOfAnother(t *testing.T) {
	b := newBench(t)
	b.push()
	b.edit("LOCAL-2", func(now *integrations.Ticket) { now.Title = "Edited on the ticket" })
	b.item("s1").Part.Narrative = "As a shopper, I want another thing."
	b.push()
	if got := b.ticket("LOCAL-2"); got.Title != "Edited on the ticket" || !strings.Contains(got.Part, "another thing") {
		t.Fatalf("after the push: %q\n%s", got.Title, got.Part)
	}
	b.item("s1").Part.Notes = "Changed once more."
	b.push()
	r := b.readBack(integrations.SyncRequest{})
	if len(r.Pulls) != 1 || r.Pulls[0].Field != stories.FieldTitle || len(r.Conflicts) > 0 {
		t.Errorf("pulls %+v, conflicts %+v", r.Pulls, r.Conflicts)
	}
}

func TestADoneTicketIsReadAndNeverInConflict(t *testing.T) {
	b := newBench(t)
	b.push()
	b.edit("LOCAL-2", func(now *integrations.Ticket) { now.Title, now.Status = "As it was built", "Done" })
	b.edit("LOCAL-3", func(now *integrations.Ticket) { now.Title, now.Status = "As it was built too", "Done" })
	b.item("s2").Title = "Changed afterwards"
	r := b.readBack(integrations.SyncRequest{})
	if len(r.Pulls) != 1 || r.Pulls[0].ID != "s1" || len(r.Conflicts) > 0 {
		t.Errorf("pulls %+v, conflicts %+v", r.Pulls, r.Conflicts)
	}
	if plan := b.plan(); !plan.Empty() {
		t.Errorf("a done ticket would be written: %+v", plan.Changes)
	}
}

func TestACommentOnATicketThatIsStillReadyAnswersNoQuestion(t *testing.T) {
	b := newBench(t)
	b.push()
	when := integrations.SyncRequest{Accept: integrations.When{Status: []string{"In progress"}}}
	hear := func() *integrations.Reading {
		r := b.readBack(when)
		for _, h := range r.Heard {
			b.item(h.ID).Heard = h.Signal
		}
		for _, m := range r.Handoffs {
			b.item(m.ID).Handoff, b.item(m.ID).HandoffOn = m.To, b.clock.Now()
		}
		return r
	}
	move := func(status string) {
		b.clock.Pass(time.Minute)
		if err := b.tracker.Move(t.Context(), "LOCAL-2", status); err != nil {
			t.Fatal(err)
		}
	}
	move("In progress")
	if r := hear(); len(r.Handoffs) != 1 || r.Handoffs[0].To != stories.Accepted {
		t.Fatalf("handoffs %+v", r.Handoffs)
	}
	b.clock.Pass(time.Minute)
	b.item("s1").Handoff, b.item("s1").HandoffOn = stories.Asked, b.clock.Now()
	b.clock.Pass(time.Minute)
	b.edit("LOCAL-2", func(now *integrations.Ticket) { now.Assignee = "ana" })
	if r := hear(); len(r.Handoffs) > 0 || b.item("s1").Handoff != stories.Asked {
		t.Fatalf("a later change of the ticket took the question back: %+v", r.Handoffs)
	}
	move("To do")
	hear()
	move("In progress")
	if r := hear(); len(r.Handoffs) != 1 {
		t.Errorf("moved there anew: %+v", r.Handoffs)
	}
}

// splitting is a tracker on which people split every ticket of theirs from one.
type splitting struct {
	integrations.Tracker
	from string
}

func (s splitting) Children(ctx context.Context, epics []string) ([]integrations.Ticket, error) {
	tickets, err := s.Tracker.Children(ctx, epics)
	for i := range tickets {
		if tickets[i].Mark == nil {
			tickets[i].SplitFrom = s.from
		}
	}
	return tickets, err
}

func TestATicketSplitFromOursIsOfferedWithWhereItCameFrom(t *testing.T) {
	b := newBench(t)
	b.push()
	if _, err := b.tracker.Add(t.Context(), integrations.Ticket{Kind: stories.Story, Title: "The other half", Parent: "LOCAL-1"}); err != nil {
		t.Fatal(err)
	}
	r, err := integrations.ReadBack(t.Context(), splitting{b.tracker, "LOCAL-3"}, integrations.SyncRequest{Request: b.req})
	if err != nil || len(r.Offers) != 1 || r.Offers[0].SplitFrom != "s2" {
		t.Errorf("offers %+v, %v", r.Offers, err)
	}
}
