package jira_test

import (
	"context"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"plotline/integrations"
	"plotline/integrations/jira"
	"plotline/integrations/jira/jiratest"
	"plotline/integrations/trackertest"
)

func boards() []jiratest.Board {
	return []jiratest.Board{
		{ID: 3, Name: "Shop board", Type: "scrum", Sprints: []jiratest.Sprint{
			{ID: 6, Name: "Sprint 6", State: "closed"}, {ID: 7, Name: "Sprint 7", State: "active"}, {ID: 8, Name: "Sprint 8", State: "future"},
		}},
		{ID: 4, Name: "Shop flow", Type: "kanban"},
		{ID: 5, Name: "Shop board for guests", Type: "scrum"},
	}
}

func TestNewStoriesArePutInTheSprint(t *testing.T) {
	for name, config := range map[string]jiratest.Config{
		"by the field": {SprintField: true}, "by the board": {}, "one by one": {NoBulk: true},
	} {
		t.Run(name, func(t *testing.T) {
			deployments(t, func(t *testing.T, deployment jiratest.Config) {
				config.Cloud, config.Boards = deployment.Cloud, boards()
				w := newWorld(t, config)
				for board, sprint := range map[string]string{"shop board": "sprint 8", "3": "Sprint 7"} {
					tracker := w.open(func(c *jira.Config) { c.Board, c.Sprint = board, sprint })
					epic, story := w.family(tracker)
					if answer := create1(t, tracker, draft("e2", "another epic", nil)); len(answer.Dropped) > 0 {
						t.Errorf("an epic goes without %q", answer.Dropped)
					}
					if got := w.server.SprintOf(epic.Key); got != "" {
						t.Errorf("the epic is in %q", got)
					}
					if got := w.server.SprintOf(story.Key); !strings.EqualFold(got, sprint) {
						t.Errorf("the story is in %q", got)
					}
				}
			})
		})
	}
}

func TestAWrongBoardOrSprintIsNamedBeforeAnythingIsWritten(t *testing.T) {
	for _, c := range []struct {
		board, sprint string
		says          []string
	}{
		{"Shop", "Sprint 7", []string{`no board "Shop"`, `"Shop board" (3)`, `"Shop flow" (4)`, "jira: {board:"}},
		{"99", "Sprint 7", []string{`no board "99"`, `"Shop board" (3)`}},
		{"Shop board", "Sprint 9", []string{`no sprint "Sprint 9"`, `"Sprint 7", "Sprint 8"`, "jira: {sprint:"}},
		{"3", "Sprint 6", []string{`"Sprint 6" of the board "Shop board" is closed`, `"Sprint 7", "Sprint 8"`}},
		{"Shop flow", "Sprint 7", []string{`"Shop flow" has no sprints`}},
		{"", "Sprint 7", []string{"not said of which board", `"Shop board" (3)`, "jira: {board:"}},
		{"Shopping", "", []string{`no board "Shopping"`}},
	} {
		t.Run(c.board+", "+c.sprint, func(t *testing.T) {
			deployments(t, func(t *testing.T, config jiratest.Config) {
				config.Boards, config.PageSize = boards(), 2
				w := newWorld(t, config)
				tracker := w.open(func(conf *jira.Config) { conf.Board, conf.Sprint = c.board, c.sprint })
				drafts := []integrations.Draft{draft("e1", "an epic", nil), draft("s1", "a story", &integrations.Ticket{Key: "SHOP-1"})}
				obstacles, err := tracker.Preflight(t.Context(), drafts, nil)
				if err != nil || len(obstacles) != 1 || !obstacles[0].Refuse {
					t.Fatalf("%+v, %v", obstacles, err)
				}
				has(t, obstacles[0].Message+obstacles[0].Hint, c.says...)
			})
		})
	}
	w := newWorld(t, jiratest.Config{Cloud: true, NoBoards: true})
	tracker := w.open(func(conf *jira.Config) { conf.Board = "Shop board" })
	obstacles, err := tracker.Preflight(t.Context(), []integrations.Draft{draft("e1", "an epic", nil)}, nil)
	if err != nil || len(obstacles) != 1 {
		t.Fatalf("%+v, %v", obstacles, err)
	}
	has(t, obstacles[0].Message+obstacles[0].Hint, "lacks Jira Software", "jira.board")
}

func TestTheOnlyBoardWithSprintsNeedsNoName(t *testing.T) {
	w := newWorld(t, jiratest.Config{Cloud: true, Boards: boards()[:2]})
	_, story := w.family(w.open(func(c *jira.Config) { c.Sprint = "Sprint 7" }))
	if got := w.server.SprintOf(story.Key); got != "Sprint 7" {
		t.Errorf("it is in %q", got)
	}
}

