package github_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"unicode/utf8"

	"plotline/integrations"
	"plotline/integrations/github"
)

// FuzzFailure holds that an answer which is no success, whatever its body, makes
// a failure on one line, short enough to read, with no secret, and that of none
// is read as an issue.
func FuzzFailure(f *testing.F) {
	f.Add(404, `{"message":"Not Found","documentation_url":"https://docs.github.com/rest"}`)
	f.Add(422, `{"message":"Validation Failed","errors":[{"resource":"Issue","field":"title","code":"missing"},{"message":"no\nway"}]}`)
	f.Add(403, `{"message":"Resource protected by organization SAML enforcement"}`)
	f.Add(400, "<html>proxy</html>")
	f.Add(410, `{"errors":"no list","message":["x"]}`)
	f.Add(401, `{"message":"`+strings.Repeat("again and again ", 500)+`"}`)
	f.Fuzz(func(t *testing.T, status int, body string) {
		if status < 400 || status > 499 || status == http.StatusTooManyRequests || status == http.StatusRequestTimeout || strings.Contains(strings.ToLower(body), "rate limit") || strings.Contains(strings.ToLower(body), "abuse") {
			return // the others are tried again, or no failures
		}
		tracker, err := github.New(github.Config{
			Repository: "northwind/shop", Token: "not-a-real-token", Clock: newClock(),
			Transport: answering(func(r *http.Request) (*http.Response, error) {
				return &http.Response{
					StatusCode: status, Request: r, Body: io.NopCloser(strings.NewReader(body)),
					Header: http.Header{"Content-Type": {"application/json"}},
				}, nil
			}),
		})
		if err != nil {
			t.Fatal(err)
		}
		found, marked := tracker.Marked(t.Context(), roadmap)
		made := tracker.Create(t.Context(), []integrations.Draft{draft("e1", "an epic", nil)})[0]
		if marked == nil || len(found.Tickets) > 0 || made.Outcome == integrations.Created {
			t.Fatalf("%+v, %v; %+v", found, marked, made)
		}
		for _, err := range []error{marked, made.Err} {
			text := fmt.Sprint(err)
			var failure *integrations.Failure
			if errors.As(err, &failure) {
				text += failure.Hint
			}
			if n := utf8.RuneCountInString(text); n > 2000 || strings.Contains(text, "not-a-real-token") {
				t.Fatalf("%d characters: %.300s", n, text)
			}
			if strings.ContainsAny(fmt.Sprint(err), "\n\r") {
				t.Fatalf("%q is not on one line", err)
			}
		}
	})
}

type answering func(*http.Request) (*http.Response, error)

func (f answering) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }
