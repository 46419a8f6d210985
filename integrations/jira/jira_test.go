package jira_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"plotline/integrations"
	"plotline/integrations/jira"
	"plotline/integrations/jira/jiratest"
	"plotline/integrations/trackertest"
	"plotline/stories"
)

func draft(id, title string, parent *integrations.Ticket) integrations.Draft {
	d := integrations.Draft{
		Mark: integrations.Mark{Version: 1, ID: id, Roadmap: "northwind", Nonce: "n-" + id, Fields: map[string][]string{"title": {"0a1b"}}},
		Kind: stories.Story, Type: stories.TypeFeature, Title: title, Part: "As a shopper, I want " + title + ".",
		Labels: []string{"search"}, Parent: parent,
	}
	if parent == nil {
		d.Kind, d.Type = stories.Epic, stories.TypeEpic
	}
	return d
}

// family makes an epic with one story.
func (w *world) family(tracker *jira.Tracker) (epic, story integrations.Ticket) {
	w.t.Helper()
	epic = w.create(tracker, draft("e1", "an epic", nil))
	return epic, w.create(tracker, draft("s1", "a story", &epic))
}

func (w *world) create(tracker *jira.Tracker, d integrations.Draft) integrations.Ticket {
	w.t.Helper()
	answer := create1(w.t, tracker, d)
	if answer.Outcome != integrations.Created {
		w.t.Fatalf("create: %s: %v", answer.Outcome, answer.Err)
	}
	if err := tracker.Place(w.t.Context(), []integrations.Ticket{answer.Ticket})[0]; err != nil {
		w.t.Fatal(hint(err))
	}
	return answer.Ticket
}

func create1(t testing.TB, tracker *jira.Tracker, d integrations.Draft) integrations.Creation {
	t.Helper()
	return tracker.Create(t.Context(), []integrations.Draft{d})[0]
}

// hint gives all that a failure tells a person.
func hint(err error) string {
	var f *integrations.Failure
	if errors.As(err, &f) {
		return err.Error() + "\n" + f.Hint
	}
	return fmt.Sprint(err)
}

func has(t *testing.T, text string, words ...string) {
	t.Helper()
	for _, word := range words {
		if !strings.Contains(text, word) {
			t.Errorf("it does not say %q:\n%s", word, text)
		}
	}
}

func TestTheLoginFollowsTheDeployment(t *testing.T) {
	t.Run("an e-mail address does not hinder Data Center", func(t *testing.T) {
		w := newWorld(t, jiratest.Config{})
		tracker := w.open(func(c *jira.Config) { c.Email = "pia@northwind.example" })
		if _, err := tracker.Marked(t.Context(), "northwind"); err != nil {
			t.Error(hint(err))
		}
	})
	t.Run("Cloud wants one", func(t *testing.T) {
		w := newWorld(t, jiratest.Config{Cloud: true})
		_, err := w.open(func(c *jira.Config) { c.Email = "" }).Describe(t.Context())
		if !errors.Is(err, integrations.ErrLogin) {
			t.Fatal(err)
		}
		has(t, hint(err), "Jira Cloud", "JIRA_EMAIL", "JIRA_API_TOKEN")
	})
	t.Run("the first question carries no login", func(t *testing.T) {
		w := newWorld(t, jiratest.Config{Cloud: true})
		var first *http.Request
		tracker := w.open(func(c *jira.Config) {
			c.URL = "https://jira.northwind.example"
			next := c.Transport
			c.Transport = transport(func(r *http.Request) (*http.Response, error) {
				if first == nil {
					first = r
				}
				return next.RoundTrip(r)
			})
		})
		if _, err := tracker.Describe(t.Context()); err != nil || first.Header.Get("Authorization") != "" {
			t.Errorf("%v, %v", err, first.Header)
		}
	})
}

