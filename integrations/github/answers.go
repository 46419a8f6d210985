package github

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"sync"
)

// Answers are what the server said last, kept for trackers that ask again and
// again. Each time the server is asked whether it still holds: where nothing
// changed it says no more than that, which GitHub does not count.
type Answers struct {
	mu    sync.Mutex
	held  map[string]answer // by address
	bytes int
}

type answer struct {
	header http.Header
	body   []byte
}

// answersLimit bounds what is kept; what goes beyond is asked for anew.
const answersLimit = 64 << 20

// NewAnswers makes an empty memory.
func NewAnswers() *Answers { return &Answers{held: map[string]answer{}} }

// through sends reads with the tag of the answer that is held; nil Answers send
// them as they are.
func (a *Answers) through(next http.RoundTripper) http.RoundTripper {
	if a == nil {
		return next
	}
	return conditional{a, next}
}

type conditional struct {
	answers *Answers
	next    http.RoundTripper
}

// RoundTrip answers for the server where it says that nothing changed.
func (c conditional) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.Method != http.MethodGet {
		return c.next.RoundTrip(req)
	}
	address := req.URL.String()
	held, ok := c.answers.get(address)
	if ok {
		req = req.Clone(req.Context())
		req.Header.Set("If-None-Match", held.header.Get("ETag"))
	}
	resp, err := c.next.RoundTrip(req)
	switch {
	case err != nil:
		return nil, err
	case ok && resp.StatusCode == http.StatusNotModified:
		_ = resp.Body.Close()
		return held.again(resp), nil
	case resp.StatusCode == http.StatusOK && resp.Header.Get("ETag") != "":
		c.answers.keep(address, resp)
	}
	return resp, nil
}

func (a *Answers) get(address string) (answer, bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	held, ok := a.held[address]
	return held, ok
}

// keep holds an answer, unless it came in pieces or would be too much.
func (a *Answers) keep(address string, resp *http.Response) {
	body := resp.Body
	data, err := io.ReadAll(io.LimitReader(body, answersLimit))
	resp.Body = struct {
		io.Reader
		io.Closer
	}{io.MultiReader(bytes.NewReader(data), body), body}
	if err != nil || !json.Valid(data) {
		return
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if now := a.bytes - len(a.held[address].body) + len(data); now <= answersLimit {
		a.held[address], a.bytes = answer{resp.Header.Clone(), data}, now
	}
}

// again is the answer that is held, with what the server says of its limits now.
func (a answer) again(now *http.Response) *http.Response {
	header := a.header.Clone()
	for name, values := range now.Header {
		if strings.HasPrefix(name, "X-Ratelimit") || name == "Retry-After" {
			header[name] = values
		}
	}
	resp := *now
	resp.Status, resp.StatusCode, resp.Header = "200 OK", http.StatusOK, header
	resp.Body, resp.ContentLength = io.NopCloser(bytes.NewReader(a.body)), int64(len(a.body))
	return &resp
}
