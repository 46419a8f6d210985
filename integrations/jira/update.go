package jira

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"

	"plotline/integrations"
	"plotline/integrations/markup"
	"plotline/stories"
)

// Update writes an edit in one request, mark included, if the ticket is still
// as it was read.
func (t *Tracker) Update(ctx context.Context, ticket integrations.Ticket, edit integrations.Edit) (integrations.Ticket, error) {
	doing := "update " + ticket.Key
	s, err := t.connect(ctx)
	if err != nil {
		return integrations.Ticket{}, err
	}
	now, err := t.one(ctx, s, ticket.Key)
	if err != nil {
		return integrations.Ticket{}, err
	}
	switch {
	case now.Gone:
		return now, &integrations.Failure{Doing: doing, Err: integrations.ErrGone}
	case ticket.Version != "" && now.Version != ticket.Version:
		if alreadySays(now, edit) {
			return now, nil
		}
		return now, &integrations.Failure{Doing: doing, Err: integrations.ErrStale, Hint: "somebody changed it a moment ago; push again"}
	}
	body, err := t.editBody(ctx, s, now, edit)
	if err != nil {
		return integrations.Ticket{}, t.fail(doing, err)
	}
	path := "issue/" + url.PathEscape(ticket.Key)
	err = t.put(ctx, path, body)
	if t.unmarkable(err) {
		delete(body, "properties")
		err = t.put(ctx, path, body)
	}
	if err == nil && body["properties"] == nil {
		err = t.put(ctx, path+"/properties/"+propertyKey, edit.Mark)
	}
	if err == nil && movesByBoard(s, now, edit, body) {
		err = t.adopt(ctx, edit.Parent.Key, []string{ticket.Key})
	}
	if err != nil {
		return integrations.Ticket{}, t.fail(doing, gone(err))
	}
	return t.one(ctx, s, ticket.Key)
}

func gone(err error) error {
	if statusOf(err) == http.StatusNotFound {
		return fmt.Errorf("%w: %w", integrations.ErrGone, err)
	}
	return err
}

// alreadySays recognises a ticket that an earlier try brought to what the edit
// says, its answer lost: the mark is written with the rest.
func alreadySays(now integrations.Ticket, edit integrations.Edit) bool {
	if now.Mark == nil || edit.Title != nil && now.Title != *edit.Title {
		return false
	}
	was, err := json.Marshal(now.Mark)
	if err != nil {
		return false
	}
	will, err := json.Marshal(edit.Mark)
	return err == nil && bytes.Equal(was, will)
}

// editBody is the body of the request for an edit.
func (t *Tracker) editBody(ctx context.Context, s *server, now integrations.Ticket, edit integrations.Edit) (map[string]any, error) {
	fields := map[string]any{}
	if edit.Title != nil {
		fields["summary"] = *edit.Title
	}
	if err := describeEdit(s, fields, now, edit); err != nil {
		return nil, err
	}
	if edit.Parent != nil && edit.Parent.Key != now.Parent {
		if err := t.editParent(ctx, s, fields, edit.Parent.Key); err != nil {
			return nil, err
		}
	}
	if edit.Release != nil && edit.Release.Name != now.Release {
		release, err := t.release(ctx, *edit.Release)
		if err != nil {
			return nil, err
		}
		fields["fixVersions"] = []map[string]string{{"id": release.ID}}
	}
	body := map[string]any{"fields": fields}
	if marks := t.properties(edit.Mark); marks != nil {
		body["properties"] = marks
	}
	if changes := labelChanges(now, edit); len(changes) > 0 {
		body["update"] = map[string]any{"labels": changes}
	}
	return body, nil
}

// describeEdit writes the part. On Data Center the description also carries a
// copy of the mark, which goes along while its fence stands.
func describeEdit(s *server, fields map[string]any, now integrations.Ticket, edit integrations.Edit) error {
	part := edit.Part
	if part == nil {
		if s.cloud || now.Fence != integrations.FenceIntact {
			return nil
		}
		fields["description"] = markup.Wiki{}.Remark(now.Description, encodeMark(edit.Mark))
		return nil
	}
	beside := now.Description
	if edit.Instead && now.Fence == integrations.FenceMissing {
		beside = ""
	}
	value, err := describe(s, beside, *part, edit.Mark)
	fields["description"] = value
	return err
}

// editParent sets the field for the epic, where there is one.
func (t *Tracker) editParent(ctx context.Context, s *server, fields map[string]any, key string) error {
	if s.cloud {
		fields["parent"] = map[string]string{"key": key}
		return nil
	}
	c, err := t.customs(ctx)
	if err == nil && c.epicLink != "" && !c.offScreen {
		fields[c.epicLink] = key
	}
	return err
}

// movesByBoard says that a new parent has no field to be set in.
func movesByBoard(s *server, now integrations.Ticket, edit integrations.Edit, body map[string]any) bool {
	if s.cloud || edit.Parent == nil || edit.Parent.Key == now.Parent {
		return false
	}
	fields, _ := body["fields"].(map[string]any)
	for _, value := range fields {
		if value == edit.Parent.Key {
			return false
		}
	}
	return true
}

// labelChanges are the changes that leave people's own labels alone.
func labelChanges(now integrations.Ticket, edit integrations.Edit) []map[string]string {
	var out []map[string]string
	for _, l := range labels(edit.AddLabels...) {
		if !slices.Contains(now.Labels, l) {
			out = append(out, map[string]string{"add": l})
		}
	}
	for _, l := range labels(edit.RemoveLabels...) {
		if slices.Contains(now.Labels, l) {
			out = append(out, map[string]string{"remove": l})
		}
	}
	return out
}

// Preflight tells what a push would run into, before it writes.
func (t *Tracker) Preflight(ctx context.Context, drafts []integrations.Draft, edits []integrations.Edit) ([]integrations.Obstacle, error) {
	s, err := t.connect(ctx)
	if err != nil {
		return nil, err
	}
	p := &preflight{t: t, s: s, drafts: drafts, edits: edits, byType: map[stories.Type][]integrations.Draft{}}
	return p.run(ctx)
}
