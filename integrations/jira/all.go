package jira

import (
	"context"
	"encoding/json"
	"fmt"

	"plotline/integrations"
)

// All lists every issue of the project but sub-tasks, oldest first, for
// importing.
func (t *Tracker) All(ctx context.Context) ([]integrations.Ticket, error) {
	s, err := t.connect(ctx)
	if err != nil {
		return nil, err
	}
	c, err := t.customs(ctx)
	if err != nil {
		return nil, err
	}
	jql := fmt.Sprintf(`project = %q ORDER BY key DESC`, t.config.Project)
	issues, err := t.search(ctx, s, searching{jql: jql, fields: wanted(c)})
	if err != nil {
		return nil, t.fail("list the issues of "+t.config.Project, t.missingProject(ctx, err))
	}
	tickets := make([]integrations.Ticket, 0, len(issues))
	for n := len(issues) - 1; n >= 0; n-- {
		if !subTask(issues[n]) && t.ours(issues[n].Key) {
			tickets = append(tickets, t.ticket(s, issues[n]))
		}
	}
	return tickets, nil
}

func subTask(i issue) bool {
	var kind struct {
		SubTask bool `json:"subtask"`
	}
	return json.Unmarshal(i.Fields["issuetype"], &kind) == nil && kind.SubTask
}
