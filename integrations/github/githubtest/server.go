// Package githubtest is a GitHub to test against: github.com and Enterprise
// Server, REST and GraphQL, with their limits, refusals and silences. It is not
// kinder than the real one where that has been seen to be unkind. It serves as
// an [http.Handler] and, within a process, as an [http.RoundTripper].
package githubtest

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"time"
)

// Edition is which server is played.
type Edition string

// The editions.
const (
	GitHubCom     Edition = "github.com"
	Enterprise316 Edition = "3.16.9" // without sub-issues
	Enterprise317 Edition = "3.17.4"
	Enterprise319 Edition = "3.19.0"
)

// Clock is time as the server sees it.
type Clock interface{ Now() time.Time }

// Config says how the server behaves.
type Config struct {
	// Edition is GitHubCom when empty.
	Edition Edition
	// Repository is owner/name; northwind/shop when empty.
	Repository string
	// Clock is the wall clock when nil.
	Clock Clock
	// Token is what a login needs; "" for any.
	Token string
	// ReadOnly logins may create issues and comments but not push: labels,
	// milestones and parents are left out in silence.
	ReadOnly bool
	// NoIssues is a fine-grained token that may read issues and no more, whatever
	// its owner's role.
	NoIssues bool
	// Types are the organization's issue types; nil where the repository is a
	// user's, and has none. Disabled ones begin with "-".
	Types []string
	// NoGraphQLTypes leaves types to REST, NoGraphQLLinks dependencies, and
	// NoGraphQLDuplicates that an issue was closed as a duplicate.
	NoGraphQLTypes, NoGraphQLLinks, NoGraphQLDuplicates bool
	// NoSubIssues leaves sub-issues out, whatever the edition.
	NoSubIssues bool
	// Board is the owner's project board, nil for none; Scopes are those of a
	// classic token, "" for a fine-grained one.
	Board  *Board
	Scopes string
	// Archived and IssuesOff are the repository's settings.
	Archived, IssuesOff bool
	// PerMinute limits creations; 0 for no limit. Unsaid leaves Retry-After
	// out of the refusals.
	PerMinute int
	Unsaid    bool
	// MaxBatch is how many issues one GraphQL request may make; 0 for any.
	MaxBatch int
	// NoGraphQL and NoMeta are parts that a server in between may hide.
	NoGraphQL, NoMeta bool
	// Lag is how long the issue lists are behind the writes.
	Lag time.Duration
	// HalfDone makes every creating GraphQL request of more issues break off
	// after that many; 0 for never. HalfDoneEvery spares the others.
	HalfDone, HalfDoneEvery int
}

// Request is one request that was served.
type Request struct {
	Method, Path, Body string
	Status             int
	// Write says that it could have changed something.
	Write bool
}

// Server is a GitHub with one repository; a [Host] has several. Its methods may
// be called while it serves.
type Server struct {
	config Config
	// host is where the repository stands beside others, nil where it is alone,
	// and place which of them it is, from 0.
	host  *Host
	place int

	mu       *sync.Mutex
	store    store
	pulls    []Pull
	limits   []time.Time
	requests []Request
	refused  int
	batches  int
}

// New makes a server with an empty repository.
func New(config Config) *Server {
	if config.Edition == "" {
		config.Edition = GitHubCom
	}
	if config.Repository == "" {
		config.Repository = "northwind/shop"
	}
	if config.Clock == nil {
		config.Clock = wallClock{}
	}
	return &Server{config: config, mu: &sync.Mutex{}, store: newStore()}
}

type wallClock struct{}

func (wallClock) Now() time.Time { return time.Now() }

// Prefix is where the REST API stands: "" at github.com, "/api/v3" elsewhere.
func (s *Server) Prefix() string {
	if s.enterprise() {
		return "/api/v3"
	}
	return ""
}

func (s *Server) enterprise() bool { return s.config.Edition != GitHubCom }

