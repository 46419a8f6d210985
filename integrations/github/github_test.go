package github_test

import (
	"errors"
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"plotline/integrations"
	"plotline/integrations/github"
	"plotline/integrations/github/githubtest"
	"plotline/stories"
)

func TestDescribe(t *testing.T) {
	editions(t, func(t *testing.T, config githubtest.Config) {
		for _, noMeta := range []bool{false, true} {
			config.NoMeta = noMeta
			w := newWorld(t, config)
			d, err := w.tracker.Describe(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			want := "github.com"
			if config.Edition != githubtest.GitHubCom {
				want = "Enterprise Server " + string(config.Edition)
			}
			if d.Edition != want || d.Project != "northwind/shop" || d.Tracker != "github" {
				t.Errorf("got %+v, want edition %q", d, want)
			}
			if n := len(w.server.Requests()); n > 3 {
				t.Errorf("it took %d requests", n)
			}
		}
	})
}

func TestCreateAndFindAgain(t *testing.T) {
	editions(t, func(t *testing.T, config githubtest.Config) {
		w := newWorld(t, config)
		w.server.Add(githubtest.Issue{Title: "someone else's"})
		w.server.Add(githubtest.Issue{Title: "a pull request", Pull: true, Labels: []string{"plotline-northwind"}})
		epic := w.create(draft("e", "Recommendations", nil))[0]
		d := draft("s1", "a story", &epic)
		d.Release = &integrations.Release{Name: "Spring", Due: time.Date(2027, 3, 31, 0, 0, 0, 0, time.UTC)}
		made := w.create(d, draft("s2", "another", &epic))
		if made[0].Parent != epic.Key || made[0].Release != "Spring" {
			t.Errorf("made %+v", made[0])
		}
		found := w.marked()
		if len(found.Tickets) != 3 || found.Highest != "#5" {
			t.Fatalf("found %d tickets, highest %s", len(found.Tickets), found.Highest)
		}
		s := found.Tickets[1]
		if s.Mark == nil || s.Mark.ID != "s1" || s.Mark.Nonce != "n-s1" || s.Fence != integrations.FenceIntact ||
			s.Part != "As a shopper, I want a story." || s.Parent != epic.Key || s.Kind != stories.Story || s.Release != "Spring" {
			t.Errorf("listed %+v", s)
		}
		if got := strings.Join(s.Labels, " "); got != "plotline-northwind search" {
			t.Errorf("labels %q", got)
		}
		if found.Tickets[0].Kind != stories.Epic {
			t.Error("the epic is not known as one")
		}
		for i, ticket := range w.read("#3", "#4", "#5") {
			if ticket.Version != found.Tickets[i].Version || ticket.Parent != found.Tickets[i].Parent || ticket.Native == "" {
				t.Errorf("read differs from listed:\n%+v\n%+v", ticket, found.Tickets[i])
			}
		}
		children, err := w.newTracker().Children(t.Context(), []string{epic.Key})
		if err != nil || len(children) != 2 || children[0].Mark == nil || children[0].Parent != epic.Key {
			t.Errorf("children: %v %+v", err, children)
		}
		after, err := w.newTracker().After(t.Context(), "#1", roadmap)
		if err != nil || len(after.Tickets) != 3 || after.Highest != "#5" || after.Tickets[2].Parent != epic.Key {
			t.Errorf("after: %v, %d tickets, highest %s", err, len(after.Tickets), after.Highest)
		}
	})
}

func TestReadTellsWhatIsGone(t *testing.T) {
	editions(t, func(t *testing.T, config githubtest.Config) {
		w := newWorld(t, config)
		for range 7 {
			w.server.Add(githubtest.Issue{Title: "an issue"})
		}
		w.server.Delete(2)
		w.server.Transfer(3)
		w.server.Transfer(7) // to the same number elsewhere
		w.server.Add(githubtest.Issue{Title: "a pull request", Pull: true})
		tickets := w.read("#1", "#2", "#3", "#4", "#7", "#8", "#99", "nonsense")
		want := []bool{false, true, true, false, true, true, true, true}
		for i, ticket := range tickets {
			if ticket.Gone != want[i] {
				t.Errorf("%s: gone is %t", ticket.Key, ticket.Gone)
			}
		}
	})
}

func TestAfterSkipsGapsAndPullRequests(t *testing.T) {
	editions(t, func(t *testing.T, config githubtest.Config) {
		w := newWorld(t, config)
		for range 15 {
			n := w.server.Add(githubtest.Issue{Title: "to be deleted"})
			w.server.Delete(n)
		}
		for range 130 {
			w.server.Add(githubtest.Issue{Title: "a pull request", Pull: true})
		}
		made := w.create(draft("e", "an epic", nil))
		after, err := w.newTracker().After(t.Context(), "", roadmap)
		if err != nil || len(after.Tickets) != 1 || after.Tickets[0].Key != made[0].Key || after.Highest != made[0].Key {
			t.Errorf("%v %+v", err, after)
		}
	})
}

func ptr[T any](v T) *T { return &v }

func TestPhases(t *testing.T) {
	w := newWorld(t, githubtest.Config{})
	for _, i := range []githubtest.Issue{
		{Title: "open"}, {Title: "assigned", Assignees: []string{"pia"}}, {Title: "labelled", Labels: []string{"In Progress"}},
		{Title: "done", Closed: true, Reason: "completed"}, {Title: "refused", Closed: true, Reason: "not_planned"},
		{Title: "duplicate", Closed: true, Reason: "duplicate"}, {Title: "old", Closed: true},
	} {
		w.server.Add(i)
	}
	var got []string
	for _, ticket := range w.read("#1", "#2", "#3", "#4", "#5", "#6", "#7") {
		got = append(got, string(ticket.Phase))
	}
	if text := strings.Join(got, " "); text != "open started started done refused refused done" {
		t.Error(text)
	}
}

func TestReadOnlyLoginIsTold(t *testing.T) {
	for _, rest := range []bool{false, true} {
		w := newWorld(t, githubtest.Config{ReadOnly: true, NoGraphQL: rest})
		epic := w.tracker.Create(t.Context(), []integrations.Draft{draft("e", "an epic", nil)})[0]
		if epic.Outcome != integrations.Created || fmt.Sprint(epic.Dropped) != "[label plotline-northwind label search]" {
			t.Fatalf("%+v", epic)
		}
		d := draft("s", "a story", &epic.Ticket)
		d.Release = &integrations.Release{Name: "Spring"}
		story := w.tracker.Create(t.Context(), []integrations.Draft{d})[0]
		if fmt.Sprint(story.Dropped) != "[label plotline-northwind label search milestone Spring]" || story.Ticket.Parent != "#1" {
			t.Errorf("%+v", story)
		}
		obstacles, err := w.tracker.Preflight(t.Context(), []integrations.Draft{d}, nil)
		if err != nil || len(obstacles) != 1 || obstacles[0].Refuse || !strings.Contains(obstacles[0].Message, "may not push") {
			t.Errorf("%v %+v", err, obstacles)
		}
		// The label is not there to find them by, and still they are found.
		if found := w.marked(); len(found.Tickets) != 2 {
			t.Errorf("found %d", len(found.Tickets))
		}
	}
}

func TestFailuresHaveAWayOut(t *testing.T) {
	for name, c := range map[string]struct {
		config githubtest.Config
		want   error
		says   string
	}{
		"login":   {githubtest.Config{Token: "another"}, integrations.ErrLogin, "GITHUB_TOKEN"},
		"missing": {githubtest.Config{Repository: "northwind/other"}, integrations.ErrMissing, "repository northwind/shop does not exist for this login"},
	} {
		for _, e := range []githubtest.Edition{githubtest.GitHubCom, githubtest.Enterprise317} {
			t.Run(name+"/"+string(e), func(t *testing.T) {
				c.config.Edition = e
				w := newWorld(t, c.config)
				_, err := w.tracker.Marked(t.Context(), roadmap)
				var f *integrations.Failure
				if !errors.Is(err, c.want) || !errors.As(err, &f) || f.Hint == "" || !strings.Contains(err.Error()+f.Hint, c.says) {
					t.Errorf("%v (%+v)", err, f)
				}
				if strings.Contains(err.Error()+f.Hint, "not-a-real-token") || strings.Contains(err.Error(), "http") {
					t.Errorf("it says too much: %v", err)
				}
			})
		}
	}
}

func TestPreflightRefuses(t *testing.T) {
	for name, config := range map[string]githubtest.Config{"archived": {Archived: true}, "turned off": {IssuesOff: true}} {
		w := newWorld(t, config)
		obstacles, err := w.tracker.Preflight(t.Context(), []integrations.Draft{draft("e", "an epic", nil)}, nil)
		if err != nil || len(obstacles) != 1 || !obstacles[0].Refuse || !strings.Contains(obstacles[0].Message, name) {
			t.Errorf("%v %+v", err, obstacles)
		}
	}
	w := newWorld(t, githubtest.Config{})
	long := draft("e", strings.Repeat("t", 300), nil)
	long.Part = strings.Repeat("x", 65536)
	long.Labels = []string{strings.Repeat("l", 51)}
	obstacles, err := w.tracker.Preflight(t.Context(), []integrations.Draft{long}, nil)
	if err != nil || len(obstacles) != 3 {
		t.Errorf("%v %+v", err, obstacles)
	}
	if w.server.Writes() != 0 {
		t.Error("a preflight wrote")
	}
}

func TestBadConfig(t *testing.T) {
	for _, c := range []github.Config{
		{Repository: "northwind"}, {Repository: "a/b/c"}, {Repository: "../x"},
		{Repository: "a/b", BaseURL: "http://github.example.com/"}, {Repository: "a/b", BaseURL: "ftp://127.0.0.1/"},
		{Repository: "a/b", BaseURL: "https://user:secret@github.example.com/"}, {Repository: "a/b", BaseURL: "nonsense"},
	} {
		c.Clock = newClock()
		if _, err := github.New(c); err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%+v: %v", c, err)
		}
	}
}

