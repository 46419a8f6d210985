package jira_test

import (
	"strings"
	"testing"

	"plotline/integrations"
	"plotline/integrations/jira/jiratest"
	"plotline/integrations/markup"
)

// TestTheCopyOfTheMarkGoesAlong with an edit that leaves the part alone: Data
// Center's search shows no other.
func TestTheCopyOfTheMarkGoesAlong(t *testing.T) {
	w := newWorld(t, jiratest.Config{})
	tracker := w.open(nil)
	epic := w.create(tracker, draft("e1", "an epic", nil))
	now := w.read(tracker, epic.Key)
	edit := integrations.Edit{ID: "e1", Title: ptr("a better title"), Mark: *epic.Mark}
	edit.Mark.Fields = map[string][]string{"title": {"9f8e"}}
	then, err := tracker.Update(t.Context(), now, edit)
	if err != nil {
		t.Fatal(err)
	}
	was, is := markup.Wiki{}.Read(now.Description), markup.Wiki{}.Read(then.Description)
	if was.Ref == "" || is.Ref == "" || was.Ref == is.Ref || was.Part != is.Part {
		t.Errorf("the copy was %q and is %q", was.Ref, is.Ref)
	}
}

func (w *world) read(tracker integrations.Reader, key string) integrations.Ticket {
	w.t.Helper()
	got, err := tracker.Read(w.t.Context(), []string{key})
	if err != nil || got[0].Gone {
		w.t.Fatalf("%+v, %v", got, err)
	}
	return got[0]
}

// TestATakenOverTicketSaysItOnce: what became the part does not stay beside it.
func TestATakenOverTicketSaysItOnce(t *testing.T) {
	deployments(t, func(t *testing.T, config jiratest.Config) {
		for _, instead := range []bool{true, false} {
			w := newWorld(t, config)
			key := w.people.Write(t, "Ana's", "")
			text := "Words of Ana's."
			if config.Cloud {
				text = string(markup.ToADF(text))
			}
			w.people.Describe(t, key, text)
			tracker := w.open(nil)
			edit := integrations.Edit{ID: "e1", Part: ptr("Words of Ana's."), Instead: instead, Mark: draft("e1", "", nil).Mark}
			got, err := tracker.Update(t.Context(), w.read(tracker, key), edit)
			if err != nil {
				t.Fatal(err)
			}
			want := map[bool]int{true: 1, false: 2}[instead]
			if n := strings.Count(got.Description, "Words of Ana's"); n != want || got.Part != "Words of Ana's." {
				t.Errorf("instead %v: it says so %d times: %s", instead, n, got.Description)
			}
		}
	})
}
