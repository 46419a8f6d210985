package jiratest

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"testing"
)

// Plan gives an issue an estimate and puts it in a sprint, as a team on Cloud
// does.
func (p People) Plan(t testing.TB, key string, estimate float64, name string) {
	t.Helper()
	p.change(t, key, func(c *record) {
		c.fields[points] = json.RawMessage(strconv.FormatFloat(estimate, 'f', -1, 64))
		c.fields[sprint] = json.RawMessage(fmt.Sprintf(`[{"id":7,"name":%s,"state":"active"}]`, quoted(name)))
	})
}

// PutInSprint puts an issue in one of the boards' sprints.
func (p People) PutInSprint(t testing.TB, key, name string) {
	t.Helper()
	p.change(t, key, func(c *record) {
		for _, b := range p.Server.config.Boards {
			for _, one := range b.Sprints {
				if one.Name == name {
					c.fields[sprint] = p.Server.sprintValue(one)
				}
			}
		}
	})
}

// SprintOf names the sprint that an issue is in, "" for none.
func (s *Server) SprintOf(key string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.find(key)
	if c == nil {
		return ""
	}
	for _, b := range s.config.Boards {
		for _, one := range b.Sprints {
			if string(c.fields[sprint]) == string(s.sprintValue(one)) {
				return one.Name
			}
		}
	}
	return ""
}

// Drag moves an issue on the board right before another one.
func (p People) Drag(t testing.TB, key, before string) {
	t.Helper()
	p.change(t, key, func(c *record) { p.Server.put([]*record{c}, p.Server.find(before), true) })
}

// Ranked are the Keys of all issues in the board's order.
func (s *Server) Ranked() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var line []*record
	for _, c := range s.order {
		if !c.gone {
			line = append(line, c)
		}
	}
	slices.SortFunc(line, func(a, b *record) int { return cmp.Compare(a.rank, b.rank) })
	keys := make([]string, len(line))
	for i, c := range line {
		keys[i] = c.key
	}
	return keys
}
