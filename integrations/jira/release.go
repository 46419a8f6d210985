package jira

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"plotline/integrations"
)

// release is one of the project's versions.
type release struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// release gives the project's version of a release, and makes it where it is
// not there yet.
func (t *Tracker) release(ctx context.Context, want integrations.Release) (release, error) {
	known, err := t.releases(ctx)
	if err != nil {
		return release{}, err
	}
	if r, ok := known[want.Name]; ok {
		return r, nil
	}
	made, err := t.makeRelease(ctx, want)
	if err != nil {
		return release{}, err
	}
	t.mu.Lock()
	t.learnt.releases[made.Name] = made
	t.mu.Unlock()
	return made, nil
}

func (t *Tracker) releases(ctx context.Context) (map[string]release, error) {
	t.mu.Lock()
	known := t.learnt.releases
	t.mu.Unlock()
	if known != nil {
		return known, nil
	}
	if known, id := t.releasesOnScreen(); known != nil {
		t.mu.Lock()
		defer t.mu.Unlock()
		t.learnt.releases, t.learnt.projectID = known, id
		return known, nil
	}
	var project struct {
		ID       string    `json:"id"`
		Versions []release `json:"versions"`
	}
	if err := t.get(ctx, "project/"+t.config.Project, nil, &project); err != nil {
		return nil, t.fail("read the versions of "+t.config.Project, err)
	}
	known = map[string]release{}
	for _, r := range project.Versions {
		known[r.Name] = r
	}
	t.mu.Lock()
	t.learnt.releases, t.learnt.projectID = known, project.ID
	t.mu.Unlock()
	return known, nil
}

// releasesOnScreen are the versions that a create screen names, with the
// project's ID; nil where none was read that names both.
func (t *Tracker) releasesOnScreen() (map[string]release, string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.learnt.reread {
		return nil, ""
	}
	for _, screen := range t.learnt.fields {
		known, id := map[string]release(nil), ""
		for _, f := range screen {
			switch {
			case f.id() == "project" && len(f.Allowed) == 1:
				id = f.Allowed[0].ID
			case f.id() == "fixVersions" && f.Allowed != nil:
				known = map[string]release{}
				for _, v := range f.Allowed {
					known[v.Name] = release{ID: v.ID, Name: v.Name}
				}
			}
		}
		if known != nil && id != "" {
			return known, id
		}
	}
	return nil, ""
}

// makeRelease makes a version. When somebody made it meanwhile, or an answer was
// lost, it is read again and never made twice: Jira refuses a second of a name.
func (t *Tracker) makeRelease(ctx context.Context, want integrations.Release) (release, error) {
	t.mu.Lock()
	projectID := t.learnt.projectID
	t.mu.Unlock()
	payload := map[string]any{"name": want.Name, "project": t.config.Project}
	if id, err := strconv.Atoi(projectID); err == nil {
		payload["projectId"] = id
		delete(payload, "project")
	}
	if !want.Due.IsZero() {
		payload["releaseDate"] = want.Due.Format(time.DateOnly)
	}
	var made release
	err := t.send(ctx, http.MethodPost, t.api("version"), nil, payload, &made)
	if err == nil {
		return made, nil
	}
	t.mu.Lock()
	t.learnt.releases, t.learnt.reread = nil, true
	t.mu.Unlock()
	if known, again := t.releases(ctx); again == nil {
		if r, ok := known[want.Name]; ok {
			return r, nil
		}
	}
	failure := t.fail(fmt.Sprintf("make the version %q in %s", want.Name, t.config.Project), err)
	if statusOf(err) == http.StatusNotFound || statusOf(err) == http.StatusUnauthorized {
		return release{}, fmt.Errorf("%w: %w", integrations.ErrRights, failure)
	}
	return release{}, failure
}
