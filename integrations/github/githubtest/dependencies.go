package githubtest

import (
	"fmt"
	"slices"
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
