package jira_test

import (
	"testing"

	"plotline/integrations/jira/jiratest"
)

// TestATicketWithoutItsPartIsKnownByItsMark: Data Center's search shows no
// properties, and the copy of the mark went with the part.
func TestATicketWithoutItsPartIsKnownByItsMark(t *testing.T) {
	deployments(t, func(t *testing.T, config jiratest.Config) {
		w := newWorld(t, config)
		epic, _ := w.family(w.open(nil))
		w.people.BreakFence(t, epic.Key)
		w.server.Settle()
		found, err := w.open(nil).Marked(t.Context(), "northwind")
		if err != nil || len(found.Tickets) != 2 {
			t.Fatalf("%+v, %v", found, err)
		}
		for _, ticket := range found.Tickets {
			if ticket.Mark == nil || ticket.Mark.Nonce != "n-"+ticket.Mark.ID {
				t.Errorf("%s has the mark %+v", ticket.Key, ticket.Mark)
			}
		}
	})
}
