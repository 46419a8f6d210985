package jira

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"plotline/integrations"
	"plotline/integrations/remote"
)

// board is one of the site's.
type board struct {
	ID   int    `json:"id"`
	Name string `json:"name"`
	Type string `json:"type"`
}

// kanban boards have no sprints.
const kanban = "kanban"

// sprint is one of a board's.
type sprint struct {
	ID    int    `json:"id"`
	Name  string `json:"name"`
	State string `json:"state"`
}

// agileList reads a list of the boards' API page by page.
func agileList[T any](ctx context.Context, t *Tracker, path string, query url.Values) ([]T, error) {
	var out []T
	for {
		var page struct {
			Values []T   `json:"values"`
			Last   *bool `json:"isLast"`
		}
		query.Set("startAt", strconv.Itoa(len(out)))
		if err := t.send(ctx, http.MethodGet, "rest/agile/1.0/"+path, query, nil, &page); err != nil {
			return nil, err
		}
		out = append(out, page.Values...)
		if len(page.Values) == 0 || page.Last == nil || *page.Last {
			return out, nil
		}
	}
}

// board gives the board that the settings name, by name or number; without a
// name the only one of the project that has sprints.
func (t *Tracker) board(ctx context.Context) (board, error) {
	t.mu.Lock()
	known := t.learnt.board
	t.mu.Unlock()
	if known != nil {
		return *known, nil
	}
	b, err := t.findBoard(ctx)
	if err != nil {
		return board{}, err
	}
	t.mu.Lock()
	t.learnt.board = &b
	t.mu.Unlock()
	return b, nil
}

func (t *Tracker) findBoard(ctx context.Context) (board, error) {
	doing := "find the board " + t.config.Board
	if n, err := strconv.Atoi(t.config.Board); err == nil {
		var b board
		err := t.send(ctx, http.MethodGet, "rest/agile/1.0/board/"+strconv.Itoa(n), nil, nil, &b)
		if err == nil {
			return b, nil
		}
		if statusOf(err) != http.StatusNotFound {
			return board{}, t.fail(doing, err)
		}
	}
	boards, err := agileList[board](ctx, t, "board", url.Values{"projectKeyOrId": {t.config.Project}})
	if lacks(err) {
		return board{}, &integrations.Failure{
			Doing: doing, Err: errors.New("this Jira has no boards: it lacks Jira Software"),
			Hint: "take jira.board and jira.sprint out of the settings",
		}
	}
	if err != nil {
		return board{}, t.fail(doing, err)
	}
	var names []string
	var able []board
	for _, b := range boards {
		if t.config.Board != "" && strings.EqualFold(b.Name, t.config.Board) {
			return b, nil
		}
		names = append(names, fmt.Sprintf("%q (%d)", remote.Clip(b.Name), b.ID))
		if b.Type != kanban {
			able = append(able, b)
		}
	}
	has := orElse(strings.Join(names, ", "), "none")
	if t.config.Board != "" {
		return board{}, &integrations.Failure{
			Doing: doing, Err: fmt.Errorf("there is no board %q; %s has %s", t.config.Board, t.config.Project, has),
			Hint: "name one of them in the settings: jira: {board: …}",
		}
	}
	if len(able) != 1 {
		return board{}, &integrations.Failure{
			Doing: "find the sprint " + t.config.Sprint,
			Err:   fmt.Errorf("it is not said of which board it is; %s has %s", t.config.Project, has),
			Hint:  "name the board in the settings: jira: {board: …}",
		}
	}
	return able[0], nil
}

// sprint gives the active or future sprint that new stories are put in, by the
// name that the settings have.
func (t *Tracker) sprint(ctx context.Context) (sprint, error) {
	t.mu.Lock()
	known := t.learnt.sprint
	t.mu.Unlock()
	if known != nil {
		return *known, nil
	}
	b, err := t.board(ctx)
	if err != nil {
		return sprint{}, err
	}
	sprints, err := t.sprints(ctx, b, "active,future")
	if err != nil {
		return sprint{}, err
	}
	var names []string
	for _, s := range sprints {
		if strings.EqualFold(s.Name, t.config.Sprint) {
			t.mu.Lock()
			t.learnt.sprint = &s
			t.mu.Unlock()
			return s, nil
		}
		names = append(names, fmt.Sprintf("%q", remote.Clip(s.Name)))
	}
	return sprint{}, t.noSprint(ctx, b, names)
}

func (t *Tracker) sprints(ctx context.Context, b board, states string) ([]sprint, error) {
	path := "board/" + strconv.Itoa(b.ID) + "/sprint"
	sprints, err := agileList[sprint](ctx, t, path, url.Values{"state": {states}})
	if b.Type == kanban || statusOf(err) == http.StatusBadRequest {
		return nil, &integrations.Failure{
			Doing: "find the sprint " + t.config.Sprint, Err: fmt.Errorf("the board %q has no sprints", remote.Clip(b.Name)),
			Hint: "name a board with sprints in the settings: jira: {board: …}, or take jira.sprint out",
		}
	}
	return sprints, t.fail("read the sprints of the board "+remote.Clip(b.Name), err)
}

// noSprint says why a sprint cannot be used, and which can.
func (t *Tracker) noSprint(ctx context.Context, b board, names []string) error {
	what := fmt.Sprintf("the board %q has no sprint %q", remote.Clip(b.Name), t.config.Sprint)
	closed, err := t.sprints(ctx, b, "closed")
	if err != nil {
		return err
	}
	for _, s := range closed {
		if strings.EqualFold(s.Name, t.config.Sprint) {
			what = fmt.Sprintf("the sprint %q of the board %q is closed", remote.Clip(s.Name), remote.Clip(b.Name))
		}
	}
	return &integrations.Failure{
		Doing: "find the sprint " + t.config.Sprint,
		Err:   fmt.Errorf("%s; active and future ones are %s", what, orElse(strings.Join(names, ", "), "none")),
		Hint:  "name one of them in the settings: jira: {sprint: …}, or take the key out",
	}
}
