package github

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"plotline/integrations/pace"
	"plotline/integrations/remote"
)

// mutation is one part of a request that writes much: a field of GraphQL's
// Mutation under an alias. It comes to the same when it is done twice.
type mutation struct {
	name, input string
	value       map[string]any
	answer      string
	// read takes in the answer, and says whether it holds what was asked for;
	// nil where any answer does.
	read func(raw json.RawMessage) bool
	// err is the server's refusal of this part.
	err error
}

// mutate sends all parts, many with a request.
func (t *Tracker) mutate(ctx context.Context, all []*mutation) error {
	for tries := 0; len(all) > 0; {
		chunk := all[:min(len(all), t.columns.batch.now())]
		r, again, err := t.mutateOnce(ctx, chunk)
		if err != nil {
			return err
		}
		if err := t.boardRefused(r); err != nil && !r.anyError(graphError.tooHeavy) && !r.anyError(graphError.internal) {
			return err
		}
		if len(again) > 0 {
			t.columns.batch.refused(len(chunk))
		}
		if len(again) == len(chunk) {
			if tries++; tries == refusals {
				return r.err()
			}
		}
		all = append(again, all[len(chunk):]...)
	}
	return nil
}

// mutateOnce sends parts with one request, and gives those that are to be sent
// again.
func (t *Tracker) mutateOnce(ctx context.Context, chunk []*mutation) (graphReply, []*mutation, error) {
	var head, fields strings.Builder
	variables := map[string]any{}
	for i, m := range chunk {
		fmt.Fprintf(&head, "$m%d: %s!, ", i, m.input)
		fmt.Fprintf(&fields, "m%d: %s(input: $m%d) { %s } ", i, m.name, i, m.answer)
		variables[fmt.Sprintf("m%d", i)] = m.value
	}
	query := "mutation(" + strings.TrimSuffix(head.String(), ", ") + ") { " + fields.String() + "}"
	r, err := t.graph(pace.Creates(pace.Repeatable(ctx), 0), query, variables)
	if err != nil || r.Data == nil {
		return r, chunk, err
	}
	var again []*mutation
	for i, m := range chunk {
		if t.readMutation(m, r, fmt.Sprintf("m%d", i)) {
			again = append(again, m)
		}
	}
	return r, again, nil
}

// readMutation takes in what became of one part, and says whether to send it
// again.
func (t *Tracker) readMutation(m *mutation, r graphReply, alias string) (again bool) {
	raw := r.Data[alias]
	if len(raw) > 0 && string(raw) != "null" && (m.read == nil || m.read(raw)) {
		return false
	}
	switch problem := r.problemAt(alias); {
	case problem.limited():
		t.pace.Hold(secondaryHold, "GitHub refused a part for going too fast")
		return true
	case problem.tooHeavy() || problem.internal():
		return true
	default:
		m.err = fmt.Errorf("%w: %s", errRefused, remote.Clip(problem.Message))
		return false
	}
}
