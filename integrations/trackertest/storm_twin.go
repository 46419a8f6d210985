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
	var trackers []integrations.Tracker
	for _, tracker := range s.open(nil) {
		trackers = append(trackers, blind{tracker, id})
	}
	homes := s.homes(trackers, "")
	pushers := make([]integrations.Pusher, len(homes))
	for at := range homes {
		req := &homes[at].Request
		req.Only = []string{id}
		for i := range req.Items {
			if req.Items[i].ID == id {
				req.Items[i].Key = ""
			}
		}
		pushers[at] = integrations.Pusher{Tracker: trackers[at], Clock: s.clock(), Nonce: s.nonce}
	}
	plan, err := integrations.MakePlans(s.t.Context(), homes)
	if err != nil {
		s.t.Fatal(err)
	}
	results, err := integrations.ApplyAll(s.t.Context(), pushers, plan)
	if err != nil {
		s.t.Fatal(err)
	}
	for at, result := range results {
		s.unlabelSome(id, at, result)
	}
}

func (s *storm) unlabelSome(id string, at int, result *integrations.Result) {
	for _, p := range result.Tickets {
		if p.Action != integrations.Create || p.Key == "" {
			continue
		}
		s.note("%s is made twice: %s", id, p.Key)
		if s.chance(60) {
			s.note("unlabel %s", p.Key)
			s.projects[at].People.Unlabel(s.t, p.Key)
			s.bared[id] = true
		}
	}
}
