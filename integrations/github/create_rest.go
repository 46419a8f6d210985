package github

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"plotline/integrations"
	"plotline/integrations/pace"
)

// secondaryHold is how long GitHub wants to be left alone where it does not say.
const secondaryHold = time.Minute

// makeOne creates an issue by REST, and then makes it a sub-issue.
func (t *Tracker) makeOne(ctx context.Context, m *making) {
	payload := map[string]any{"title": m.draft.Title, "body": m.body, "labels": m.labels}
	if m.stone.Number > 0 {
		payload["milestone"] = m.stone.Number
	}
	if m.kind.Name != "" {
		payload["type"] = m.kind.Name
	}
	var made restIssue
	if _, err := t.send(ctx, http.MethodPost, t.repo("/issues"), payload, &made); err != nil {
		t.failed(m, err)
		return
	}
	if made.GetNumber() == 0 {
		t.failed(m, &pace.Lost{Err: fmt.Errorf("the answer names no number")})
		return
	}
	i := fromREST(made, t.project())
	t.created(m, i)
	if m.linked {
		t.linkCreated(ctx, m, i)
	}
}

// linkCreated makes a new issue a sub-issue where it could not be made as one.
func (t *Tracker) linkCreated(ctx context.Context, m *making, i issue) {
	linked, err := t.linkParent(ctx, i, m.parent)
	if err != nil || !linked {
		return // the task list takes it
	}
	t.countSubIssue(m.parent)
	m.done.Ticket.Parent = keyOf(m.parent)
}

// linkParent makes an issue a sub-issue of an epic, away from any other. It
// gives false where the server has no sub-issues, or takes no more of them.
func (t *Tracker) linkParent(ctx context.Context, i issue, epic int) (bool, error) {
	if t.lacks(featureSubIssues) {
		return false, nil
	}
	if linked, err := t.nest(ctx, i, epic); !errors.Is(err, errNoGraphQL) {
		return linked, err
	}
	db, err := t.databaseID(ctx, i)
	if err != nil {
		return false, err
	}
	payload := map[string]any{"sub_issue_id": db, "replace_parent": true}
	_, err = t.send(pace.Creates(pace.Repeatable(ctx), 0), http.MethodPost, t.repo(fmt.Sprintf("/issues/%d/sub_issues", epic)), payload, nil)
	switch statusOfError(err) {
	case http.StatusNotFound, http.StatusMethodNotAllowed, http.StatusNotImplemented:
		t.lack(featureSubIssues)
		return false, nil
	case http.StatusUnprocessableEntity:
		now, again := t.lookAt(ctx, i.number)
		return again == nil && now.issue.parent == keyOf(epic), again
	case http.StatusForbidden:
		return false, nil
	}
	return err == nil, err
}

// databaseID is the ID that REST takes for sub-issues and dependencies.
func (t *Tracker) databaseID(ctx context.Context, i issue) (int64, error) {
	if i.db != 0 {
		return i.db, nil
	}
	t.mu.Lock()
	known := t.known[i.number].db
	t.mu.Unlock()
	if known != 0 {
		return known, nil
	}
	s, err := t.lookAt(ctx, i.number)
	if err != nil {
		return 0, err
	}
	if s.seen != there {
		return 0, fmt.Errorf("%s: %w", keyOf(i.number), integrations.ErrGone)
	}
	t.remember(s.issue)
	return s.issue.db, nil
}

// The features that some servers lack, besides what GraphQL's words say.
const (
	featureSubIssues    = "sub-issues"
	featureDependencies = "dependencies"
	featureTypes        = "types"
)

func (t *Tracker) lacks(feature string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.lacking[feature]
}

func (t *Tracker) lack(feature string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.lacking[feature] = true
}
