package github

import (
	"context"
	"encoding/json"
	"errors"
)

// dependAtOnce makes and ends dependencies many with a request. It gives what is
// left for REST, and what was refused.
func (t *Tracker) dependAtOnce(ctx context.Context, edges []edge) (left, refused []edge, err error) {
	todo := make([]*mutation, len(edges))
	of := map[*mutation]edge{}
	for i, e := range edges {
		todo[i] = t.dependency(e)
		of[todo[i]] = e
	}
	rest, err := t.mutateLinks(ctx, todo)
	for _, m := range todo {
		if m.err != nil {
			of[m].of.err = m.err
			refused = append(refused, of[m])
		}
	}
	for _, m := range rest {
		left = append(left, of[m])
	}
	return left, refused, err
}

// mutateLinks sends links as long as the server's GraphQL takes them, and gives
// the rest.
func (t *Tracker) mutateLinks(ctx context.Context, todo []*mutation) ([]*mutation, error) {
	for tries := 0; len(todo) > 0 && t.has(wordAddBlocker) && !t.lacks(featureDependencies) && tries < refusals; {
		chunk := todo[:min(len(todo), t.links.batch.now())]
		began := t.config.Clock.Now()
		r, again, err := t.mutateOnce(ctx, chunk)
		switch {
		case errors.Is(err, errNoGraphQL):
			return todo, nil
		case err != nil:
			t.links.batch.refused(len(chunk))
			return nil, err
		case r.refused():
			if !t.unlearn(r.Errors) {
				t.forget(wordAddBlocker)
			}
		case len(again) > 0:
			t.links.batch.refused(len(chunk))
		default:
			t.links.batch.took(len(chunk), t.config.Clock.Now().Sub(began))
		}
		if len(again) == len(chunk) {
			tries++
		}
		todo = append(again, todo[len(chunk):]...)
	}
	return todo, nil
}

// dependency makes or ends one dependency, and reads the issue as it is then.
func (t *Tracker) dependency(e edge) *mutation {
	name, input := wordAddBlocker, "AddBlockedByInput"
	if !e.add {
		name, input = wordRemoveBlocker, "RemoveBlockedByInput"
	}
	return &mutation{
		name: name, input: input, answer: "issue { number body }",
		value: map[string]any{"issueId": e.of.issue.node, "blockingIssueId": t.nodeBy(e.by)},
		read: func(raw json.RawMessage) bool {
			var made struct {
				Issue *struct{ Body string } `json:"issue"`
			}
			if json.Unmarshal(raw, &made) != nil || made.Issue == nil {
				return false
			}
			e.done()
			e.of.issue.body, e.of.read = parseBody(made.Issue.Body), true
			return true
		},
	}
}
