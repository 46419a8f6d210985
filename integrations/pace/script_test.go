package pace_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"plotline/integrations/pace"
)

// stillClock moves only when someone sleeps.
type stillClock struct{ now time.Time }

func newClock() *stillClock {
	return &stillClock{time.Date(2027, 1, 4, 9, 0, 0, 0, time.UTC)}
}

func (c *stillClock) Now() time.Time { return c.now }

func (c *stillClock) Sleep(ctx context.Context, d time.Duration) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	c.now = c.now.Add(d)
	return nil
}

// script answers each request with the next of its answers, the last for ever.
type script struct {
	clock   *stillClock
	answers []func(*http.Request) (*http.Response, error)
	at      []time.Time
	bodies  []string
}

func (s *script) RoundTrip(req *http.Request) (*http.Response, error) {
	s.at = append(s.at, s.clock.now)
	if req.Body != nil {
		body, _ := io.ReadAll(req.Body)
		s.bodies = append(s.bodies, string(body))
	}
	n := min(len(s.at), len(s.answers)) - 1
	return s.answers[n](req)
}

func says(status int, body string, header ...string) func(*http.Request) (*http.Response, error) {
	return func(req *http.Request) (*http.Response, error) {
		rec := httptest.NewRecorder()
		rec.Header().Set("Content-Type", "application/json")
		for i := 0; i < len(header); i += 2 {
			rec.Header().Set(header[i], header[i+1])
		}
		rec.WriteHeader(status)
		_, _ = rec.WriteString(body)
		resp := rec.Result()
		resp.Request = req
		return resp, nil
	}
}

func breaks(err error) func(*http.Request) (*http.Response, error) {
	return func(*http.Request) (*http.Response, error) { return nil, err }
}

func cutShort(req *http.Request) (*http.Response, error) {
	resp, err := says(200, `{"a":1}`)(req)
	resp.Body = io.NopCloser(io.MultiReader(strings.NewReader(`{"a"`), failing{}))
	return resp, err
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

// run sends one request through a transport with the given answers.
func run(t *testing.T, ctx context.Context, method, path string, config pace.Config, answers ...func(*http.Request) (*http.Response, error)) (*script, []pace.Wait, *http.Response, error) {
	t.Helper()
	clock := newClock()
	s := &script{clock: clock, answers: answers}
	var waits []pace.Wait
	config.Base, config.Clock, config.Service = s, clock, "GitHub"
	config.Jitter = func() float64 { return 0 }
	config.OnWait = func(w pace.Wait) { waits = append(waits, w) }
	req, err := http.NewRequestWithContext(ctx, method, "https://user:hidden@api.example.com"+path+"?token=hidden", strings.NewReader(`{"n":1}`))
	if err != nil {
		t.Fatal(err)
	}
	resp, err := pace.New(config).RoundTrip(req)
	return s, waits, resp, err
}
