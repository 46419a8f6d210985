package trackertest

import (
	"maps"
	"slices"

	"plotline/integrations"
	"plotline/stories"
)

// spread gives the epics to the teams.
func (s *storm) spread() {
	if len(s.projects) == 1 {
		return
	}
	for i := range s.course.items {
		if d := &s.course.items[i]; d.Kind == stories.Epic {
			d.Home = place(s.random.IntN(len(s.projects)))
		}
	}
}

// moveAbout moves work from one team to another: in the roadmap, in the backlog,
// or on the tracker.
func (s *storm) moveAbout() {
	if len(s.projects) == 1 || !s.chance(60) {
		return
	}
	d := &s.course.items[s.random.IntN(len(s.course.items))]
	switch {
	case s.chance(50):
		s.moveTicket()
	case d.Kind == stories.Epic:
		d.Home = place(s.random.IntN(len(s.projects)))
		s.note("%s goes to the team of %q", d.ID, d.Home)
	default:
		s.moveStory(d)
	}
}

// moveTicket lets a person move a ticket to another project.
func (s *storm) moveTicket() {
	live := s.live()
	ids := slices.Sorted(maps.Keys(live))
	if len(ids) == 0 {
		return
	}
	id := ids[s.random.IntN(len(ids))]
	t := live[id][0]
	if s.deleted[id] || s.unmarked[id] || t.Phase == integrations.Done {
		return
	}
	to := (t.at + 1) % len(s.projects)
	key := s.projects[0].Move(s.t, t.Key, t.at, to)
	s.note("move %s %v to %d %s", id, t.spot(), to, key)
	// A label may be unknown there.
	s.forget(func(e *edit) bool { return e.spot == t.spot() && e.field == stories.FieldLabels })
	for _, e := range s.edits {
		if e.spot == t.spot() {
			e.spot = spot{to, key}
		}
	}
	if s.chance(30) {
		s.note("unlabel %s", key)
		s.projects[to].People.Unlabel(s.t, key)
		s.forget(func(e *edit) bool { return e.id == id && e.field == stories.FieldLabels })
	}
}
