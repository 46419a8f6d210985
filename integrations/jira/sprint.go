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

// droppedSprint names the sprint among the fields that a create left out.
const droppedSprint = "sprint"

// planned says whether a draft is to be put in a sprint: epics are not.
func (t *Tracker) planned(d integrations.Draft) bool {
	return t.config.Sprint != "" && d.Kind == stories.Story
}

// intoSprint puts a new story in its sprint where the create screen has the
// field for it. It says whether it did.
func (t *Tracker) intoSprint(ctx context.Context, fields map[string]any, screen []field) (bool, error) {
	s, err := t.sprint(ctx)
	if err != nil {
		return false, err
	}
	var c customFields
	for _, f := range screen {
		c.note(f)
	}
	if c.sprint == "" {
		return false, nil
	}
	fields[c.sprint] = s.ID
	return true, nil
}

// planAll puts new stories in the sprint where the create screen has no field
// for it, all at once. What does not work stays named as dropped.
func (t *Tracker) planAll(ctx context.Context, made []integrations.Creation) {
	var keys []string
	for _, answer := range made {
		if answer.Outcome == integrations.Created && slices.Contains(answer.Dropped, droppedSprint) {
			keys = append(keys, answer.Ticket.Key)
		}
	}
	if len(keys) == 0 {
		return
	}
	s, err := t.sprint(ctx)
	if err != nil {
		return
	}
	path := "rest/agile/1.0/sprint/" + strconv.Itoa(s.ID) + "/issue"
	if t.send(pace.Repeatable(ctx), http.MethodPost, path, nil, map[string]any{"issues": keys}, nil) != nil {
		return
	}
	for n := range made {
		made[n].Dropped = slices.DeleteFunc(made[n].Dropped, func(name string) bool { return name == droppedSprint })
	}
}
