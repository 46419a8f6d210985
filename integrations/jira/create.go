package jira

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"

	"plotline/integrations"
	"plotline/stories"
)

// bulkSize is how many issues Jira makes in one request.
const bulkSize = 50

// Batch is how many drafts a Create may carry.
func (t *Tracker) Batch() int { return bulkSize }

// newIssue is the body of one issue to be made.
type newIssue struct {
	Fields     map[string]any `json:"fields"`
	Update     map[string]any `json:"update,omitempty"`
	Properties []property     `json:"properties,omitempty"`
	// sprint is the one that the fields put it in.
	sprint string
}

type property struct {
	Key   string `json:"key"`
	Value any    `json:"value"`
}

// Create makes tickets in one request, with marks, labels and parents.
func (t *Tracker) Create(ctx context.Context, drafts []integrations.Draft) []integrations.Creation {
	out := make([]integrations.Creation, len(drafts))
	var issues []newIssue
	var index []int
	for n, d := range drafts {
		issue, dropped, err := t.newIssue(ctx, d)
		out[n] = integrations.Creation{Outcome: integrations.Rejected, Err: err, Dropped: dropped}
		if err == nil {
			issues, index = append(issues, issue), append(index, n)
		}
	}
	if len(issues) == 0 {
		return out
	}
	answers := t.make(ctx, issues)
	if again, places := t.bare(issues, answers); len(again) > 0 {
		for k, answer := range t.make(ctx, again) {
			answers[places[k]], issues[places[k]] = answer, again[k]
		}
	}
	for k, answer := range answers {
		n := index[k]
		answer.Dropped = out[n].Dropped
		if answer.Outcome == integrations.Created {
			answer.Ticket = t.made(answer.Ticket, drafts[n])
			answer.Ticket.Sprint = issues[k].sprint
			if issues[k].Update != nil {
				answer.Linked = slices.Concat(drafts[n].BlockedBy, drafts[n].Blocks)
				answer.Ticket.BlockedBy = drafts[n].BlockedBy
				t.tookLinks()
			}
		}
		out[n] = answer
	}
	t.adoptAll(ctx, drafts, out)
	return out
}

// made completes a new ticket with what it was made of.
func (t *Tracker) made(ticket integrations.Ticket, d integrations.Draft) integrations.Ticket {
	mark := d.Mark
	ticket.Kind, ticket.Type, ticket.Title, ticket.Part = d.Kind, string(d.Type), d.Title, d.Part
	ticket.Fence, ticket.Phase, ticket.Mark = integrations.FenceIntact, integrations.Open, &mark
	ticket.Labels = labels(append([]string{labelOf(d.Mark.Roadmap)}, d.Labels...)...)
	if d.Parent != nil {
		ticket.Parent = d.Parent.Key
	}
	if d.Release != nil {
		ticket.Release = d.Release.Name
	}
	return ticket
}

// newIssue gives the body for a draft, and what of it this project cannot hold.
func (t *Tracker) newIssue(ctx context.Context, d integrations.Draft) (newIssue, []string, error) {
	s, err := t.connect(ctx)
	if err != nil {
		return newIssue{}, nil, err
	}
	it, err := t.typeOf(ctx, draftType(d))
	if err != nil {
		return newIssue{}, nil, err
	}
	screen, err := t.fieldsOf(ctx, it)
	if err != nil {
		return newIssue{}, nil, err
	}
	fields, err := t.settled(ctx, screen)
	if err != nil {
		return newIssue{}, nil, t.fail("fill in a new "+it.Name, err)
	}
	var dropped []string
	sprint := ""
	fields["project"] = map[string]string{"key": t.config.Project}
	fields["issuetype"] = map[string]string{"id": it.ID}
	fields["summary"] = d.Title
	if fields["description"], err = describe(s, "", d.Part, d.Mark); err != nil {
		return newIssue{}, nil, err
	}
	fields["labels"] = labels(append([]string{labelOf(d.Mark.Roadmap)}, d.Labels...)...)
	if !t.under(s, fields, screen, d) {
		dropped = append(dropped, droppedParent)
	}
	if t.planned(d) {
		if sprint, err = t.intoSprint(ctx, fields, screen); err != nil {
			return newIssue{}, nil, err
		}
	}
	if d.Release != nil {
		release, err := t.release(ctx, *d.Release)
		if err != nil && !errors.Is(err, integrations.ErrRights) {
			return newIssue{}, nil, err
		}
		if err != nil {
			dropped = append(dropped, "release")
		} else {
			fields["fixVersions"] = []map[string]string{{"id": release.ID}}
		}
	}
	return newIssue{fields, t.linksAlong(d, screen), t.properties(d.Mark), sprint}, dropped, nil
}

func draftType(d integrations.Draft) stories.Type {
	if d.Kind == stories.Epic {
		return stories.TypeEpic
	}
	return d.Type
}

// under sets the parent, and the name that Data Center wants of an epic. It
// says whether the screen has a field for it.
func (t *Tracker) under(s *server, fields map[string]any, screen []field, d integrations.Draft) bool {
	var c customFields
	hasParent := false
	for _, f := range screen {
		c.note(f)
		hasParent = hasParent || f.id() == "parent"
	}
	if d.Kind == stories.Epic && c.epicName != "" {
		fields[c.epicName] = d.Title
	}
	if d.Parent == nil {
		return true
	}
	switch {
	case !s.cloud && c.epicLink != "":
		fields[c.epicLink] = d.Parent.Key
	case s.cloud || hasParent:
		fields["parent"] = map[string]string{"key": d.Parent.Key}
	default:
		return false
	}
	return true
}

// describe puts a part into a description, in the form that the API takes.
func describe(s *server, description, part string, mark integrations.Mark) (any, error) {
	ref := ""
	if !s.cloud {
		ref = encodeMark(mark)
	}
	text, err := s.form().Write(description, part, ref)
	if err != nil || !s.cloud {
		return text, err
	}
	return json.RawMessage(text), nil
}

// makeSingly is for servers without a bulk create. It stops at the first lost
// answer: what was not sent was certainly not made.
func (t *Tracker) makeSingly(ctx context.Context, issues []newIssue) []integrations.Creation {
	out := make([]integrations.Creation, len(issues))
	for i, issue := range issues {
		doing := "create an issue in " + t.config.Project
		var made struct{ ID, Key string }
		err := t.send(ctx, http.MethodPost, t.api("issue"), nil, issue, &made)
		if t.unmarkable(err) {
			return append(out[:i:i], t.makeSingly(ctx, withoutProperties(issues[i:]))...)
		}
		switch {
		case err == nil && made.Key == "":
			out[i] = integrations.Creation{Outcome: integrations.Unclear, Err: t.fail(doing, errGarbled)}
		case err == nil:
			out[i] = t.creation(made.ID, made.Key)
			continue
		default:
			out[i] = integrations.Creation{Outcome: outcomeOf(err), Err: t.fail(doing, err)}
		}
		if out[i].Outcome == integrations.Unclear {
			rest := same(len(issues)-i-1, integrations.Rejected, errors.New("not sent: an answer before it was lost"))
			copy(out[i+1:], rest)
			return out
		}
	}
	return out
}
