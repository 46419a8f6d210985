package githubtest

import (
	"fmt"
	"net/http"
	"sort"
	"strconv"
	"strings"
)

func (s *Server) issues(c call, path []string) reply {
	if len(path) == 0 {
		if c.req.Method == http.MethodPost {
			return s.createIssue(c)
		}
		return s.listIssues(c)
	}
	n, err := strconv.Atoi(path[0])
	i := s.store.issue(n)
	switch {
	case err != nil || i == nil:
		return refuse(http.StatusNotFound, "Not Found")
	case i.Deleted:
		return refuse(http.StatusGone, "This issue was deleted")
	case i.Moved:
		at := c.base + s.Prefix() + orElse(i.MovedTo, fmt.Sprintf("/repositories/99/issues/%d", n))
		return reply{http.StatusMovedPermanently, object{"message": "Moved Permanently", "url": at, "documentation_url": "https://docs.example.com"}, http.Header{"Location": {at}}}
	case len(path) == 1:
		return s.oneIssue(c, i)
	}
	return s.ofIssue(c, i, path[1:])
}

func (s *Server) oneIssue(c call, i *Issue) reply {
	switch c.req.Method {
	case http.MethodGet:
		return reply{status: http.StatusOK, body: s.issue(c, i)}
	case http.MethodPatch:
		return s.patchIssue(c, i)
	}
	return refuse(http.StatusNotFound, "Not Found")
}

func (s *Server) ofIssue(c call, i *Issue, path []string) reply {
	switch what := strings.Join(path, "/"); {
	case what == "comments":
		return s.commentsOf(c, i)
	case path[0] == "labels":
		return s.labelsOf(c, i, path[1:])
	case what == "sub_issues" && s.restSubIssues():
		return s.subIssuesOf(c, i)
	case what == "sub_issue" && s.restSubIssues() && c.req.Method == http.MethodDelete:
		return s.removeSubIssue(c, i)
	case what == "dependencies/blocked_by" && s.dependencies():
		return s.restBlockers(c, i)
	case len(path) == 3 && path[0] == "dependencies" && path[1] == "blocked_by" && s.dependencies() && c.req.Method == http.MethodDelete:
		return s.restUnblock(c, i, path[2])
	}
	return refuse(http.StatusNotFound, "Not Found")
}

// listIssues lists issues and pull requests, as far as the list has caught up.
func (s *Server) listIssues(c call) reply {
	q := c.req.URL.Query()
	found := s.listed(q.Get("labels"), q.Get("creator"), q.Get("state"))
	if q.Get("direction") != "asc" {
		sort.SliceStable(found, func(a, b int) bool { return found[a].Number > found[b].Number })
	}
	shown, header := page(s, c, "/issues", found)
	list := []object{}
	for _, i := range shown {
		list = append(list, s.issue(c, i))
	}
	return reply{http.StatusOK, list, header}
}

// listed are the issues and pull requests that a list shows, by number.
func (s *Server) listed(labels, creator, state string) []*Issue {
	var found []*Issue
	for _, i := range s.store.issues {
		shown := s.store.asListed(i, s.config.Clock.Now(), s.config.Lag)
		if shown != nil && !shown.gone() && matches(shown, labels, creator, state) {
			found = append(found, shown)
		}
	}
	return found
}

func matches(i *Issue, labels, creator, state string) bool {
	if state == "" {
		state = "open"
	}
	if state != "all" && (state == "closed") != i.Closed || creator != "" && creator != i.Author {
		return false
	}
	for _, l := range strings.Split(labels, ",") {
		if l != "" && !has(i.Labels, l) {
			return false
		}
	}
	return true
}

// asked is what a request says of an issue.
type asked struct {
	Title       *string
	Body        *string
	State       string
	StateReason string `json:"state_reason"`
	Labels      *[]string
	Assignees   *[]string
	Milestone   any
	Type        *string
}

func (a asked) wrong() *reply {
	switch {
	case a.Title != nil && (*a.Title == "" || len([]rune(*a.Title)) > 256):
		r := invalid("Issue", "title", "custom")
		return &r
	case a.Labels != nil && len(*a.Labels) > 100:
		r := invalid("Issue", "labels", "too_many")
		return &r
	case a.Body != nil && len([]rune(*a.Body)) > 65536:
		r := invalid("Issue", "body", "too_long")
		return &r
	}
	return nil
}