// Document names the official document of the REST API that is played.
func (s *Server) Document() string {
	switch s.config.Edition {
	case Enterprise316, Enterprise317:
		return "github-ghes-3.17.json"
	case Enterprise319:
		return "github-ghes-3.19.json"
	}
	return "github-api.github.com.json"
}

// Configure changes how the server behaves from now on.
func (s *Server) Configure(change func(*Config)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change(&s.config)
}

// Requests are the requests so far.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Request(nil), s.requests...)
}

// Writes counts the requests that could have changed something.
func (s *Server) Writes() int {
	n := 0
	for _, r := range s.Requests() {
		if r.Write {
			n++
		}
	}
	return n
}

// Forget empties the list of requests.
func (s *Server) Forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests = nil
}

// Refused counts the requests that came too fast.
func (s *Server) Refused() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.refused
}

// RoundTrip serves a request within the process.
func (s *Server) RoundTrip(req *http.Request) (*http.Response, error) {
	if err := req.Context().Err(); err != nil {
		return nil, err
	}
	rec := httptest.NewRecorder()
	s.ServeHTTP(rec, req)
	resp := rec.Result()
	resp.Request = req
	return resp, nil
}

// reply is an answer before it is written.
type reply struct {
	status int
	body   any
	header http.Header
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	var body []byte
	if req.Body != nil {
		body, _ = io.ReadAll(io.LimitReader(req.Body, 32<<20))
	}
	s.mu.Lock()
	r := s.serve(call{ctx: req.Context(), req: req, body: body, base: baseOf(req)})
	r = unlessKnown(req, r)
	s.requests = append(s.requests, Request{
		Method: req.Method, Path: req.URL.RequestURI(), Body: string(body), Status: r.status, Write: writes(req, body),
	})
	s.mu.Unlock()
	s.write(w, req, r)
}

// unlessKnown answers a read by 304 where the client has the answer already.
func unlessKnown(req *http.Request, r reply) reply {
	tag := req.Header.Get("If-None-Match")
	if tag == "" || req.Method != http.MethodGet || r.status != http.StatusOK {
		return r
	}
	if data, err := json.Marshal(r.body); err != nil || etag(data) != tag {
		return r
	}
	return reply{status: http.StatusNotModified, header: http.Header{"Etag": {tag}}}
}

func baseOf(req *http.Request) string {
	if req.TLS != nil || req.URL.Scheme == "https" {
		return "https://" + req.Host
	}
	return "http://" + req.Host
}

func writes(req *http.Request, body []byte) bool {
	if strings.HasSuffix(req.URL.Path, "/graphql") {
		var asked struct{ Query string }
		_ = json.Unmarshal(body, &asked)
		return strings.HasPrefix(strings.TrimSpace(asked.Query), "mutation")
	}
	return req.Method != http.MethodGet && req.Method != http.MethodHead
}

// write sends a reply with the headers that GitHub sends.
func (s *Server) write(w http.ResponseWriter, req *http.Request, r reply) {
	h := w.Header()
	for name, values := range r.header {
		h[name] = values
	}
	if s.config.Scopes != "" {
		h.Set("X-Oauth-Scopes", s.config.Scopes)
	}
	h.Set("X-Github-Request-Id", "0000:0000:0000:0000")
	if s.enterprise() {
		h.Set("X-Github-Enterprise-Version", "enterprise-server@"+string(s.config.Edition))
	}
	if r.body == nil {
		w.WriteHeader(r.status)
		return
	}
	if text, ok := r.body.(string); ok {
		h.Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(r.status)
		_, _ = io.WriteString(w, text)
		return
	}
	data, err := json.Marshal(r.body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	h.Set("Content-Type", "application/json; charset=utf-8")
	if req.Method == http.MethodGet && r.status == http.StatusOK {
		h.Set("ETag", etag(data))
	}
	w.WriteHeader(r.status)
	_, _ = io.Copy(w, bytes.NewReader(data))
}

// call is one request being served.
type call struct {
	ctx  context.Context
	req  *http.Request
	body []byte
	base string
}

// into decodes the request's body.
func (c call) into(v any) bool { return json.Unmarshal(c.body, v) == nil }
