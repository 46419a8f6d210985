package github

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"

	"plotline/integrations"
	"plotline/integrations/pace"
)

// Link makes issues blocked by others, and remembers it in their marks: reading
// every issue's dependencies would cost a request each. A server without
// dependencies has only the mark.
func (t *Tracker) Link(ctx context.Context, edits []integrations.LinkEdit) []error {
	out := make([]error, len(edits))
	for i, edit := range edits {
		if _, out[i] = t.found(ctx); out[i] == nil {
			out[i] = t.fail(fmt.Sprintf("say what blocks %s in %s", edit.Key, t.project()), t.link(ctx, edit))
		}
	}
	return out
}

func (t *Tracker) link(ctx context.Context, edit integrations.LinkEdit) error {
	i, err := t.fresh(ctx, edit.Key)
	if err != nil {
		return err
	}
	linked, err := t.dependencies(ctx, i)
	if err != nil {
		return err
	}
	var left []int
	for _, n := range linked {
		if !slices.Contains(edit.Remove, keyOf(n)) {
			left = append(left, n)
			continue
		}
		if err := t.unblock(ctx, i.number, n); err != nil {
			return err
		}
	}
	for _, other := range edit.Add {
		if n := numberOf(other); n > 0 && n != i.number && !slices.Contains(left, n) {
			if err := t.block(ctx, i.number, n); err != nil {
				return err
			}
			left = append(left, n)
		}
	}
	slices.Sort(left)
	t.setLinks(i.number, left)
	return t.rememberNeeds(ctx, i, left)
}

func (t *Tracker) unblock(ctx context.Context, number, by int) error {
	if t.lacks(featureDependencies) {
		return nil
	}
	db, err := t.databaseID(ctx, issue{number: by})
	if err != nil {
		return err
	}
	path := t.repo(fmt.Sprintf("/issues/%d/dependencies/blocked_by/%d", number, db))
	if _, err = t.send(pace.Repeatable(ctx), http.MethodDelete, path, nil, nil); statusOfError(err) == http.StatusNotFound {
		return nil
	}
	return err
}

// dependencies are the numbers of what blocks an issue: as the server says, or
// as the mark remembers where the server has no dependencies.
func (t *Tracker) dependencies(ctx context.Context, i issue) ([]int, error) {
	var numbers []int
	if i.blockers == 0 {
		return nil, nil
	}
	if !t.lacks(featureDependencies) {
		err := pages(ctx, t, t.repo(fmt.Sprintf("/issues/%d/dependencies/blocked_by?per_page=100", i.number)), func(page []restIssue) bool {
			for _, r := range page {
				if other := fromREST(r, t.project()); !t.elsewhere(other.url) {
					numbers = append(numbers, other.number)
				}
			}
			return false
		})
		if statusOfError(err) != http.StatusNotFound {
			return numbers, err
		}
		t.lack(featureDependencies)
	}
	if sign := parseBody(i.body).sign; sign != nil {
		return slices.Clone(sign.Needs), nil
	}
	return nil, nil
}

func (t *Tracker) block(ctx context.Context, number, by int) error {
	if t.lacks(featureDependencies) {
		return nil
	}
	db, err := t.databaseID(ctx, issue{number: by})
	if err != nil {
		return err
	}
	path := t.repo(fmt.Sprintf("/issues/%d/dependencies/blocked_by", number))
	_, err = t.send(pace.Creates(pace.Repeatable(ctx), 0), http.MethodPost, path, map[string]any{"issue_id": db}, nil)
	switch statusOfError(err) {
	case http.StatusNotFound, http.StatusForbidden:
		t.lack(featureDependencies)
		return nil
	case http.StatusUnprocessableEntity:
		return nil // it is linked already
	}
	return err
}

// rememberNeeds writes the numbers into the mark.
func (t *Tracker) rememberNeeds(ctx context.Context, i issue, needs []int) error {
	for attempt := 1; ; attempt++ {
		b := parseBody(i.body)
		if b.fence != integrations.FenceIntact || slices.Equal(b.sign.Needs, needs) {
			return nil
		}
		sign := *b.sign
		sign.Needs = needs
		patch := map[string]any{"body": b.splice(sign, nil)}
		_, err := t.send(ctx, http.MethodPatch, t.repo(fmt.Sprintf("/issues/%d", i.number)), patch, nil)
		if !errors.Is(err, integrations.ErrLost) || attempt == updateAttempts || ctx.Err() != nil {
			return err
		}
		if i, err = t.fresh(ctx, keyOf(i.number)); err != nil {
			return err
		}
	}
}

func (t *Tracker) setLinks(number int, linked []int) {
	keys := make([]string, 0, len(linked))
	for _, n := range linked {
		keys = append(keys, keyOf(n))
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.links[number] = keys
}

// blockersOf are the Keys of what blocks an issue.
func (t *Tracker) blockersOf(i issue, b body) []string {
	t.mu.Lock()
	known, ok := t.links[i.number]
	t.mu.Unlock()
	if ok {
		return slices.Clone(known)
	}
	if b.sign == nil {
		return nil
	}
	var keys []string
	for _, n := range b.sign.Needs {
		keys = append(keys, keyOf(n))
	}
	return keys
}

// readLinks asks for the dependencies of those listed issues whose count is not
// what their mark remembers: people changed them.
func (t *Tracker) readLinks(ctx context.Context, listed map[int]issue) error {
	for _, n := range sorted(listed) {
		i := listed[n]
		sign := parseBody(i.body).sign
		if i.blockers < 0 || sign == nil || i.blockers == len(sign.Needs) || t.lacks(featureDependencies) {
			continue
		}
		linked, err := t.dependencies(ctx, i)
		if err != nil {
			return err
		}
		slices.Sort(linked)
		t.setLinks(n, linked)
	}
	return nil
}
