package pace

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"
)

// call is one request with its attempts.
type call struct {
	t      *Transport
	req    *http.Request
	in     intent
	body   []byte
	bucket string

	faults  int
	refused int
	patient time.Duration
}

// snapshot reads the request's body, so that it can be sent again.
func snapshot(req *http.Request) ([]byte, error) {
	if req.Body == nil || req.Body == http.NoBody {
		return nil, nil
	}
	defer func() { _ = req.Body.Close() }()
	return io.ReadAll(req.Body)
}

func (c *call) run() (*http.Response, error) {
	for {
		if err := c.t.admit(c.req.Context(), c.bucket, c.in.creates); err != nil {
			return nil, err
		}
		a, err := c.send()
		resp, again, err := c.settle(a, err)
		if !again {
			return resp, err
		}
	}
}

// settle decides what an attempt comes to: an answer, an error, or again.
func (c *call) settle(a answer, err error) (*http.Response, bool, error) {
	if err != nil {
		c.count(unsent(err))
		again, err := c.afterError(err)
		return nil, again, err
	}
	v := judge(a, c.bucket == "graphql")
	c.count(v == limited)
	switch v {
	case limited:
		again, err := c.afterRefusal(a)
		return nil, again, err
	case faulty:
		again, err := c.afterFault(a)
		return nil, again, err
	}
	if !c.in.reads && a.status >= 300 && a.status < 400 && a.status != http.StatusNotModified {
		return nil, false, &Redirected{Status: a.status}
	}
	c.heed(a)
	return a.response(c.req), false, nil
}

// count puts an attempt's creations into the windows, unless nothing was done.
func (c *call) count(nothing bool) {
	if !nothing {
		c.t.created(c.in.creates)
	}
}

// heed holds the next requests back when this answer used up the allowance.
func (c *call) heed(a answer) {
	if a.header.Get("X-Ratelimit-Remaining") != "0" {
		return
	}
	if d, ok := reset(a.header, c.t.config.Clock.Now()); ok && d > 0 {
		c.t.hold(c.bucket, d, c.t.config.Service+" allows no more requests until then")
	}
}

// send makes one attempt and reads the whole answer.
func (c *call) send() (answer, error) {
	base := c.req.Context()
	if !c.in.reads {
		// A write that is on its way is heard out: who stops wants to know
		// what became of it.
		base = context.WithoutCancel(base)
	}
	ctx, cancel := context.WithTimeout(base, c.t.config.AttemptTimeout)
	defer cancel()
	req := c.req.Clone(ctx)
	if c.body != nil {
		req.Body = io.NopCloser(bytes.NewReader(c.body))
		req.ContentLength = int64(len(c.body))
	}
	c.t.note(c.in)
	resp, err := c.t.config.Base.RoundTrip(req)
	if err != nil {
		return answer{}, err
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(resp.Body, c.t.config.MaxBody+1))
	if err != nil {
		return answer{}, err
	}
	if int64(len(body)) > c.t.config.MaxBody {
		return answer{}, &TooLarge{Limit: c.t.config.MaxBody}
	}
	return answer{status: resp.StatusCode, header: resp.Header, body: body}, nil
}

// afterError decides about an attempt without an answer.
func (c *call) afterError(err error) (again bool, _ error) {
	ctx, nothing := c.req.Context(), unsent(err)
	if stop := ctx.Err(); stop != nil {
		return false, c.stopped(stop, nothing)
	}
	var large *TooLarge
	if errors.As(err, &large) && c.in.reads {
		return false, large
	}
	limit := c.t.config.Attempts
	if nothing {
		limit = min(limit, 3)
	}
	if !c.in.repeatable && !nothing || c.faults+1 >= limit {
		return false, c.givenUp(err, nothing)
	}
	why := c.t.config.Service + " did not answer; trying again"
	if nothing {
		why = "no connection to " + c.req.URL.Host + "; trying again"
	}
	return c.backOff(why)
}

// givenUp is the error of a request that never got an answer.
func (c *call) givenUp(err error, nothing bool) error {
	if nothing {
		return &Unreachable{Host: c.req.URL.Host, Err: Redact(err)}
	}
	return c.unanswered(Redact(err))
}

// stopped is the error of a request that was told to stop while it was under way.
func (c *call) stopped(stop error, nothing bool) error {
	if c.in.reads || nothing {
		return stop
	}
	return &Lost{Err: stop}
}

// afterFault decides about a server's fault.
func (c *call) afterFault(a answer) (again bool, _ error) {
	if d, ok := retryAfter(a.header, c.t.config.Clock.Now()); ok && d > 0 {
		c.t.hold("", min(d, c.t.config.Patience), c.t.config.Service+" asks to be left alone that long")
	}
	fault := fmt.Errorf("%s answered %s", c.t.config.Service, a.says())
	if c.in.repeatable && c.faults+1 < c.t.config.Attempts {
		return c.backOff(fault.Error() + "; trying again")
	}
	return false, c.unanswered(fault)
}

// unanswered is the error of a request that got no answer: lost for a write,
// while nothing is lost with a read.
func (c *call) unanswered(err error) error {
	if c.in.reads {
		return fmt.Errorf("%w (tried %d times)", err, c.faults+1)
	}
	return &Lost{Err: err}
}

// backOff waits longer with every fault, within the attempts that are left.
func (c *call) backOff(why string) (again bool, _ error) {
	d := min(time.Second<<c.faults, 30*time.Second)
	c.faults++
	d = d/2 + time.Duration(c.t.config.Jitter()*float64(d))
	if err := c.t.wait(c.req.Context(), d, why); err != nil {
		return false, err
	}
	return true, nil
}

// afterRefusal holds all requests back as the server asks; nothing was done, so
// any request may be sent again.
func (c *call) afterRefusal(a answer) (again bool, _ error) {
	config := c.t.config
	now := config.Clock.Now()
	d, why := hold(a, now, config.Unsaid<<min(c.refused, 4))
	why = config.Service + " " + why
	c.refused++
	c.patient += d
	if c.refused > 8 || c.patient > config.Patience {
		return false, &Limited{Reason: why, Until: now.Add(d)}
	}
	c.t.hold("", d, why)
	return true, nil
}

// says is the answer's status in words for a person.
func (a answer) says() string {
	if a.status < 300 {
		return "with half a reply"
	}
	return fmt.Sprintf("%d %s", a.status, http.StatusText(a.status))
}

// response is the answer as net/http gives it, with a body that is read already.
func (a answer) response(req *http.Request) *http.Response {
	return &http.Response{
		Status:     fmt.Sprintf("%d %s", a.status, http.StatusText(a.status)),
		StatusCode: a.status,
		Proto:      "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header:        a.header,
		Body:          io.NopCloser(bytes.NewReader(a.body)),
		ContentLength: int64(len(a.body)),
		Request:       req,
	}
}
