package jira_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"plotline/integrations"
	"plotline/integrations/jira"
	"plotline/integrations/jira/jiratest"
	"plotline/integrations/trackertest"
)

func TestPartOfABulkCreateMayFail(t *testing.T) {
	deployments(t, func(t *testing.T, config jiratest.Config) {
		config.Fail = func(title string) bool { return strings.HasPrefix(title, "bad") }
		w := newWorld(t, config)
		tracker := w.open(nil)
		for _, titles := range [][]string{{"bad 1", "good 1", "bad 2", "good 2"}, {"bad 3", "bad 4"}} {
			var drafts []integrations.Draft
			for i, title := range titles {
				drafts = append(drafts, draft(fmt.Sprint("e", i), title, nil))
			}
			for i, answer := range tracker.Create(t.Context(), drafts) {
				want := integrations.Created
				if strings.HasPrefix(titles[i], "bad") {
					want = integrations.Rejected
				}
				if answer.Outcome != want {
					t.Errorf("%s: %s %v", titles[i], answer.Outcome, answer.Err)
				}
				if want == integrations.Rejected {
					has(t, fmt.Sprint(answer.Err), "A validator refused")
				} else if answer.Ticket.Mark.ID != drafts[i].Mark.ID {
					t.Errorf("%s is of %s", answer.Ticket.Key, answer.Ticket.Mark.ID)
				}
			}
		}
		if n := len(w.server.Keys()); n != 2 {
			t.Errorf("%d issues", n)
		}
	})
}

func TestALostCreateIsNotRepeated(t *testing.T) {
	deployments(t, func(t *testing.T, config jiratest.Config) {
		for _, fault := range []trackertest.Fault{trackertest.LostReply, trackertest.CutBody, trackertest.LateReply} {
			w := newWorld(t, config)
			tracker := w.open(func(c *jira.Config) {
				c.Transport = &trackertest.Faulty{Next: w.wire, Clock: w.clock, Choose: func(_ int, r *http.Request) trackertest.Fault {
					if strings.HasSuffix(r.URL.Path, "/bulk") {
						return fault
					}
					return trackertest.None
				}}
			})
			answer := create1(t, tracker, draft("e1", "an epic", nil))
			if answer.Outcome != integrations.Unclear || !errors.Is(answer.Err, integrations.ErrLost) || len(w.server.Keys()) != 1 {
				t.Errorf("%s: %s %v, %v", fault, answer.Outcome, answer.Err, w.server.Keys())
			}
			found, err := w.open(nil).After(t.Context(), "", "northwind")
			if err != nil || len(found.Tickets) != 1 || found.Tickets[0].Mark.Nonce != "n-e1" {
				t.Errorf("%s: it is not known again: %+v, %v", fault, found, err)
			}
		}
	})
}

func TestServersThatLackCallsWork(t *testing.T) {
	for name, config := range map[string]jiratest.Config{
		"Cloud without bulk fetch":        {Cloud: true, NoBulkFetch: true},
		"Cloud without bulk create":       {Cloud: true, NoBulk: true},
		"Data Center without bulk create": {NoBulk: true},
		"Data Center that loses marks":    {LoseProperties: true},
		"Data Center that refuses marks":  {RefuseProperties: true},
		"Data Center without Epic Link":   {NoEpicLink: true},
		"Data Center that has neither":    {RefuseProperties: true, NoBulk: true},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, config)
			epic, story := w.family(w.open(nil))
			w.people.Write(t, "Ana's", "")
			tracker := w.open(nil)
			found, err := tracker.After(t.Context(), "", "northwind")
			if err != nil || len(found.Tickets) != 2 || found.Highest != "SHOP-3" {
				t.Fatalf("%+v, %v", found, err)
			}
			if got := found.Tickets[1]; got.Parent != epic.Key || got.Mark.ID != "s1" || got.Mark.Nonce != "n-s1" || len(got.Mark.Fields) != 1 {
				t.Errorf("%+v", got)
			}
			edit := integrations.Edit{ID: "s1", Mark: *found.Tickets[1].Mark, AddLabels: []string{"new"}}
			edit.Mark.Key = story.Key
			other := w.create(tracker, draft("e2", "another epic", nil))
			edit.Parent = &other
			if got, err := w.open(nil).Update(t.Context(), found.Tickets[1], edit); err != nil || got.Mark.Key != story.Key || got.Parent != other.Key {
				t.Errorf("%+v, %v", got, err)
			}
			if got, err := tracker.Read(t.Context(), []string{"SHOP-99", story.Key}); err != nil || !got[0].Gone || got[1].Title != "a story" {
				t.Errorf("%+v, %v", got, err)
			}
		})
	}
}

