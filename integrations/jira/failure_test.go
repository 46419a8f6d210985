package jira_test

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"unicode/utf8"

	"plotline/integrations"
	"plotline/integrations/jira"
	"plotline/integrations/trackertest"
)

// FuzzFailure holds that an answer which is no success, whatever its body, makes
// a failure on one line, short enough to read, with no secret, and that of none
// is read as a ticket.
func FuzzFailure(f *testing.F) {
	f.Add(400, "application/json", `{"errorMessages":["Field 'x' cannot be set."],"errors":{"summary":"is too long\nby far"}}`)
	f.Add(401, "text/html", "<html><title>Log in</title></html>")
	f.Add(403, "application/json", `{"errorMessages":"no list","errors":[1]}`)
	f.Add(404, "application/json", `{"message":"null for uri","status-code":404}`)
	f.Add(422, "", `{"errors":{"a":null},"errorMessages":[null,""]}`)
	f.Add(400, "application/json", `{"errorMessages":[`+strings.TrimSuffix(strings.Repeat(`"again and again",`, 500), ",")+`]}`)
	f.Fuzz(func(t *testing.T, status int, kind, body string) {
		if status < 400 || status > 499 || status == http.StatusTooManyRequests || status == http.StatusRequestTimeout {
			return // the others are tried again, or no failures
		}
		tracker, err := jira.New(jira.Config{
			URL: "https://northwind.atlassian.net", Project: "SHOP", Email: "pia@northwind.example", Token: "not-a-real-token", Clock: trackertest.NewClock(),
			Transport: transport(func(r *http.Request) (*http.Response, error) {
				return &http.Response{
					StatusCode: status, Request: r, Body: io.NopCloser(strings.NewReader(body)),
					Header: http.Header{"Content-Type": {kind}},
				}, nil
			}),
		})
		if err != nil {
			t.Fatal(err)
		}
		found, marked := tracker.Marked(t.Context(), "northwind")
		made := tracker.Create(t.Context(), []integrations.Draft{draft("e1", "an epic", nil)})[0]
		if marked == nil || len(found.Tickets) > 0 || made.Outcome == integrations.Created {
			t.Fatalf("%+v, %v; %+v", found, marked, made)
		}
		for _, err := range []error{marked, made.Err} {
			text := hint(err)
			if n := utf8.RuneCountInString(text); n > 2000 || strings.Contains(text, "not-a-real-token") {
				t.Fatalf("%d characters: %.300s", n, text)
			}
			if strings.ContainsAny(fmt.Sprint(err), "\n\r") {
				t.Fatalf("%q is not on one line", err)
			}
		}
	})
}

// TestAnOrderThatJiraTookInPartIsAFailure: it answers 207, and says of each issue
// what became of it.
func TestAnOrderThatJiraTookInPartIsAFailure(t *testing.T) {
	tracker, err := jira.New(jira.Config{
		URL: "https://northwind.atlassian.net", Project: "SHOP", Email: "pia@northwind.example", Token: "not-a-real-token", Clock: trackertest.NewClock(),
		Transport: transport(func(r *http.Request) (*http.Response, error) {
			return &http.Response{
				StatusCode: http.StatusMultiStatus, Request: r, Header: http.Header{"Content-Type": {"application/json"}},
				Body: io.NopCloser(strings.NewReader(`{"entries": [{"issueKey": "SHOP-1", "status": 200}, {"issueKey": "SHOP-2", "status": 403, "errors": ["No schedule permission."]}]}`)),
			}, nil
		}),
	})
	if err != nil {
		t.Fatal(err)
	}
	err = tracker.Rank(t.Context(), integrations.Move{Keys: []string{"SHOP-1", "SHOP-2"}, After: "SHOP-3"})
	if err == nil {
		t.Fatal("it says nothing")
	}
	has(t, hint(err), "SHOP-2", "No schedule permission.")
}
