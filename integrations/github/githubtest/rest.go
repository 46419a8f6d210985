package githubtest

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

func refuse(status int, message string) reply {
	return reply{status: status, body: object{"message": message, "documentation_url": "https://docs.example.com/rest", "status": strconv.Itoa(status)}}
}

func invalid(resource, field, code string) reply {
	return reply{status: http.StatusUnprocessableEntity, body: object{
		"message": "Validation Failed", "documentation_url": "https://docs.example.com/rest",
		"errors": []object{{"resource": resource, "field": field, "code": code}},
	}}
}

// serve answers a request; the lock is held.
func (s *Server) serve(c call) reply {
	path := c.req.URL.Path
	graphQL := "/graphql"
	if s.enterprise() {
		graphQL = "/api/graphql"
	}
	rest, isAPI := strings.CutPrefix(path, s.Prefix()+"/")
	switch {
	case !isAPI && path != graphQL:
		return reply{status: http.StatusNotFound, body: "<html>Page not found</html>"}
	case !s.loggedIn(c):
		return refuse(http.StatusUnauthorized, "Bad credentials")
	case path == graphQL && s.config.NoGraphQL:
		return refuse(http.StatusNotFound, "Not Found")
	case path == graphQL && c.req.Method == http.MethodPost:
		return s.graphQL(c)
	}
	return s.rest(c, strings.Split(strings.TrimSuffix(rest, "/"), "/"))
}

func (s *Server) loggedIn(c call) bool {
	return s.config.Token == "" || c.req.Header.Get("Authorization") == "Bearer "+s.config.Token
}

func (s *Server) rest(c call, path []string) reply {
	owner, name := s.ownerName()
	switch {
	case len(path) == 1 && path[0] == "meta" && !s.config.NoMeta:
		meta := object{"verifiable_password_authentication": true}
		if s.enterprise() {
			meta["installed_version"] = string(s.config.Edition)
		}
		return reply{status: http.StatusOK, body: meta}
	case len(path) == 1 && path[0] == "user":
		return reply{status: http.StatusOK, body: s.self(c)}
	case len(path) >= 3 && path[0] == "repos" && strings.EqualFold(path[1], owner) && strings.EqualFold(path[2], name):
		return s.inRepository(c, path[3:])
	case len(path) >= 2 && path[0] == "repositories" && path[1] == fmt.Sprint(s.repositoryID()):
		return s.inRepository(c, path[2:])
	case len(path) == 4 && path[0] == "repositories" && path[1] == "99" && path[2] == "issues":
		return s.transferred(c, path[3])
	}
	return refuse(http.StatusNotFound, "Not Found")
}

func (s *Server) self(c call) object {
	u := s.user(c, "bot")
	now := stamp(s.config.Clock.Now())
	for _, field := range strings.Fields("bio blog company email hireable location name") {
		u[field] = nil
	}
	for _, field := range strings.Fields("followers following public_gists public_repos collaborators disk_usage owned_private_repos private_gists total_private_repos") {
		u[field] = 0
	}
	u["created_at"], u["updated_at"], u["two_factor_authentication"] = now, now, true
	u["user_view_type"] = "private"
	return u
}

func (s *Server) inRepository(c call, path []string) reply {
	switch {
	case len(path) == 0:
		return reply{status: http.StatusOK, body: s.repository(c)}
	case s.config.Archived && c.req.Method != http.MethodGet:
		return refuse(http.StatusForbidden, "Repository was archived so is read-only.")
	case c.req.Method != http.MethodGet && !s.scoped("repo", "public_repo"):
		return refuse(http.StatusNotFound, "Not Found")
	case s.config.NoIssues && c.req.Method != http.MethodGet:
		return refuse(http.StatusForbidden, notAccessible)
	case s.config.IssuesOff && path[0] == "issues":
		return refuse(http.StatusGone, "Issues has been disabled in this repository.")
	}
	switch path[0] {
	case "issues":
		return s.issues(c, path[1:])
	case "labels":
		return s.labels(c, path[1:])
	case "issue-types":
		return s.issueTypes()
	case "milestones":
		return s.milestones(c)
	case "pulls":
		return s.pullRequests(c, path[1:])
	}
	return refuse(http.StatusNotFound, "Not Found")
}

const notAccessible = "Resource not accessible by personal access token"

