package jira

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"plotline/integrations"
	"plotline/integrations/pace"
)

// bulkAnswer is what a bulk create says, in 201 as in 400.
type bulkAnswer struct {
	Issues []struct {
		ID  string `json:"id"`
		Key string `json:"key"`
	} `json:"issues"`
	Errors []struct {
		Status  int `json:"status"`
		Element struct {
			Messages []string          `json:"errorMessages"`
			Errors   map[string]string `json:"errors"`
		} `json:"elementErrors"`
		Failed int `json:"failedElementNumber"`
	} `json:"errors"`
}

// make sends issues to be made, and never again when the answer is lost.
func (t *Tracker) make(ctx context.Context, issues []newIssue) []integrations.Creation {
	if t.isSingle() {
		return t.makeSingly(ctx, issues)
	}
	doing := fmt.Sprintf("create %d issues in %s", len(issues), t.config.Project)
	var answer bulkAnswer
	err := t.send(pace.Creates(ctx, len(issues)), http.MethodPost, t.api("issue/bulk"), nil, map[string]any{"issueUpdates": issues}, &answer)
	if lacks(err) {
		t.setSingle()
		return t.makeSingly(ctx, issues)
	}
	if t.unmarkable(err) {
		return t.make(ctx, withoutProperties(issues))
	}
	var r *refusal
	if errors.As(err, &r) && r.status == http.StatusBadRequest && json.Unmarshal(r.body, &answer) == nil && len(answer.Errors) > 0 {
		err = nil
	}
	if err != nil {
		return same(len(issues), outcomeOf(err), t.fail(doing, err))
	}
	return t.answers(answer, len(issues), doing)
}

// unmarkable recognises a server that takes no properties with an issue, and
// remembers it. It refused the request whole; the description carries the mark.
func (t *Tracker) unmarkable(err error) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.learnt.bare || t.server.cloud || statusOf(err) != http.StatusBadRequest {
		return false
	}
	t.learnt.bare = strings.Contains(refusedWith(err), `"properties"`)
	return t.learnt.bare
}

func withoutProperties(issues []newIssue) []newIssue {
	out := make([]newIssue, len(issues))
	for i, issue := range issues {
		issue.Properties = nil
		out[i] = issue
	}
	return out
}

// properties gives the mark as a property, none where the server takes none.
func (t *Tracker) properties(m integrations.Mark) []property {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.learnt.bare {
		return nil
	}
	return []property{{propertyKey, m}}
}

// outcomeOf tells a create that certainly made nothing from one that may have.
func outcomeOf(err error) integrations.Outcome {
	if errors.Is(err, integrations.ErrLost) || errors.Is(err, errGarbled) {
		return integrations.Unclear
	}
	var r *refusal
	if errors.As(err, &r) && (r.status < 300 || r.status >= 500) {
		return integrations.Unclear
	}
	return integrations.Rejected
}

func same(n int, outcome integrations.Outcome, err error) []integrations.Creation {
	out := make([]integrations.Creation, n)
	for i := range out {
		out[i] = integrations.Creation{Outcome: outcome, Err: err}
	}
	return out
}

// answers matches what was made with what was asked: failed ones are named by
// their number and left out of the list.
func (t *Tracker) answers(answer bulkAnswer, n int, doing string) []integrations.Creation {
	out := make([]integrations.Creation, n)
	for _, e := range answer.Errors {
		if e.Failed < 0 || e.Failed >= n {
			continue
		}
		r := &refusal{status: orStatus(e.Status), messages: e.Element.Messages, fields: e.Element.Errors}
		out[e.Failed] = integrations.Creation{Outcome: integrations.Rejected, Err: t.fail(doing, r)}
	}
	next := 0
	for i := range out {
		if out[i].Outcome == integrations.Rejected {
			continue
		}
		if next == len(answer.Issues) {
			out[i] = integrations.Creation{Outcome: integrations.Unclear, Err: t.fail(doing, fmt.Errorf("%w: it names too few issues", errGarbled))}
			continue
		}
		made := answer.Issues[next]
		next++
		out[i] = t.creation(made.ID, made.Key)
	}
	return out
}

func orStatus(status int) int {
	if status == 0 {
		return http.StatusBadRequest
	}
	return status
}

func (t *Tracker) creation(id, key string) integrations.Creation {
	t.saw(key)
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.learnt.fresh == nil {
		t.learnt.fresh = map[string]bool{}
	}
	t.learnt.fresh[key] = true
	return integrations.Creation{Outcome: integrations.Created, Ticket: integrations.Ticket{Key: key, Native: id, URL: t.server.browse(key)}}
}

func (t *Tracker) isSingle() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.learnt.single
}

func (t *Tracker) setSingle() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.learnt.single = true
}
