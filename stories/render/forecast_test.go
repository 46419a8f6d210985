package render_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"plotline/roadmap"
	"plotline/stories"
	"plotline/stories/render"
)

// history dates the tickets of 20 stories: so many done, one every other day,
// the rest open.
func history(done int, estimate func(i int) string) render.Input {
	r, err := roadmap.Parse("roadmap.yaml", []byte(shop))
	if err != nil {
		panic(err)
	}
	in := render.Input{Roadmap: r, Backlog: stories.NewBacklog("."), Tracker: "local", Now: time.Date(2027, 1, 8, 9, 0, 0, 0, time.UTC), Tickets: map[string]render.Ticket{}}
	epic := &stories.Item{Kind: stories.Epic, ID: ids[0], Content: stories.Content{Type: stories.TypeEpic, Title: "Recommend", Serves: []roadmap.Ref{"goal:engagement"}}}
	if err := in.Backlog.Add(epic); err != nil {
		panic(err)
	}
	for i := range 20 {
		id := fmt.Sprintf("22222222-2222-4222-8222-%012d", i)
		story := &stories.Item{Kind: stories.Story, ID: id, Epic: ids[0], Content: stories.Content{Type: stories.TypeFeature, Title: fmt.Sprintf("Story %d", i)}}
		if err := in.Backlog.Add(story); err != nil {
			panic(err)
		}
		ticket := render.Ticket{Key: fmt.Sprintf("LOCAL-%d", i), Phase: "open", Estimate: estimate(i)}
		if i < done {
			ticket.Phase, ticket.Finished = render.PhaseDone, in.Now.AddDate(0, 0, -2*i)
		}
		in.Tickets[id] = ticket
	}
	return in
}

func unestimated(int) string { return "" }

func TestForecastIsOfWhatIsLeft(t *testing.T) {
	view := render.New(history(14, unestimated))
	f := view.Forecast
	if f.Unit != "stories" || f.Left != 6 || f.Done != 14 || len(f.Weeks) != 4 || f.PerWeek != 3.5 || f.None != "" {
		t.Errorf("the forecast is %+v", f)
	}
	if len(f.Dates) != 3 || f.Dates[1].On != "2027-01-22" || f.Dates[1].Text != "22 January 2027" || f.Late {
		t.Errorf("the dates are %+v", f.Dates)
	}
	if own := view.Columns[0].Forecast; own.Left != 6 || own.Late || len(own.Dates) != 3 {
		t.Errorf("the goal's forecast is %+v", own)
	}
	sized := render.New(history(14, func(i int) string { return "3" })).Forecast
	if sized.Unit != "points" || sized.Left != 18 || sized.Pace() != "10.5 points a week over the last 4 weeks" {
		t.Errorf("with every estimate the forecast is %+v", sized)
	}
	some := render.New(history(14, func(i int) string { return []string{"", "3"}[i%2] })).Forecast
	if some.Unit != "stories" {
		t.Errorf("with some estimates the forecast is in %s", some.Unit)
	}
}

func TestForecastOfAGoalThatIsDueBefore(t *testing.T) {
	in := history(6, unestimated)
	in.Now = time.Date(2027, 3, 20, 9, 0, 0, 0, time.UTC) // the goal is due at the end of March
	for id, ticket := range in.Tickets {
		if ticket.Phase == render.PhaseDone {
			ticket.Finished = ticket.Finished.AddDate(0, 0, 71)
			in.Tickets[id] = ticket
		}
	}
	view := render.New(in)
	if f := view.Columns[0].Forecast; len(f.Dates) != 0 || !strings.Contains(f.None, "too little history: 6 stories done in 2 weeks") {
		t.Errorf("six stories within two weeks forecast %+v", f)
	}
	for id, ticket := range in.Tickets {
		if ticket.Phase == render.PhaseDone {
			ticket.Finished = ticket.Finished.AddDate(0, 0, -7)
			in.Tickets[id] = ticket
		}
	}
	if f := render.New(in).Columns[0].Forecast; len(f.Dates) != 3 || !f.Late {
		t.Errorf("14 stories at 2 a week are not late for the end of March: %+v", f)
	}
}

func TestNoForecastSaysWhy(t *testing.T) {
	for name, test := range map[string]struct {
		change func(*render.Ticket)
		want   string
	}{
		"no day is known": {func(ticket *render.Ticket) { ticket.Finished = time.Time{} }, "14 done stories without a day"},
		"all is done": {func(ticket *render.Ticket) {
			ticket.Phase, ticket.Finished = render.PhaseDone, time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)
		}, "nothing is left to do"},
		"idle": {func(ticket *render.Ticket) {
			if ticket.Phase == render.PhaseDone {
				ticket.Finished = ticket.Finished.AddDate(-1, 0, 0)
			}
		}, "too little history: 0 stories done in 12 weeks"},
		"points of nothing": {func(ticket *render.Ticket) {
			if ticket.Estimate = "2"; ticket.Phase == render.PhaseDone {
				ticket.Estimate = "0"
			}
		}, "nothing of a size was done in the last 4 weeks"},
	} {
		in := history(14, unestimated)
		for id, ticket := range in.Tickets {
			test.change(&ticket)
			in.Tickets[id] = ticket
		}
		if f := render.New(in).Forecast; len(f.Dates) != 0 || !strings.HasPrefix(f.None, test.want) {
			t.Errorf("%s: %+v, want %q", name, f, test.want)
		}
	}
}
