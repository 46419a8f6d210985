package pace_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"plotline/integrations"
	"plotline/integrations/pace"
)

var (
	fine    = says(200, `{}`)
	reset   = breaks(errors.New("connection reset by peer"))
	refused = breaks(&net.OpError{Op: "dial", Err: errors.New("connection refused")})
)

func TestWaitsAsAsked(t *testing.T) {
	start := newClock().now
	epoch := strconv.FormatInt(start.Add(90*time.Second).Unix(), 10)
	for _, c := range []struct {
		name   string
		answer func(*http.Request) (*http.Response, error)
		want   time.Duration
		reason string
	}{
		{"seconds", says(429, `{}`, "Retry-After", "41"), 41 * time.Second, "left alone"},
		{"a date", says(429, `{}`, "Retry-After", start.Add(30*time.Second).Format(http.TimeFormat)), 30 * time.Second, "left alone"},
		{"a date by the server's clock", says(429, `{}`, "Retry-After", start.Add(30*time.Second).Format(http.TimeFormat), "Date", start.Add(-10*time.Second).Format(http.TimeFormat)), 40 * time.Second, "left alone"},
		{"a date, and another year on the server's clock", says(429, `{}`, "Retry-After", start.Add(30*time.Second).Format(http.TimeFormat), "Date", "Mon, 04 Jan 2021 09:00:00 GMT"), 30 * time.Second, "left alone"},
		{"GitHub's reset", says(403, `{}`, "X-RateLimit-Remaining", "0", "X-RateLimit-Reset", epoch), 90 * time.Second, "no more requests"},
		{"Jira's reset", says(429, `{}`, "X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "2027-01-04T09:02Z"), 2 * time.Minute, "no more requests"},
		{"Jira's reason", says(429, `{}`, "Retry-After", "5", "RateLimit-Reason", "jira-burst-based"), 5 * time.Second, "jira-burst-based"},
		{"unsaid", says(429, `{}`), time.Minute, "too fast"},
		{"nothing at all", says(429, `{}`, "Retry-After", "0"), time.Minute, "too fast"},
		{"nonsense", says(429, `{}`, "Retry-After", "soon"), time.Minute, "too fast"},
		{"secondary", says(403, `{"message":"You have exceeded a secondary rate limit"}`), time.Minute, "secondary"},
		{"GraphQL", says(200, `{"errors":[{"type":"RATE_LIMITED","message":"API rate limit exceeded"}]}`), time.Minute, "too fast"},
		{"a fault that asks", says(503, `{}`, "Retry-After", "20"), 20 * time.Second, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			ctx := pace.Reading(t.Context())
			s, waits, resp, err := run(t, ctx, "POST", "/graphql", pace.Config{}, c.answer, fine)
			if err != nil || resp.StatusCode != 200 || len(s.at) != 2 {
				t.Fatalf("%v after %d requests", err, len(s.at))
			}
			if got := s.at[1].Sub(s.at[0]); got != c.want {
				t.Errorf("came back after %s, not %s", got, c.want)
			}
			if len(waits) == 0 || !strings.Contains(fmt.Sprint(waits), c.reason) || !strings.HasPrefix(waits[0].Reason, "GitHub") {
				t.Errorf("said %+v", waits)
			}
			if s.bodies[0] != s.bodies[1] {
				t.Errorf("sent %q and then %q", s.bodies[0], s.bodies[1])
			}
		})
	}
}

// A refusal for a limit did nothing, so even a create may be sent again.
func TestCreatesAreRepeatedOnlyAfterRefusals(t *testing.T) {
	for _, c := range []struct {
		name   string
		answer func(*http.Request) (*http.Response, error)
		sent   int
		lost   bool
	}{
		{"429", says(429, `{}`), 2, false},
		{"secondary", says(403, `{"message":"secondary rate limit"}`), 2, false},
		{"no connection", refused, 2, false},
		{"reset", reset, 1, true},
		{"cut body", cutShort, 1, true},
		{"half a reply", says(200, `{"data":`), 1, true},
		{"500", says(500, `{}`), 1, true},
		{"502", says(502, `<html>`), 1, true},
		{"503", says(503, `{}`, "Retry-After", "5"), 1, true},
		{"504", says(504, ``), 1, true},
		{"half done", says(200, `{"data":{"a":{"issue":{"number":1}},"b":null},"errors":[{"type":"RATE_LIMITED","path":["b"],"message":"rate limit"}]}`), 1, false},
		{"no rights", says(403, `{"message":"Resource not accessible"}`), 1, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, _, _, err := run(t, t.Context(), "POST", "/graphql", pace.Config{}, c.answer, fine)
			if len(s.at) != c.sent || errors.Is(err, integrations.ErrLost) != c.lost {
				t.Errorf("sent %d times: %v", len(s.at), err)
			}
		})
	}
}

