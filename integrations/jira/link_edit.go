package jira

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"

	"plotline/integrations"
	"plotline/integrations/pace"
)

// pair is one link to be made.
type pair struct{ blocked, blocker string }

// Link makes tickets blocked by others, or blocked no more. One edit of a ticket
// makes all of its links, to either side; where the screen does not take them,
// each link is a request. Links that are there are not made again.
func (t *Tracker) Link(ctx context.Context, edits []integrations.LinkEdit) []error {
	out := make([]error, len(edits))
	there, err := t.linked(ctx, edits)
	var pairs []pair
	marked := map[string]bool{}
	for i, edit := range edits {
		out[i] = err
		if err != nil {
			continue
		}
		now, ok := there[edit.Key]
		if !ok {
			out[i] = &integrations.Failure{Doing: "link " + edit.Key, Err: integrations.ErrGone}
			continue
		}
		have := blockedBy(now)
		missing := slices.DeleteFunc(slices.Clone(edit.Add), func(blocker string) bool {
			return blocker == edit.Key || slices.Contains(have, blocker)
		})
		if out[i] = t.unlink(ctx, now, edit.Remove); out[i] == nil && t.linkAndMark(ctx, now, missing, edit) {
			marked[edit.Key] = true
			continue
		}
		for _, blocker := range missing {
			pairs = append(pairs, pair{edit.Key, blocker})
		}
	}
	failed := t.linkAll(ctx, pairs)
	for i, edit := range edits {
		for _, blocker := range edit.Add {
			out[i] = errors.Join(out[i], failed[pair{edit.Key, blocker}])
		}
		if out[i] == nil && t.remembers(edit) && !marked[edit.Key] {
			path := "issue/" + url.PathEscape(edit.Key) + "/properties/" + propertyKey
			out[i] = t.fail("mark "+edit.Key, t.put(ctx, path, linkedMark(there[edit.Key], *edit.Mark)))
		}
	}
	return out
}

// remembers says whether a ticket's mark is to tell what it is linked with:
// within the project nothing is written for links alone.
func (t *Tracker) remembers(edit integrations.LinkEdit) bool {
	return edit.Mark != nil && slices.ContainsFunc(edit.Add, func(key string) bool { return !t.ours(key) })
}

// linkedMark is the mark that a ticket has by now, with what is linked.
func linkedMark(now issue, mark integrations.Mark) integrations.Mark {
	var m integrations.Mark
	if raw, ok := now.Properties[propertyKey]; ok && json.Unmarshal(raw, &m) == nil && m.ID == mark.ID {
		return m.LinkedAs(mark)
	}
	return mark
}

// linkAndMark makes a ticket's links and writes its mark in one edit, where the
// mark is to tell of them. It says whether that was done: the links may be on no
// screen.
func (t *Tracker) linkAndMark(ctx context.Context, now issue, blockers []string, edit integrations.LinkEdit) bool {
	t.mu.Lock()
	singly := t.learnt.linkSingly
	t.mu.Unlock()
	if singly || len(blockers) == 0 || !t.remembers(edit) {
		return false
	}
	by, err := t.blocks(ctx)
	if err != nil {
		return false
	}
	marks := t.properties(linkedMark(now, *edit.Mark))
	if marks == nil {
		return false
	}
	return t.linkEdit(ctx, edit.Key, map[string]any{"update": linkOperations(by.Name, blockers, nil), "properties": marks})
}

// linkEdit sends an edit of links, and says whether it was taken. From a refusal
// for the links it learns to make them one by one.
func (t *Tracker) linkEdit(ctx context.Context, key string, body map[string]any) bool {
	err := t.put(ctx, "issue/"+url.PathEscape(key), body)
	if aboutLinks(err) {
		t.mu.Lock()
		t.learnt.linkSingly = true
		t.mu.Unlock()
	}
	return err == nil
}