func TestAllListsForImport(t *testing.T) {
	w := newWorld(t, githubtest.Config{})
	for i := range 120 {
		w.server.Add(githubtest.Issue{Title: fmt.Sprintf("issue %d", i), Body: "text", Pull: i%10 == 0})
	}
	w.server.Edit(3, func(i *githubtest.Issue) { i.Parent = 2 })
	all, err := w.tracker.All(t.Context())
	if err != nil || len(all) != 108 || all[1].Parent != "#2" || all[0].Kind != stories.Epic || all[0].Mark != nil {
		t.Errorf("%v, %d tickets, %+v", err, len(all), all[:2])
	}
	if w.server.Writes() != 0 {
		t.Error("listing wrote")
	}
}

// TestOverHTTP goes through a real connection and go's own client.
func TestOverHTTP(t *testing.T) {
	for _, e := range []githubtest.Edition{githubtest.GitHubCom, githubtest.Enterprise319} {
		server := githubtest.New(githubtest.Config{Edition: e, Token: "not-a-real-token"})
		web := httptest.NewServer(server)
		defer web.Close()
		for _, suffix := range []string{"", "/", server.Prefix() + "/"} {
			tracker, err := github.New(github.Config{Repository: "Northwind/Shop", BaseURL: web.URL + suffix, Token: "not-a-real-token", Clock: integrations.SystemClock{}})
			if err != nil {
				t.Fatal(err)
			}
			made := tracker.Create(t.Context(), []integrations.Draft{draft("e", "an epic", nil)})[0]
			if made.Outcome != integrations.Created {
				t.Fatalf("%s: %v", suffix, made.Err)
			}
			found, err := tracker.Marked(t.Context(), roadmap)
			if err != nil || len(found.Tickets) == 0 {
				t.Errorf("%s: %v", suffix, err)
			}
		}
	}
}

func TestUnreachable(t *testing.T) {
	web := httptest.NewServer(nil)
	web.Close()
	tracker, err := github.New(github.Config{Repository: "northwind/shop", BaseURL: web.URL, Token: "not-a-real-token", Clock: newClock()})
	if err != nil {
		t.Fatal(err)
	}
	_, err = tracker.Describe(t.Context())
	var f *integrations.Failure
	if !errors.As(err, &f) || !strings.Contains(f.Hint, "base_url") || errors.Is(err, integrations.ErrLost) {
		t.Errorf("%v %+v", err, f)
	}
}
