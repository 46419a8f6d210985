package githubtest

import (
	"fmt"
	"strings"
	"time"
)

type object = map[string]any

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }

func (s *Server) ownerName() (string, string) {
	owner, name, _ := strings.Cut(s.config.Repository, "/")
	return owner, name
}

// api and web are addresses within the repository.
func (s *Server) api(c call, path string) string {
	return c.base + s.Prefix() + "/repos/" + s.config.Repository + path
}

func (s *Server) web(c call, path string) string {
	return c.base + "/" + s.config.Repository + path
}

func (s *Server) user(c call, login string) object {
	u := object{
		"login": login, "id": len(login) + 100, "node_id": "U_" + login, "gravatar_id": "",
		"avatar_url": c.base + "/avatars/" + login, "html_url": c.base + "/" + login,
		"type": "User", "site_admin": false,
	}
	api := c.base + s.Prefix() + "/users/" + login
	u["url"] = api
	for _, part := range []string{"events", "followers", "following", "gists", "organizations", "received_events", "repos", "starred", "subscriptions"} {
		u[part+"_url"] = api + "/" + part
	}
	return u
}

func (s *Server) repository(c call) object {
	owner, name := s.ownerName()
	now := stamp(s.config.Clock.Now())
	repo := object{
		"id": s.repositoryID(), "node_id": s.nodeID("R", 1), "name": name, "full_name": s.config.Repository,
		"owner": s.user(c, owner), "private": false, "description": nil, "fork": false,
		"url": s.api(c, ""), "html_url": s.web(c, ""), "default_branch": "main",
		"forks": 0, "forks_count": 0, "has_issues": !s.config.IssuesOff, "has_projects": true, "has_wiki": true,
		"has_pages": false, "has_discussions": false, "homepage": nil, "language": nil,
		"archived": s.config.Archived, "disabled": false, "mirror_url": nil, "open_issues": 0,
		"open_issues_count": 0, "license": nil, "pushed_at": now, "size": 1, "stargazers_count": 0,
		"watchers": 0, "watchers_count": 0, "created_at": now, "updated_at": now,
		"network_count": 0, "subscribers_count": 0,
		"git_url": "git://example.com/" + s.config.Repository + ".git", "ssh_url": "git@example.com:" + s.config.Repository + ".git",
		"clone_url": s.web(c, ".git"), "svn_url": s.web(c, ""),
		"permissions": object{"admin": false, "maintain": false, "push": !s.config.ReadOnly, "triage": !s.config.ReadOnly, "pull": true},
	}
	for _, part := range strings.Fields("archive assignees blobs branches collaborators comments commits compare contents contributors " +
		"deployments downloads events forks git_commits git_refs git_tags hooks issue_comment issue_events issues keys labels " +
		"languages merges milestones notifications pulls releases stargazers statuses subscribers subscription tags teams trees") {
		repo[part+"_url"] = s.api(c, "/"+part)
	}
	return repo
}

func (s *Server) label(c call, name string) object {
	return object{
		"id": len(name) + 500, "node_id": s.labelNode(name), "url": s.api(c, "/labels/x"), "name": name,
		"description": nil, "color": "ededed", "default": false,
	}
}

func (s *Server) labelNode(name string) string {
	for n, l := range s.store.labels {
		if l == name {
			return s.nodeID("LA", n+1)
		}
	}
	return ""
}

func (s *Server) milestone(c call, m milestone) object {
	now := stamp(s.config.Clock.Now())
	state := "open"
	var due, closed any
	if m.closed {
		state, closed = "closed", now
	}
	if m.due != nil {
		due = stamp(*m.due)
	}
	return object{
		"url": s.api(c, fmt.Sprintf("/milestones/%d", m.number)), "html_url": s.web(c, fmt.Sprintf("/milestone/%d", m.number)),
		"labels_url": s.api(c, fmt.Sprintf("/milestones/%d/labels", m.number)), "id": 9000 + m.number,
		"node_id": s.nodeID("MI", m.number), "number": m.number, "title": m.title, "description": nil,
		"creator": s.user(c, "bot"), "open_issues": 0, "closed_issues": 0, "state": state,
		"created_at": now, "updated_at": now, "due_on": due, "closed_at": closed,
	}
}

