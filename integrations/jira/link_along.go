package jira

import (
	"errors"
	"slices"
	"strings"

	"plotline/integrations"
)

// linkField is the field by which links go along with an issue.
const linkField = "issuelinks"

// LinksAtCreate says whether a create screen takes links. That one shows the
// field is the right to link.
func (t *Tracker) LinksAtCreate() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, screen := range t.learnt.fields {
		if !t.learnt.unlinked && linkable(screen) {
			return true
		}
	}
	return false
}

func linkable(screen []field) bool {
	return slices.ContainsFunc(screen, func(f field) bool {
		return f.id() == linkField && slices.Contains(f.Operations, "add")
	})
}

// linksAlong are the operations that link a new issue, nil where its screen
// takes none.
func (t *Tracker) linksAlong(d integrations.Draft, screen []field) map[string]any {
	t.mu.Lock()
	name, unlinked := blocksName, t.learnt.unlinked
	if t.learnt.blocks != nil {
		name = t.learnt.blocks.Name
	}
	t.mu.Unlock()
	if unlinked || !linkable(screen) {
		return nil
	}
	return linkOperations(name, d.BlockedBy, d.Blocks)
}

// linkOperations let an issue wait for some, and some for it: as the issue shows
// it, the inward issue is the one that blocks it.
func linkOperations(name string, blockedBy, blocks []string) map[string]any {
	var out []any
	add := func(side string, keys []string) {
		for _, key := range keys {
			out = append(out, map[string]any{"add": map[string]any{
				"type": map[string]string{"name": name}, side: map[string]string{"key": key},
			}})
		}
	}
	add("inwardIssue", blockedBy)
	add("outwardIssue", blocks)
	if out == nil {
		return nil
	}
	return map[string]any{linkField: out}
}

// aboutLinks says whether a refusal is of the links.
func aboutLinks(err error) bool {
	var r *refusal
	if !errors.As(err, &r) {
		return false
	}
	for name := range r.fields {
		if strings.EqualFold(name, linkField) {
			return true
		}
	}
	return strings.Contains(strings.ToLower(refusedWith(err)), "link")
}

// bare are the issues that were refused for their links, without them, with
// their places. From now on this Tracker links what is there.
func (t *Tracker) bare(issues []newIssue, answers []integrations.Creation) (again []newIssue, places []int) {
	for i, answer := range answers {
		if answer.Outcome != integrations.Rejected || issues[i].Update == nil || !aboutLinks(answer.Err) {
			continue
		}
		issue := issues[i]
		issue.Update = nil
		again, places = append(again, issue), append(places, i)
	}
	if len(places) > 0 {
		t.mu.Lock()
		t.learnt.unlinked = true
		t.mu.Unlock()
	}
	return again, places
}
