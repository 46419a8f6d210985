package github_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"plotline/integrations"
	"plotline/integrations/github"
	"plotline/integrations/github/githubtest"
	"plotline/integrations/trackertest"
)

func testBoard() *githubtest.Board {
	return &githubtest.Board{Number: 7, Title: "Shop", Fields: []githubtest.BoardField{
		{Name: "Title", Type: "TITLE"}, {Name: "Labels", Type: "LABELS"},
		{Name: "Status", Type: "SINGLE_SELECT", Options: []string{"Todo", "Ready", "In Progress"}},
		{Name: "Area", Type: "SINGLE_SELECT", Options: []string{"Storefront", "Checkout"}},
		{Name: "Sprint", Type: "ITERATION", Options: []string{"Sprint 1", "Sprint 2"}},
		{Name: "Points", Type: "NUMBER"}, {Name: "Due", Type: "DATE"}, {Name: "Note", Type: "TEXT"},
	}}
}

// boarded is a world whose settings name the board.
func boarded(t *testing.T, config githubtest.Config, fields map[string][]string, statuses ...string) *world {
	t.Helper()
	if config.Board == nil {
		config.Board = testBoard()
	}
	w := newWorld(t, config)
	w.configure = func(c *github.Config) {
		c.Board = &github.Board{Number: 7, Fields: fields, Statuses: statuses}
		c.StartedStatuses = []string{"in progress"}
	}
	w.tracker = w.newTracker()
	return w
}

func (w *world) onBoard(number int) map[string]string {
	w.t.Helper()
	i, _ := w.server.Issue(number)
	return i.Board
}

var everyField = map[string][]string{
	"area": {"storefront"}, "Sprint": {"Sprint 2"}, "Points": {"2.5"}, "Due": {"2027-03-31"}, "Note": {"from the roadmap"},
}

func TestNewIssuesStandOnTheBoardWithTheirFields(t *testing.T) {
	w := boarded(t, githubtest.Config{MaxBatch: 4}, everyField)
	var drafts []integrations.Draft
	for i := range 30 {
		drafts = append(drafts, draft(fmt.Sprint("i", i), fmt.Sprint("issue ", i), nil))
	}
	tickets := w.create(drafts...)
	w.server.Forget()
	for i, err := range w.tracker.Place(t.Context(), tickets) {
		want := map[string]string{"Area": "Storefront", "Sprint": "Sprint 2", "Points": "2.5", "Due": "2027-03-31", "Note": "from the roadmap"}
		if got := w.onBoard(i + 1); err != nil || !maps.Equal(got, want) {
			t.Fatalf("#%d: %v, %v", i+1, got, err)
		}
	}
	if n := len(w.server.Requests()); n > 12 {
		t.Errorf("%d requests for 30 issues with 5 fields", n)
	}
}

// Where every issue stands on the board is read with the list of issues: it costs
// no request.
func TestTheBoardIsReadWithTheList(t *testing.T) {
	for _, epics := range []int{1, 20} {
		budget := trackertest.GitHubBudget()
		first := budget.First
		budget.First = func(n int) int { return first(n) + 1 + 3*(1+n/20) } // finding the board, and placing
		trackertest.Requests(t, harness(t, githubtest.Config{Board: testBoard()}), trackertest.Waiting(epics), budget)
	}
}

// Placing again, as after a crash, fills what is empty and leaves the rest.
func TestWhatTheTeamChangedOnTheBoardStays(t *testing.T) {
	w := boarded(t, githubtest.Config{}, map[string][]string{"Area": {"Storefront"}, "Note": {"ours"}})
	tickets := w.create(draft("e", "an epic", nil))
	w.server.Edit(1, func(i *githubtest.Issue) { i.Board = map[string]string{"Area": "Checkout"} })
	if errs := w.tracker.Place(t.Context(), tickets); errs[0] != nil {
		t.Fatal(errs)
	}
	if got := w.onBoard(1); got["Area"] != "Checkout" || got["Note"] != "ours" {
		t.Errorf("%v", got)
	}
}

// A runner dies between making issues and putting them on the board, and its
// journal with it: the next push sees it on the issues themselves.
func TestAPushWithoutAJournalFinishesTheBoard(t *testing.T) {
	p := &team{
		boarded(t, githubtest.Config{}, map[string][]string{"Area": {"Storefront"}}),
		integrations.Request{Roadmap: roadmap, Backlog: "b", Items: trackertest.Items(1, 3)},
	}
	configure := p.configure
	p.configure = nil // it never comes to the board
	p.again()
	p.configure = configure
	p.server.Edit(2, func(i *githubtest.Issue) { i.Assignees = []string{"pia"} })
	if plan := p.again(); plan.Summary.Update != 3 || !strings.Contains(plan.Changes[0].Reason, "never put it in its place") {
		t.Fatalf("%+v", plan.Summary)
	}
	for n := 1; n <= 4; n++ {
		if on := p.onBoard(n) != nil; on != (n != 2) || on && p.onBoard(n)["Area"] != "Storefront" {
			t.Errorf("#%d on the board: %v", n, p.onBoard(n))
		}
	}
	p.server.Edit(3, func(i *githubtest.Issue) { i.Board = nil })
	if plan := p.again(); !plan.Empty() {
		t.Errorf("what people took off is put back: %+v", plan.Summary)
	}
}

