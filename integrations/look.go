package integrations

import (
	"context"
	"maps"
	"slices"

	"plotline/stories"
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
	read   int
	// links says that the tracker can make one ticket wait for another.
	links bool
}

// look reads what a plan needs, the cheapest first: the index, then the
// remembered Keys it did not know, then what no index may show.
func look(ctx context.Context, reader Reader, req Request) (*sight, error) {
	survey := req.Survey
	if survey == nil {
		var err error
		if survey, err = MakeSurvey(ctx, reader, req.Roadmap); err != nil {
			return nil, err
		}
	}
	found := survey.found
	s := &sight{
		server: survey.Server, highest: found.Highest,
		tickets: map[string][]Ticket{}, indexed: map[string]bool{}, marked: map[string]bool{},
		gone: map[string]string{}, people: map[string]int{},
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
	s.read = len(found.Tickets)
	for _, read := range []func(context.Context, Reader, Request) error{
		s.readRemembered, s.readBehind, s.readParents, s.readChildren,
	} {
		if err := read(ctx, reader, req); err != nil {
			return nil, err
		}
	}
	return s, nil
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
	var keys []string
	want := func(id, key string) {
		if key != "" && !s.knows(id, key) && ids[key] == "" {
			ids[key] = id
			keys = append(keys, key)
		}
	}
	for _, d := range req.Items {
		want(d.ID, d.Key)
		if d.Key == "" && len(s.tickets[d.ID]) == 0 {
			want(d.ID, d.Takes)
		}
	}
	for _, d := range req.Dropped {
		want(d.ID, d.Key)
	}
	if len(keys) == 0 {
		return nil
	}
	tickets, err := reader.Read(ctx, keys)
	if err != nil {
		return err
	}
	s.read += len(tickets)
	for i, t := range tickets {
		s.remember(ids[keys[i]], keys[i], t, req.Roadmap)
	}
	return nil
}

// knows says whether a Key is among the tickets of an item.
func (s *sight) knows(id, key string) bool {
	return slices.ContainsFunc(s.tickets[id], func(t Ticket) bool { return t.Key == key })
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

// readBehind reads directly what stands behind the highest known Key: before
// something is made beside tickets that are there, and after a run that never
// came to its end. A ticket made twice shows there, also without a label. A
// first push has nothing that could be made twice before it looks by itself.
func (s *sight) readBehind(ctx context.Context, reader Reader, req Request) error {
	if len(req.Unsettled) == 0 && (len(s.tickets) == 0 || !slices.ContainsFunc(req.Items, s.lacks)) {
		return nil
	}
	found, err := reader.After(ctx, lowest(s.highest, lookBack, req.Unsettled), req.Roadmap)
	if err != nil {
		return err
	}
	s.behind = true
	s.read += len(found.Tickets)
	s.highest = higherKey(s.highest, found.Highest)
	for _, t := range found.Tickets {
		s.add(t, req.Roadmap)
		delete(s.indexed, t.Key)
	}
	return nil
}

// lacks says whether an item has no ticket yet and may get one.
func (s *sight) lacks(d Desired) bool {
	return len(s.tickets[d.ID]) == 0 && s.gone[d.ID] == "" && d.Hold == ""
}

// How many Keys below the highest known one are read directly: the index may
// have left some out. Right after such a look only those that were given out
// before it, and came to show later, are left.
const (
	lookBack  = 100
	lookAside = 10
)

// lowest is the Key from which to look: a little below the highest known one,
// and below what unsettled creates knew.
func lowest(highest string, back int64, unsettled []Intent) string {
	floor := belowKey(highest, back)
	for _, intent := range unsettled {
		if keyNumber(intent.After) < keyNumber(floor) {
			floor = intent.After
		}
	}
	return floor
}

// readParents reads the epics under which tickets were put and that nobody
// told of: their label is gone, and they may be there twice.
func (s *sight) readParents(ctx context.Context, reader Reader, req Request) error {
	known, asked := map[string]bool{"": true}, map[string]bool{}
	for _, tickets := range s.tickets {
		for _, t := range tickets {
			known[t.Key] = true
		}
	}
	for _, tickets := range s.tickets {
		for _, t := range tickets {
			if !known[t.Parent] && slices.Equal(baseOf(t, stories.FieldParent), digestsOf(stories.FieldParent, one(t.Parent))) {
				asked[t.Parent] = true
			}
		}
	}
	if len(asked) == 0 {
		return nil
	}
	tickets, err := reader.Read(ctx, slices.SortedFunc(maps.Keys(asked), compareKeys))
	if err != nil {
		return err
	}
	s.read += len(tickets)
	for _, t := range tickets {
		s.add(t, req.Roadmap)
	}
	return nil
}

// readChildren looks under the epics for stories that neither the index nor
// their file knows of, and for people's tickets under epics made twice.
func (s *sight) readChildren(ctx context.Context, reader Reader, req Request) error {
	var epics []string
	add := func(key string) {
		if key != "" && !slices.Contains(epics, key) {
			epics = append(epics, key)
		}
	}
	for _, d := range req.Items {
		tickets := s.tickets[d.ID]
		switch {
		case d.Kind == stories.Epic && len(tickets) > 1:
			for _, t := range tickets {
				add(t.Key)
			}
		case d.Kind == stories.Story && s.lacks(d):
			add(s.keyOf(d.Epic))
		}
	}
	if len(epics) == 0 {
		return nil
	}
	children, err := reader.Children(ctx, epics)
	if err != nil {
		return err
	}
	s.read += len(children)
	for _, t := range children {
		if t.Mark == nil {
			s.people[t.Parent]++
		}
		s.add(t, req.Roadmap)
	}
	return nil
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

// refresh reads tickets directly that only the index told of, so that nothing
// is decided by what may be old.
func (s *sight) refresh(ctx context.Context, reader Reader, keys []string, roadmap string) error {
	tickets, err := reader.Read(ctx, keys)
	if err != nil {
		return err
	}
	s.read += len(tickets)
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
