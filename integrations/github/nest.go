package github

import (
	"context"
	"fmt"
	"maps"

	"plotline/integrations"
)

// nest makes an issue a sub-issue of an epic by GraphQL, away from any other. It
// gives false where the epic takes no more of them, and errNoGraphQL where the
// server has no word for it.
func (t *Tracker) nest(ctx context.Context, i issue, epic int) (bool, error) {
	refused, err := t.mutateNesting(ctx, wordAddSub, "AddSubIssueInput", i, epic, map[string]any{"replaceParent": true})
	if err != nil || refused == nil {
		return err == nil, err
	}
	// It may be there already, by a try whose answer was lost.
	now, err := t.lookAt(ctx, i.number)
	return err == nil && now.issue.parent == keyOf(epic), err
}

// unnest takes an issue out of an epic's sub-issues by GraphQL. One that is not
// among them is refused, and nothing is left to do.
func (t *Tracker) unnest(ctx context.Context, i issue, epic int) error {
	_, err := t.mutateNesting(ctx, wordRemoveSub, "RemoveSubIssueInput", i, epic, nil)
	return err
}

// mutateNesting changes what stands under an epic, and gives the server's refusal
// of it beside what ended the try.
func (t *Tracker) mutateNesting(ctx context.Context, word, input string, i issue, epic int, more map[string]any) (refused, err error) {
	if !t.has(word) {
		return nil, errNoGraphQL
	}
	value, err := t.nestingOf(ctx, i.number, epic)
	if err != nil {
		return nil, err
	}
	maps.Copy(value, more)
	m := &mutation{name: word, input: input, answer: "issue { number }", value: value}
	var last graphReply
	for range refusals {
		r, again, err := t.mutateOnce(ctx, []*mutation{m})
		switch {
		case err != nil:
			return nil, err
		case r.refused():
			if !t.unlearn(r.Errors) {
				t.forget(word)
			}
			return nil, errNoGraphQL
		case len(again) == 0:
			return m.err, nil
		}
		last = r
	}
	return nil, last.err()
}

// nestingOf names both issues by their nodes, reading what is not known.
func (t *Tracker) nestingOf(ctx context.Context, number, epic int) (map[string]any, error) {
	var unknown []int
	for _, n := range []int{number, epic} {
		if t.nodeOf(n, "") == "" {
			unknown = append(unknown, n)
		}
	}
	if len(unknown) > 0 {
		if _, err := t.look(ctx, unknown); err != nil {
			return nil, err
		}
	}
	child, parent := t.nodeOf(number, ""), t.nodeOf(epic, "")
	if child == "" || parent == "" {
		return nil, fmt.Errorf("%s under %s: %w", keyOf(number), keyOf(epic), integrations.ErrGone)
	}
	return map[string]any{"issueId": parent, "subIssueId": child}, nil
}
