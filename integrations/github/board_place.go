package github

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"plotline/integrations"
	"plotline/integrations/pace"
)

// mutation is one part of a request that writes much: a field of GraphQL's
// Mutation under an alias.
type mutation struct {
	name, input string
	value       map[string]any
	answer      string
	read        func(raw json.RawMessage)
	err         error
}

// Place puts issues on the board. One that is there stays, and a field that has
// a value keeps it: it is the team's then.
func (t *Tracker) Place(ctx context.Context, tickets []integrations.Ticket) []error {
	out := make([]error, len(tickets))
	if t.config.Board == nil {
		return out
	}
	err := t.place(ctx, tickets, out)
	for i := range out {
		if out[i] == nil {
			out[i] = err
		}
		out[i] = t.fail(fmt.Sprintf("put %s on the project board %d of %s", tickets[i].Key, t.config.Board.Number, t.boardOwner()), out[i])
	}
	return out
}

func (t *Tracker) place(ctx context.Context, tickets []integrations.Ticket, out []error) error {
	b, err := t.board(ctx)
	if err != nil {
		return err
	}
	values, _ := b.values(t.config.Board)
	adds := make([]*mutation, len(tickets))
	items := make([]boardItem, len(tickets))
	for i, ticket := range tickets {
		adds[i] = &mutation{
			name: "addProjectV2ItemById", input: "AddProjectV2ItemByIdInput",
			value:  map[string]any{"projectId": b.ID, "contentId": t.nodeOf(numberOf(ticket.Key), ticket.Native)},
			answer: itemAnswer(values),
			read:   func(raw json.RawMessage) { items[i].take(raw, len(values)) },
		}
	}
	if err := t.mutate(ctx, adds); err != nil {
		return err
	}
	var sets []*mutation
	var of []int
	for i := range tickets {
		out[i] = adds[i].err
		for n, v := range values {
			if items[i].id == "" || items[i].set[n] {
				continue
			}
			sets = append(sets, &mutation{
				name: "updateProjectV2ItemFieldValue", input: "UpdateProjectV2ItemFieldValueInput",
				value:  map[string]any{"projectId": b.ID, "itemId": items[i].id, "fieldId": v.field.ID, "value": v.value},
				answer: "projectV2Item { id }",
			})
			of = append(of, i)
		}
	}
	err = t.mutate(ctx, sets)
	for n, i := range of {
		if out[i] == nil {
			out[i] = sets[n].err
		}
	}
	return err
}

// boardItem is an issue on the board, and which of the settings' fields have a
// value there.
type boardItem struct {
	id  string
	set []bool
}

func itemAnswer(values []boardValue) string {
	var q strings.Builder
	q.WriteString("item { id ")
	for n, v := range values {
		fmt.Fprintf(&q, "f%d: fieldValueByName(name: %s) { __typename } ", n, quoted(v.field.Name))
	}
	return q.String() + "}"
}

func (i *boardItem) take(raw json.RawMessage, fields int) {
	var answer struct {
		Item map[string]json.RawMessage `json:"item"`
	}
	if json.Unmarshal(raw, &answer) != nil || json.Unmarshal(answer.Item["id"], &i.id) != nil {
		return
	}
	for n := range fields {
		value := string(answer.Item[fmt.Sprintf("f%d", n)])
		i.set = append(i.set, value != "" && value != "null")
	}
}

// mutate sends what may be repeated, many parts with a request, and sets the
// errors of those that were refused.
func (t *Tracker) mutate(ctx context.Context, all []*mutation) error {
	for tries := 0; len(all) > 0; {
		chunk := all[:min(len(all), t.columns.batch.now())]
		r, err := t.graph(pace.Creates(pace.Repeatable(ctx), 0), mutationQuery(chunk), mutationVariables(chunk))
		if err != nil {
			return err
		}
		if err := t.boardRefused(r); err != nil && !r.anyError(graphError.tooHeavy) && !r.anyError(graphError.internal) {
			return err
		}
		again := t.readMutations(chunk, r)
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

// readMutations takes in the answers, and gives the parts to send again.
func (t *Tracker) readMutations(chunk []*mutation, r graphReply) []*mutation {
	if r.Data == nil {
		return chunk
	}
	var again []*mutation
	for i, m := range chunk {
		raw := r.Data[fmt.Sprintf("m%d", i)]
		if len(raw) > 0 && string(raw) != "null" {
			if m.read != nil {
				m.read(raw)
			}
			continue
		}
		switch problem := r.problemAt(fmt.Sprintf("m%d", i)); {
		case problem.limited():
			t.pace.Hold(secondaryHold, "GitHub refused a part for going too fast")
			again = append(again, m)
		case problem.tooHeavy() || problem.internal():
			again = append(again, m)
		default:
			m.err = fmt.Errorf("%w: %s", errRefused, clip(problem.Message))
		}
	}
	return again
}

func mutationQuery(chunk []*mutation) string {
	var head, fields strings.Builder
	for i, m := range chunk {
		fmt.Fprintf(&head, "$m%d: %s!, ", i, m.input)
		fmt.Fprintf(&fields, "m%d: %s(input: $m%d) { %s } ", i, m.name, i, m.answer)
	}
	return "mutation(" + strings.TrimSuffix(head.String(), ", ") + ") { " + fields.String() + "}"
}

func mutationVariables(chunk []*mutation) map[string]any {
	variables := map[string]any{}
	for i, m := range chunk {
		variables[fmt.Sprintf("m%d", i)] = m.value
	}
	return variables
}
