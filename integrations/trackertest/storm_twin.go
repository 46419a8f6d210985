package trackertest

import (
	"context"
	"slices"

	"plotline/integrations"
)

// blind is a tracker that does not show the tickets of one item: what a run
// sees whose look came before another run's creates.
type blind struct {
	integrations.Tracker
	id string
}

func (b blind) without(tickets []integrations.Ticket) []integrations.Ticket {
	return slices.DeleteFunc(tickets, func(t integrations.Ticket) bool { return t.Mark != nil && t.Mark.ID == b.id })
}

func (b blind) Marked(ctx context.Context, roadmap string) (integrations.Found, error) {
	found, err := b.Tracker.Marked(ctx, roadmap)
	found.Tickets = b.without(found.Tickets)
	return found, err
}

func (b blind) After(ctx context.Context, key, roadmap string) (integrations.Found, error) {
	found, err := b.Tracker.After(ctx, key, roadmap)
	found.Tickets = b.without(found.Tickets)
	return found, err
}

func (b blind) Children(ctx context.Context, epics []string) ([]integrations.Ticket, error) {
	tickets, err := b.Tracker.Children(ctx, epics)
	return b.without(tickets), err
}

func (b blind) Read(ctx context.Context, keys []string) ([]integrations.Ticket, error) {
	tickets, err := b.Tracker.Read(ctx, keys)
	for i, t := range tickets {
		if t.Mark != nil && t.Mark.ID == b.id {
			tickets[i] = integrations.Ticket{Key: t.Key, Gone: true}
		}
	}
	return tickets, err
}

// doubled makes an item's ticket a second time, as another machine does that
// saw nothing of the first and died right after it. A person may take the
// label off before anybody sees both.
func (s *storm) doubled(id string) {
	d := s.course.item(id)
	if d == nil || s.unmarked[id] {
		return
	}
	req := s.request("")
	req.Only = []string{id}
	for i := range req.Items {
		if req.Items[i].ID == id {
			req.Items[i].Key = ""
		}
	}
	tracker := blind{s.h.Open(nil), id}
	plan, err := integrations.MakePlan(s.t.Context(), tracker, req)
	if err != nil {
		s.t.Fatal(err)
	}
	pusher := integrations.Pusher{Tracker: tracker, Clock: s.h.Clock, Nonce: s.nonce}
	result, err := pusher.Apply(s.t.Context(), plan)
	if err != nil {
		s.t.Fatal(err)
	}
	for _, p := range result.Tickets {
		if p.Action != integrations.Create || p.Key == "" {
			continue
		}
		s.note("%s is made twice: %s", id, p.Key)
		if s.chance(60) {
			s.note("unlabel %s", p.Key)
			s.h.People.Unlabel(s.t, p.Key)
		}
	}
}
