package github

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"plotline/integrations"
	"plotline/integrations/pace"
	"plotline/integrations/remote"
)

// Board is the project board that new issues are put on.
type Board struct {
	// Owner is the user or organization, the repository's owner when empty.
	Owner  string
	Number int
	// Fields are the values that an issue gets there, by the field's name.
	Fields map[string][]string
	// Statuses are those that mean something to the settings; the board is
	// read only where there are any.
	Statuses []string
}

// statusField is the column that every board has.
const statusField = "Status"

// foundBoard is the board as the server tells of it.
type foundBoard struct {
	ID        string            `json:"id"`
	Title     string            `json:"title"`
	CanUpdate bool              `json:"viewerCanUpdate"`
	Fields    nodes[boardField] `json:"fields"`
}

// boardField is a column of the board.
type boardField struct {
	ID       string   `json:"id"`
	Name     string   `json:"name"`
	DataType string   `json:"dataType"`
	Options  []choice `json:"options"`
	Settings struct {
		Now  []choice `json:"iterations"`
		Past []choice `json:"completedIterations"`
	} `json:"configuration"`
}

// choice is an option or an iteration of a field.
type choice struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Title string `json:"title"`
}

const boardQuery = `query($owner: String!, $number: Int!) { repositoryOwner(login: $owner) { __typename ... on ProjectV2Owner {
	projectV2(number: $number) { id title viewerCanUpdate fields(first: 100) { nodes { __typename
		... on ProjectV2FieldCommon { id name dataType }
		... on ProjectV2SingleSelectField { options { id name } }
		... on ProjectV2IterationField { configuration { iterations { id title } completedIterations { id title } } }
	} } } } } }`

// board finds the board, once. A [integrations.Failure] says what a person has
// to mend.
func (t *Tracker) board(ctx context.Context) (*foundBoard, error) {
	t.mu.Lock()
	known := t.columns.board
	t.mu.Unlock()
	if known != nil {
		return known, nil
	}
	r, err := t.graph(pace.Reading(ctx), boardQuery, map[string]any{"owner": t.boardOwner(), "number": t.config.Board.Number})
	if errors.Is(err, errNoGraphQL) {
		return nil, t.boardFailure(err, "the board is reached by GraphQL only: let it through, or take project out of the settings")
	}
	if err != nil {
		return nil, t.boardFailure(err, "")
	}
	if err := t.boardRefused(r); err != nil {
		return nil, err
	}
	var owner struct {
		Board *foundBoard `json:"projectV2"`
	}
	if json.Unmarshal(r.Data["repositoryOwner"], &owner) != nil || owner.Board == nil {
		return nil, t.boardFailure(errors.New("it does not exist for this login"),
			"check github.project in the settings: the number stands in the board's address; a private board answers so to a login without access")
	}
	if scopes := r.header.Get("X-Oauth-Scopes"); scopes != "" && !slices.Contains(strings.Split(scopes, ", "), "project") {
		owner.Board.CanUpdate = false // it may read boards, no more
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.columns.board = owner.Board
	return owner.Board, nil
}

func (t *Tracker) boardOwner() string {
	if t.config.Board.Owner != "" {
		return t.config.Board.Owner
	}
	return t.owner
}

func (t *Tracker) boardFailure(err error, hint string) error {
	f := t.fail(fmt.Sprintf("find the project board %d of %s", t.config.Board.Number, t.boardOwner()), err)
	var failure *integrations.Failure
	if hint != "" && errors.As(f, &failure) {
		failure.Hint = hint
	}
	return f
}

const scopeHint = "a classic token needs the scope project (gh auth refresh -s project), a fine-grained one Projects: read and write of the organization; the token of a workflow reaches no board"

// boardRefused reads a refusal that no other board would mend.
func (t *Tracker) boardRefused(r graphReply) error {
	for _, e := range r.Errors {
		if e.Type == "INSUFFICIENT_SCOPES" || e.Type == "FORBIDDEN" {
			return t.boardFailure(fmt.Errorf("%w: %s", integrations.ErrRights, remote.Clip(e.Message)), scopeHint)
		}
	}
	if r.Data == nil {
		return t.boardFailure(r.err(), "an older server may have no project boards: take project out of the settings")
	}
	return nil
}

// boardObstacles are what new issues would run into on the board.
func (t *Tracker) boardObstacles(ctx context.Context, drafts []integrations.Draft) ([]integrations.Obstacle, error) {
	if t.config.Board == nil || len(drafts) == 0 {
		return nil, nil
	}
	b, err := t.board(ctx)
	var failure *integrations.Failure
	switch {
	case errors.As(err, &failure) && (statusOfError(err) == 0 || statusOfError(err) == http.StatusForbidden) && !passing(err):
		return []integrations.Obstacle{{Refuse: true, Message: failure.Doing + ": " + failure.Err.Error(), Hint: failure.Hint}}, nil
	case err != nil:
		return nil, err
	}
	_, obstacles := b.values(t.config.Board)
	if !b.CanUpdate {
		obstacles = append(obstacles, integrations.Obstacle{
			Refuse: true, Message: fmt.Sprintf("this login may not put issues on the project board %q", b.Title), Hint: scopeHint,
		})
	}
	return obstacles, nil
}

// passing says that an error is of the wire or the limits, not of the board.
func passing(err error) bool {
	var (
		unreachable *pace.Unreachable
		limited     *pace.Limited
		stopped     *pace.Stopped
	)
	return errors.Is(err, integrations.ErrLost) || errors.As(err, &unreachable) || errors.As(err, &limited) || errors.As(err, &stopped) ||
		errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
}
