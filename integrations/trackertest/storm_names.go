package trackertest

import (
	"slices"

	"plotline/integrations"
	"plotline/stories"
)

// labelled puts a label on in the backlog, beside what is there.
func (s *storm) labelled(d *integrations.Desired) {
	d.Labels = append(slices.Clone(d.Labels), s.wrote(d.ID, spot{}, stories.FieldLabels))
}

// need lets a story wait for another one, or for one no more.
func (s *storm) need(d *integrations.Desired) {
	if d.Kind != stories.Story {
		return
	}
	other := s.course.items[s.random.IntN(len(s.course.items))]
	if other.Kind != stories.Story || other.ID == d.ID {
		return
	}
	if i := slices.Index(d.Needs, other.ID); i >= 0 {
		s.note("%s needs %s no more", d.ID, other.ID)
		d.Needs = slices.Delete(slices.Clone(d.Needs), i, i+1)
		s.needless = append(s.needless, [2]string{d.ID, other.ID})
		return
	}
	s.note("%s needs %s", d.ID, other.ID)
	d.Needs = append(slices.Clone(d.Needs), other.ID)
	s.wanted(d.ID, other.ID)
}

// wanted takes in that one item was said to need another.
func (s *storm) wanted(id, other string) {
	pair := [2]string{id, other}
	s.needless = slices.DeleteFunc(s.needless, func(p [2]string) bool { return p == pair })
	s.needed = append(s.needed, pair)
}

// personLink says that a person let an item's ticket wait for another item's.
type personLink struct {
	id, other string
	on, to    spot
}

// linked lets a person link a ticket to another one of ours.
func (s *storm) linked(id string, t standing) {
	linker, ok := s.projects[t.at].Open(nil).(integrations.Linker)
	var others []string
	for other, on := range s.spots() {
		if d := s.course.item(other); d != nil && d.Kind == stories.Story && other != id && !s.deleted[other] && on != t.spot() {
			others = append(others, other)
		}
	}
	d := s.course.item(id)
	if !ok || d == nil || d.Kind != stories.Story || len(others) == 0 {
		return
	}
	slices.Sort(others)
	other := others[s.random.IntN(len(others))]
	if slices.Contains(d.Needs, other) || slices.Contains(s.needless, [2]string{id, other}) {
		return
	}
	to := s.spots()[other]
	if len(s.projects) > 1 && !slices.ContainsFunc(s.live()[other], func(t standing) bool { return t.spot() == to }) {
		return // it moved on since
	}
	key := to.key
	if to.at != t.at {
		key = s.projects[0].FarKey(to.key, to.at)
	}
	s.note("a person lets %s wait for %s", t.Key, key)
	edit := integrations.LinkEdit{Key: t.Key, Add: []string{key}}
	if err := linker.Link(s.t.Context(), []integrations.LinkEdit{edit})[0]; err != nil {
		s.note("which the tracker refuses: %v", err) // it makes a circle there
		return
	}
	now, err := s.projects[t.at].Open(nil).Read(s.t.Context(), []string{t.Key})
	if err != nil {
		s.t.Fatal(err)
	}
	if !slices.Contains(now[0].BlockedBy, key) {
		s.note("which the tracker has no word for") // nor has a ticket without a mark
		return
	}
	s.links = append(s.links, personLink{id, other, t.spot(), to})
}

// spots are the tickets that the backlog remembers, by item ID.
func (s *storm) spots() map[string]spot {
	out := map[string]spot{}
	for at, keys := range s.course.keys {
		for id, key := range keys {
			out[id] = spot{at, key}
		}
	}
	return out
}

// checkNames holds the end to what people said of who waits for whom.
func (s *storm) checkNames() {
	needs := func(id, other string) bool {
		d := s.course.item(id)
		return d != nil && slices.Contains(d.Needs, other)
	}
	for _, pair := range s.needed {
		if s.course.item(pair[0]) != nil && !slices.Contains(s.needless, pair) && !needs(pair[0], pair[1]) {
			s.t.Errorf("%s was said to need %s, and does not", pair[0], pair[1])
		}
	}
	for _, pair := range s.needless {
		if needs(pair[0], pair[1]) {
			s.t.Errorf("%s was said to need %s no more, and does again", pair[0], pair[1])
		}
	}
	live := s.live()
	for _, l := range s.links {
		id, other := l.id, l.other
		// A ticket without its mark is a conflict that stays, and nothing is read of it.
		stands := slices.ContainsFunc(live[id], func(t standing) bool {
			return t.spot() == l.on && t.Phase != integrations.Done && t.Mark != nil
		})
		pair := [2]string{id, other}
		if stands && len(live[id]) == 1 && len(live[other]) > 0 && s.course.item(id) != nil && s.course.item(other) != nil &&
			!slices.Contains(s.needless, pair) && !needs(id, other) {
			s.t.Errorf("a person let %s wait for %s, and the backlog does not know", id, other)
		}
	}
}
