package github

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"plotline/integrations"
	"plotline/stories"
)

// LinksFar says whether issues here can be blocked by issues of other
// repositories: wherever they can be blocked at all.
func (t *Tracker) LinksFar(ctx context.Context) (bool, error) {
	_, err := t.found(ctx)
	return err == nil && !t.lacks(featureDependencies), err
}

// splitKey parts a Key into the repository, "" for this one, and the number, 0
// for what is no Key.
func splitKey(key string) (repository string, number int) {
	repository, rest, ok := strings.Cut(key, "#")
	if !ok {
		return "", 0
	}
	return repository, numberOf(rest)
}

// sortKeys puts the issues here first, and each repository's by number.
func sortKeys(keys []string) {
	slices.SortFunc(keys, func(a, b string) int {
		of, n := splitKey(a)
		other, m := splitKey(b)
		return cmp.Or(strings.Compare(of, other), cmp.Compare(n, m))
	})
}

// blockers are the Keys of the issues that block the signed one.
func (s *signed) blockers() []string {
	keys := make([]string, 0, len(s.Needs)+len(s.Far))
	for _, n := range s.Needs {
		keys = append(keys, keyOf(n))
	}
	return append(keys, s.Far...)
}

// block notes what blocks the signed issue.
func (s *signed) block(keys []string) {
	s.Needs, s.Far = nil, nil
	for _, key := range keys {
		if n := numberOf(key); n > 0 {
			s.Needs = append(s.Needs, n)
		} else {
			s.Far = append(s.Far, key)
		}
	}
}

// here is a sign as it counts in this repository. On an issue that was transferred
// it knows nothing of numbers, links and labels: what was lost on the way, such as
// labels that are not there, is no person's doing.
func (t *Tracker) here(sign *signed) *signed {
	if sign == nil || sign.At == "" || sign.At == t.repositoryNode() {
		return sign
	}
	here := *sign
	here.Epic, here.Needs, here.Far, here.At = 0, nil, nil, ""
	here.Mark = here.Mark.LinkedAs(integrations.Mark{})
	delete(here.Fields, string(stories.FieldLabels))
	return &here
}

// readFar asks what the APIs call issues of other repositories. One that does
// not answer is refused when it is to be linked.
func (t *Tracker) readFar(ctx context.Context, keys []string) error {
	for _, key := range keys {
		repository, number := splitKey(key)
		if t.farID(key).db != 0 || repository == "" || number == 0 {
			continue
		}
		var r restIssue
		_, err := t.send(ctx, http.MethodGet, fmt.Sprintf("repos/%s/issues/%d", repository, number), nil, &r)
		switch statusOfError(err) {
		case http.StatusNotFound, http.StatusGone, http.StatusForbidden:
			continue
		}
		if err != nil {
			return t.fail("read "+key, err)
		}
		t.mu.Lock()
		t.links.far[key] = identity{node: r.GetNodeID(), db: r.GetID()}
		t.mu.Unlock()
	}
	return nil
}

func (t *Tracker) farID(key string) identity {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.links.far[key]
}

// nodeBy is what GraphQL calls the issue of a Key, here or elsewhere.
func (t *Tracker) nodeBy(key string) string {
	if n := numberOf(key); n > 0 {
		return t.nodeOf(n, "")
	}
	return t.farID(key).node
}

// databaseOf is what REST calls it.
func (t *Tracker) databaseOf(ctx context.Context, key string) (int64, error) {
	if n := numberOf(key); n > 0 {
		return t.databaseID(ctx, issue{number: n})
	}
	return t.farID(key).db, nil
}