func (s *Server) createIssue(c call) reply {
	var a asked
	if !c.into(&a) || a.Title == nil {
		return invalid("Issue", "title", "missing_field")
	}
	if r := a.wrong(); r != nil {
		return *r
	}
	if r := s.tooFast(1); r != nil {
		return *r
	}
	i := Issue{Title: *a.Title, Author: "bot"}
	if a.Body != nil {
		i.Body = *a.Body
	}
	if !s.config.ReadOnly {
		if a.Labels != nil {
			i.Labels = s.addLabels(nil, *a.Labels)
		}
		if n, ok := a.Milestone.(float64); ok {
			m := s.store.milestone(int(n))
			if m == nil {
				return invalid("Issue", "milestone", "invalid")
			}
			i.Milestone = m.title
		}
		if !s.setType(&i, a.Type) {
			return invalid("Issue", "type", "invalid")
		}
	}
	return reply{status: http.StatusCreated, body: s.issue(c, s.store.add(i, s.config.Clock.Now()))}
}

// addLabels puts labels on, creating them as GitHub does.
func (s *Server) addLabels(have, names []string) []string {
	for _, n := range names {
		if !has(have, n) {
			have = append(have, s.store.addLabel(n))
		}
	}
	return have
}

func (s *Server) patchIssue(c call, i *Issue) reply {
	var a asked
	if !c.into(&a) {
		return refuse(http.StatusBadRequest, "Problems parsing JSON")
	}
	if r := a.wrong(); r != nil {
		return *r
	}
	if a.StateReason == "duplicate" && !s.dependencies() {
		return invalid("Issue", "state_reason", "invalid")
	}
	if s.config.ReadOnly && i.Author != "bot" {
		return refuse(http.StatusForbidden, "Must have write access to update this issue.")
	}
	s.store.change(i, s.config.Clock.Now())
	if !s.config.ReadOnly && !s.setType(i, a.Type) {
		return invalid("Issue", "type", "invalid")
	}
	if a.Title != nil {
		i.Title = *a.Title
	}
	if a.Body != nil {
		i.Body = *a.Body
	}
	s.setState(i, a)
	if !s.config.ReadOnly {
		s.setPlanning(c, i, a)
	}
	return reply{status: http.StatusOK, body: s.issue(c, i)}
}

// setState closes or opens; a reason counts only with a change.
func (s *Server) setState(i *Issue, a asked) {
	closed := a.State == "closed"
	if a.State == "" || closed == i.Closed {
		return
	}
	i.Closed, i.Reason = closed, ""
	if closed {
		i.Reason = a.StateReason
		if i.Reason == "" {
			i.Reason = "completed"
		}
	}
	i.stampClosed()
}

func (s *Server) setPlanning(c call, i *Issue, a asked) {
	if a.Labels != nil {
		i.Labels = s.addLabels(nil, *a.Labels)
	}
	if a.Assignees != nil {
		i.Assignees = *a.Assignees
	}
	if n, ok := a.Milestone.(float64); ok {
		if m := s.store.milestone(int(n)); m != nil {
			i.Milestone = m.title
		}
	}
	if a.Milestone == nil && strings.Contains(string(c.body), `"milestone":null`) {
		i.Milestone = ""
	}
}

func (s *Server) commentsOf(c call, i *Issue) reply {
	if c.req.Method == http.MethodGet {
		list := []object{}
		for n := range i.Comments {
			list = append(list, s.comment(c, i, n))
		}
		shown, header := page(s, c, fmt.Sprintf("/issues/%d/comments", i.Number), list)
		return reply{http.StatusOK, shown, header}
	}
	var a struct{ Body string }
	switch {
	case i.Locked && s.config.ReadOnly:
		return refuse(http.StatusForbidden, "Unable to create comment because issue is locked.")
	case !c.into(&a) || a.Body == "":
		return invalid("IssueComment", "body", "missing_field")
	}
	if r := s.tooFast(1); r != nil {
		return *r
	}
	s.store.change(i, s.config.Clock.Now())
	i.Comments = append(i.Comments, a.Body)
	return reply{status: http.StatusCreated, body: s.comment(c, i, len(i.Comments)-1)}
}

func (s *Server) labelsOf(c call, i *Issue, path []string) reply {
	if c.req.Method != http.MethodGet && s.config.ReadOnly {
		return refuse(http.StatusForbidden, "Must have push access to label an issue.")
	}
	switch c.req.Method {
	case http.MethodPost:
		var a struct{ Labels []string }
		if !c.into(&a) {
			return invalid("Label", "name", "missing_field")
		}
		s.store.change(i, s.config.Clock.Now())
		i.Labels = s.addLabels(i.Labels, a.Labels)
	case http.MethodDelete:
		if len(path) != 1 || !has(i.Labels, path[0]) {
			return refuse(http.StatusNotFound, "Label does not exist")
		}
		s.store.change(i, s.config.Clock.Now())
		i.Labels = remove(i.Labels, path[0])
	}
	list := []object{}
	for _, l := range i.Labels {
		list = append(list, s.label(c, l))
	}
	return reply{status: http.StatusOK, body: list}
}
