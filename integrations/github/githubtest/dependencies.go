package githubtest

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// place is an issue and the repository where it is.
type place struct {
	at    *Server
	issue *Issue
}

func (p place) String() string { return fmt.Sprintf("%s#%d", p.at.config.Repository, p.issue.Number) }

// everywhere are the repositories of the server's host.
func (s *Server) everywhere() []*Server {
	if s.host == nil {
		return []*Server{s}
	}
	return s.host.servers
}

// Blockers name the issues that block one: each as owner/name#number.
func (s *Server) Blockers(number int) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var names []string
	for _, by := range s.blockersOf(s.store.issue(number)) {
		names = append(names, by.String())
	}
	return names
}

// byNode and byID find an issue of whatever repository.
func (s *Server) byNode(node string) (place, bool) {
	return s.find(func(s *Server) int { return s.numberOfNode("I", node) })
}

func (s *Server) byID(id int64) (place, bool) {
	return s.find(func(s *Server) int { return s.numberOfID(id) })
}

func (s *Server) find(number func(*Server) int) (place, bool) {
	for _, at := range s.everywhere() {
		if i := at.store.issue(number(at)); i != nil && !i.gone() {
			return place{at, i}, true
		}
	}
	return place{}, false
}

// blockersOf are the issues that block one, wherever they are.
func (s *Server) blockersOf(i *Issue) []place {
	var found []place
	for _, n := range i.BlockedBy {
		if by := s.store.issue(n); by != nil && !by.gone() {
			found = append(found, place{s, by})
		}
	}
	for _, name := range i.BlockedFar {
		repository, number, _ := strings.Cut(name, "#")
		n, _ := strconv.Atoi(number)
		for _, at := range s.everywhere() {
			if by := at.store.issue(n); at.config.Repository == repository && by != nil && !by.gone() {
				found = append(found, place{at, by})
			}
		}
	}
	return found
}

func (s *Server) block(i *Issue, by place) {
	if by.at == s {
		i.BlockedBy = append(i.BlockedBy, by.issue.Number)
	} else {
		i.BlockedFar = append(i.BlockedFar, by.String())
	}
}

func (s *Server) unblock(i *Issue, by place) {
	if by.at == s {
		i.BlockedBy = slices.DeleteFunc(i.BlockedBy, func(n int) bool { return n == by.issue.Number })
	} else {
		i.BlockedFar = slices.DeleteFunc(i.BlockedFar, func(name string) bool { return name == by.String() })
	}
}

// follow lets what an issue blocks wait for it where it was transferred to.
func (s *Server) follow(was, is place) {
	for _, i := range s.store.issues {
		if slices.Contains(s.blockersOf(i), was) {
			s.unblock(i, was)
			s.block(i, is)
		}
	}
}

// blocks says why one issue may not wait for another; "" where it may.
func (s *Server) blocks(i *Issue, by place) string {
	switch {
	case slices.Contains(s.blockersOf(i), by):
		return "Target issue has already been taken"
	case by.issue == i:
		return "An issue cannot be blocked by itself"
	case by.waits(i):
		return "The dependency would make a circle"
	case len(i.BlockedBy)+len(i.BlockedFar) >= 50:
		return "An issue may have at most 50 dependencies"
	}
	return ""
}

// waits says whether one issue waits for another, at whatever distance.
func (p place) waits(forWhom *Issue) bool {
	return slices.ContainsFunc(p.at.blockersOf(p.issue), func(by place) bool { return by.issue == forWhom || by.waits(forWhom) })
}

// blockers is the list of what blocks an issue, as GraphQL shows it.
func (x *execution) blockers(number int, f *ast.Field) object {
	nodes, all := []object{}, x.s.blockersOf(x.s.store.issue(number))
	shown := all
	if n, ok := x.argument(f, "first").(int64); ok && int(n) < len(all) {
		shown = all[:n]
	}
	for _, by := range shown {
		nodes = append(nodes, x.issueAt(by))
	}
	return object{"nodes": nodes, "totalCount": len(all), "pageInfo": object{"hasNextPage": len(shown) < len(all), "endCursor": nil}}
}

// issueAt shows an issue as the repository shows it where it is.
func (x *execution) issueAt(p place) object {
	there := &execution{s: p.at, c: x.c}
	return there.issue(p.issue)
}

// dependency adds or takes away a dependency by GraphQL.
func (x *execution) dependency(add bool, input map[string]any, path []any) any {
	if x.broken(path) {
		return nil
	}
	x.made++
	find := func(name string) (place, bool) {
		id, _ := input[name].(string)
		found, ok := x.s.byNode(id)
		if !ok {
			x.fail("NOT_FOUND", fmt.Sprintf("Could not resolve to a node with the global id of '%s'", id), path)
		}
		return found, ok
	}
	of, ok := find("issueId")
	by, there := find("blockingIssueId")
	if !ok || !there {
		return nil
	}
	problem := ""
	switch {
	case of.at.config.ReadOnly:
		x.fail("FORBIDDEN", "bot does not have the correct permissions to execute this mutation", path)
		return nil
	case add:
		problem = of.at.blocks(of.issue, by)
	case !slices.Contains(of.at.blockersOf(of.issue), by):
		problem = "The relationship does not exist"
	}
	if problem != "" {
		x.fail("UNPROCESSABLE", problem, path)
		return nil
	}
	if add {
		of.at.block(of.issue, by)
	} else {
		of.at.unblock(of.issue, by)
	}
	return object{"issue": x.issueAt(of), "blockingIssue": x.issueAt(by)}
}

// restBlockers lists what blocks an issue by REST, and adds to it.
func (s *Server) restBlockers(c call, i *Issue) reply {
	if c.req.Method == http.MethodPost {
		var a struct {
			ID int64 `json:"issue_id"`
		}
		decoded := c.into(&a)
		by, ok := s.byID(a.ID)
		switch {
		case !decoded || !ok:
			return refuse(http.StatusNotFound, "Not Found")
		case s.config.ReadOnly:
			return refuse(http.StatusForbidden, "Must have triage access.")
		}
		if problem := s.blocks(i, by); problem != "" {
			return refuse(http.StatusUnprocessableEntity, problem)
		}
		s.block(i, by)
		return reply{status: http.StatusCreated, body: by.at.issue(c, by.issue)}
	}
	list := []object{}
	for _, by := range s.blockersOf(i) {
		list = append(list, by.at.issue(c, by.issue))
	}
	return reply{status: http.StatusOK, body: list}
}

func (s *Server) restUnblock(c call, i *Issue, id string) reply {
	db, err := strconv.ParseInt(id, 10, 64)
	by, ok := s.byID(db)
	if err != nil || !ok || !slices.Contains(s.blockersOf(i), by) {
		return refuse(http.StatusNotFound, "Not Found")
	}
	s.unblock(i, by)
	return reply{status: http.StatusOK, body: by.at.issue(c, by.issue)}
}