func TestReleasesAreMadeWhereAbsent(t *testing.T) {
	deployments(t, func(t *testing.T, config jiratest.Config) {
		w := newWorld(t, config)
		d := draft("e1", "an epic", nil)
		d.Release = &integrations.Release{Name: "Spring", Due: time.Date(2027, 3, 31, 0, 0, 0, 0, time.UTC)}
		tracker := w.open(nil)
		w.create(tracker, d)
		again := draft("e2", "another", nil)
		again.Release = d.Release
		w.create(w.open(nil), again)
		got, err := tracker.Read(t.Context(), []string{"SHOP-1", "SHOP-2"})
		if err != nil || got[0].Release != "Spring" || got[1].Release != "Spring" {
			t.Errorf("%+v, %v", got, err)
		}
		config.Forbidden = []string{"ADMINISTER_PROJECTS"}
		w = newWorld(t, config)
		if answer := create1(t, w.open(nil), d); answer.Outcome != integrations.Created || !slices.Equal(answer.Dropped, []string{"release"}) {
			t.Errorf("%+v", answer)
		}
	})
}

func TestCreatesKeepToTheServersLimit(t *testing.T) {
	w := newWorld(t, jiratest.Config{Cloud: true, PerMinute: 80})
	began := w.clock.Now()
	tracker := w.open(nil)
	for batch := range 8 {
		var drafts []integrations.Draft
		for i := range 50 {
			drafts = append(drafts, draft(fmt.Sprint("e", batch, "-", i), fmt.Sprintf("epic %d of %d", i, batch), nil))
		}
		for _, answer := range tracker.Create(t.Context(), drafts) {
			if answer.Outcome != integrations.Created {
				t.Fatal(answer.Err)
			}
		}
	}
	if n, took := len(w.server.Keys()), w.clock.Now().Sub(began); n != 400 || took > 8*time.Minute {
		t.Errorf("%d in %s", n, took)
	}
}

// answering gives a transport that lets the server act, and answers creates by
// itself.
func (w *world) answering(path, body string) func(*jira.Config) {
	return func(c *jira.Config) {
		next := c.Transport
		c.Transport = transport(func(r *http.Request) (*http.Response, error) {
			resp, err := next.RoundTrip(r)
			if err == nil && r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, path) {
				resp.Body = io.NopCloser(strings.NewReader(body))
			}
			return resp, err
		})
	}
}

// TestAnAnswerThatNamesTooLittleIsUnclear: something was made, and nobody knows
// which.
func TestAnAnswerThatNamesTooLittleIsUnclear(t *testing.T) {
	for name, c := range map[string]struct {
		config     jiratest.Config
		path, body string
	}{
		"all at once": {jiratest.Config{Cloud: true}, "/issue/bulk", `{"issues":[],"errors":[]}`},
		"one by one":  {jiratest.Config{Cloud: true, NoBulk: true}, "/issue", `{}`},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, c.config)
			answers := w.open(w.answering(c.path, c.body)).Create(t.Context(), []integrations.Draft{draft("e1", "an epic", nil), draft("e2", "another", nil)})
			if answers[0].Outcome != integrations.Unclear || len(w.server.Keys()) == 0 {
				t.Errorf("%+v, %v", answers, w.server.Keys())
			}
		})
	}
}

// TestAfterALostCreateNoOtherIsSent: what was not sent was certainly not made.
func TestAfterALostCreateNoOtherIsSent(t *testing.T) {
	deployments(t, func(t *testing.T, config jiratest.Config) {
		config.NoBulk = true
		w := newWorld(t, config)
		creates := 0
		tracker := w.open(func(c *jira.Config) {
			c.Transport = &trackertest.Faulty{Next: w.wire, Clock: w.clock, Choose: func(_ int, r *http.Request) trackertest.Fault {
				if r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, "/issue") {
					if creates++; creates == 2 {
						return trackertest.LostReply
					}
				}
				return trackertest.None
			}}
		})
		var drafts []integrations.Draft
		for n := range 4 {
			drafts = append(drafts, draft(fmt.Sprint("e", n), fmt.Sprint("epic ", n), nil))
		}
		var got []integrations.Outcome
		for _, answer := range tracker.Create(t.Context(), drafts) {
			got = append(got, answer.Outcome)
		}
		want := []integrations.Outcome{integrations.Created, integrations.Unclear, integrations.Rejected, integrations.Rejected}
		if !slices.Equal(got, want) || len(w.server.Keys()) != 2 {
			t.Errorf("%v, %v", got, w.server.Keys())
		}
	})
}

// TestAVersionThatSomebodyMadeMeanwhileIsTaken: the screens were read before, and
// do not show it.
func TestAVersionThatSomebodyMadeMeanwhileIsTaken(t *testing.T) {
	deployments(t, func(t *testing.T, config jiratest.Config) {
		w := newWorld(t, config)
		d := draft("e1", "an epic", nil)
		d.Release = &integrations.Release{Name: "Spring"}
		tracker := w.open(nil)
		if _, err := tracker.Preflight(t.Context(), []integrations.Draft{d}, nil); err != nil {
			t.Fatal(err)
		}
		other := draft("e2", "of another machine", nil)
		other.Release = d.Release
		w.create(w.open(nil), other)
		made := create1(t, tracker, d)
		if made.Outcome != integrations.Created || len(made.Dropped) > 0 {
			t.Fatalf("%+v", made)
		}
		got, err := w.open(nil).Read(t.Context(), []string{made.Ticket.Key})
		if err != nil || got[0].Release != "Spring" {
			t.Errorf("%+v, %v", got, err)
		}
	})
}
