package jira_test

import (
	"testing"

	"plotline/integrations/jira/jiratest"
	"plotline/integrations/trackertest"
)

// TestRequests prints what pushes cost, and fails above what was promised.
func TestRequests(t *testing.T) {
	deployments(t, func(t *testing.T, config jiratest.Config) {
		for _, epics := range []int{1, 4, 20} {
			trackertest.Requests(t, harness(t, config), epics, trackertest.JiraBudget())
		}
	})
}
