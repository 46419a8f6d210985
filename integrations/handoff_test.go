package integrations_test

import (
	"path/filepath"
	"testing"
	"time"

	"plotline/integrations"
	"plotline/roadmap"
	"plotline/stories"
)

// TestTheLaterMoveOfTheHandoffCounts: a ticket that had its status before the
// backlog's own move says nothing new the first time that it is heard.
func TestTheLaterMoveOfTheHandoffCounts(t *testing.T) {
	for name, c := range map[string]struct {
		heard string
		asked time.Duration // after the team moved the ticket
		moves int
	}{
		"the backlog's move is the later one": {"", time.Minute, 0},
		"both at once":                        {"", 0, 1},
		"the ticket's is the later one":       {"", -time.Minute, 1},
		// Of what was heard before, another word is news: two machines' clocks
		// may differ.
		"the ticket says something else by now": {"asked by the label ask-pm", time.Minute, 1},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			b.push()
			b.clock.Pass(time.Hour)
			if err := b.tracker.Move(t.Context(), "LOCAL-2", "In progress"); err != nil {
				t.Fatal(err)
			}
			b.item("s1").Heard = c.heard
			b.item("s1").Handoff, b.item("s1").HandoffOn = stories.Asked, b.ticket("LOCAL-2").Updated.Add(c.asked)
			r := b.readBack(integrations.SyncRequest{Accept: integrations.When{Status: []string{"In progress"}}})
			if len(r.Handoffs) != c.moves || len(r.Heard) != 1 {
				t.Errorf("moved %+v, heard %+v", r.Handoffs, r.Heard)
			}
		})
	}
}

// TestTheBacklogsLastMoveIsTheLatestOfAll that its sidecar tells of, in whatever
// order.
func TestTheBacklogsLastMoveIsTheLatestOfAll(t *testing.T) {
	day := func(n int) time.Time { return time.Date(2027, 3, n, 9, 0, 0, 0, time.UTC) }
	accepted := &stories.Acceptance{By: "Pia", On: day(4)}
	for name, c := range map[string]struct {
		sidecar *stories.Sidecar
		want    time.Time
	}{
		"nothing was drafted":       {nil, time.Time{}},
		"nothing was moved":         {&stories.Sidecar{}, time.Time{}},
		"accepted":                  {&stories.Sidecar{Accepted: accepted}, day(4)},
		"asked after it":            {&stories.Sidecar{Accepted: accepted, Questions: []stories.Question{{On: day(5)}}}, day(5)},
		"accepted after a question": {&stories.Sidecar{Accepted: accepted, Questions: []stories.Question{{On: day(2), AnsweredOn: day(3)}}}, day(4)},
		"answered after it":         {&stories.Sidecar{Accepted: accepted, Questions: []stories.Question{{On: day(2), AnsweredOn: day(6)}}}, day(6)},
		"the second question":       {&stories.Sidecar{Questions: []stories.Question{{On: day(1)}, {On: day(7)}, {On: day(3)}}}, day(7)},
	} {
		t.Run(name, func(t *testing.T) {
			backlog, err := stories.LoadBacklog(t.Context(), filepath.Join("..", "examples", "northwind", "backlog"))
			if err != nil {
				t.Fatal(err)
			}
			backlog.Items[0].Handoff, backlog.Items[0].Sidecar = "", c.sidecar
			req := integrations.NewRequest(backlog, &roadmap.Roadmap{}, integrations.OpenGate, "jira", "SHOP")
			if got := req.Items[0]; !got.HandoffOn.Equal(c.want) || got.Handoff != stories.Proposed {
				t.Errorf("%s on %s, want %s", got.Handoff, got.HandoffOn, c.want)
			}
		})
	}
}
