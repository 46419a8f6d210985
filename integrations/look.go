package integrations

import (
	"context"
	"slices"
)

// sight is what was read of a tracker: the tickets of one roadmap.
type sight struct {
	server Server
	// tickets are all tickets with a mark of the roadmap, and those that an
	// item's file remembers, by item ID; several where one was made twice.
	tickets map[string][]Ticket
	// indexed are the Keys that only the index told of; it may lag.
	indexed map[string]bool
	// marked are all Keys that the index told of.
	marked map[string]bool
	// gone are the remembered Keys that answer no more, by item ID.
	gone map[string]string
	// people counts the tickets without a mark under an epic's Key.
	people  map[string]int
	highest string
	// behind says that what stands behind the highest Key was read directly.
	behind bool
	// read are the Keys of the tickets that were read, some of them more than once.
	read map[string]bool
	// links says that the tracker can make one ticket wait for another, and
	// linksFar for one of another project.
	links, linksFar bool
}

// look reads the index, and the remembered Keys that it did not know.
func look(ctx context.Context, reader Reader, req Request) (*sight, error) {
	server, err := reader.Describe(ctx)
	if err != nil {
		return nil, err
	}
	found, err := reader.Marked(ctx, req.Roadmap)
	if err != nil {
		return nil, err
	}
	s := &sight{
		server: server, highest: found.Highest,
		tickets: map[string][]Ticket{}, indexed: map[string]bool{}, marked: map[string]bool{},
		gone: map[string]string{}, people: map[string]int{}, read: map[string]bool{},
	}
	_, s.links = reader.(Linker)
	for _, t := range found.Tickets {
		s.add(t, req.Roadmap)
		s.indexed[t.Key], s.marked[t.Key] = true, true
	}
	for _, t := range req.Known {
		if !s.marked[t.Key] {
			s.add(t, req.Roadmap)
			s.indexed[t.Key] = true
		}
	}
	s.note(found.Tickets)
	return s, s.readRemembered(ctx, reader, req)
}

// note remembers that tickets were read.
func (s *sight) note(tickets []Ticket) {
	for _, t := range tickets {
		if !t.Gone {
			s.read[t.Key] = true
		}
	}
}

// add takes in a ticket that carries a mark of the roadmap, once.
func (s *sight) add(t Ticket, roadmap string) {
	if t.Mark == nil || t.Mark.Roadmap != roadmap || t.Gone {
		return
	}
	s.highest = higherKey(s.highest, t.Key)
	known := s.tickets[t.Mark.ID]
	for i := range known {
		if known[i].Key == t.Key {
			known[i] = t
			return
		}
	}
	s.tickets[t.Mark.ID] = append(known, t)
}

// readRemembered reads the tickets whose Key an item remembers and the index
// did not tell of.
func (s *sight) readRemembered(ctx context.Context, reader Reader, req Request) error {
	ids := map[string]string{}
	for _, d := range req.Items {
		ids[d.Key] = d.ID
	}
	for _, d := range req.Dropped {
		ids[d.Key] = d.ID
	}
	return s.readKeys(ctx, reader, req, ids)
}

// readTaken reads the people's tickets that items take over and have not yet.
func (s *sight) readTaken(ctx context.Context, reader Reader, req Request) error {
	ids := map[string]string{}
	for _, d := range req.Items {
		if d.Key == "" && len(s.tickets[d.ID]) == 0 {
			ids[d.Takes] = d.ID
		}
	}
	return s.readKeys(ctx, reader, req, ids)
}

// readKeys reads tickets of items by Key, but for what is known already.
func (s *sight) readKeys(ctx context.Context, reader Reader, req Request, ids map[string]string) error {
	var keys []string
	for key, id := range ids {
		if key != "" && !s.knows(id, key) {
			keys = append(keys, key)
		}
	}
	if len(keys) == 0 {
		return nil
	}
	slices.SortFunc(keys, compareKeys)
	tickets, err := reader.Read(ctx, keys)
	if err != nil {
		return err
	}
	s.note(tickets)
	for i, t := range tickets {
		s.remember(ids[keys[i]], keys[i], t, req.Roadmap)
	}
	return nil
}

// remember takes in what a remembered Key answered.
func (s *sight) remember(id, key string, t Ticket, roadmap string) {
	switch {
	case t.Gone:
		s.gone[id] = key
	case t.Mark == nil && !slices.ContainsFunc(s.tickets[id], func(t Ticket) bool { return t.Phase != Refused }):
		// Its mark is gone, and at most a twin is there that was closed.
		s.tickets[id] = append(s.tickets[id], t)
	default:
		s.add(t, roadmap)
	}
}

// refresh reads tickets directly that only the index told of, so that nothing
// is decided by what may be old.
func (s *sight) refresh(ctx context.Context, reader Reader, keys []string, roadmap string) error {
	tickets, err := reader.Read(ctx, keys)
	if err != nil {
		return err
	}
	s.note(tickets)
	for i, t := range tickets {
		delete(s.indexed, keys[i])
		if t.Gone || t.Mark == nil {
			s.lose(keys[i], t)
			continue
		}
		s.add(t, roadmap)
	}
	return nil
}

// lose takes in that a ticket of the index is gone, or lost its mark.
func (s *sight) lose(key string, now Ticket) {
	for id, tickets := range s.tickets {
		for i := range tickets {
			if tickets[i].Key != key {
				continue
			}
			if !now.Gone {
				tickets[i] = now
				return
			}
			s.tickets[id] = slices.Delete(slices.Clone(tickets), i, i+1)
			if len(s.tickets[id]) == 0 {
				delete(s.tickets, id)
				s.gone[id] = key
			}
			return
		}
	}
}

// knows says whether a Key is among the tickets of an item.
func (s *sight) knows(id, key string) bool {
	return slices.ContainsFunc(s.tickets[id], func(t Ticket) bool { return t.Key == key })
}

// holds says whether a Key is of a ticket of ours.
func (s *sight) holds(key string) bool {
	for id := range s.tickets {
		if s.knows(id, key) {
			return true
		}
	}
	return false
}

// keyOf is the Key of an item's ticket, "" for none.
func (s *sight) keyOf(id string) string {
	t, ok := s.ticketOf(id)
	if !ok {
		return ""
	}
	return t.Key
}

// ticketOf is the one ticket of an item that counts.
func (s *sight) ticketOf(id string) (Ticket, bool) {
	tickets := s.tickets[id]
	if len(tickets) == 0 {
		return Ticket{}, false
	}
	return sortTwins(tickets).keep, true
}
