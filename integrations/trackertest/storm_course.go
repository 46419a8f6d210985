package trackertest

import (
	"slices"
	"strings"

	"plotline/integrations"
	"plotline/stories"
)

// course is a backlog in memory.
type course struct {
	items []integrations.Desired
	gone  []integrations.Dropped
	// keys are what the sidecars remember, of each project.
	keys []map[string]string
}

func (c *course) desired(at int) []integrations.Desired {
	out := slices.Clone(c.items)
	for i := range out {
		out[i].Key = c.keys[at][out[i].ID]
	}
	return out
}

func (c *course) dropped(at int) []integrations.Dropped {
	out := slices.Clone(c.gone)
	for i := range out {
		out[i].Key = c.keys[at][out[i].ID]
	}
	return out
}

func (c *course) item(id string) *integrations.Desired {
	for i := range c.items {
		if c.items[i].ID == id {
			return &c.items[i]
		}
	}
	return nil
}

// take puts pulls into the backlog as cmd does.
func (c *course) take(pulls []integrations.Pull) {
	for _, p := range pulls {
		d := c.item(p.ID)
		if d == nil {
			continue
		}
		if p.Field == stories.FieldParent {
			d.Epic = p.Values[0]
			continue
		}
		content := stories.Content{
			Title: d.Title, Narrative: d.Part.Narrative, Notes: d.Part.Notes, Labels: d.Labels, Needs: d.Needs,
		}
		for _, check := range d.Part.Criteria {
			content.Criteria = append(content.Criteria, stories.Criterion{Text: check.Text})
		}
		content = p.Into(content)
		d.Title, d.Part.Narrative, d.Part.Notes = content.Title, content.Narrative, content.Notes
		d.Labels, d.Needs, d.Part.Criteria = content.Labels, content.Needs, nil
		for _, criterion := range content.Criteria {
			d.Part.Criteria = append(d.Part.Criteria, integrations.Check{Text: criterion.Text})
		}
	}
}

// text is all that an item says.
func textOf(d *integrations.Desired) string {
	names := append(slices.Clone(d.Labels), d.Needs...)
	return d.Title + "\n" + integrations.ComposePart(d.Part) + "\n" + strings.Join(names, " ")
}

// editBacklog lets the product owner and the product manager work on the files.
func (s *storm) editBacklog() {
	for range s.random.IntN(4) {
		if len(s.course.items) == 0 {
			return
		}
		d := &s.course.items[s.random.IntN(len(s.course.items))]
		switch s.random.IntN(13) {
		case 0, 1, 2:
			w := s.wrote(d.ID, spot{}, stories.FieldTitle)
			d.Title = "Title by the product owner " + w
		case 3, 4:
			w := s.wrote(d.ID, spot{}, stories.FieldCriteria)
			checks := slices.Clone(d.Part.Criteria)
			d.Part.Criteria = append(checks, integrations.Check{Text: "Given the file, then " + w + "."})
		case 5:
			w := s.wrote(d.ID, spot{}, stories.FieldNarrative)
			d.Part.Narrative = "As a shopper, I want " + w + ", so that I find more."
		case 6:
			if d.Kind == stories.Epic {
				d.Part.Destination = "**Goal.** Another goal " + s.word() + "."
				s.note("the product manager changed the destination of %s", d.ID)
			}
		case 7:
			s.addStory()
		case 8:
			s.drop(d)
		case 9:
			s.moveStory(d)
		case 10:
			s.labelled(d)
		case 11, 12:
			s.need(d)
		}
	}
}

// wrote records an edit; an earlier one of the same field on the same side is
// replaced by it, unless it is one of many.
func (s *storm) wrote(id string, on spot, field stories.Field) string {
	w := s.word()
	if field != stories.FieldCriteria && field != stories.FieldItem && field != stories.FieldLabels {
		s.edits = slices.DeleteFunc(s.edits, func(e *edit) bool { return e.id == id && e.spot == on && e.field == field })
	}
	s.edits = append(s.edits, &edit{id: id, spot: on, field: field, word: w})
	s.note("edit of %s %v %s: %s", id, on, field, w)
	return w
}

func (s *storm) addStory() {
	var epics []string
	for _, d := range s.course.items {
		if d.Kind == stories.Epic {
			epics = append(epics, d.ID)
		}
	}
	if len(epics) == 0 {
		return
	}
	d := storyOf(epics[s.random.IntN(len(epics))], 900, s.random.IntN(1<<30))
	s.note("add %s", d.ID)
	s.course.items = append(s.course.items, d)
}

