package github

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"plotline/integrations"
	"plotline/integrations/pace"
)

// comment is a comment as REST tells it.
type comment struct {
	Body string `json:"body"`
}

// Close comments on an issue and closes it.
func (t *Tracker) Close(ctx context.Context, ticket integrations.Ticket, closing integrations.Closing) error {
	if _, err := t.found(ctx); err != nil {
		return err
	}
	return t.fail(fmt.Sprintf("close %s in %s", ticket.Key, t.project()), t.close(ctx, ticket, closing))
}

func (t *Tracker) close(ctx context.Context, ticket integrations.Ticket, closing integrations.Closing) error {
	i, err := t.fresh(ctx, ticket.Key)
	if err != nil || i.closed {
		return err
	}
	if err := t.comment(ctx, i.number, closing); err != nil {
		return err
	}
	for attempt := 1; ; attempt++ {
		err := t.shut(ctx, i, ticket, closing)
		if !errors.Is(err, integrations.ErrLost) || attempt == updateAttempts || ctx.Err() != nil {
			return err
		}
		if i, err = t.fresh(ctx, ticket.Key); err != nil || i.closed {
			return err
		}
	}
}

// shut closes the issue and writes the mark, with one request.
func (t *Tracker) shut(ctx context.Context, i issue, ticket integrations.Ticket, closing integrations.Closing) error {
	b := i.body
	sign := t.resign(b, ticket, integrations.Edit{Mark: closing.Mark})
	patch := map[string]any{"state": "closed", "state_reason": "not_planned"}
	if closing.Duplicate != "" {
		patch["state_reason"] = "duplicate"
	}
	if b.fence == integrations.FenceIntact {
		patch["body"] = b.splice(sign, nil)
	}
	path := t.repo(fmt.Sprintf("/issues/%d", i.number))
	_, err := t.send(ctx, http.MethodPatch, path, patch, nil)
	if statusOfError(err) == http.StatusUnprocessableEntity && closing.Duplicate != "" {
		// Older servers know no duplicates.
		patch["state_reason"] = "not_planned"
		_, err = t.send(ctx, http.MethodPatch, path, patch, nil)
	}
	return err
}

// comment says why, once: a hidden line tells that it was said.
func (t *Tracker) comment(ctx context.Context, number int, closing integrations.Closing) error {
	if closing.Comment == "" {
		return nil
	}
	said := fmt.Sprintf("<!-- plotline closed %s -->", closing.Mark.Nonce)
	path := t.repo(fmt.Sprintf("/issues/%d/comments", number))
	for attempt := 1; ; attempt++ {
		already := false
		err := pages(ctx, t, path+"?per_page=100", func(page []comment) bool {
			for _, c := range page {
				already = already || strings.Contains(c.Body, said)
			}
			return already
		})
		if err != nil || already {
			return err
		}
		payload := map[string]string{"body": closing.Comment + "\n\n" + said}
		_, err = t.send(pace.Creates(ctx, 1), http.MethodPost, path, payload, nil)
		if !errors.Is(err, integrations.ErrLost) || attempt == updateAttempts || ctx.Err() != nil {
			return err
		}
	}
}
