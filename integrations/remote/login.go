package remote

import (
	"net/http"
	"net/url"
	"sync"
)

// Login signs requests to one server, and only those.
type Login struct {
	base *url.URL
	next http.RoundTripper

	mu   sync.Mutex
	sign func(*http.Request)
}

// NewLogin signs nothing until it is told how.
func NewLogin(base *url.URL, next http.RoundTripper) *Login {
	return &Login{base: base, next: next}
}

// Use says how requests are signed from now on; nil for not at all.
func (l *Login) Use(sign func(*http.Request)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.sign = sign
}

// RoundTrip signs a request and sends it on.
func (l *Login) RoundTrip(req *http.Request) (*http.Response, error) {
	l.mu.Lock()
	sign := l.sign
	l.mu.Unlock()
	if sign != nil && req.URL.Host == l.base.Host && req.URL.Scheme == l.base.Scheme {
		req = req.Clone(req.Context())
		sign(req)
	}
	return l.next.RoundTrip(req)
}