// TestWhoTheServerIsIsAskedWhereItsNameDoesNotTell: Atlassian's own hosts are
// Cloud, and asking costs a request. Everywhere else either may answer.
func TestWhoTheServerIsIsAskedWhereItsNameDoesNotTell(t *testing.T) {
	for url, asked := range map[string]bool{
		"https://northwind.atlassian.net": false, "https://Northwind.Atlassian.NET/": false,
		"https://jira.northwind.example": true, "https://atlassian.net.northwind.example": true,
		"https://notatlassian.net": true,
	} {
		w := newWorld(t, jiratest.Config{Cloud: true})
		tracker := w.open(func(c *jira.Config) { c.URL = url })
		described, err := tracker.Describe(t.Context())
		if err != nil || described.Edition != "Jira Cloud" {
			t.Errorf("%s: %+v, %v", url, described, err)
		}
		if got := slices.Contains(w.server.Requests(), "GET /rest/api/2/serverInfo"); got != asked {
			t.Errorf("%s: asked %v", url, got)
		}
	}
}

// TestADeploymentThatTheHostIsNotIsSaid: Atlassian's hosts are never Data Center.
func TestADeploymentThatTheHostIsNotIsSaid(t *testing.T) {
	w := newWorld(t, jiratest.Config{Cloud: true})
	described, err := w.open(func(c *jira.Config) { c.Deployment = jira.DataCenter }).Describe(t.Context())
	if err != nil || len(described.Notices) != 1 {
		t.Fatalf("%+v, %v", described, err)
	}
	has(t, described.Notices[0], "jira.deployment says datacenter", "cloud")
}

// TestASiteThatIsNotThereIsNoMissingProject: of both, Atlassian's host says 404.
func TestASiteThatIsNotThereIsNoMissingProject(t *testing.T) {
	w := newWorld(t, jiratest.Config{Cloud: true})
	tracker := w.open(func(c *jira.Config) {
		c.Transport = transport(func(r *http.Request) (*http.Response, error) {
			return &http.Response{
				StatusCode: http.StatusNotFound, Request: r, Header: http.Header{"Content-Type": {"application/json"}},
				Body: io.NopCloser(strings.NewReader(`{"errorCode":"OTHER","errorMessage":"Site temporarily unavailable"}`)),
			}, nil
		})
	})
	_, doors := tracker.Doors(t.Context())
	_, marked := tracker.Marked(t.Context(), "northwind")
	for _, err := range []error{doors, marked} {
		if errors.Is(err, integrations.ErrMissing) {
			t.Error(hint(err))
		}
		has(t, hint(err), "reach Jira at northwind.atlassian.net", "check jira.url")
	}
}

type transport func(*http.Request) (*http.Response, error)

func (f transport) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func TestAWrongLoginNamesWhatItRead(t *testing.T) {
	deployments(t, func(t *testing.T, config jiratest.Config) {
		w := newWorld(t, config)
		tracker := w.open(func(c *jira.Config) { c.Token = "entirely-wrong" })
		_, err := tracker.Marked(t.Context(), "northwind")
		if !errors.Is(err, integrations.ErrLogin) {
			t.Fatal(err)
		}
		has(t, hint(err), "JIRA_API_TOKEN")
		if strings.Contains(hint(err), "entirely-wrong") {
			t.Errorf("it tells the token: %s", hint(err))
		}
	})
}

func TestAMissingProjectIsNamed(t *testing.T) {
	deployments(t, func(t *testing.T, config jiratest.Config) {
		w := newWorld(t, config)
		tracker := w.open(func(c *jira.Config) { c.Project = "NOPE" })
		_, err := tracker.Marked(t.Context(), "northwind")
		if !errors.Is(err, integrations.ErrMissing) {
			t.Fatal(err)
		}
		has(t, hint(err), "NOPE", "jira.project")
	})
}

