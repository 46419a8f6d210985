package jira

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"plotline/integrations"
	"plotline/integrations/pace"
)

// linkType is a way in which issues hang together.
type linkType struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Inward  string `json:"inward"`
	Outward string `json:"outward"`
}

// issueLink is a link as an issue shows it: the inward issue is the one that
// does to this one what the type says.
type issueLink struct {
	ID     string   `json:"id"`
	Type   linkType `json:"type"`
	Inward struct {
		Key string `json:"key"`
	} `json:"inwardIssue"`
}

func (l linkType) blocking() bool {
	return strings.EqualFold(l.Inward, "is blocked by") || strings.EqualFold(l.Name, "Blocks")
}

// Link makes tickets blocked by others, or blocked no more. Jira takes one link
// a request.
func (t *Tracker) Link(ctx context.Context, edits []integrations.LinkEdit) []error {
	out := make([]error, len(edits))
	for i, edit := range edits {
		if len(edit.Add) > 0 {
			out[i] = t.link(ctx, edit.Key, edit.Add)
		}
		if out[i] == nil && len(edit.Remove) > 0 {
			out[i] = t.unlink(ctx, edit.Key, edit.Remove)
		}
	}
	return out
}

// link makes a ticket blocked by others. Links that are there are not made
// again.
func (t *Tracker) link(ctx context.Context, key string, blockedBy []string) error {
	s, err := t.connect(ctx)
	if err != nil {
		return err
	}
	by, err := t.blocks(ctx)
	if err != nil {
		return t.fail("link "+key, err)
	}
	there, err := t.linked(ctx, s, key)
	if err != nil {
		return err
	}
	for _, blocker := range blockedBy {
		if slices.Contains(there, blocker) || blocker == key {
			continue
		}
		// Jira's inward issue is the one that blocks.
		payload := map[string]any{
			"type":        map[string]string{"name": by.Name},
			"inwardIssue": map[string]string{"key": blocker}, "outwardIssue": map[string]string{"key": key},
		}
		// Jira takes a second link of the same type between two issues as the
		// first one, so that repeating it is safe.
		if err := t.send(pace.Repeatable(ctx), http.MethodPost, t.api("issueLink"), nil, payload, nil); err != nil {
			return t.fail("link "+key+" to "+blocker, err)
		}
	}
	return nil
}

// unlink takes the links away by which a ticket waits for others. Links of
// other kinds between the same tickets stay.
func (t *Tracker) unlink(ctx context.Context, key string, from []string) error {
	c, err := t.customs(ctx)
	if err != nil {
		return t.fail("unlink "+key, err)
	}
	now, ok, err := t.fetchOne(ctx, key, c)
	if err != nil || !ok {
		return t.fail("unlink "+key, err)
	}
	for _, l := range into[[]issueLink](now, "issuelinks") {
		if !l.Type.blocking() || !slices.Contains(from, l.Inward.Key) {
			continue
		}
		err := t.send(pace.Repeatable(ctx), http.MethodDelete, t.api("issueLink/"+url.PathEscape(l.ID)), nil, nil, nil)
		if err != nil && statusOf(err) != http.StatusNotFound {
			return t.fail("unlink "+key+" from "+l.Inward.Key, err)
		}
	}
	return nil
}

// linked gives what blocks a ticket already: nothing yet, when it was made a
// moment ago.
func (t *Tracker) linked(ctx context.Context, s *server, key string) ([]string, error) {
	t.mu.Lock()
	fresh := t.learnt.fresh[key]
	delete(t.learnt.fresh, key)
	t.mu.Unlock()
	if fresh {
		return nil, nil
	}
	now, err := t.one(ctx, s, key)
	if err != nil {
		return nil, err
	}
	if now.Gone {
		return nil, &integrations.Failure{Doing: "link " + key, Err: integrations.ErrGone}
	}
	return now.BlockedBy, nil
}

// blocks finds the link type that means blocking.
func (t *Tracker) blocks(ctx context.Context) (linkType, error) {
	t.mu.Lock()
	known := t.learnt.blocks
	t.mu.Unlock()
	if known != nil {
		return *known, nil
	}
	var answer struct {
		Types []linkType `json:"issueLinkTypes"`
	}
	if err := t.get(ctx, "issueLinkType", nil, &answer); err != nil {
		return linkType{}, err
	}
	var names []string
	for _, l := range answer.Types {
		if l.blocking() {
			t.mu.Lock()
			t.learnt.blocks = &l
			t.mu.Unlock()
			return l, nil
		}
		names = append(names, l.Name)
	}
	return linkType{}, &integrations.Failure{
		Doing: "find the link type for what a ticket needs",
		Err:   errors.New("the site has no link type that blocks; it has " + orElse(strings.Join(names, ", "), "none")),
		Hint:  fmt.Sprintf("ask a Jira administrator for one whose inward description is %q", "is blocked by"),
	}
}
