package githubtest

import (
	"fmt"
	"net/http"
)

func (s *Server) subIssuesOf(c call, epic *Issue) reply {
	if c.req.Method == http.MethodGet {
		list := []object{}
		for _, i := range s.store.children(epic.Number) {
			list = append(list, s.issue(c, i))
		}
		shown, header := page(s, c, fmt.Sprintf("/issues/%d/sub_issues", epic.Number), list)
		return reply{http.StatusOK, shown, header}
	}
	var a struct {
		ID      int64 `json:"sub_issue_id"`
		Replace bool  `json:"replace_parent"`
	}
	child := (*Issue)(nil)
	if c.into(&a) {
		child = s.store.issue(s.numberOfID(a.ID))
	}
	switch {
	case child == nil || child.gone():
		return refuse(http.StatusNotFound, "The provided sub-issue does not exist")
	case s.config.ReadOnly:
		return refuse(http.StatusForbidden, "Must have triage access.")
	case child.Parent > 0 && !a.Replace:
		return refuse(http.StatusUnprocessableEntity, "Sub issue may only have one parent")
	case child.Parent == epic.Number:
		return refuse(http.StatusUnprocessableEntity, "Issue may not contain duplicate sub-issues")
	}
	if problem := s.cannotNest(epic); problem != "" {
		return refuse(http.StatusUnprocessableEntity, problem)
	}
	s.store.change(child, s.config.Clock.Now())
	child.Parent = epic.Number
	return reply{status: http.StatusCreated, body: s.issue(c, epic)}
}

// cannotNest says why an epic takes no further sub-issue. Closed ones count.
func (s *Server) cannotNest(epic *Issue) string {
	switch {
	case len(s.store.children(epic.Number)) >= 100:
		return "Parent cannot have more than 100 sub-issues"
	case s.store.depth(epic.Number) >= 7:
		return "Sub-issue depth cannot exceed 8 levels"
	}
	return ""
}

func (s *Server) removeSubIssue(c call, epic *Issue) reply {
	var a struct {
		ID int64 `json:"sub_issue_id"`
	}
	if !c.into(&a) {
		return refuse(http.StatusBadRequest, "Problems parsing JSON")
	}
	child := s.store.issue(s.numberOfID(a.ID))
	if child == nil || child.Parent != epic.Number {
		return refuse(http.StatusNotFound, "Not Found")
	}
	s.store.change(child, s.config.Clock.Now())
	child.Parent = 0
	return reply{status: http.StatusOK, body: s.issue(c, epic)}
}