func TestAWebPageIsNotTakenForJira(t *testing.T) {
	for _, status := range []int{200, 302, 401, 403, 404} {
		t.Run(fmt.Sprint(status), func(t *testing.T) {
			w := newWorld(t, jiratest.Config{Cloud: true})
			tracker := w.open(func(c *jira.Config) {
				c.Transport = transport(func(r *http.Request) (*http.Response, error) {
					return &http.Response{
						StatusCode: status, Request: r, Body: io.NopCloser(strings.NewReader("<html><title>Log in</title></html>")),
						Header: http.Header{"Content-Type": {"text/html"}, "Location": {"https://login.example.com/"}},
					}, nil
				})
			})
			_, err := tracker.Marked(t.Context(), "northwind")
			has(t, hint(err), "web page", "jira.url")
		})
	}
}

func TestATypeThatTheProjectLacksChangesNothing(t *testing.T) {
	deployments(t, func(t *testing.T, config jiratest.Config) {
		w := newWorld(t, config)
		tracker := w.open(func(c *jira.Config) { c.Types = map[string]string{"feature": "User Story"} })
		obstacles, err := tracker.Preflight(t.Context(), []integrations.Draft{draft("s1", "a story", &integrations.Ticket{Key: "SHOP-1"})}, nil)
		if err != nil || len(obstacles) != 1 || !obstacles[0].Refuse {
			t.Fatalf("%+v, %v", obstacles, err)
		}
		has(t, obstacles[0].Message+obstacles[0].Hint, "User Story", "Epic, Story, Task, Bug", "types: {feature")
		if strings.Contains(obstacles[0].Message, "Sub-task") {
			t.Errorf("it offers sub-tasks: %s", obstacles[0].Message)
		}
	})
}

