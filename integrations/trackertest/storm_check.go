package trackertest

import (
	"strconv"
	"strings"

	"plotline/integrations"
	"plotline/stories"
)

// check finds every word that a person wrote: on the ticket, in the backlog.
func (s *storm) check(when string) {
	texts := map[string]string{}
	for _, t := range s.marked() {
		texts[t.Mark.ID] += t.Title + "\n" + t.Description + "\n" + t.Part + "\n" + strings.Join(t.Labels, " ") + "\n"
	}
	for id, t := range s.bare() {
		texts[id] += t.Title + "\n" + t.Description + "\n" + t.Text + "\n" + strings.Join(t.Labels, " ") + "\n"
	}
	for _, e := range s.edits {
		text := texts[e.id]
		if d := s.course.item(e.id); d != nil {
			text += textOf(d)
		}
		if !strings.Contains(text, e.word) && !s.replaced(e) {
			s.t.Errorf("%s: the edit %q of %s (%v %s) is lost", when, e.word, e.id, e.spot, e.field)
		}
	}
}

// replaced says whether a later edit of the same field, on the other side,
// was made knowing of this one.
func (s *storm) replaced(e *edit) bool {
	for _, later := range s.edits {
		if later.id == e.id && later.field == e.field && e.field != stories.FieldCriteria && e.field != stories.FieldItem && e.field != stories.FieldLabels && later.number() > e.number() {
			return true
		}
	}
	return false
}

func (e *edit) number() int {
	n, err := strconv.Atoi(strings.Trim(e.word, "wordx"))
	if err != nil {
		return 0
	}
	return n
}

// checkEnd holds the end to what always holds.
func (s *storm) checkEnd() {
	readings, err := integrations.ReadBackAll(s.t.Context(), s.homes(s.open(nil), ""), integrations.When{}, integrations.When{})
	if err != nil {
		s.t.Fatal(err)
	}
	homes := s.homes(s.open(nil), "")
	for at, reading := range readings {
		homes[at].Request.Known = reading.Found()
	}
	plan, err := integrations.MakePlans(s.t.Context(), homes)
	if err != nil {
		s.t.Fatal(err)
	}
	if !plan.Empty() || len(plan.Conflicts) > 0 {
		for _, c := range plan.Changes {
			if c.Action != integrations.Keep {
				s.t.Errorf("the plan is not empty: %s %s %s %s: %s", c.Action, c.ID, c.Project, c.Key, c.Reason)
			}
		}
		for _, c := range plan.Conflicts {
			// A part without its fence is put back by preferring the backlog only.
			if c.Field != stories.FieldItem || !s.unmarked[c.ID] {
				s.t.Errorf("a conflict is left: %+v", c)
			}
		}
	}
	s.checkNames()
	live := s.live()
	for _, d := range s.course.items {
		n := len(live[d.ID])
		if n == 1 || n > 1 && s.reported[d.ID] || n == 0 && (s.deleted[d.ID] || s.deleted[d.Epic]) {
			continue
		}
		s.t.Errorf("%s has %d live tickets", d.ID, n)
	}
}