func (s *Server) issue(c call, i *Issue) object {
	path := fmt.Sprintf("/issues/%d", i.Number)
	labels := []object{}
	for _, l := range i.Labels {
		labels = append(labels, s.label(c, l))
	}
	assignees := []object{}
	for _, a := range i.Assignees {
		assignees = append(assignees, s.user(c, a))
	}
	made := object{
		"id": s.databaseID(i.Number), "node_id": s.nodeID("I", i.Number), "number": i.Number,
		"url": s.api(c, path), "repository_url": s.api(c, ""), "labels_url": s.api(c, path+"/labels"),
		"comments_url": s.api(c, path+"/comments"), "events_url": s.api(c, path+"/events"),
		"html_url": s.web(c, path), "state": "open", "state_reason": nil, "title": i.Title, "body": i.Body,
		"user": s.user(c, i.Author), "labels": labels, "assignee": nil, "assignees": assignees, "milestone": nil,
		"locked": i.Locked, "active_lock_reason": nil, "comments": len(i.Comments), "closed_at": nil,
		"created_at": stamp(i.Created), "updated_at": stamp(i.Updated), "author_association": "NONE",
	}
	if len(assignees) > 0 {
		made["assignee"] = assignees[0]
	}
	if i.Closed {
		made["state"], made["closed_at"] = "closed", stamp(i.ClosedAt)
		if i.Reason != "" {
			made["state_reason"] = i.Reason
		}
	}
	if m := s.store.milestoneByTitle(i.Milestone); m != nil {
		made["milestone"] = s.milestone(c, *m)
	}
	if i.Pull {
		made["html_url"] = s.web(c, fmt.Sprintf("/pull/%d", i.Number))
		made["pull_request"] = object{"url": s.api(c, fmt.Sprintf("/pulls/%d", i.Number)), "html_url": made["html_url"], "diff_url": made["html_url"], "patch_url": made["html_url"]}
	}
	if n := s.typeNumber(i.Type); n > 0 {
		made["type"] = s.issueType(n)
	}
	if s.subIssues() {
		children := s.store.children(i.Number)
		made["sub_issues_summary"] = object{"total": len(children), "completed": 0, "percent_completed": 0}
		if i.Parent > 0 {
			made["parent_issue_url"] = s.api(c, fmt.Sprintf("/issues/%d", i.Parent))
		}
	}
	if s.dependencies() {
		n := len(s.blockersOf(i))
		made["issue_dependencies_summary"] = object{"blocked_by": n, "total_blocked_by": n, "blocking": 0, "total_blocking": 0}
	}
	return made
}

// subIssues says whether the edition has them: Enterprise since 3.17, and by
// GraphQL only, as the official documents of REST and GraphQL have it.
func (s *Server) subIssues() bool {
	return s.config.Edition != Enterprise316 && !s.config.NoSubIssues
}

func (s *Server) restSubIssues() bool { return s.subIssues() && !s.enterprise() }

// dependencies come with 3.19.
func (s *Server) dependencies() bool {
	return s.config.Edition != Enterprise316 && s.config.Edition != Enterprise317
}

func (s *Server) comment(c call, i *Issue, n int) object {
	at := s.api(c, fmt.Sprintf("/issues/comments/%d", n))
	return object{
		"id": i.Number*1000 + n, "node_id": nodeID("IC", i.Number*1000+n), "url": at, "html_url": at,
		"issue_url": s.api(c, fmt.Sprintf("/issues/%d", i.Number)), "body": i.Comments[n], "user": s.user(c, "bot"),
		"created_at": stamp(i.Updated), "updated_at": stamp(i.Updated), "author_association": "NONE",
	}
}
