package integrations

import (
	"context"
	"maps"
	"slices"

	"plotline/stories"
)

// readBehind reads directly what stands behind the highest known Key; a ticket
// made twice shows there, also without a label.
func (s *sight) readBehind(ctx context.Context, reader Reader, req Request) error {
	found, err := reader.After(ctx, lowest(s.highest, lookBack, req.Unsettled), req.Roadmap)
	if err != nil {
		return err
	}
	s.behind = true
	s.note(found.Tickets)
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
	s.note(tickets)
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
	s.note(children)
	for _, t := range children {
		if t.Mark == nil {
			s.people[t.Parent]++
		}
		s.add(t, req.Roadmap)
	}
	return nil
}
