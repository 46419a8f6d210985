package jira_test

import (
	"fmt"
	"testing"
	"time"

	"plotline/integrations"
	"plotline/integrations/jira/jiratest"
)

// TestALookBehindGoesPastOthersAndHoles: what a lost create made stands behind
// many issues of others, and behind many that were deleted. The index shows none
// of them yet.
func TestALookBehindGoesPastOthersAndHoles(t *testing.T) {
	for name, deleted := range map[string]int{"others": 0, "others and holes": 70} {
		t.Run(name, func(t *testing.T) {
			deployments(t, func(t *testing.T, config jiratest.Config) {
				w := newWorld(t, config)
				w.create(w.open(nil), draft("e1", "an epic", nil))
				for n := range 170 {
					if key := w.people.Write(t, fmt.Sprint("other ", n), ""); n > 80 && n <= 80+deleted {
						w.people.Delete(t, key)
					}
				}
				last := w.create(w.open(nil), draft("e2", "another epic", nil))
				found, err := w.open(nil).After(t.Context(), "SHOP-1", "northwind")
				if err != nil || len(found.Tickets) != 1 || found.Tickets[0].Key != last.Key || found.Highest != last.Key {
					t.Errorf("%+v, %v", found, err)
				}
			})
		})
	}
}

// TestALookBehindTakesNothingOfOursFromTheIndex, which shows it as it was.
func TestALookBehindTakesNothingOfOursFromTheIndex(t *testing.T) {
	deployments(t, func(t *testing.T, config jiratest.Config) {
		w := newWorld(t, config)
		epic, _ := w.family(w.open(nil))
		w.clock.Pass(time.Second)
		w.server.Settle()
		w.clock.Pass(time.Second)
		w.people.Retitle(t, epic.Key, "a better title")
		found, err := w.open(nil).After(t.Context(), "", "northwind")
		if err != nil || len(found.Tickets) != 2 || found.Tickets[0].Title != "a better title" {
			t.Errorf("%+v, %v", found, err)
		}
	})
}

// TestALookBehindUnderstandsEveryLanguage: Jira says in the login's own what is
// not there, and some servers do not name it.
func TestALookBehindUnderstandsEveryLanguage(t *testing.T) {
	for name, c := range map[string]struct {
		words string
		most  int // requests
	}{
		"German":  {"Es existiert kein Vorgang mit dem Schlüssel „%s“ für das Feld „%s“.", 12},
		"nothing": {"Die Abfrage ist nicht gültig.%.0s%.0s", 40},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, jiratest.Config{NoSuchIssue: c.words, Lag: time.Minute})
			w.create(w.open(nil), draft("e1", "an epic", nil))
			for n := range 8 {
				w.people.Delete(t, w.people.Write(t, fmt.Sprint("other ", n), ""))
			}
			last := w.create(w.open(nil), draft("e2", "another epic", nil))
			before := len(w.server.Requests())
			found, err := w.open(nil).After(t.Context(), "SHOP-1", "northwind")
			if err != nil || len(found.Tickets) != 1 || found.Tickets[0].Key != last.Key {
				t.Errorf("%+v, %v", found, err)
			}
			if n := len(w.server.Requests()) - before; n > c.most {
				t.Errorf("%d requests", n)
			}
		})
	}
}

// TestAnIssueThatMovedAwayIsGone: Jira answers for its old Key, with the issue
// that has another one now.
func TestAnIssueThatMovedAwayIsGone(t *testing.T) {
	for name, config := range map[string]jiratest.Config{
		"Cloud": {Cloud: true}, "Cloud without bulk fetch": {Cloud: true, NoBulkFetch: true}, "Data Center": {},
	} {
		t.Run(name, func(t *testing.T) {
			config.Also = []string{"OPS"}
			w := newWorld(t, config)
			_, story := w.family(w.open(nil))
			w.people.Move(t, story.Key, "OPS")
			w.server.Settle()
			tracker := w.open(nil)
			got, err := tracker.Read(t.Context(), []string{story.Key, "SHOP-1"})
			if err != nil || !got[0].Gone || got[0].Key != story.Key || got[1].Gone {
				t.Errorf("read %+v, %v", got, err)
			}
			for what, look := range map[string]func() (integrations.Found, error){
				"the index": func() (integrations.Found, error) { return tracker.Marked(t.Context(), "northwind") },
				"a look":    func() (integrations.Found, error) { return tracker.After(t.Context(), "", "northwind") },
			} {
				if found, err := look(); err != nil || len(found.Tickets) != 1 || found.Tickets[0].Key != "SHOP-1" {
					t.Errorf("%s finds %+v, %v", what, found, err)
				}
			}
			if children, err := tracker.Children(t.Context(), []string{"SHOP-1"}); err != nil || len(children) > 0 {
				t.Errorf("children %+v, %v", children, err)
			}
		})
	}
}
