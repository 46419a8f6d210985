package jiratest

import (
	"fmt"
	"slices"
	"strconv"
	"testing"
)

// projects are the keys of the site's projects.
func (s *Server) projects() []string { return append([]string{s.config.Project}, s.config.Also...) }

// projectID is a project's number, 0 where there is none of that key.
func (s *Server) projectID(key string) int {
	at := slices.Index(s.projects(), key)
	if at < 0 {
		return 0
	}
	return 10001 + at
}

// projectKey is the key of the project that a body names by key or ID, "" where
// there is none.
func (s *Server) projectKey(key, id string) string {
	for _, known := range s.projects() {
		if known == key || strconv.Itoa(s.projectID(known)) == id {
			return known
		}
	}
	return ""
}

func (s *Server) projectValue(key string) map[string]any {
	return map[string]any{"id": strconv.Itoa(s.projectID(key)), "key": key, "name": "Shop"}
}

// name gives an issue the next Key of a project.
func (s *Server) name(c *record, project string) {
	s.next[project]++
	c.project, c.n = project, s.next[project]
	c.key = fmt.Sprintf("%s-%d", c.project, c.n)
	s.records[c.key] = c
}

func orElse(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

// Move moves an issue to another project, and gives its Key there. What was
// linked with it stays so, and its old Key leads to the new one.
func (p People) Move(t testing.TB, key, project string) string {
	t.Helper()
	s := p.Server
	p.change(t, key, func(c *record) {
		was := c.key
		s.name(c, project)
		c.fixVersions = nil
		for _, other := range s.order {
			if other.parent == was {
				other.parent = c.key
			}
			for i := range other.blockedBy {
				other.blockedBy[i].follow(was, c.key)
			}
			for i := range other.blocks {
				other.blocks[i].follow(was, c.key)
			}
			s.index(other)
		}
	})
	return s.find(key).key
}

func (b *blocker) follow(was, is string) {
	if b.key == was {
		b.key = is
	}
}