func TestReadsAndMarkedWritesAreRepeated(t *testing.T) {
	for name, answer := range map[string]func(*http.Request) (*http.Response, error){
		"reset": reset, "cut": cutShort, "502": says(502, ""), "half": says(200, `{"a`),
	} {
		for _, c := range []struct {
			ctx    context.Context
			method string
			sent   int
		}{
			{t.Context(), "GET", 3},
			{pace.Repeatable(t.Context()), "PUT", 3},
			{pace.Reading(t.Context()), "POST", 3},
			{t.Context(), "PATCH", 1},
			{t.Context(), "DELETE", 1},
		} {
			s, waits, _, err := run(t, c.ctx, c.method, "/x", pace.Config{}, answer, answer, fine)
			if len(s.at) != c.sent || (err == nil) != (c.sent == 3) {
				t.Errorf("%s %s: sent %d times, %v", name, c.method, len(s.at), err)
			}
			if len(waits) != c.sent-1 {
				t.Errorf("%s %s: %d waits said", name, c.method, len(waits))
			}
		}
	}
}

func TestEverythingIsBounded(t *testing.T) {
	for name, answer := range map[string]func(*http.Request) (*http.Response, error){
		"reset": reset, "refused": refused, "502": says(502, ""), "429": says(429, ""), "an hour": says(429, "", "Retry-After", "3000"),
	} {
		s, _, _, err := run(t, t.Context(), "GET", "/x", pace.Config{}, answer)
		if err == nil || len(s.at) > 10 {
			t.Errorf("%s: %d requests, %v", name, len(s.at), err)
		}
		if took := s.at[len(s.at)-1].Sub(s.at[0]); took > 2*time.Hour {
			t.Errorf("%s: gave up after %s", name, took)
		}
		if strings.Contains(fmt.Sprint(err), "hidden") {
			t.Errorf("%s: it tells a secret: %v", name, err)
		}
	}
	large := says(200, strings.Repeat("x", 1000))
	_, _, _, err := run(t, t.Context(), "GET", "/x", pace.Config{MaxBody: 999}, large)
	var tooLarge *pace.TooLarge
	if !errors.As(err, &tooLarge) {
		t.Errorf("a body without end: %v", err)
	}
}

func TestErrorsTellNoSecrets(t *testing.T) {
	err := pace.Redact(&url.Error{Op: "Get", URL: "https://user:hidden@example.com/x?token=hidden", Err: io.EOF})
	if strings.Contains(err.Error(), "hidden") || !strings.Contains(err.Error(), "example.com/x") {
		t.Error(err)
	}
}

func TestWritesFollowNoRedirect(t *testing.T) {
	for _, method := range []string{"POST", "PATCH", "PUT", "DELETE"} {
		_, _, _, err := run(t, t.Context(), method, "/x", pace.Config{}, says(301, `{}`, "Location", "https://api.example.com/y"))
		var redirected *pace.Redirected
		if !errors.As(err, &redirected) || errors.Is(err, integrations.ErrLost) {
			t.Errorf("%s: %v", method, err)
		}
	}
	_, _, resp, err := run(t, t.Context(), "GET", "/x", pace.Config{}, says(301, `{}`, "Location", "/y"))
	if err != nil || resp.StatusCode != 301 {
		t.Errorf("GET: %v", err)
	}
}

func TestDataCentersZeroIsIgnored(t *testing.T) {
	s, waits, _, err := run(t, t.Context(), "GET", "/x", pace.Config{}, says(200, `{}`, "Retry-After", "0"))
	if err != nil || len(s.at) != 1 || len(waits) != 0 {
		t.Errorf("%d requests, waits %v, %v", len(s.at), waits, err)
	}
}

func TestStopsWhenTold(t *testing.T) {
	for _, c := range []struct {
		name, method string
		waiting      bool
		lost         bool
	}{
		{"while waiting", "POST", true, false},
		{"a write in flight", "POST", false, true},
		{"a read in flight", "GET", false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			_, _, _, err := run(t, ctx, c.method, "/x", pace.Config{}, func(req *http.Request) (*http.Response, error) {
				cancel()
				if c.waiting {
					return says(429, `{}`, "Retry-After", "41")(req)
				}
				return nil, context.Canceled
			})
			if !errors.Is(err, context.Canceled) || errors.Is(err, integrations.ErrLost) != c.lost {
				t.Error(err)
			}
			if c.waiting && !strings.Contains(err.Error(), "left alone") {
				t.Errorf("it does not say what for: %v", err)
			}
		})
	}
}

