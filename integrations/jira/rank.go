package jira

import (
	"context"
	"fmt"
	"net/http"

	"plotline/integrations"
	"plotline/integrations/pace"
)

// Ranks says whether Jira's order is kept in step: where the settings name a
// board to see it on.
func (t *Tracker) Ranks() bool { return t.config.Board != "" }

// ifRanked gives the field of the order where that is kept in step.
func (t *Tracker) ifRanked(field string) string {
	if t.Ranks() {
		return field
	}
	return ""
}

// Rank moves issues in Jira's order, which all boards share.
func (t *Tracker) Rank(ctx context.Context, move integrations.Move) error {
	payload := map[string]any{"issues": move.Keys}
	if move.Before != "" {
		payload["rankBeforeIssue"] = move.Before
	} else {
		payload["rankAfterIssue"] = move.After
	}
	var answer struct {
		Entries []struct {
			Key    string   `json:"issueKey"`
			Status int      `json:"status"`
			Errors []string `json:"errors"`
		} `json:"entries"`
	}
	err := t.send(pace.Repeatable(ctx), http.MethodPut, "rest/agile/1.0/issue/rank", nil, payload, &answer)
	for _, e := range answer.Entries {
		if err == nil && e.Status >= http.StatusBadRequest {
			err = fmt.Errorf("%s: %w", e.Key, &refusal{status: e.Status, messages: e.Errors})
		}
	}
	return t.fail("rank "+move.String(), err)
}
