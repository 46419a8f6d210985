package trackertest

import "plotline/integrations"

// standing is a ticket and the project where it is.
type standing struct {
	integrations.Ticket
	at int
}

func (t standing) spot() spot { return spot{t.at, t.Key} }

// marked are all tickets of the roadmap, of every project.
func (s *storm) marked() []standing {
	var out []standing
	for at, tracker := range s.open(nil) {
		found, err := tracker.After(s.t.Context(), "", roadmap)
		if err != nil {
			s.t.Fatal(err)
		}
		for _, t := range found.Tickets {
			out = append(out, standing{t, at})
		}
	}
	return out
}

// live are the tickets of the roadmap that are not closed as refused, without
// people's copies, by item ID.
func (s *storm) live() map[string][]standing {
	out := map[string][]standing{}
	for _, t := range s.marked() {
		if t.Phase != integrations.Refused && !s.copies[t.spot()] {
			out[t.Mark.ID] = append(out[t.Mark.ID], t)
		}
	}
	for id, t := range s.bare() {
		if t.Phase != integrations.Refused {
			out[id] = append(out[id], t)
		}
	}
	return out
}

// bare are the tickets of which people took the mark and the files remember
// the Key, by item ID.
func (s *storm) bare() map[string]standing {
	out := map[string]standing{}
	for id := range s.unmarked {
		for at, project := range s.projects {
			key := s.course.keys[at][id]
			if key == "" {
				continue
			}
			tickets, err := project.Open(nil).Read(s.t.Context(), []string{key})
			if err != nil {
				s.t.Fatal(err)
			}
			if t := tickets[0]; !t.Gone && t.Mark == nil {
				out[id] = standing{t, at}
			}
		}
	}
	return out
}
