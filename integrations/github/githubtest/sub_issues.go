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
	}
	if problem := s.nest(child, epic, a.Replace); problem != "" {
		return refuse(http.StatusUnprocessableEntity, problem)
	}
	return reply{status: http.StatusCreated, body: s.issue(c, epic)}
}

// nest puts an issue under an epic, or says why it does not go there.
func (s *Server) nest(child, epic *Issue, replace bool) string {
	switch {
	case child.Parent == epic.Number:
		return "Issue may not contain duplicate sub-issues"
	case child.Parent > 0 && !replace:
		return "Sub issue may only have one parent"
	}
	if problem := s.cannotNest(epic); problem != "" {
		return problem
	}
	s.store.change(child, s.config.Clock.Now())
	child.Parent = epic.Number
	return ""
}

// nesting answers the mutations that change what stands under an epic.
func (x *execution) nesting(add bool, input map[string]any, path []any) any {
	text := func(name string) string { t, _ := input[name].(string); return t }
	find := func(name string) *Issue { return x.s.store.issue(x.s.numberOfNode("I", text(name))) }
	epic, child := find("issueId"), find("subIssueId")
	replace, _ := input["replaceParent"].(bool)
	problem := ""
	switch {
	case epic == nil || child == nil || epic.gone() || child.gone():
		x.fail("NOT_FOUND", "Could not resolve to a node with the global id of '"+text("subIssueId")+"'", path)
		return nil
	case x.s.config.ReadOnly:
		x.fail("FORBIDDEN", "bot does not have the correct permissions to execute `AddSubIssue`", path)
		return nil
	case add:
		problem = x.s.nest(child, epic, replace)
	case child.Parent != epic.Number:
		problem = "The provided sub-issue does not belong to the issue"
	default:
		x.s.store.change(child, x.s.config.Clock.Now())
		child.Parent = 0
	}
	if problem != "" {
		x.fail("UNPROCESSABLE", problem, path)
		return nil
	}
	return object{"issue": x.issue(epic), "subIssue": x.issue(child)}
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
