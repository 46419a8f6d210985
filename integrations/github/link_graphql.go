package github

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"plotline/integrations/pace"
)

// dependAtOnce makes and ends dependencies many with a request, as long as the
// server's GraphQL takes them. It gives what is left for REST, and what was
// refused.
func (t *Tracker) dependAtOnce(ctx context.Context, edges []edge) (left, refused []edge, err error) {
	for tries := 0; len(edges) > 0 && t.has(wordAddBlocker) && !t.lacks(featureDependencies) && tries < refusals; {
		chunk := edges[:min(len(edges), t.links.batch.now())]
		rest := edges[len(chunk):]
		query, variables := t.dependQuery(chunk)
		began := t.config.Clock.Now()
		r, err := t.graph(pace.Creates(pace.Repeatable(ctx), 0), query, variables)
		if errors.Is(err, errNoGraphQL) {
			break
		}
		if err != nil {
			t.links.batch.refused(len(chunk))
			return nil, refused, err
		}
		again, no := t.readDependencies(chunk, r)
		refused = append(refused, no...)
		if len(again) == len(chunk) {
			tries++
		} else if len(again) == 0 {
			t.links.batch.took(len(chunk), t.config.Clock.Now().Sub(began))
		}
		edges = append(again, rest...)
	}
	return edges, refused, nil
}

func (t *Tracker) dependQuery(chunk []edge) (string, map[string]any) {
	var head, fields strings.Builder
	variables := map[string]any{}
	for i, e := range chunk {
		of, mutation := "Add", wordAddBlocker
		if !e.add {
			of, mutation = "Remove", wordRemoveBlocker
		}
		fmt.Fprintf(&head, "$e%d: %sBlockedByInput!, ", i, of)
		fmt.Fprintf(&fields, "e%d: %s(input: $e%d) { issue { number body } } ", i, mutation, i)
		variables[fmt.Sprintf("e%d", i)] = map[string]any{"issueId": e.of.issue.node, "blockingIssueId": t.nodeOf(e.by, "")}
	}
	return "mutation(" + strings.TrimSuffix(head.String(), ", ") + ") { " + fields.String() + "}", variables
}

// readDependencies takes in what the server did, and gives what to send again
// and what it refused.
func (t *Tracker) readDependencies(chunk []edge, r graphReply) (again, refused []edge) {
	if r.Data == nil {
		switch {
		case r.anyError(graphError.tooHeavy) || len(r.Errors) == 0 || r.anyError(graphError.internal):
			t.links.batch.refused(len(chunk))
		case !t.unlearn(r.Errors):
			t.forget(wordAddBlocker)
		}
		return chunk, nil
	}
	for i, e := range chunk {
		alias := fmt.Sprintf("e%d", i)
		var made *struct {
			Issue *struct{ Body string } `json:"issue"`
		}
		if json.Unmarshal(r.Data[alias], &made) == nil && made != nil && made.Issue != nil {
			e.done()
			e.of.issue.body, e.of.read = parseBody(made.Issue.Body), true
			continue
		}
		problem := r.problemAt(alias)
		switch {
		case problem.limited():
			t.pace.Hold(secondaryHold, "GitHub refused a part for going too fast")
			again = append(again, e)
		case problem.tooHeavy() || problem.internal():
			again = append(again, e)
		default:
			e.of.err = fmt.Errorf("%w: %s", errRefused, clip(problem.Message))
			refused = append(refused, e)
		}
	}
	if len(again) > 0 {
		t.links.batch.refused(len(chunk))
	}
	return again, refused
}