func TestWhatDoesNotGetInTheSprintIsSaid(t *testing.T) {
	w := newWorld(t, jiratest.Config{Cloud: true, Boards: boards(), Forbidden: []string{"SCHEDULE_ISSUES"}})
	result := w.planned(nil, nil)
	if result.Created != 3 || len(result.Notices) != 2 {
		t.Fatalf("%+v", result)
	}
	has(t, result.Notices[0].Message, "put SHOP-2 in the sprint Sprint 7", "permission to schedule")
}

// planned pushes an epic with two stories to a project with a sprint, with what
// goes wrong on the way.
func (w *world) planned(journal *integrations.Journal, choose func(n int, r *http.Request) trackertest.Fault) *integrations.Result {
	w.t.Helper()
	tracker := w.open(func(c *jira.Config) {
		c.Board, c.Sprint = "Shop board", "Sprint 7"
		c.Transport = &trackertest.Faulty{Next: w.wire, Clock: w.clock, Choose: choose}
	})
	req := integrations.Request{Roadmap: "northwind", Backlog: "b", Items: trackertest.Items(1, 2)}
	if journal != nil {
		req.Unsettled = journal.Unsettled()
	}
	plan, err := integrations.MakePlan(w.t.Context(), tracker, req)
	if err != nil {
		w.t.Fatal(err)
	}
	pusher := trackertest.Pusher(tracker, w.clock, nil)
	pusher.Journal = journal
	result, _ := pusher.Apply(w.t.Context(), plan)
	return result
}

// at lets the creates of stories go wrong.
func at(fault trackertest.Fault, which int) func(int, *http.Request) trackertest.Fault {
	creates := 0
	return func(_ int, r *http.Request) trackertest.Fault {
		if r.Method == "POST" && strings.HasSuffix(r.URL.Path, "/issue/bulk") {
			if creates++; creates == which {
				return fault
			}
		}
		return trackertest.None
	}
}

func TestAStoryWhoseCreateWasLostGetsInTheSprint(t *testing.T) {
	for name, byField := range map[string]bool{"by the field": true, "by the board": false} {
		t.Run(name, func(t *testing.T) {
			deployments(t, func(t *testing.T, config jiratest.Config) {
				config.Boards, config.SprintField = boards(), byField
				w := newWorld(t, config)
				result := w.planned(nil, at(trackertest.LostReply, 2))
				if result.Created != 3 || len(result.Notices) > 0 {
					t.Fatalf("%+v", result)
				}
				for _, key := range []string{"SHOP-2", "SHOP-3"} {
					if got := w.server.SprintOf(key); got != "Sprint 7" {
						t.Errorf("%s is in %q", key, got)
					}
				}
			})
		})
	}
}

// TestAPushThatDiedLeavesNoStoryOutsideTheSprint: the next one puts it there,
// unless somebody planned it meanwhile.
func TestAPushThatDiedLeavesNoStoryOutsideTheSprint(t *testing.T) {
	deployments(t, func(t *testing.T, config jiratest.Config) {
		config.Boards = boards()
		w := newWorld(t, config)
		journal, err := integrations.OpenJournal(filepath.Join(t.TempDir(), "journal.jsonl"))
		if err != nil {
			t.Fatal(err)
		}
		ctx, kill := context.WithCancel(t.Context())
		tracker := w.open(func(c *jira.Config) {
			c.Board, c.Sprint = "Shop board", "Sprint 7"
			next := c.Transport
			c.Transport = transport(func(r *http.Request) (*http.Response, error) {
				if strings.HasSuffix(r.URL.Path, "/sprint/7/issue") {
					kill()
					return nil, ctx.Err()
				}
				return next.RoundTrip(r)
			})
		})
		req := integrations.Request{Roadmap: "northwind", Backlog: "b", Items: trackertest.Items(1, 2)}
		plan, err := integrations.MakePlan(ctx, tracker, req)
		if err != nil {
			t.Fatal(err)
		}
		pusher := trackertest.Pusher(tracker, w.clock, nil)
		pusher.Journal = journal
		if _, err := pusher.Apply(ctx, plan); err == nil || len(w.server.Keys()) != 3 {
			t.Fatalf("it was not cut off: %v, %v", err, w.server.Keys())
		}
		w.people.PutInSprint(t, "SHOP-3", "Sprint 8")
		if result := w.planned(journal, nil); len(result.Notices) > 0 {
			t.Errorf("%+v", result.Notices)
		}
		if two, three := w.server.SprintOf("SHOP-2"), w.server.SprintOf("SHOP-3"); two != "Sprint 7" || three != "Sprint 8" {
			t.Errorf("they are in %q and %q", two, three)
		}
	})
}