// A board that this login may not see keeps nothing back where its statuses mean
// nothing.
func TestAClosedBoardHoldsBackNoPlan(t *testing.T) {
	for _, config := range []githubtest.Config{{Scopes: "repo"}, {NoGraphQL: true}} {
		w := boarded(t, config, nil)
		w.server.Add(githubtest.Issue{Title: "an issue"})
		if found, err := w.newTracker().Marked(t.Context(), roadmap); err != nil || found.Highest != "#1" {
			t.Errorf("%+v: %+v, %v", config, found, err)
		}
	}
}

func TestTheBoardIsCheckedBeforeTheFirstWrite(t *testing.T) {
	other := testBoard()
	other.Number = 8
	fixed := testBoard()
	fixed.Fixed = true
	for name, c := range map[string]struct {
		config   githubtest.Config
		fields   map[string][]string
		statuses []string
		want     []string
	}{
		"no scope":        {githubtest.Config{Scopes: "repo"}, nil, nil, []string{"read:project", "project board 7 of northwind"}},
		"may only read":   {githubtest.Config{Scopes: "repo, read:project"}, nil, nil, []string{"may not put issues"}},
		"no right":        {githubtest.Config{Board: fixed}, nil, nil, []string{"may not put issues"}},
		"no board":        {githubtest.Config{Board: other}, nil, nil, []string{"does not exist"}},
		"no GraphQL":      {githubtest.Config{NoGraphQL: true}, nil, nil, []string{"GraphQL"}},
		"unknown field":   {githubtest.Config{}, map[string][]string{"Arae": {"x"}}, nil, []string{`no field "Arae"; it has Status, Area, Sprint, Points, Due, Note`}},
		"unknown option":  {githubtest.Config{}, map[string][]string{"Area": {"Cellar"}}, nil, []string{"one of Storefront, Checkout"}},
		"unknown sprint":  {githubtest.Config{}, map[string][]string{"Sprint": {"3"}}, nil, []string{"one of Sprint 1, Sprint 2"}},
		"no number":       {githubtest.Config{}, map[string][]string{"Points": {"many"}}, nil, []string{"a number"}},
		"no date":         {githubtest.Config{}, map[string][]string{"Due": {"soon"}}, nil, []string{"a date"}},
		"two values":      {githubtest.Config{}, map[string][]string{"Note": {"a", "b"}}, nil, []string{"one value"}},
		"the issue's own": {githubtest.Config{}, map[string][]string{"Labels": {"a"}}, nil, []string{"the issue's own"}},
		"unknown status":  {githubtest.Config{}, nil, []string{"Redy"}, []string{`no status "Redy"; it has Todo, Ready, In Progress`}},
	} {
		t.Run(name, func(t *testing.T) {
			w := boarded(t, c.config, c.fields, c.statuses...)
			found, err := w.tracker.Preflight(t.Context(), []integrations.Draft{draft("e", "an epic", nil)}, nil)
			if err != nil || w.server.Writes() > 0 {
				t.Fatalf("%v, %d writes", err, w.server.Writes())
			}
			for _, want := range c.want {
				if !slices.ContainsFunc(found, func(o integrations.Obstacle) bool {
					return o.Refuse && strings.Contains(o.Message, want) && o.Hint != ""
				}) {
					t.Errorf("nothing says %q: %+v", want, found)
				}
			}
		})
	}
	w := boarded(t, githubtest.Config{Scopes: "repo, project"}, everyField, "Ready")
	if found, err := w.tracker.Preflight(t.Context(), []integrations.Draft{draft("e", "an epic", nil)}, nil); err != nil || len(found) > 0 {
		t.Errorf("a board that is right: %+v, %v", found, err)
	}
}

func TestTheStatusOfTheBoardIsRead(t *testing.T) {
	w := boarded(t, githubtest.Config{}, nil, "Ready", "In Progress")
	w.create(draft("a", "first", nil), draft("b", "second", nil), draft("c", "third", nil))
	w.server.Edit(1, func(i *githubtest.Issue) { i.Board = map[string]string{"Status": "Ready"} })
	w.server.Edit(2, func(i *githubtest.Issue) { i.Board = map[string]string{"Status": "In Progress"} })
	w.tracker = w.newTracker()
	found, err := w.tracker.Marked(t.Context(), roadmap)
	if err != nil {
		t.Fatal(err)
	}
	for _, tickets := range [][]integrations.Ticket{found.Tickets, w.read("#1", "#2", "#3")} {
		if got := tickets[0]; got.Status != "Ready" || got.Phase != integrations.Open {
			t.Errorf("#1: %s, %s", got.Status, got.Phase)
		}
		if got := tickets[1]; got.Status != "In Progress" || got.Phase != integrations.Started {
			t.Errorf("#2: %s, %s", got.Status, got.Phase)
		}
		if got := tickets[2]; got.Status != "open" || got.Phase != integrations.Open {
			t.Errorf("#3: %s, %s", got.Status, got.Phase)
		}
	}
	w.server.Configure(func(c *githubtest.Config) { c.Scopes = "repo" })
	if _, err := w.newTracker().Marked(t.Context(), roadmap); err == nil || !strings.Contains(err.Error(), "read:project") {
		t.Errorf("without the scope: %v", err)
	}
}
