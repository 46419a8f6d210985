package jira_test

import (
	"errors"
	"strings"
	"testing"

	"plotline/integrations"
	"plotline/integrations/jira"
	"plotline/integrations/jira/jiratest"
)

// Before there is anything to push, a person wants to know whether the project
// is there and takes tickets.
func TestDoorsOfAProject(t *testing.T) {
	deployments(t, func(t *testing.T, config jiratest.Config) {
		w := newWorld(t, config)
		if found, err := w.open(nil).Doors(t.Context()); err != nil || len(found) > 0 {
			t.Errorf("an open project: %v, %v", found, err)
		}
		missing := w.open(func(c *jira.Config) { c.Project = "NOWHERE" })
		if _, err := missing.Doors(t.Context()); !errors.Is(err, integrations.ErrMissing) {
			t.Errorf("a project that is not there: %v", err)
		}
		config.Forbidden = []string{"CREATE_ISSUES"}
		w = newWorld(t, config)
		found, err := w.open(nil).Doors(t.Context())
		if err != nil || len(found) != 1 || !found[0].Refuse || !strings.Contains(found[0].Message, "Create issues") {
			t.Errorf("a login that may create nothing: %+v, %v", found, err)
		}
	})
}
