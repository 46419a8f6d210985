package jira

import (
	"context"
	"errors"

	"plotline/integrations"
)

// closings checks the way that each ticket to be closed would take, and what its
// screen wants. Tickets of one type in one status go one way: one of them is
// asked about.
func (p *preflight) closings(ctx context.Context) error {
	type place struct{ of, status string }
	ids := map[place][]string{}
	var asked []integrations.Ticket
	for _, e := range p.edits {
		if e.Closes == nil {
			continue
		}
		at := place{e.Closes.Type, e.Closes.Status}
		if ids[at] == nil {
			asked = append(asked, *e.Closes)
		}
		ids[at] = append(ids[at], e.ID)
	}
	for _, ticket := range asked {
		_, _, err := p.t.wayOut(ctx, ticket, integrations.Closing{})
		var failure *integrations.Failure
		switch {
		case errors.Is(err, integrations.ErrGone):
		case errors.Is(err, integrations.ErrNoWay) && errors.As(err, &failure):
			p.note(ticket.Key+" stays open: "+failure.Err.Error(), failure.Hint)
		default:
			if err := p.refuseOf(err, ids[place{ticket.Type, ticket.Status}]...); err != nil {
				return p.t.fail("read the ways out of "+ticket.Key, err)
			}
		}
	}
	return nil
}
