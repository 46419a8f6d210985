package githubtest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
)

// Host is a GitHub with several repositories. What a request is about says
// which of them answers: its address, or the IDs in its variables.
type Host struct {
	servers []*Server
}

// NewHost makes a host of one repository for each name, all of which behave as
// the config says.
func NewHost(config Config, repositories ...string) *Host {
	h, mu := &Host{}, &sync.Mutex{}
	for i, name := range repositories {
		config.Repository = name
		s := New(config)
		s.host, s.place, s.mu = h, i, mu
		h.servers = append(h.servers, s)
	}
	return h
}

// Repository is one of the host's, nil for none of that name.
func (h *Host) Repository(name string) *Server {
	for _, s := range h.servers {
		if strings.EqualFold(s.config.Repository, name) {
			return s
		}
	}
	return nil
}

// RoundTrip serves a request within the process.
func (h *Host) RoundTrip(req *http.Request) (*http.Response, error) {
	if err := req.Context().Err(); err != nil {
		return nil, err
	}
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, req)
	resp := rec.Result()
	resp.Request = req
	return resp, nil
}

// ServeHTTP lets the repository answer that a request is about.
func (h *Host) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	var body []byte
	if req.Body != nil {
		body, _ = io.ReadAll(io.LimitReader(req.Body, 32<<20))
		req.Body = io.NopCloser(bytes.NewReader(body))
	}
	h.about(req, body).ServeHTTP(w, req)
}

// about is the repository that a request is about; the first answers what is
// about none.
func (h *Host) about(req *http.Request, body []byte) *Server {
	var asked struct{ Variables map[string]any }
	if strings.HasSuffix(req.URL.Path, "/graphql") && json.Unmarshal(body, &asked) == nil {
		return h.named(asked.Variables)
	}
	path := strings.Split(strings.TrimPrefix(req.URL.Path, h.servers[0].Prefix()), "/")
	for _, s := range h.servers {
		switch {
		case len(path) > 3 && path[1] == "repos" && strings.EqualFold(path[2]+"/"+path[3], s.config.Repository),
			len(path) > 2 && path[1] == "repositories" && path[2] == fmt.Sprint(s.repositoryID()):
			return s
		}
	}
	return h.servers[0]
}

// named is the repository that a request's variables name: owner and name, or
// what a mutation is done to.
func (h *Host) named(variables map[string]any) *Server {
	if s := h.Repository(fmt.Sprintf("%v/%v", variables["owner"], variables["name"])); s != nil {
		return s
	}
	for _, value := range variables {
		input, _ := value.(map[string]any)
		for _, to := range []string{"repositoryId", "issueId", "id", "contentId", "itemId"} {
			if s := h.owner(input[to]); s != nil {
				return s
			}
		}
	}
	return h.servers[0]
}

// owner is the repository whose thing bears a node ID, nil for none.
func (h *Host) owner(id any) *Server {
	node, _ := id.(string)
	kind, _, _ := strings.Cut(node, "_")
	for _, s := range h.servers {
		if s.numberOfNode(kind, node) > 0 {
			return s
		}
	}
	return nil
}

// Transfer moves an issue to another repository of the host, as a person does,
// and gives its number there. Labels go along as far as they exist there.
func (h *Host) Transfer(from, to *Server, number int) int {
	from.mu.Lock()
	defer from.mu.Unlock()
	now := from.config.Clock.Now()
	was := from.store.issue(number)
	from.store.change(was, now)
	i := *was.clone()
	i.Parent, i.Milestone, i.Labels, i.BlockedBy, i.BlockedFar = 0, "", nil, nil, nil
	for _, l := range was.Labels {
		if _, ok := to.store.hasLabel(l); ok {
			i.Labels = append(i.Labels, l)
		}
	}
	made := to.store.add(i, now)
	made.Created = was.Created
	for _, by := range from.blockersOf(was) {
		to.block(made, by)
	}
	for _, s := range h.servers {
		s.follow(place{from, was}, place{to, made})
	}
	was.Moved, was.MovedTo = true, fmt.Sprintf("/repositories/%d/issues/%d", to.repositoryID(), made.Number)
	return made.Number
}

// idsApart is how far apart the IDs of two repositories are.
const idsApart = 1_000_000

// IDs beyond 32 bits, as github.com gives them out by now.
const firstID = 3_000_000_000

func (s *Server) repositoryID() int { return 1296269 + s.place }

func (s *Server) databaseID(number int) int64 {
	return firstID + int64(s.place*idsApart+number)*7
}

// numberOfID is the number of the issue here that has an ID, 0 for none.
func (s *Server) numberOfID(id int64) int {
	if id <= firstID || (id-firstID)%7 != 0 {
		return 0
	}
	return s.within(int((id - firstID) / 7))
}

func (s *Server) nodeID(kind string, n int) string { return nodeID(kind, s.place*idsApart+n) }

// numberOfNode is the number of the thing here that has a node ID, 0 for none.
func (s *Server) numberOfNode(kind, node string) int { return s.within(numberOfNode(kind, node)) }

func (s *Server) within(n int) int {
	if n -= s.place * idsApart; n < 0 || n >= idsApart {
		return 0
	}
	return n
}
