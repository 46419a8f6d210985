package github

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"plotline/integrations"
)

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
			read:   func(raw json.RawMessage) bool { return items[i].take(raw, len(values)) },
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

// take reads the answer of an add, and says whether it holds the item.
func (i *boardItem) take(raw json.RawMessage, fields int) bool {
	var answer struct {
		Item map[string]json.RawMessage `json:"item"`
	}
	if json.Unmarshal(raw, &answer) != nil || json.Unmarshal(answer.Item["id"], &i.id) != nil {
		return false
	}
	for n := range fields {
		value := string(answer.Item[fmt.Sprintf("f%d", n)])
		i.set = append(i.set, value != "" && value != "null")
	}
	return true
}
