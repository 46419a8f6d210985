package github

import (
	"context"
	"fmt"
	"net/http"

	"plotline/integrations/pace"
)

// Link makes an issue blocked by others. A server without dependencies answers
// 404; that is no failure, since each story's text names what it needs too.
func (t *Tracker) Link(ctx context.Context, key string, blockedBy []string) error {
	if _, err := t.found(ctx); err != nil {
		return err
	}
	if len(blockedBy) == 0 || t.lacks(featureDependencies) {
		return nil
	}
	return t.fail(fmt.Sprintf("say what blocks %s in %s", key, t.project()), t.link(ctx, numberOf(key), blockedBy))
}

func (t *Tracker) link(ctx context.Context, number int, blockedBy []string) error {
	path := t.repo(fmt.Sprintf("/issues/%d/dependencies/blocked_by", number))
	linked := map[int]bool{}
	err := pages(ctx, t, path+"?per_page=100", func(page []restIssue) bool {
		for _, r := range page {
			if i := fromREST(r, t.project()); !t.elsewhere(i.url) {
				linked[i.number] = true
			}
		}
		return false
	})
	if statusOfError(err) == http.StatusNotFound {
		t.lack(featureDependencies)
		return nil
	}
	if err != nil {
		return err
	}
	for _, other := range blockedBy {
		n := numberOf(other)
		if n == 0 || linked[n] || n == number {
			continue
		}
		db, err := t.databaseID(ctx, issue{number: n})
		if err != nil {
			return err
		}
		_, err = t.send(pace.Creates(pace.Repeatable(ctx), 0), http.MethodPost, path, map[string]any{"issue_id": db}, nil)
		if err != nil && statusOfError(err) != http.StatusUnprocessableEntity {
			return err
		}
	}
	return nil
}
