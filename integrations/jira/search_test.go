package jira_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"plotline/integrations/jira"
	"plotline/integrations/jira/jiratest"
)

// TestATicketWithoutItsPartIsKnownByItsMark: Data Center's search shows no
// properties, and the copy of the mark went with the part.
func TestATicketWithoutItsPartIsKnownByItsMark(t *testing.T) {
	deployments(t, func(t *testing.T, config jiratest.Config) {
		w := newWorld(t, config)
		epic, _ := w.family(w.open(nil))
		w.people.BreakFence(t, epic.Key)
		w.server.Settle()
		found, err := w.open(nil).Marked(t.Context(), "northwind")
		if err != nil || len(found.Tickets) != 2 {
			t.Fatalf("%+v, %v", found, err)
		}
		for _, ticket := range found.Tickets {
			if ticket.Mark == nil || ticket.Mark.Nonce != "n-"+ticket.Mark.ID {
				t.Errorf("%s has the mark %+v", ticket.Key, ticket.Mark)
			}
		}
	})
}

// TestALargeProjectIsReadPageByPage: a hundred issues a page, whoever wrote them.
func TestALargeProjectIsReadPageByPage(t *testing.T) {
	deployments(t, func(t *testing.T, config jiratest.Config) {
		w := newWorld(t, config)
		_, story := w.family(w.open(nil))
		for n := range 229 {
			w.people.Write(t, fmt.Sprint("other ", n), "")
		}
		w.server.Settle()
		found, err := w.open(nil).Marked(t.Context(), "northwind")
		if err != nil || len(found.Tickets) != 2 || found.Highest != "SHOP-231" {
			t.Errorf("marked are %+v, %v", found, err)
		}
		all, err := w.open(nil).All(t.Context())
		if err != nil || len(all) != 231 || all[1].Key != story.Key {
			t.Errorf("all are %d, %v", len(all), err)
		}
		tracker, before := w.open(nil), len(w.server.Requests())
		tickets, err := tracker.Read(t.Context(), w.server.Keys())
		if err != nil || len(tickets) != 231 || tickets[230].Title != "other 228" {
			t.Errorf("read are %d, %v", len(tickets), err)
		}
		if n := len(w.server.Requests()) - before; config.Cloud && n != 3 {
			t.Errorf("%d requests to read 231 issues", n)
		}
	})
}

// TestASearchThatTakesNoPostIsAskedByGet, with the properties that tell marks, and
// page by page.
func TestASearchThatTakesNoPostIsAskedByGet(t *testing.T) {
	w := newWorld(t, jiratest.Config{Cloud: true})
	w.family(w.open(nil))
	for n := range 229 {
		w.people.Write(t, fmt.Sprint("other ", n), "")
	}
	w.server.Settle()
	bulk := 0
	tracker := w.open(func(c *jira.Config) {
		next := c.Transport
		c.Transport = transport(func(r *http.Request) (*http.Response, error) {
			if strings.HasSuffix(r.URL.Path, "/bulkfetch") {
				bulk++
			}
			resp, err := next.RoundTrip(r)
			if err == nil && r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, "/search/jql") {
				resp.StatusCode, resp.Body = http.StatusMethodNotAllowed, io.NopCloser(strings.NewReader("{}"))
			}
			return resp, err
		})
	})
	found, err := tracker.Marked(t.Context(), "northwind")
	if err != nil || len(found.Tickets) != 2 || found.Highest != "SHOP-231" {
		t.Fatalf("marked are %+v, %v", found, err)
	}
	if bulk > 0 {
		t.Errorf("the search showed no properties: %d issues' marks were read again", bulk)
	}
	all, err := tracker.All(t.Context())
	if err != nil || len(all) != 231 {
		t.Errorf("all are %d, %v", len(all), err)
	}
}

// TestOnlyWhatIsNeededIsAskedFor: a page of whole issues weighs megabytes.
func TestOnlyWhatIsNeededIsAskedFor(t *testing.T) {
	deployments(t, func(t *testing.T, config jiratest.Config) {
		w := newWorld(t, config)
		asked := 0
		tracker := w.open(func(c *jira.Config) {
			next := c.Transport
			c.Transport = transport(func(r *http.Request) (*http.Response, error) {
				if fields, ok := fieldsAsked(t, r); ok {
					asked++
					if len(fields) == 0 || len(fields) > 20 || slices.ContainsFunc(fields, func(f string) bool { return strings.HasPrefix(f, "*") }) {
						t.Errorf("%s %s asks for %v", r.Method, r.URL.Path, fields)
					}
				}
				return next.RoundTrip(r)
			})
		})
		w.family(tracker)
		for _, read := range []func() error{
			func() error { _, err := tracker.Marked(t.Context(), "northwind"); return err },
			func() error { _, err := tracker.After(t.Context(), "", "northwind"); return err },
			func() error { _, err := tracker.Children(t.Context(), []string{"SHOP-1"}); return err },
			func() error { _, err := tracker.Read(t.Context(), []string{"SHOP-1", "SHOP-2"}); return err },
		} {
			if err := read(); err != nil {
				t.Error(err)
			}
		}
		if asked < 5 {
			t.Errorf("%d requests for issues", asked)
		}
	})
}

// fieldsAsked are the fields that a request for issues asks for.
func fieldsAsked(t *testing.T, r *http.Request) ([]string, bool) {
	t.Helper()
	path := r.URL.Path
	one := r.Method == http.MethodGet && strings.Contains(path, "/issue/SHOP-")
	if !one && !strings.Contains(path, "/search") && !strings.HasSuffix(path, "/bulkfetch") {
		return nil, false
	}
	if r.Method == http.MethodGet {
		return strings.Split(r.URL.Query().Get("fields"), ","), true
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	var asked struct{ Fields []string }
	if err := json.Unmarshal(body, &asked); err != nil {
		t.Fatal(err)
	}
	return asked.Fields, true
}