// linked reads the tickets to be linked: those made a moment ago by this
// Tracker have no links but what it made.
func (t *Tracker) linked(ctx context.Context, edits []integrations.LinkEdit) (map[string]issue, error) {
	s, err := t.connect(ctx)
	if err != nil {
		return nil, err
	}
	fresh := map[string]issue{}
	var keys []string
	t.mu.Lock()
	for _, edit := range edits {
		if t.learnt.fresh[edit.Key] && len(edit.Remove) == 0 {
			fresh[edit.Key] = issue{Key: edit.Key}
		} else {
			keys = append(keys, edit.Key)
		}
		delete(t.learnt.fresh, edit.Key)
	}
	t.mu.Unlock()
	if len(keys) == 0 {
		return fresh, nil
	}
	there, err := t.fetch(ctx, s, keys)
	if err != nil {
		return nil, t.fail("read the links of tickets", err)
	}
	for key, i := range fresh {
		there[key] = i
	}
	return there, nil
}

// unlink takes the links away by which a ticket waits for others. Links of
// other kinds between the same tickets stay.
func (t *Tracker) unlink(ctx context.Context, now issue, from []string) error {
	for _, l := range into[[]issueLink](now, linkField) {
		if !l.Type.blocking() || !slices.Contains(from, l.Inward.Key) {
			continue
		}
		err := t.send(pace.Repeatable(ctx), http.MethodDelete, t.api("issueLink/"+url.PathEscape(l.ID)), nil, nil, nil)
		if err != nil && statusOf(err) != http.StatusNotFound {
			return t.failLink("unlink "+now.Key+" from "+l.Inward.Key, err)
		}
	}
	return nil
}

// linkAll makes links, and gives the error of each that it could not make.
func (t *Tracker) linkAll(ctx context.Context, pairs []pair) map[pair]error {
	failed := map[pair]error{}
	if len(pairs) == 0 {
		return failed
	}
	by, err := t.blocks(ctx)
	for len(pairs) > 0 {
		key := busiest(pairs)
		of := func(p pair) bool { return p.blocked == key || p.blocker == key }
		mine := slices.DeleteFunc(slices.Clone(pairs), func(p pair) bool { return !of(p) })
		pairs = slices.DeleteFunc(pairs, of)
		if err != nil {
			for _, p := range mine {
				failed[p] = err
			}
			continue
		}
		for _, p := range t.linkByEdit(ctx, by, key, mine) {
			if err := t.linkSingly(ctx, by, p); err != nil {
				failed[p] = err
			}
		}
	}
	return failed
}

// busiest is the ticket with the most links to be made: where many wait for one,
// one edit links them all.
func busiest(pairs []pair) string {
	count := map[string]int{}
	best := ""
	for _, p := range pairs {
		for _, key := range []string{p.blocked, p.blocker} {
			count[key]++
			if count[key] > count[best] {
				best = key
			}
		}
	}
	return best
}

// linkByEdit makes the links of one ticket by an edit, and gives back those that
// are to be made in another way.
func (t *Tracker) linkByEdit(ctx context.Context, by linkType, key string, pairs []pair) []pair {
	t.mu.Lock()
	singly := t.learnt.linkSingly
	t.mu.Unlock()
	if singly || len(pairs) == 1 {
		return pairs
	}
	var blockedBy, blocks []string
	for _, p := range pairs {
		if p.blocked == key {
			blockedBy = append(blockedBy, p.blocker)
		} else {
			blocks = append(blocks, p.blocked)
		}
	}
	if t.linkEdit(ctx, key, map[string]any{"update": linkOperations(by.Name, blockedBy, blocks)}) {
		return nil
	}
	return pairs
}

// linkSingly makes one link. Jira takes a second link of one type between two
// issues as the first one, so that repeating it is safe.
func (t *Tracker) linkSingly(ctx context.Context, by linkType, p pair) error {
	// Jira's inward issue is the one that blocks.
	payload := map[string]any{
		"type":        map[string]string{"name": by.Name},
		"inwardIssue": map[string]string{"key": p.blocker}, "outwardIssue": map[string]string{"key": p.blocked},
	}
	err := t.send(pace.Repeatable(ctx), http.MethodPost, t.api("issueLink"), nil, payload, nil)
	return t.failLink("link "+p.blocked+" to "+p.blocker, err)
}

// failLink tells a login that may not link, which Jira answers as one that it
// does not know: all else may still succeed.
func (t *Tracker) failLink(doing string, err error) error {
	if statusOf(err) == http.StatusUnauthorized && aboutLinks(err) {
		return &integrations.Failure{Doing: doing, Err: fmt.Errorf("%w: %w", integrations.ErrRights, err), Hint: t.rightsHint(err)}
	}
	return t.fail(doing, err)
}
