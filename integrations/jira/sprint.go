package jira

import (
	"context"
	"net/http"
	"slices"
	"strconv"

	"plotline/integrations"
	"plotline/integrations/pace"
	"plotline/stories"
)

// planned says whether a draft is to be put in a sprint: epics are not.
func (t *Tracker) planned(d integrations.Draft) bool {
	return t.config.Sprint != "" && d.Kind == stories.Story
}

// intoSprint puts a new story in its sprint where the create screen has the
// field for it, and gives the sprint's name; [Tracker.Place] puts the others
// there.
func (t *Tracker) intoSprint(ctx context.Context, fields map[string]any, screen []field) (string, error) {
	s, err := t.sprint(ctx)
	if err != nil {
		return "", err
	}
	field := sprintField(screen)
	if field == "" {
		return "", nil
	}
	fields[field] = s.ID
	return s.Name, nil
}

func sprintField(screen []field) string {
	var c customFields
	for _, f := range screen {
		c.note(f)
	}
	return c.sprint
}

// Place puts new stories in the sprint. One that is in a sprint stays there.
func (t *Tracker) Place(ctx context.Context, tickets []integrations.Ticket) []error {
	out := make([]error, len(tickets))
	if t.config.Sprint == "" {
		return out
	}
	left, err := t.unplanned(ctx, tickets)
	for keys := range slices.Chunk(left, bulkSize) {
		if err == nil {
			err = t.moveToSprint(ctx, keys)
		}
	}
	for i, ticket := range tickets {
		if err != nil && ticket.Kind == stories.Story && (left == nil || slices.Contains(left, ticket.Key)) {
			out[i] = t.fail("put "+ticket.Key+" in the sprint "+t.config.Sprint, err)
		}
	}
	return out
}

func (t *Tracker) moveToSprint(ctx context.Context, keys []string) error {
	s, err := t.sprint(ctx)
	if err != nil {
		return err
	}
	path := "rest/agile/1.0/sprint/" + strconv.Itoa(s.ID) + "/issue"
	return t.send(pace.Repeatable(ctx), http.MethodPost, path, nil, map[string]any{"issues": keys}, nil)
}

// unplanned are the Keys of the stories that are in no sprint. What an answer
// says of a ticket that was just made is known; others are read.
func (t *Tracker) unplanned(ctx context.Context, tickets []integrations.Ticket) ([]string, error) {
	var keys, unknown []string
	t.mu.Lock()
	for _, ticket := range tickets {
		switch {
		case ticket.Kind != stories.Story || ticket.Sprint != "":
		case t.learnt.fresh[ticket.Key]:
			keys = append(keys, ticket.Key)
		default:
			unknown = append(unknown, ticket.Key)
		}
	}
	t.mu.Unlock()
	if len(unknown) == 0 {
		return keys, nil
	}
	if err := t.learnSprintField(ctx); err != nil {
		return nil, err
	}
	now, err := t.Read(ctx, unknown)
	if err != nil {
		return nil, err
	}
	for _, ticket := range now {
		if !ticket.Gone && ticket.Sprint == "" {
			keys = append(keys, ticket.Key)
		}
	}
	return keys, nil
}

// learnSprintField looks for the field by which an issue shows its sprint, where
// no screen has told of it.
func (t *Tracker) learnSprintField(ctx context.Context) error {
	c, err := t.customs(ctx)
	if err != nil || c.sprint != "" {
		return err
	}
	var all customFields
	if err := t.allFields(ctx, &all); err != nil {
		return err
	}
	c.sprint = all.sprint
	t.mu.Lock()
	t.learnt.custom = &c
	t.mu.Unlock()
	return nil
}
