package github

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"plotline/integrations"
	"plotline/integrations/pace"
)

// stone is a milestone of the repository.
type stone struct {
	Number int    `json:"number"`
	NodeID string `json:"node_id"`
	Title  string `json:"title"`
}

// milestone finds a release's milestone, and makes it where there is none. It
// gives the zero stone where this login may not make one.
func (t *Tracker) milestone(ctx context.Context, release *integrations.Release) (stone, error) {
	if release == nil || release.Name == "" {
		return stone{}, nil
	}
	if err := t.readMilestones(ctx); err != nil {
		return stone{}, t.fail("read the milestones of "+t.project(), err)
	}
	if known, ok := t.knownStone(release.Name); ok {
		return known, nil
	}
	made, err := t.createMilestone(ctx, release)
	if err != nil {
		return stone{}, t.fail(fmt.Sprintf("create the milestone %q in %s", release.Name, t.project()), err)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.stones[release.Name] = made
	return made, nil
}

func (t *Tracker) knownStone(title string) (stone, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	s, ok := t.stones[title]
	return s, ok
}

func (t *Tracker) readMilestones(ctx context.Context) error {
	t.mu.Lock()
	read := t.stones != nil
	t.mu.Unlock()
	if read {
		return nil
	}
	found := map[string]stone{}
	err := pages(ctx, t, t.repo("/milestones?state=all&per_page=100"), func(page []stone) bool {
		for _, s := range page {
			found[s.Title] = s
		}
		return false
	})
	if err != nil {
		return err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.stones = found
	return nil
}

// createMilestone makes a milestone. A second one of the same title is refused
// by GitHub, so that repeating it is safe; the one that exists then is found.
func (t *Tracker) createMilestone(ctx context.Context, release *integrations.Release) (stone, error) {
	payload := map[string]string{"title": release.Name}
	if !release.Due.IsZero() {
		payload["due_on"] = release.Due.UTC().Format(time.RFC3339)
	}
	var made stone
	_, err := t.send(pace.Creates(pace.Repeatable(ctx), 0), http.MethodPost, t.repo("/milestones"), payload, &made)
	switch statusOfError(err) {
	case http.StatusUnprocessableEntity:
		t.mu.Lock()
		t.stones = nil
		t.mu.Unlock()
		if again := t.readMilestones(ctx); again != nil {
			return stone{}, again
		}
		if known, ok := t.knownStone(release.Name); ok {
			return known, nil
		}
	case http.StatusForbidden, http.StatusNotFound:
		return stone{}, nil
	}
	return made, err
}
