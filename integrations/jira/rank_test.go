package jira_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"plotline/integrations"
	"plotline/integrations/jira"
	"plotline/integrations/jira/jiratest"
	"plotline/integrations/trackertest"
)

// ranking is a backlog that is pushed to a project with a board.
type ranking struct {
	*world
	items []integrations.Desired
	// behind leaves the index as it is.
	behind bool
}

func newRanking(t *testing.T, config jiratest.Config, items []integrations.Desired) *ranking {
	config.Boards = boards()
	r := &ranking{world: newWorld(t, config), items: items}
	for i := range r.items {
		r.items[i].Place = i + 1
	}
	return r
}

func (r *ranking) tracker() *jira.Tracker {
	return r.open(func(c *jira.Config) { c.Board = "Shop board" })
}

// sync reads back and pushes, as plotline sync does.
func (r *ranking) sync() (*integrations.Reading, *integrations.Result) {
	r.t.Helper()
	if !r.behind {
		r.server.Settle()
	}
	tracker := r.tracker()
	req := integrations.Request{Roadmap: "northwind", Backlog: "b", Items: r.items}
	reading, err := integrations.ReadBack(r.t.Context(), tracker, integrations.SyncRequest{Request: req})
	if err != nil {
		r.t.Fatal(err)
	}
	for _, order := range reading.Orders {
		if order.Changed == integrations.PreferTracker {
			r.take(order.IDs)
		}
	}
	r.inStep(reading.InStep())
	req.Items, req.Moves, req.Known = r.items, reading.Moves(), reading.Found()
	plan, err := integrations.MakePlan(r.t.Context(), tracker, req)
	if err != nil {
		r.t.Fatal(err)
	}
	if plan.Empty() != (len(reading.Moves()) == 0 && plan.Summary.Create+plan.Summary.Update+plan.Summary.Close == 0) {
		r.t.Errorf("the plan is empty: %v, with %v", plan.Empty(), reading.Moves())
	}
	result, err := trackertest.Pusher(tracker, r.clock, nil).Apply(r.t.Context(), plan)
	if err != nil || result.Failed > 0 || len(result.Notices) > 0 {
		r.t.Fatalf("%+v, %v", result, err)
	}
	r.inStep(result.InStep())
	return reading, result
}

// take puts the named items in their order, in the places that they have.
func (r *ranking) take(ids []string) {
	var places []int
	byID := map[string]integrations.Desired{}
	for i, d := range r.items {
		if slices.Contains(ids, d.ID) {
			places = append(places, i)
			byID[d.ID] = d
		}
	}
	for n, at := range places {
		r.items[at] = byID[ids[n]]
	}
	r.inStep(ids)
}

func (r *ranking) inStep(ids []string) {
	for i := range r.items {
		if slices.Contains(ids, r.items[i].ID) {
			r.items[i].Place, r.items[i].Ranked = i+1, true
		}
	}
}

// board are the titles of what stands on the board, in its order.
func (r *ranking) board() []string {
	r.t.Helper()
	tickets, err := r.open(nil).Read(r.t.Context(), r.server.Ranked())
	if err != nil {
		r.t.Fatal(err)
	}
	var out []string
	for _, ticket := range tickets {
		out = append(out, ticket.Title)
	}
	return out
}

// backlog are the titles in the backlog's order: the epics, which are made
// first, and the stories.
func (r *ranking) backlog() []string {
	var epics, stories []string
	for _, d := range r.items {
		if d.Epic == "" {
			epics = append(epics, d.Title)
		} else {
			stories = append(stories, d.Title)
		}
	}
	return append(epics, stories...)
}