// TestAllowance uses what was remaining as told by ordinary answers.
func TestAllowance(t *testing.T) {
	clock := newClock()
	epoch := strconv.FormatInt(clock.now.Add(50*time.Second).Unix(), 10)
	s := &script{clock: clock, answers: []func(*http.Request) (*http.Response, error){says(200, `{}`, "X-RateLimit-Remaining", "0", "X-RateLimit-Reset", epoch), fine}}
	p := pace.New(pace.Config{Base: s, Clock: clock})
	get := func(path string) {
		req, _ := http.NewRequestWithContext(t.Context(), "GET", "https://api.example.com"+path, nil)
		if _, err := p.RoundTrip(req); err != nil {
			t.Fatal(err)
		}
	}
	get("/a")
	get("/graphql") // counted apart
	get("/b")
	if s.at[1] != s.at[0] || s.at[2].Sub(s.at[0]) != 50*time.Second {
		t.Errorf("sent at %v", s.at)
	}
	if c := p.Counts(); c.Requests != 3 || c.Writes != 0 {
		t.Errorf("counted %+v", c)
	}
}

// TestCreationsKeepToTheLimits holds every span of a minute and of an hour to
// the limits, and the whole to what they allow.
func TestCreationsKeepToTheLimits(t *testing.T) {
	for _, c := range []struct{ perMinute, perHour, batch, total int }{
		{80, 500, 20, 220}, {80, 500, 20, 1200}, {80, 0, 1, 400}, {30, 0, 20, 200}, {0, 500, 50, 1200}, {80, 0, 45, 500}, {10, 0, 20, 100}, {0, 0, 20, 900},
	} {
		clock := newClock()
		type sent struct {
			at time.Time
			n  int
		}
		var log []sent
		pending := 0
		s := &script{clock: clock, answers: []func(*http.Request) (*http.Response, error){func(req *http.Request) (*http.Response, error) {
			log = append(log, sent{clock.now, pending})
			clock.now = clock.now.Add(200 * time.Millisecond)
			return fine(req)
		}}}
		p := pace.New(pace.Config{Base: s, Clock: clock, PerMinute: c.perMinute, PerHour: c.perHour, Service: "GitHub"})
		start := clock.now
		for left := c.total; left > 0; left -= pending {
			pending = min(c.batch, left)
			if room := p.Room(); room > 0 {
				pending = min(pending, room)
			}
			req, _ := http.NewRequestWithContext(pace.Creates(t.Context(), pending), "POST", "https://api.example.com/graphql", strings.NewReader("{}"))
			if _, err := p.RoundTrip(req); err != nil {
				t.Fatal(err)
			}
		}
		for i := range log {
			for span, limit := range map[time.Duration]int{time.Minute: c.perMinute, time.Hour: c.perHour} {
				sum := 0
				for _, l := range log[i:] {
					if l.at.Sub(log[i].at) < span {
						sum += l.n
					}
				}
				if limit > 0 && sum > limit {
					t.Errorf("%+v: %d in %s", c, sum, span)
				}
			}
		}
		allowed := allowance(c.perMinute, c.perHour, c.total)
		took := log[len(log)-1].at.Sub(start)
		if slack := allowed/20 + time.Duration(len(log))*200*time.Millisecond; took > allowed+slack {
			t.Errorf("%+v: took %s, the limits allow %s", c, took, allowed)
		}
	}
}

// allowance is the soonest at which the last of so many creations may be sent.
func allowance(perMinute, perHour, total int) time.Duration {
	var d time.Duration
	if perHour > 0 {
		hours := (total - 1) / perHour
		d, total = time.Duration(hours)*time.Hour, total-hours*perHour
	}
	if perMinute > 0 {
		d += time.Duration((total-1)/perMinute) * time.Minute
	}
	return d
}

// TestLimitsAreOfTheServer holds two transports that share limits to what the
// server lets both of them do together.
func TestLimitsAreOfTheServer(t *testing.T) {
	clock := newClock()
	s := &script{clock: clock, answers: []func(*http.Request) (*http.Response, error){fine, fine, fine, fine, says(429, `{}`, "Retry-After", "30"), fine}}
	limits := pace.NewLimits()
	shared := func() *pace.Transport {
		return pace.New(pace.Config{Base: s, Clock: clock, Limits: limits, PerMinute: 3})
	}
	shop, mobile := shared(), shared()
	send := func(p *pace.Transport, ctx context.Context, method string) {
		t.Helper()
		req, err := http.NewRequestWithContext(ctx, method, "https://api.example.com/issues", strings.NewReader("{}"))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := p.RoundTrip(req); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 {
		send(shop, pace.Creates(t.Context(), 1), "POST")
		send(mobile, pace.Creates(t.Context(), 1), "POST")
	}
	if third, fourth := s.at[2].Sub(s.at[0]), s.at[3].Sub(s.at[0]); third != 0 || fourth != time.Minute {
		t.Errorf("the third creation came after %s, the fourth after %s", third, fourth)
	}
	send(shop, t.Context(), "GET")
	send(mobile, t.Context(), "GET")
	if waited := s.at[6].Sub(s.at[4]); waited < 30*time.Second {
		t.Errorf("one waited as asked, and the other came back after %s", waited)
	}
	if shop.Counts().Requests+mobile.Counts().Requests != len(s.at) {
		t.Errorf("counted %+v and %+v of %d", shop.Counts(), mobile.Counts(), len(s.at))
	}
}
