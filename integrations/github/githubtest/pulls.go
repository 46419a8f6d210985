package githubtest

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
)

// Pull is a pull request as it stands on the server.
type Pull struct {
	Number      int
	Head, Base  string
	Title, Body string
}

// Pulls are the open pull requests.
func (s *Server) Pulls() []Pull {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Pull(nil), s.pulls...)
}

// pullRequests answers for the pull requests of the repository.
func (s *Server) pullRequests(c call, path []string) reply {
	switch {
	case len(path) == 0 && c.req.Method == http.MethodGet:
		return s.listPulls(c)
	case len(path) == 0 && c.req.Method == http.MethodPost:
		return s.createPull(c)
	case len(path) == 1 && c.req.Method == http.MethodPatch:
		return s.patchPull(c, path[0])
	}
	return refuse(http.StatusNotFound, "Not Found")
}

func (s *Server) listPulls(c call) reply {
	q := c.req.URL.Query()
	owner, _ := s.ownerName()
	out := []object{}
	for _, p := range s.pulls {
		if head := q.Get("head"); head != "" && head != owner+":"+p.Head || q.Get("base") != "" && q.Get("base") != p.Base {
			continue
		}
		out = append(out, s.pull(c, p))
	}
	return reply{status: http.StatusOK, body: out}
}

func (s *Server) createPull(c call) reply {
	var p Pull
	if !c.into(&p) || p.Title == "" || p.Head == "" || p.Base == "" {
		return invalid("PullRequest", "title", "missing_field")
	}
	for _, other := range s.pulls {
		if other.Head == p.Head && other.Base == p.Base {
			return invalid("PullRequest", "head", "custom")
		}
	}
	p.Number = s.store.add(Issue{Title: p.Title, Body: p.Body, Pull: true, Author: "bot"}, s.config.Clock.Now()).Number
	s.pulls = append(s.pulls, p)
	return reply{status: http.StatusCreated, body: s.pull(c, p)}
}

func (s *Server) patchPull(c call, number string) reply {
	n, err := strconv.Atoi(number)
	for i := range s.pulls {
		if err == nil && s.pulls[i].Number == n {
			c.into(&s.pulls[i])
			return reply{status: http.StatusOK, body: s.pull(c, s.pulls[i])}
		}
	}
	return refuse(http.StatusNotFound, "Not Found")
}

// pull is what of a pull request's many fields is read.
func (s *Server) pull(c call, p Pull) object {
	return object{
		"number": p.Number, "title": p.Title, "body": p.Body, "state": "open",
		"html_url": strings.Replace(s.web(c, fmt.Sprintf("/issues/%d", p.Number)), "/issues/", "/pull/", 1),
		"head":     object{"ref": p.Head}, "base": object{"ref": p.Base},
	}
}
