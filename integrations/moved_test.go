package integrations_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"plotline/integrations"
)

func TestASavedPlanIsRefusedWhenSomethingMoved(t *testing.T) {
	for name, c := range map[string]struct {
		move func(*bench)
		want string
	}{
		"nothing":  {func(*bench) {}, ""},
		"backlog":  {func(b *bench) { b.req.Backlog = "d2" }, "the backlog's files changed"},
		"ticket":   {func(b *bench) { b.edit("LOCAL-3", func(now *integrations.Ticket) { now.Assignee = "ana" }) }, "LOCAL-3"},
		"an item":  {func(b *bench) { b.item("s3").Title = "Another" }, "LOCAL-4"},
		"a text":   {func(b *bench) { b.item("s2").Title = "Suggest what fits" }, "LOCAL-3 \"Suggest products that fit\" would be written otherwise now"},
		"a story":  {func(b *bench) { b.req.Items = append(b.req.Items, story("s9", "e1", "Ask for consent")) }, "\"Ask for consent\" is to create now, and was not in the plan"},
		"conflict": {func(b *bench) { b.edit("LOCAL-3", func(now *integrations.Ticket) { now.Title = "Mine" }) }, "LOCAL-3"},
		"deletion": {func(b *bench) { b.tracker.Delete(b.t.Context(), "LOCAL-3") }, "create"},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			b.push()
			b.item("s2").Title = "Suggest products that fit"
			data, err := json.Marshal(b.plan())
			if err != nil {
				t.Fatal(err)
			}
			var saved integrations.Plan
			if err := json.Unmarshal(data, &saved); err != nil {
				t.Fatal(err)
			}
			c.move(b)
			moved := strings.Join(b.plan().Moved(&saved), "\n")
			if (moved == "") != (c.want == "") || !strings.Contains(moved, c.want) {
				t.Errorf("moved: %q, want %q", moved, c.want)
			}
		})
	}
}

// TestARefusedPlanOfAnEarlierVersionIsStale: it named the way out within the
// refusal, and no obstacle. One that was not refused reads as it did.
func TestARefusedPlanOfAnEarlierVersionIsStale(t *testing.T) {
	b := newBench(t)
	b.push()
	b.req.Dropped = []integrations.Dropped{{ID: "s2"}, {ID: "s3"}}
	b.req.Items = slices.DeleteFunc(b.req.Items, func(d integrations.Desired) bool { return d.ID == "s2" || d.ID == "s3" })
	today := b.plan()
	data, err := json.Marshal(today)
	if err != nil {
		t.Fatal(err)
	}
	var saved integrations.Plan
	if err := json.Unmarshal(data, &saved); err != nil {
		t.Fatal(err)
	}
	saved.Refused, saved.Obstacles = saved.Refused+"; plotline push --allow-closures 2", nil
	if err := saved.Seal(); err != nil {
		t.Fatal(err)
	}
	moved := strings.Join(today.Moved(&saved), "\n")
	if moved != "what is held back, in conflict or to be said is not the same" {
		t.Errorf("moved: %q", moved)
	}
}

// A plan is as good as the tickets that it would write: how many were read to
// make it may differ from day to day.
func TestASavedPlanIsNotStaleForWhatWasRead(t *testing.T) {
	b := newBackend(t)
	all := b.req.Items
	b.req.Items = all[:len(all)-1]
	if _, err := b.push(t.Context(), false, quiet); err != nil {
		t.Fatal(err)
	}
	b.req.Items = all
	plan := func() *integrations.Plan {
		t.Helper()
		plan, err := integrations.MakePlan(t.Context(), b.h.Open(nil), b.req)
		if err != nil {
			t.Fatal(err)
		}
		return plan
	}
	saved := plan()
	b.h.People.Write(t, "of the team", keyOf(t, saved, all[len(all)-1].Epic)) // read to look for the story that has no ticket
	now := plan()
	if now.Read == saved.Read {
		t.Fatalf("both read %d tickets", now.Read)
	}
	if moved := now.Moved(saved); len(moved) > 0 {
		t.Errorf("moved: %q", moved)
	}
}

// A ticket is read by its mark, by its Key and by its epic, and is one ticket.
func TestAPlanCountsEachTicketOnce(t *testing.T) {
	b := newBackend(t)
	all := b.req.Items
	b.req.Items = all[:len(all)-1]
	if _, err := b.push(t.Context(), false, quiet); err != nil {
		t.Fatal(err)
	}
	b.req.Items = all
	b.req.Items[0].Title, b.req.Items[1].Title = "Another title", "One more title"
	plan, err := integrations.MakePlan(t.Context(), b.h.Open(nil), b.req)
	if err != nil {
		t.Fatal(err)
	}
	if want := len(all) - 1; plan.Read != want || plan.Summary.Update == 0 {
		t.Errorf("there are %d tickets, and the plan says that %d were read; %d are to be updated", want, plan.Read, plan.Summary.Update)
	}
}

// keyOf is the Key of an item's ticket in a plan.
func keyOf(t *testing.T, plan *integrations.Plan, id string) string {
	t.Helper()
	for _, change := range plan.Changes {
		if change.ID == id {
			return change.Key
		}
	}
	t.Fatalf("the plan has no %s", id)
	return ""
}
