package jiratest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"testing"
)

const linkField = "issuelinks"

// linking is a link that a create or an edit asks for.
type linking struct{ inward, outward string }

func (s *Server) blocksName() string {
	if s.config.BlocksName != "" {
		return s.config.BlocksName
	}
	return "Blocks"
}

func (s *Server) linkTypeNamed(name string) bool { return name == s.blocksName() || name == "Relates" }

// linking reads the links of a body: as the issue shows them, the inward one
// blocks it.
func (s *Server) linking(u update, wrong map[string]string) []linking {
	ops := u.Update[linkField]
	if len(ops) > 1 && s.config.OneLink {
		wrong[linkField] = "Only one operation is allowed on the field 'issuelinks'."
		return nil
	}
	if len(ops) > 0 && !s.may("LINK_ISSUES") {
		wrong[linkField] = "You do not have permission to link issues in this project."
		return nil
	}
	var out []linking
	for _, op := range ops {
		var link struct {
			Type    struct{ Name string } `json:"type"`
			Inward  struct{ Key string }  `json:"inwardIssue"`
			Outward struct{ Key string }  `json:"outwardIssue"`
		}
		if len(op.Remove)+len(op.Set) > 0 || json.Unmarshal(op.Add, &link) != nil || (link.Inward.Key == "") == (link.Outward.Key == "") {
			wrong[linkField] = "Field 'issuelinks' supports the operation add of one issue."
			return nil
		}
		if !s.linkTypeNamed(link.Type.Name) {
			wrong[linkField] = fmt.Sprintf("No issue link type with name '%s' found.", link.Type.Name)
			return nil
		}
		if key := link.Inward.Key + link.Outward.Key; s.find(key) == nil {
			wrong[linkField] = fmt.Sprintf("Issue Does Not Exist: %s", key)
			return nil
		}
		out = append(out, linking{link.Inward.Key, link.Outward.Key})
	}
	return out
}

// linkAll makes the links that an issue was made or edited with.
func (s *Server) linkAll(c *record) {
	for _, l := range c.linking {
		if l.inward != "" {
			s.connect(s.find(l.inward), c)
		} else {
			s.connect(c, s.find(l.outward))
		}
	}
	c.linking = nil
}

func (s *Server) blocksType() map[string]any {
	return map[string]any{"id": "10000", "name": s.blocksName(), "inward": "is blocked by", "outward": "blocks"}
}

func (s *Server) linkTypes(*http.Request) (int, any) {
	relates := map[string]any{"id": "10003", "name": "Relates", "inward": "relates to", "outward": "relates to"}
	if s.config.BlocksName == "-" {
		return http.StatusOK, map[string]any{"issueLinkTypes": []any{relates}}
	}
	return http.StatusOK, map[string]any{"issueLinkTypes": []any{relates, s.blocksType()}}
}

// link makes the inward issue block the outward one; a second link of a kind
// between two issues is the first.
func (s *Server) link(r *http.Request) (int, any) {
	var body struct {
		Type    struct{ Name string } `json:"type"`
		Inward  struct{ Key string }  `json:"inwardIssue"`
		Outward struct{ Key string }  `json:"outwardIssue"`
	}
	if err := decode(r, &body); err != nil {
		return http.StatusBadRequest, says("Unexpected end of input")
	}
	if !s.may("LINK_ISSUES") {
		return http.StatusUnauthorized, says("No Link Issue Permission for issue '" + body.Outward.Key + "'")
	}
	if !s.linkTypeNamed(body.Type.Name) {
		return http.StatusNotFound, says("No issue link type with name '" + body.Type.Name + "' found.")
	}
	from, to := s.find(body.Inward.Key), s.find(body.Outward.Key)
	if from == nil || to == nil {
		return http.StatusNotFound, says(noIssue)
	}
	s.connect(from, to)
	return http.StatusCreated, nil
}

// connect lets one issue block another; a second link is the first.
func (s *Server) connect(from, to *record) {
	for _, b := range to.blockedBy {
		if b.key == from.key {
			return
		}
	}
	s.nextID++
	to.blockedBy = append(to.blockedBy, blocker{from.key, s.nextID})
	from.blocks = append(from.blocks, blocker{to.key, s.nextID})
	s.touch(to)
	s.touch(from)
}

// unlink ends a link by its number.
func (s *Server) unlink(r *http.Request) (int, any) {
	id, err := strconv.Atoi(r.PathValue("id"))
	if err != nil {
		return http.StatusBadRequest, says("The link ID is not a number.")
	}
	found := false
	for _, c := range s.records {
		without := func(all []blocker) []blocker {
			left := slices.DeleteFunc(slices.Clone(all), func(b blocker) bool { return b.id == id })
			if len(left) < len(all) {
				found = true
				s.touch(c)
			}
			return left
		}
		c.blockedBy, c.blocks = without(c.blockedBy), without(c.blocks)
	}
	if !found {
		return http.StatusNotFound, says("No issue link with id '" + r.PathValue("id") + "' exists.")
	}
	return http.StatusNoContent, nil
}

// Blockers are the Keys of the issues that block one.
func (s *Server) Blockers(key string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var keys []string
	for _, b := range s.find(key).blockedBy {
		keys = append(keys, b.key)
	}
	return keys
}

// Unblock takes the link away by which one issue blocks another.
func (p People) Unblock(t testing.TB, key, by string) {
	t.Helper()
	end := func(key, other string) {
		p.change(t, key, func(c *record) {
			without := func(all []blocker) []blocker {
				return slices.DeleteFunc(slices.Clone(all), func(b blocker) bool { return b.key == other })
			}
			c.blockedBy, c.blocks = without(c.blockedBy), without(c.blocks)
		})
	}
	end(key, by)
	end(by, key)
}