// page cuts a list as the query says, with links as GitHub gives them.
func page[T any](s *Server, c call, path string, list []T) ([]T, http.Header) {
	q := c.req.URL.Query()
	size, number := 30, 1
	if n, err := strconv.Atoi(q.Get("per_page")); err == nil && n > 0 {
		size = min(n, 100)
	}
	if n, err := strconv.Atoi(q.Get("page")); err == nil && n > 0 {
		number = n
	}
	from := min((number-1)*size, len(list))
	to := min(from+size, len(list))
	header := http.Header{}
	if to < len(list) {
		q.Set("page", strconv.Itoa(number+1))
		next := url.URL{Path: fmt.Sprintf("%s/repositories/%d%s", s.Prefix(), s.repositoryID(), path), RawQuery: q.Encode()}
		header.Set("Link", fmt.Sprintf(`<%s>; rel="next"`, c.base+next.RequestURI()))
	}
	return list[from:to], header
}

func (s *Server) labels(c call, path []string) reply {
	switch {
	case len(path) == 1 && c.req.Method == http.MethodGet:
		name, ok := s.store.hasLabel(path[0])
		if !ok {
			return refuse(http.StatusNotFound, "Not Found")
		}
		return reply{status: http.StatusOK, body: s.label(c, name)}
	case len(path) == 0 && c.req.Method == http.MethodGet:
		names, header := page(s, c, "/labels", s.store.labels)
		list := []object{}
		for _, n := range names {
			list = append(list, s.label(c, n))
		}
		return reply{http.StatusOK, list, header}
	case len(path) == 0 && c.req.Method == http.MethodPost:
		return s.createLabel(c)
	}
	return refuse(http.StatusNotFound, "Not Found")
}

func (s *Server) createLabel(c call) reply {
	var asked struct{ Name, Description string }
	switch {
	case !c.into(&asked) || asked.Name == "":
		return invalid("Label", "name", "missing_field")
	case s.config.ReadOnly:
		return refuse(http.StatusForbidden, "You must have push access to create a label.")
	case len([]rune(asked.Name)) > 50:
		return invalid("Label", "name", "too_long")
	case len([]rune(asked.Description)) > 100:
		return invalid("Label", "description", "too_long")
	}
	if _, ok := s.store.hasLabel(asked.Name); ok {
		return invalid("Label", "name", "already_exists")
	}
	return reply{status: http.StatusCreated, body: s.label(c, s.store.addLabel(asked.Name))}
}

func (s *Server) milestones(c call) reply {
	if c.req.Method == http.MethodGet {
		state := orElse(c.req.URL.Query().Get("state"), "open")
		shown := slices.DeleteFunc(slices.Clone(s.store.milestones), func(m milestone) bool {
			return state != "all" && m.closed != (state == "closed")
		})
		stones, header := page(s, c, "/milestones", shown)
		list := []object{}
		for _, m := range stones {
			list = append(list, s.milestone(c, m))
		}
		return reply{http.StatusOK, list, header}
	}
	var asked struct {
		Title string
		DueOn *time.Time `json:"due_on"`
	}
	switch {
	case !c.into(&asked) || asked.Title == "":
		return invalid("Milestone", "title", "missing_field")
	case s.config.ReadOnly:
		return refuse(http.StatusForbidden, "Must have push access to create a milestone.")
	case s.store.milestoneByTitle(asked.Title) != nil:
		return invalid("Milestone", "title", "already_exists")
	}
	m := milestone{number: len(s.store.milestones) + 1, title: asked.Title, due: asked.DueOn}
	s.store.milestones = append(s.store.milestones, m)
	return reply{status: http.StatusCreated, body: s.milestone(c, m)}
}

// transferred answers for the other repository, to which issues were moved.
func (s *Server) transferred(c call, number string) reply {
	n, _ := strconv.Atoi(number)
	i := s.store.issue(n)
	if i == nil || c.req.Method != http.MethodGet {
		return refuse(http.StatusNotFound, "Not Found")
	}
	made := s.issue(c, i)
	other := c.base + s.Prefix() + "/repos/northwind/elsewhere"
	made["repository_url"], made["url"] = other, other+"/issues/7"
	made["number"], made["html_url"] = 7, c.base+"/northwind/elsewhere/issues/7"
	return reply{status: http.StatusOK, body: made}
}
