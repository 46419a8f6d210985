package trackertest

import (
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Fault is something that goes wrong on the wire.
type Fault string

// The faults. Those named after a moment say whether the server got to act.
const (
	None Fault = ""
	// LostReply: the server acted, and the answer never came.
	LostReply Fault = "lost reply"
	// Reset: the connection broke before the server got the request.
	Reset Fault = "reset"
	// CutBody: the server acted, and its answer broke off in the middle.
	CutBody Fault = "cut body"
	// LateReply: the server acted, and a gateway answered 502 in its place.
	LateReply Fault = "502 after acting"
	// Error500, Error502, Error503: refused before the server acted.
	Error500 Fault = "500"
	Error502 Fault = "502"
	Error503 Fault = "503"
	// Limited: 429 with Retry-After; LimitedBare: 429 without;
	// SecondaryLimit: 403 with Retry-After, as GitHub says it.
	Limited        Fault = "429 with Retry-After"
	LimitedBare    Fault = "429"
	SecondaryLimit Fault = "403 secondary limit"
	// Slow: the answer takes ten seconds.
	Slow Fault = "slow"
)

// AllFaults are the faults that any tracker must bear.
func AllFaults() []Fault {
	return []Fault{
		LostReply, Reset, CutBody, LateReply, Error500, Error502, Error503,
		Limited, LimitedBare, SecondaryLimit, Slow,
	}
}

// Faulty is a transport on which things go wrong.
type Faulty struct {
	// Next reaches the server.
	Next http.RoundTripper
	// Clock passes when an answer is slow.
	Clock *Clock
	// Choose decides about each request, the first being number 1.
	Choose func(n int, req *http.Request) Fault
	// Before is called with each request's number, before anything else; a
	// storm lets the process die there.
	Before func(n int, req *http.Request)

	mu    sync.Mutex
	n     int
	until time.Time
	early []string
	log   []string
}

// retryAfter is what a limited answer asks for.
const retryAfter = 7 * time.Second

// RoundTrip sends the request, or does not, or loses what comes back.
func (f *Faulty) RoundTrip(req *http.Request) (*http.Response, error) {
	n := f.count(req)
	if f.Before != nil {
		f.Before(n, req)
	}
	fault := None
	if f.Choose != nil {
		fault = f.Choose(n, req)
	}
	f.note(n, req, fault)
	switch fault {
	case Reset:
		return nil, errors.New("connection reset by peer")
	case Error500, Error502, Error503:
		code, _ := strconv.Atoi(string(fault))
		return answer(req, code, nil), nil
	case Limited, LimitedBare, SecondaryLimit:
		return f.limit(req, fault), nil
	}
	resp, err := f.Next.RoundTrip(req)
	if err != nil {
		return resp, err
	}
	return f.after(fault, req, resp)
}

// after is what becomes of an answer.
func (f *Faulty) after(fault Fault, req *http.Request, resp *http.Response) (*http.Response, error) {
	switch fault {
	case LostReply:
		resp.Body.Close()
		return nil, io.ErrUnexpectedEOF
	case LateReply:
		resp.Body.Close()
		return answer(req, http.StatusBadGateway, nil), nil
	case CutBody:
		return cut(resp)
	case Slow:
		if f.Clock != nil {
			f.Clock.Pass(10 * time.Second)
		}
	}
	return resp, nil
}

func cut(resp *http.Response) (*http.Response, error) {
	body, err := io.ReadAll(resp.Body)
	resp.Body.Close()
	if err != nil {
		return nil, err
	}
	half := strings.NewReader(string(body[:len(body)/2]))
	resp.Body = io.NopCloser(io.MultiReader(half, broken{}))
	return resp, nil
}

// broken is the end of a body that breaks off.
type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

func (f *Faulty) limit(req *http.Request, fault Fault) *http.Response {
	header := http.Header{}
	wait := retryAfter
	code := http.StatusTooManyRequests
	switch fault {
	case LimitedBare:
		wait = 0
	case SecondaryLimit:
		code = http.StatusForbidden
	}
	if wait > 0 {
		header.Set("Retry-After", strconv.Itoa(int(wait/time.Second)))
		f.mu.Lock()
		if f.Clock != nil {
			f.until = f.Clock.Now().Add(wait)
		}
		f.mu.Unlock()
	}
	return answer(req, code, header)
}

func answer(req *http.Request, code int, header http.Header) *http.Response {
	if header == nil {
		header = http.Header{}
	}
	header.Set("Content-Type", "application/json; charset=utf-8")
	message := http.StatusText(code)
	if code == http.StatusForbidden {
		message = "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."
	}
	body := fmt.Sprintf(`{"message":%q,"errorMessages":[%q],"errors":{}}`, message, message)
	return &http.Response{
		StatusCode: code, Status: fmt.Sprintf("%d %s", code, http.StatusText(code)),
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Header: header, Request: req,
		Body: io.NopCloser(strings.NewReader(body)), ContentLength: int64(len(body)),
	}
}

func (f *Faulty) count(req *http.Request) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.n++
	if f.Clock != nil && f.Clock.Now().Before(f.until) {
		f.early = append(f.early, fmt.Sprintf("request %d %s %s came %s early", f.n, req.Method, req.URL.Path, f.until.Sub(f.Clock.Now())))
	}
	return f.n
}

func (f *Faulty) note(n int, req *http.Request, fault Fault) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.log = append(f.log, strings.TrimSpace(fmt.Sprintf("%d %s %s %s", n, req.Method, req.URL.Path, fault)))
}

// Count is how many requests were sent.
func (f *Faulty) Count() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.n
}

// Early are the requests that came before a Retry-After was over.
func (f *Faulty) Early() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return append([]string(nil), f.early...)
}

// Log names each request with its fault.
func (f *Faulty) Log() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return append([]string(nil), f.log...)
}

// Seeded chooses a fault for so many requests in a hundred, the same for the
// same seed and order of requests.
func Seeded(seed uint64, percent int) func(int, *http.Request) Fault {
	var mu sync.Mutex
	random := rand.New(rand.NewPCG(seed, 1))
	faults := AllFaults()
	return func(int, *http.Request) Fault {
		mu.Lock()
		defer mu.Unlock()
		if random.IntN(100) >= percent {
			return None
		}
		return faults[random.IntN(len(faults))]
	}
}

// OnlyAt chooses one fault for the request with the given number.
func OnlyAt(at int, fault Fault) func(int, *http.Request) Fault {
	return func(n int, _ *http.Request) Fault {
		if n == at {
			return fault
		}
		return None
	}
}
