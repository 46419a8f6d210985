package remote_test

import (
	"net/http"
	"net/url"
	"testing"

	"plotline/integrations/remote"
)

type transport func(*http.Request) (*http.Response, error)

func (f transport) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// TestALoginGoesToItsServerAndNowhereElse, whatever a redirect or a link in an
// answer says.
func TestALoginGoesToItsServerAndNowhereElse(t *testing.T) {
	base, err := url.Parse("https://jira.example.com/jira/")
	if err != nil {
		t.Fatal(err)
	}
	sent := ""
	login := remote.NewLogin(base, transport(func(r *http.Request) (*http.Response, error) {
		sent = r.Header.Get("Authorization")
		return &http.Response{StatusCode: http.StatusOK, Request: r, Body: http.NoBody}, nil
	}))
	send := func(to string) string {
		t.Helper()
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, to, nil)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := login.RoundTrip(req)
		if err != nil {
			t.Fatal(err)
		}
		_ = resp.Body.Close()
		if got := req.Header.Get("Authorization"); got != "" {
			t.Errorf("the caller's request was changed: %q", got)
		}
		return sent
	}
	if got := send("https://jira.example.com/jira/rest"); got != "" {
		t.Errorf("signed before it was told how: %q", got)
	}
	login.Use(func(r *http.Request) { r.Header.Set("Authorization", "Bearer not-a-real-token") })
	for to, signed := range map[string]bool{
		"https://jira.example.com/jira/rest":     true,
		"https://jira.example.com/elsewhere":     true,
		"http://jira.example.com/jira/rest":      false,
		"https://jira.example.com:8443/rest":     false,
		"https://evil.example.com/jira/rest":     false,
		"https://jira.example.com.evil.example/": false,
	} {
		if got := send(to); (got != "") != signed {
			t.Errorf("%s: signed with %q", to, got)
		}
	}
	login.Use(nil)
	if got := send("https://jira.example.com/jira/rest"); got != "" {
		t.Errorf("signed after it was told not to: %q", got)
	}
}
