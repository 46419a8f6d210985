package githubtest

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
)

// blocks says why one issue may not wait for another; "" where it may.
func (s *Server) blocks(i *Issue, by int) string {
	switch {
	case slices.Contains(i.BlockedBy, by):
		return "Target issue has already been taken"
	case i.Number == by:
		return "An issue cannot be blocked by itself"
	case s.waits(by, i.Number):
		return "The dependency would make a circle"
	case len(i.BlockedBy) >= 50:
		return "An issue may have at most 50 dependencies"
	}
	return ""
}

// waits says whether one issue waits for another, at whatever distance.
func (s *Server) waits(number, forWhom int) bool {
	i := s.store.issue(number)
	return i != nil && slices.ContainsFunc(i.BlockedBy, func(by int) bool { return by == forWhom || s.waits(by, forWhom) })
}

// dependency adds or takes away a dependency by GraphQL.
func (x *execution) dependency(add bool, input map[string]any, path []any) any {
	if x.broken(path) {
		return nil
	}
	x.made++
	find := func(name string) *Issue {
		id, _ := input[name].(string)
		if i := x.s.store.issue(numberOfNode("I", id)); i != nil && !i.gone() {
			return i
		}
		x.fail("NOT_FOUND", fmt.Sprintf("Could not resolve to a node with the global id of '%s'", id), path)
		return nil
	}
	i, by := find("issueId"), find("blockingIssueId")
	if i == nil || by == nil {
		return nil
	}
	at := slices.Index(i.BlockedBy, by.Number)
	problem := ""
	switch {
	case x.s.config.ReadOnly:
		x.fail("FORBIDDEN", "bot does not have the correct permissions to execute this mutation", path)
		return nil
	case add:
		problem = x.s.blocks(i, by.Number)
	case at < 0:
		problem = "The relationship does not exist"
	}
	if problem != "" {
		x.fail("UNPROCESSABLE", problem, path)
		return nil
	}
	if add {
		i.BlockedBy = append(i.BlockedBy, by.Number)
	} else {
		i.BlockedBy = slices.Delete(i.BlockedBy, at, at+1)
	}
	return object{"issue": x.issue(i), "blockingIssue": x.issue(by)}
}

func (s *Server) blockersOf(c call, i *Issue) reply {
	if c.req.Method == http.MethodPost {
		var a struct {
			ID int64 `json:"issue_id"`
		}
		if !c.into(&a) || s.store.issue(numberOfID(a.ID)) == nil {
			return refuse(http.StatusNotFound, "Not Found")
		}
		if s.config.ReadOnly {
			return refuse(http.StatusForbidden, "Must have triage access.")
		}
		n := numberOfID(a.ID)
		if problem := s.blocks(i, n); problem != "" {
			return refuse(http.StatusUnprocessableEntity, problem)
		}
		i.BlockedBy = append(i.BlockedBy, n)
		return reply{status: http.StatusCreated, body: s.issue(c, s.store.issue(n))}
	}
	list := []object{}
	for _, n := range i.BlockedBy {
		list = append(list, s.issue(c, s.store.issue(n)))
	}
	return reply{status: http.StatusOK, body: list}
}

func (s *Server) unblock(c call, i *Issue, id string) reply {
	db, err := strconv.ParseInt(id, 10, 64)
	n := numberOfID(db)
	if at := slices.Index(i.BlockedBy, n); err == nil && at >= 0 {
		i.BlockedBy = slices.Delete(i.BlockedBy, at, at+1)
		return reply{status: http.StatusOK, body: s.issue(c, s.store.issue(n))}
	}
	return refuse(http.StatusNotFound, "Not Found")
}