func TestUsualTypesStandInForOneAnother(t *testing.T) {
	w := newWorld(t, jiratest.Config{Cloud: true, Types: []string{"Initiative", "Story"}})
	tracker := w.open(nil)
	epic := w.create(tracker, draft("e1", "an epic", nil))
	bug := draft("b1", "a bug", &epic)
	bug.Type = stories.TypeBug
	w.create(tracker, bug)
	got, err := tracker.Read(t.Context(), []string{"SHOP-1", "SHOP-2"})
	if err != nil || got[0].Type != "Initiative" || got[0].Kind != stories.Epic || got[1].Type != "Story" {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestARequiredFieldIsAskedForBeforeAnythingIsWritten(t *testing.T) {
	deployments(t, func(t *testing.T, config jiratest.Config) {
		config.Required, config.RequiredValues, config.PageSize = "Cost centre", []string{"4711", "4712"}, 3
		w := newWorld(t, config)
		drafts := []integrations.Draft{draft("e1", "an epic", nil)}
		obstacles, err := w.open(nil).Preflight(t.Context(), drafts, nil)
		if err != nil || len(obstacles) != 1 || !obstacles[0].Refuse || !slices.Equal(obstacles[0].IDs, []string{"e1"}) {
			t.Fatalf("%+v, %v", obstacles, err)
		}
		has(t, obstacles[0].Message+obstacles[0].Hint, "Cost centre", "4711, 4712", "jira: {fields:")

		wrong := w.open(func(c *jira.Config) { c.Fields = map[string][]string{"Cost centre": {"9999"}} })
		if obstacles, err = wrong.Preflight(t.Context(), drafts, nil); err != nil || len(obstacles) != 1 {
			t.Fatalf("%+v, %v", obstacles, err)
		}
		has(t, obstacles[0].Message, "9999", "4711, 4712")

		right := w.open(func(c *jira.Config) { c.Fields = map[string][]string{"cost Centre": {"4711"}} })
		if obstacles, err = right.Preflight(t.Context(), drafts, nil); err != nil || len(obstacles) != 0 {
			t.Fatalf("%+v, %v", obstacles, err)
		}
		w.create(right, drafts[0])
	})
}

func TestMissingRightsAreKnownBeforeTheFirstWrite(t *testing.T) {
	w := newWorld(t, jiratest.Config{Cloud: true, Forbidden: []string{"EDIT_ISSUES", "LINK_ISSUES"}})
	obstacles, err := w.open(nil).Preflight(t.Context(), nil, []integrations.Edit{{ID: "s1"}})
	if err != nil || len(obstacles) != 2 || !obstacles[0].Refuse || obstacles[1].Refuse {
		t.Fatalf("%+v, %v", obstacles, err)
	}
	w = newWorld(t, jiratest.Config{Forbidden: []string{"CREATE_ISSUES"}})
	_, err = w.open(nil).Preflight(t.Context(), []integrations.Draft{draft("e1", "an epic", nil)}, nil)
	if !errors.Is(err, integrations.ErrRights) {
		t.Error(err)
	}
}

func TestAnEditThatArrivedIsNotStale(t *testing.T) {
	deployments(t, func(t *testing.T, config jiratest.Config) {
		w := newWorld(t, config)
		tracker := w.open(nil)
		epic := w.create(tracker, draft("e1", "an epic", nil))
		before, err := tracker.Read(t.Context(), []string{epic.Key})
		if err != nil {
			t.Fatal(err)
		}
		title := "a better title"
		edit := integrations.Edit{ID: "e1", Title: &title, Mark: *epic.Mark}
		edit.Mark.Key = epic.Key
		for range 2 {
			if got, err := tracker.Update(t.Context(), before[0], edit); err != nil || got.Title != title {
				t.Fatalf("%+v, %v", got, err)
			}
		}
	})
}

func TestConfigIsChecked(t *testing.T) {
	for _, c := range []struct {
		url, project, says string
	}{
		{"http://jira.example.com", "SHOP", "https://"},
		{"https://ana:secret@jira.example.com", "SHOP", "no login"},
		{"jira.example.com", "SHOP", "not an address"},
		{"https://jira.example.com", "SHOP/../x", "project key"},
		{"https://jira.example.com", "", "project key"},
	} {
		_, err := jira.New(jira.Config{URL: c.url, Project: c.project, Clock: trackertest.NewClock()})
		if err == nil || !strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s %s: %v", c.url, c.project, err)
		}
	}
}

func TestWhatTheTeamPlansIsRead(t *testing.T) {
	w := newWorld(t, jiratest.Config{Cloud: true})
	_, story := w.family(w.open(nil))
	w.people.Plan(t, story.Key, 2.5, "Sprint 7")
	found, err := w.open(nil).Marked(t.Context(), "northwind")
	if err != nil || len(found.Tickets) != 2 {
		t.Fatalf("%+v, %v", found, err)
	}
	if got := found.Tickets[0]; got.Key != story.Key || got.Estimate != "2.5" || got.Sprint != "Sprint 7" {
		t.Errorf("%+v", got)
	}
}

// TestADescriptionThatIsEmptyIsReadWhole: it has no text, and none that Markdown
// could not say.
func TestADescriptionThatIsEmptyIsReadWhole(t *testing.T) {
	deployments(t, func(t *testing.T, config jiratest.Config) {
		w := newWorld(t, config)
		key := w.people.Write(t, "by hand", "")
		tickets, err := w.open(nil).Read(t.Context(), []string{key})
		if err != nil {
			t.Fatal(err)
		}
		if got := tickets[0]; got.Description != "" || got.Text != "" || !got.TextWhole {
			t.Errorf("description %q, text %q, whole %v", got.Description, got.Text, got.TextWhole)
		}
	})
}

// TestWhatAPersonWroteIsMarkdown, in whatever markup it stands on Jira: an import
// and an offer take it as it would stand in a file.
func TestWhatAPersonWroteIsMarkdown(t *testing.T) {
	w := newWorld(t, jiratest.Config{})
	key := w.people.Write(t, "by hand", "")
	w.people.Describe(t, key, "h2. Why\n\n* *Fast* and {{exact}}\n** [as said|https://example.com/said]")
	tickets, err := w.open(nil).Read(t.Context(), []string{key})
	if err != nil {
		t.Fatal(err)
	}
	want := "## Why\n\n- **Fast** and `exact`\n  - [as said](https://example.com/said)"
	if got := tickets[0].Text; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
