package jira_test

import (
	"strings"
	"testing"

	"plotline/integrations"
	"plotline/integrations/jira"
	"plotline/integrations/jira/jiratest"
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
	tracker := w.open(func(c *jira.Config) { c.Board, c.Sprint = "Shop board", "Sprint 7" })
	epic := w.create(tracker, draft("e1", "an epic", nil))
	answer := create1(t, tracker, draft("s1", "a story", &epic))
	if answer.Outcome != integrations.Created || len(answer.Dropped) != 1 || answer.Dropped[0] != "sprint" {
		t.Errorf("%+v", answer)
	}
}
