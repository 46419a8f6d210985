package contract

import (
	"bytes"
	"io"
	"net/http"
	"testing"
)

// Watch gives a transport that sends through next and fails the test for every
// exchange in which check finds something wrong.
func Watch(t testing.TB, next http.RoundTripper, check func(Exchange) error) http.RoundTripper {
	return watch{t: t, next: next, check: check}
}

type watch struct {
	t     testing.TB
	next  http.RoundTripper
	check func(Exchange) error
}

// RoundTrip sends the request on and checks it with its reply. A reply that
// cannot be read whole goes on as it is, unchecked.
func (w watch) RoundTrip(req *http.Request) (*http.Response, error) {
	var sent []byte
	if req.Body != nil {
		var err error
		if sent, err = io.ReadAll(req.Body); err != nil {
			return nil, err
		}
		req = req.Clone(req.Context())
		req.Body = io.NopCloser(bytes.NewReader(sent))
	}
	resp, err := w.next.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(resp.Body)
	_ = resp.Body.Close()
	if err != nil {
		resp.Body = io.NopCloser(io.MultiReader(bytes.NewReader(body), failing{err}))
		return resp, nil
	}
	resp.Body = io.NopCloser(bytes.NewReader(body))
	x := Exchange{Request: req, Path: req.URL.Path, RequestBody: sent, Status: resp.StatusCode, Header: resp.Header, Body: body}
	if err := w.check(x); err != nil {
		w.t.Errorf("contract: %v", err)
	}
	return resp, nil
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }
