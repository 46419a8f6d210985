// Package pace is the polite way to a tracker: an [http.RoundTripper] that
// keeps to the server's limits, waits no shorter than asked and says so, and
// repeats only what is safe to repeat. It knows HTTP and the two vendors'
// headers, and nothing of tickets; the trackers use it.
package pace

import (
	"context"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"plotline/integrations"
)

// Wait is one wait, told before it begins.
type Wait struct {
	For    time.Duration
	Until  time.Time
	Reason string // "GitHub allows 80 new issues a minute"
}

// Config is how a [Transport] behaves; zero values have the stated defaults.
type Config struct {
	// Base sends the requests; http.DefaultTransport.
	Base http.RoundTripper
	// Clock is required.
	Clock integrations.Clock
	// Limits are shared with other Transports to the server; nil for its own.
	Limits *Limits
	// Service names the server in reasons: "GitHub".
	Service string
	// PerMinute and PerHour limit creations; 0 for no limit.
	PerMinute, PerHour int
	// OnWait is called before each wait; nil for none.
	OnWait func(Wait)
	// Attempts bounds how often a request is sent while the server has
	// faults; 6.
	Attempts int
	// Patience bounds how long one request waits for limits; 70 minutes.
	Patience time.Duration
	// Unsaid is the wait after a refusal that names none; it doubles. 60 s.
	Unsaid time.Duration
	// AttemptTimeout bounds one attempt; 60 s.
	AttemptTimeout time.Duration
	// MaxBody bounds an answer; 64 MB.
	MaxBody int64
	// Jitter gives numbers from 0 up to 1; random ones.
	Jitter func() float64
}

// Counts is what was sent so far, attempts each counted.
type Counts struct {
	Requests, Writes int
}

// Transport sends requests politely. It is safe for concurrent use, and sends
// one write at a time.
type Transport struct {
	config Config
	limits *Limits

	mu     sync.Mutex
	counts Counts
}

// New makes a Transport.
func New(config Config) *Transport {
	setDefault(&config.Attempts, 6)
	setDefault(&config.Patience, 70*time.Minute)
	setDefault(&config.Unsaid, time.Minute)
	setDefault(&config.AttemptTimeout, time.Minute)
	setDefault(&config.MaxBody, 64<<20)
	setDefault(&config.Service, "the server")
	if config.Base == nil {
		config.Base = http.DefaultTransport
	}
	if config.Jitter == nil {
		config.Jitter = rand.Float64
	}
	if config.OnWait == nil {
		config.OnWait = func(Wait) {}
	}
	if config.Limits == nil {
		config.Limits = NewLimits()
	}
	t := &Transport{config: config, limits: config.Limits}
	t.SetLimits(config.PerMinute, config.PerHour)
	return t
}

func setDefault[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}

// Counts says what was sent so far.
func (t *Transport) Counts() Counts {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.counts
}

// Hold keeps all requests back for a while, for limits that only the caller can
// read, such as those of a part of a GraphQL batch.
func (t *Transport) Hold(d time.Duration, reason string) {
	t.hold("", d, reason)
}

// RoundTrip sends a request as often as is safe and sensible. An error is
// [Lost], [Unreachable], [Limited], [Redirected], [TooLarge] or the context's.
// The answer's body is read already.
func (t *Transport) RoundTrip(req *http.Request) (*http.Response, error) {
	in := intentFor(req)
	body, err := snapshot(req)
	if err != nil {
		return nil, err
	}
	if !in.reads {
		select {
		case t.limits.writing <- struct{}{}:
			defer func() { <-t.limits.writing }()
		case <-req.Context().Done():
			return nil, req.Context().Err()
		}
	}
	c := call{t: t, req: req, in: in, body: body, bucket: bucketOf(req.URL)}
	return c.run()
}

// bucketOf tells the limits that a server counts apart.
func bucketOf(u *url.URL) string {
	switch {
	case strings.HasSuffix(u.Path, "/graphql"):
		return "graphql"
	case strings.Contains(u.Path, "/search/"):
		return "search"
	}
	return "core"
}

// admit waits until a request may be sent, and says why it waits.
func (t *Transport) admit(ctx context.Context, bucket string, creates int) error {
	for {
		d, why := t.delay(bucket, creates)
		if d <= 0 {
			return ctx.Err()
		}
		if err := t.wait(ctx, d, why); err != nil {
			return err
		}
	}
}

// delay is how long a request has to wait now, and for what.
func (t *Transport) delay(bucket string, creates int) (time.Duration, string) {
	t.limits.mu.Lock()
	defer t.limits.mu.Unlock()
	now := t.config.Clock.Now()
	longest, why := time.Duration(0), ""
	for _, name := range []string{"", bucket} {
		if h := t.limits.held[name]; h.at.Sub(now) > longest {
			longest, why = h.at.Sub(now), h.reason
		}
	}
	for i := range t.limits.windows {
		if d := t.limits.windows[i].wait(now, creates); d > longest {
			longest, why = d, t.allows(&t.limits.windows[i])
		}
	}
	return longest, why
}

func (t *Transport) wait(ctx context.Context, d time.Duration, why string) error {
	t.config.OnWait(Wait{For: d, Until: t.config.Clock.Now().Add(d), Reason: why})
	if err := t.config.Clock.Sleep(ctx, d); err != nil {
		return &Stopped{Reason: why, Err: err}
	}
	return nil
}

func (t *Transport) note(in intent) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.counts.Requests++
	if !in.reads {
		t.counts.Writes++
	}
}

func (t *Transport) created(n int) {
	t.limits.mu.Lock()
	defer t.limits.mu.Unlock()
	for i := range t.limits.windows {
		t.limits.windows[i].add(t.config.Clock.Now(), n)
	}
}
