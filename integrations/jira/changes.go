package jira

import (
	"context"
	"fmt"
	"time"

	"plotline/integrations"
)

// Changes gives the project's issues that changed within the last while. The
// time is said in minutes before now: a date in a search would be read in the
// time zone of whoever the login is.
func (t *Tracker) Changes(ctx context.Context, within time.Duration) ([]integrations.Trace, error) {
	s, err := t.connect(ctx)
	if err != nil {
		return nil, err
	}
	c, err := t.customs(ctx)
	if err != nil {
		return nil, err
	}
	fields := []string{"updated", "labels", "parent"}
	if c.epicLink != "" {
		fields = append(fields, c.epicLink)
	}
	minutes := int(within/time.Minute) + 1
	jql := fmt.Sprintf(`project = %q AND updated >= "-%dm" ORDER BY updated DESC`, t.config.Project, minutes)
	issues, err := t.search(ctx, s, searching{jql: jql, fields: fields})
	if err != nil {
		return nil, t.fail("look for what changed in "+t.config.Project, t.missingProject(ctx, err))
	}
	traces := make([]integrations.Trace, len(issues))
	for n, i := range issues {
		traces[n] = integrations.Trace{Key: i.Key, Version: into[string](i, "updated"), Labels: into[[]string](i, "labels"), Parent: into[named](i, "parent").Key}
		if c.epicLink != "" && traces[n].Parent == "" {
			traces[n].Parent = into[string](i, c.epicLink)
		}
	}
	return traces, nil
}