// drop takes a story out of the backlog.
func (s *storm) drop(d *integrations.Desired) {
	if d.Kind != stories.Story {
		return
	}
	id := d.ID
	s.note("drop %s", id)
	s.course.gone = append(s.course.gone, integrations.Dropped{ID: id, By: "Pia"})
	s.course.items = slices.DeleteFunc(slices.Clone(s.course.items), func(d integrations.Desired) bool { return d.ID == id })
	// What was dropped with the file is not lost.
	s.forget(func(e *edit) bool { return e.id == id && e.spot.key == "" })
}

// forget lets go of edits that ended for a reason, and of those that later
// ones had replaced before.
func (s *storm) forget(ended func(*edit) bool) {
	var kept []*edit
	for _, e := range s.edits {
		if !ended(e) && !s.replaced(e) {
			kept = append(kept, e)
		}
	}
	s.edits = kept
}

func (s *storm) moveStory(d *integrations.Desired) {
	if d.Kind != stories.Story {
		return
	}
	for _, other := range s.course.items {
		if other.Kind == stories.Epic && other.ID != d.Epic && s.chance(60) {
			d.Epic = other.ID
			s.note("move %s under %s", d.ID, d.Epic)
			return
		}
	}
}

// editTickets lets people work on the tickets.
func (s *storm) editTickets() {
	live := s.live()
	var ids []string
	for id := range live {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	if len(ids) > 0 && s.chance(25) {
		s.doubled(ids[s.random.IntN(len(ids))])
	}
	for range s.random.IntN(4) {
		if len(ids) == 0 {
			return
		}
		id := ids[s.random.IntN(len(ids))]
		s.editTicket(id, live[id])
	}
}

func (s *storm) editTicket(id string, twins []standing) {
	if s.deleted[id] {
		return
	}
	t := twins[s.random.IntN(len(twins))]
	s.clock().Pass(2e9)
	people := s.projects[t.at].People
	switch s.random.IntN(15) {
	case 0, 1, 2:
		people.Retitle(s.t, t.Key, "Title on the ticket "+s.wrote(id, t.spot(), stories.FieldTitle))
	case 3, 4:
		if strings.Contains(t.Part, "Given a shopper with a history") {
			people.Replace(s.t, t.Key, "Given a shopper with a history", "Given a shopper with a history and "+s.wrote(id, t.spot(), stories.FieldCriteria))
		}
	case 5:
		people.Around(s.t, t.Key, "Seen by "+s.wrote(id, t.spot(), stories.FieldItem), "Signed")
	case 6:
		s.note("comment on %s", t.Key)
		people.Comment(s.t, t.Key, "Good")
	case 7:
		s.note("start %s", t.Key)
		people.Start(s.t, t.Key)
	case 8:
		if s.chance(40) {
			s.note("finish %s", t.Key)
			people.Finish(s.t, t.Key)
		}
	case 9:
		if s.chance(40) {
			s.copied(t)
		}
	case 10:
		s.note("unlabel %s", t.Key)
		people.Unlabel(s.t, t.Key)
		s.forgetLabels(id)
	case 11:
		if s.chance(30) {
			s.remove(id, t.spot())
		}
	case 12:
		people.Label(s.t, t.Key, s.wrote(id, t.spot(), stories.FieldLabels))
	case 13:
		s.linked(id, t)
	case 14:
		// Of two tickets of one item, one without a mark is a person's; so is
		// the original of a copy that bears the mark still.
		if s.course.keys[t.at][id] == t.Key && s.chance(50) && len(s.copies) == 0 && len(s.live()[id]) == 1 {
			s.note("unmark %s", t.Key)
			people.Unmark(s.t, t.Key)
			s.unmarked[id] = true
		}
	}
}

// forgetLabels takes in that a person took an item's labels off.
func (s *storm) forgetLabels(id string) {
	s.forget(func(e *edit) bool { return e.id == id && e.field == stories.FieldLabels })
}

func (s *storm) copied(t standing) {
	if key := s.projects[t.at].People.Copy(s.t, t.Key); key != "" {
		s.note("copy %s to %s", t.Key, key)
		s.copies[spot{t.at, key}] = true
	}
}

// remove deletes the ticket of an item whose file remembers it, for good.
func (s *storm) remove(id string, t spot) {
	if s.course.keys[t.at][id] != t.key {
		return
	}
	s.note("delete %s", t.key)
	s.projects[t.at].People.Delete(s.t, t.key)
	s.deleted[id] = true
	s.forget(func(e *edit) bool { return e.spot == t })
	if s.bared[id] {
		s.forgetLabels(id) // its twin is left, and bears none
	}
	s.links = slices.DeleteFunc(s.links, func(l personLink) bool { return l.to == t })
}
