// Package jiratest plays a Jira server for tests, Cloud or Data Center, in
// process and with an injected clock: with the status codes, error words, lag
// and limits of the real ones, and no kinder than they are. Only tests import
// it.
package jiratest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"
)

// Server is a Jira server.
type Server struct {
	config Config
	mux    *http.ServeMux

	mu       sync.Mutex
	next     map[string]int // the number of each project's next issue
	nextID   int
	records  map[string]*record // by Key, those moved away and deleted too
	order    []*record
	versions []version
	settled  time.Time
	created  []time.Time
	requests []string
	lastRank float64
}

// The addresses of a server in process.
const (
	CloudURL  = "https://northwind.atlassian.net"
	CenterURL = "http://127.0.0.1:8182"
)

// New makes a server with an empty project.
func New(config Config) *Server {
	if config.Project == "" {
		config.Project = "SHOP"
	}
	if config.Types == nil {
		config.Types = []string{"Epic", "Story", "Task", "Bug"}
	}
	if config.Workflow == nil {
		config.Workflow = usualWorkflow()
	}
	if config.NoSuchIssue == "" {
		config.NoSuchIssue = "An issue with key '%s' does not exist for field '%s'."
	}
	if config.PageSize == 0 {
		config.PageSize = 50
	}
	s := &Server{config: config, next: map[string]int{}, nextID: 10000, records: map[string]*record{}}
	s.mux = s.routes()
	return s
}

// URL is the address under which a transport of the server answers.
func (s *Server) URL() string {
	if s.config.Cloud {
		return CloudURL
	}
	return CenterURL
}

// handler answers one request; what it returns is the reply.
type handler func(r *http.Request) (status int, body any)

func (s *Server) routes() *http.ServeMux {
	mux := http.NewServeMux()
	version := "2"
	if s.config.Cloud {
		version = "3"
	}
	on := func(method, path string, h handler) {
		mux.Handle(method+" /rest/api/"+version+path, s.serve(h))
	}
	mux.Handle("GET /rest/api/2/serverInfo", s.open(s.serverInfo))
	if s.config.Cloud {
		mux.Handle("GET /rest/api/3/serverInfo", s.open(s.serverInfo))
	}
	on("GET", "/issue/createmeta/{project}/issuetypes", s.issueTypes)
	on("GET", "/issue/createmeta/{project}/issuetypes/{type}", s.typeFields)
	on("GET", "/mypermissions", s.permissions)
	on("GET", "/project/{project}", s.project)
	on("GET", "/field", s.fields)
	on("GET", "/user/search", s.searchUsers)
	on("POST", "/issue", s.createOne)
	on("GET", "/issue/{key}", s.getIssue)
	on("PUT", "/issue/{key}", s.editIssue)
	on("PUT", "/issue/{key}/properties/{name}", s.putProperty)
	on("GET", "/issue/{key}/transitions", s.transitions)
	on("POST", "/issue/{key}/transitions", s.transition)
	on("GET", "/issue/{key}/comment", s.comments)
	on("POST", "/issue/{key}/comment", s.comment)
	on("GET", "/issueLinkType", s.linkTypes)
	on("POST", "/issueLink", s.link)
	on("DELETE", "/issueLink/{id}", s.unlink)
	on("POST", "/version", s.makeVersion)
	if !s.config.NoBoards {
		for path, h := range map[string]handler{
			"POST /epic/{key}/issue": s.adopt, "GET /board": s.boards, "GET /board/{id}": s.board,
			"GET /board/{id}/sprint": s.sprints, "POST /sprint/{id}/issue": s.moveToSprint,
			"PUT /issue/rank": s.rank,
		} {
			method, path, _ := strings.Cut(path, " ")
			mux.Handle(method+" /rest/agile/1.0"+path, s.serve(h))
		}
	}
	if !s.config.NoBulk {
		on("POST", "/issue/bulk", s.createBulk)
	}
	if s.config.Cloud {
		on("POST", "/search/jql", s.searchJQL)
		on("GET", "/search/jql", s.searchJQL)
		on("GET", "/search", removed)
		on("POST", "/search", removed)
		if !s.config.NoBulkFetch {
			on("POST", "/issue/bulkfetch", s.bulkFetch)
		}
	} else {
		on("GET", "/search", s.search)
		on("POST", "/search", s.search)
	}
	return mux
}

// ServeHTTP answers a request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests = append(s.requests, r.Method+" "+r.URL.Path)
	if _, pattern := s.mux.Handler(r); pattern == "" {
		s.reply(w, http.StatusNotFound, map[string]any{"errorMessages": []string{"null for uri: " + r.URL.Path}, "errors": map[string]string{}})
		return
	}
	s.mux.ServeHTTP(w, r)
}

// Requests names what was asked, in order.
func (s *Server) Requests() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.requests...)
}

func (s *Server) open(h handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		status, body := h(r)
		s.reply(w, status, body)
	})
}

// serve lets in who is logged in as this deployment wants it.
func (s *Server) serve(h handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !s.loggedIn(r) {
			w.Header().Set("WWW-Authenticate", `OAuth realm="jira"`)
			s.reply(w, http.StatusUnauthorized, says("Client must be authenticated to access this resource."))
			return
		}
		status, body := h(r)
		if l, ok := body.(limit); ok {
			w.Header().Set("Retry-After", fmt.Sprint(int(l.wait/time.Second)+1))
			w.Header().Set("RateLimit-Reason", "jira-burst-based")
			body = says("Rate limit exceeded.")
		}
		s.reply(w, status, body)
	})
}

func (s *Server) loggedIn(r *http.Request) bool {
	if s.config.Cloud {
		email, token, ok := r.BasicAuth()
		return ok && email == s.config.Email && token == s.config.Token
	}
	return r.Header.Get("Authorization") == "Bearer "+s.config.Token
}

func (s *Server) reply(w http.ResponseWriter, status int, body any) {
	if body != nil && status != http.StatusNoContent {
		w.Header().Set("Content-Type", "application/json;charset=UTF-8")
	}
	if !s.config.Cloud && status < 300 {
		w.Header().Set("Retry-After", "0")
		w.Header().Set("X-RateLimit-Remaining", "49")
	}
	w.WriteHeader(status)
	if body == nil || status == http.StatusNoContent {
		return
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	_ = e.Encode(body)
}

// says is an error in Jira's form.
func says(messages ...string) map[string]any {
	return map[string]any{"errorMessages": messages, "errors": map[string]string{}}
}

func wrongFields(errors map[string]string) map[string]any {
	return map[string]any{"errorMessages": []string{}, "errors": errors}
}

func removed(*http.Request) (int, any) {
	return http.StatusGone, says("The requested API has been removed. Please migrate to the /rest/api/3/search/jql API.")
}

func (s *Server) serverInfo(*http.Request) (int, any) {
	info := map[string]any{
		"baseUrl": s.URL(), "serverTitle": "Jira", "buildNumber": 912000,
		"version": "9.12.4", "versionNumbers": []int{9, 12, 4}, "deploymentType": "Server",
	}
	if s.config.Cloud {
		info["version"], info["versionNumbers"], info["deploymentType"] = "1001.0.0-SNAPSHOT", []int{1001, 0, 0}, "Cloud"
	}
	return http.StatusOK, info
}

func decode(r *http.Request, into any) error {
	data, err := io.ReadAll(io.LimitReader(r.Body, 16<<20))
	if err != nil {
		return err
	}
	d := json.NewDecoder(bytes.NewReader(data))
	return d.Decode(into)
}

func split(list string) []string {
	var out []string
	for _, part := range strings.Split(list, ",") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}