func (r *ranking) inOrder(when string) {
	r.t.Helper()
	if got, want := r.board(), r.backlog(); !slices.Equal(got, want) {
		r.t.Errorf("%s, the board has\n%s\nand the backlog\n%s", when, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func (r *ranking) key(id string) string {
	r.t.Helper()
	found, err := r.open(nil).After(r.t.Context(), "", "northwind")
	if err != nil {
		r.t.Fatal(err)
	}
	for _, ticket := range found.Tickets {
		if ticket.Mark.ID == id {
			return ticket.Key
		}
	}
	r.t.Fatalf("no ticket of %s", id)
	return ""
}

func TestNewIssuesStandInTheBacklogsOrder(t *testing.T) {
	deployments(t, func(t *testing.T, config jiratest.Config) {
		r := newRanking(t, config, trackertest.Waiting(7))
		r.sync()
		r.inOrder("after the first push")
		if reading, _ := r.sync(); len(reading.Orders) > 0 {
			t.Errorf("at once there is a changed order: %+v", reading.Orders)
		}
		// New stories in the middle, at the beginning, and a new epic.
		more := trackertest.Items(9, 2)
		r.items = slices.Insert(r.items, 4, more[7*3+1], more[7*3+2])
		r.items = slices.Insert(r.items, 1, more[8*3+1])
		for _, at := range []int{1, 5, 6} {
			r.items[at].Epic, r.items[at].Title = r.items[0].ID, "New "+r.items[at].Title
		}
		r.sync()
		r.inOrder("after three more")
		if reading, _ := r.sync(); len(reading.Orders) > 0 {
			t.Errorf("afterwards there is a changed order: %+v", reading.Orders)
		}
	})
}

func TestAnOrderChangedOnTheBoardComesBack(t *testing.T) {
	deployments(t, func(t *testing.T, config jiratest.Config) {
		r := newRanking(t, config, trackertest.Waiting(2))
		r.sync()
		first, third := r.items[1], r.items[3]
		r.people.Drag(t, r.key(third.ID), r.key(first.ID))
		reading, result := r.sync()
		if len(reading.Orders) != 1 || reading.Orders[0].Epic != first.Epic || reading.Orders[0].Both || result.Ranked > 0 {
			t.Fatalf("%+v, %d ranked", reading.Orders, result.Ranked)
		}
		if r.items[1].ID != third.ID || r.items[2].ID != first.ID {
			t.Errorf("the backlog begins with %s, %s", r.items[1].ID, r.items[2].ID)
		}
		// The third story needs the second, which stands behind it now.
		if len(reading.Notices) != 1 || !strings.Contains(reading.Notices[0].Message, "which it needs") {
			t.Errorf("notices %+v", reading.Notices)
		}
		r.inOrder("after the sync")
		if reading, _ := r.sync(); len(reading.Orders)+len(reading.Notices) > 0 {
			t.Errorf("it is read twice: %+v", reading)
		}
		// The epics too.
		r.people.Drag(t, r.key("epic-001"), r.key("epic-000"))
		if reading, _ := r.sync(); len(reading.Orders) != 1 || !slices.Equal(reading.Orders[0].IDs, []string{"epic-001", "epic-000"}) {
			t.Errorf("%+v", reading.Orders)
		}
	})
}

func TestAnOrderChangedInTheBacklogGoesToTheBoard(t *testing.T) {
	deployments(t, func(t *testing.T, config jiratest.Config) {
		r := newRanking(t, config, trackertest.Items(2, 6))
		r.sync()
		r.items[2], r.items[5] = r.items[5], r.items[2]
		slices.Reverse(r.items[8:])
		reading, result := r.sync()
		if len(reading.Orders) != 2 || reading.Orders[0].Changed != integrations.PreferBacklog || result.Ranked == 0 {
			t.Fatalf("%+v, %d ranked", reading.Orders, result.Ranked)
		}
		r.inOrder("after the sync")
		r.behind = true // the index shows the order from before
		if reading, _ := r.sync(); len(reading.Orders) > 0 {
			t.Errorf("it goes twice: %+v", reading.Orders)
		}
		r.inOrder("after a sync that sees an old index")
	})
}

func TestWhereBothChangedTheOrderTheBoardWinsAndItIsSaid(t *testing.T) {
	r := newRanking(t, jiratest.Config{Cloud: true}, trackertest.Items(1, 4))
	r.sync()
	r.people.Drag(t, r.key(r.items[4].ID), r.key(r.items[1].ID))
	r.items[1], r.items[2] = r.items[2], r.items[1]
	reading, result := r.sync()
	if len(reading.Orders) != 1 || !reading.Orders[0].Both || reading.Orders[0].Changed != integrations.PreferTracker || result.Ranked > 0 {
		t.Fatalf("%+v, %d ranked", reading.Orders, result.Ranked)
	}
	r.inOrder("after the sync")
}

func TestOfTwoStoriesAnOrderIsTakenBothWays(t *testing.T) {
	r := newRanking(t, jiratest.Config{Cloud: true}, trackertest.Items(1, 2))
	r.sync()
	first, second := r.key(r.items[1].ID), r.key(r.items[2].ID)
	for _, keys := range [][2]string{{second, first}, {first, second}, {second, first}} {
		r.people.Drag(t, keys[0], keys[1])
		if reading, _ := r.sync(); len(reading.Orders) != 1 || reading.Orders[0].Keys[0] != keys[0] || reading.Orders[0].Changed != integrations.PreferTracker {
			t.Errorf("%s before %s: %+v", keys[0], keys[1], reading.Orders)
		}
		r.inOrder("after the sync")
	}
}

func TestAPushThatDiedWhileItRankedIsNobodysOrder(t *testing.T) {
	r := newRanking(t, jiratest.Config{Cloud: true}, trackertest.Waiting(7))
	tracker := r.tracker()
	plan, err := integrations.MakePlan(t.Context(), tracker, integrations.Request{Roadmap: "northwind", Backlog: "b", Items: r.items})
	if err != nil {
		t.Fatal(err)
	}
	ctx, kill := context.WithCancel(t.Context())
	ranked := 0
	pusher := trackertest.Pusher(tracker, r.clock, nil)
	pusher.Progress = func(e integrations.Event) {
		if strings.HasPrefix(e.Doing, "rank") {
			if ranked++; ranked == 2 {
				kill()
			}
		}
	}
	if _, err := pusher.Apply(ctx, plan); err == nil || ranked != 2 {
		t.Fatalf("it was not cut off: %v, %d", err, ranked)
	}
	want := r.backlog()
	reading, _ := r.sync()
	for _, order := range reading.Orders {
		if order.Changed != integrations.PreferBacklog {
			t.Errorf("taken from the tracker: %+v", order)
		}
	}
	if !slices.Equal(r.backlog(), want) {
		t.Error("the backlog has another order now")
	}
	if reading, _ := r.sync(); len(reading.Orders) > 0 {
		t.Errorf("and again: %+v", reading.Orders)
	}
}

// TestATeamsOrderFromBeforeIsTaken: a board that is named later has an order
// already, and it is people's.
func TestATeamsOrderFromBeforeIsTaken(t *testing.T) {
	r := newRanking(t, jiratest.Config{Cloud: true}, trackertest.Items(1, 4))
	r.made(r.items)
	r.people.Drag(t, "SHOP-5", "SHOP-3")
	reading, result := r.sync()
	if len(reading.Orders) != 1 || reading.Orders[0].Changed != integrations.PreferTracker || result.Ranked > 0 {
		t.Errorf("%+v", reading.Orders)
	}
	r.inOrder("after the sync")
}

func TestWithoutABoardNoOrderIsRead(t *testing.T) {
	w := newWorld(t, jiratest.Config{Cloud: true, Boards: boards()})
	items := trackertest.Items(1, 3)
	w.made(items)
	w.people.Drag(t, "SHOP-4", "SHOP-2")
	reading, err := integrations.ReadBack(t.Context(), w.open(nil), integrations.SyncRequest{Request: integrations.Request{Roadmap: "northwind", Items: items}})
	if err != nil || len(reading.Orders) > 0 || len(reading.InStep()) > 0 {
		t.Errorf("%+v, %v", reading.Orders, err)
	}
}
