package jira_test

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"

	"plotline/integrations"
	"plotline/integrations/jira"
	"plotline/integrations/jira/jiratest"
)

// TestAMarkIsWrittenWhereTheDescriptionCarriesNone: on a server that takes no
// properties with an edit, and after a person took our part out of the text, the
// property alone remembers. The person's text stays as it is.
func TestAMarkIsWrittenWhereTheDescriptionCarriesNone(t *testing.T) {
	for _, refuses := range []bool{false, true} {
		w := newWorld(t, jiratest.Config{RefuseProperties: refuses})
		tracker := w.open(nil)
		epic := w.create(tracker, draft("e1", "an epic", nil))
		w.people.Around(t, epic.Key, "Mine", "and mine")
		w.people.BreakFence(t, epic.Key)
		written, sent := w.people.Description(t, epic.Key), ""
		tracker = w.open(func(c *jira.Config) {
			c.Transport = transport(func(r *http.Request) (*http.Response, error) {
				if r.Method == http.MethodPut {
					sent += read(t, r)
				}
				return w.wire.RoundTrip(r)
			})
		})
		now, err := tracker.Read(t.Context(), []string{epic.Key})
		if err != nil {
			t.Fatal(err)
		}
		title := "a better title"
		edit := integrations.Edit{ID: "e1", Title: &title, Mark: *epic.Mark}
		edit.Mark.Key = epic.Key
		got, err := tracker.Update(t.Context(), now[0], edit)
		if err != nil || got.Title != title {
			t.Fatalf("%+v, %v", got, err)
		}
		if mark := string(w.server.Property(epic.Key, "plotline")); !strings.Contains(mark, `"`+epic.Key+`"`) {
			t.Errorf("refusing %v: the mark is %s", refuses, mark)
		}
		if is := w.people.Description(t, epic.Key); is != written || strings.Contains(sent, "description") {
			t.Errorf("refusing %v: the text was %q, and is %q; sent %s", refuses, written, is, sent)
		}
	}
}

// read gives a request's body, and leaves it to be read again.
func read(t *testing.T, r *http.Request) string {
	t.Helper()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	return string(body)
}
