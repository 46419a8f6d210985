package jira_test

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"

	"plotline/integrations"
	"plotline/integrations/jira"
	"plotline/integrations/jira/jiratest"
	"plotline/integrations/trackertest"
)

func TestAWorkflowIsRespected(t *testing.T) {
	step := func(name, from, to string) jiratest.Transition {
		return jiratest.Transition{Name: name, From: from, To: to}
	}
	for _, c := range []struct {
		name     string
		workflow []jiratest.Transition
		want     string // the status, or what the failure says
		fails    bool
	}{
		{"won't do is preferred", []jiratest.Transition{step("Finish", "", "Done"), step("Give up", "", "Won't Do")}, "Won't Do", false},
		{"no way to done", []jiratest.Transition{step("Begin", "To Do", "In Progress"), step("Finish", "In Progress", "Done")}, `"Begin" to In Progress`, true},
		{"no way at all", []jiratest.Transition{step("Finish", "In Progress", "Done")}, "no transition at all", true},
		{"a screen wants more", []jiratest.Transition{{Name: "Finish", To: "Done", Required: []string{"Root cause"}}}, "Root cause", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t, jiratest.Config{Cloud: true, Workflow: c.workflow})
			tracker := w.open(nil)
			epic := w.create(tracker, draft("e1", "an epic", nil))
			err := tracker.Close(t.Context(), epic, integrations.Closing{Comment: "Dropped.", Mark: *epic.Mark})
			if c.fails {
				has(t, hint(err), c.want)
				if n := w.people.Comments(t, epic.Key); n != 0 {
					t.Errorf("%d comments on a ticket that stays open", n)
				}
				return
			}
			got, _ := tracker.Read(t.Context(), []string{epic.Key})
			if err != nil || got[0].Status != c.want {
				t.Errorf("%s, %v", got[0].Status, err)
			}
		})
	}
}

func TestTheResolutionSaysWhy(t *testing.T) {
	for _, c := range []struct {
		setting, duplicate, want string
	}{{"", "", "Won't Do"}, {"", "SHOP-9", "Duplicate"}, {"Done", "", "Done"}} {
		w := newWorld(t, jiratest.Config{Cloud: true})
		tracker := w.open(func(conf *jira.Config) { conf.Resolution = c.setting })
		epic := w.create(tracker, draft("e1", "an epic", nil))
		closing := integrations.Closing{Comment: "Dropped.", Duplicate: c.duplicate, Mark: *epic.Mark}
		if err := tracker.Close(t.Context(), epic, closing); err != nil {
			t.Fatal(err)
		}
		if got := w.server.Resolution(epic.Key); got != c.want {
			t.Errorf("%+v: %s", c, got)
		}
	}
}

func TestACommentIsNotSaidTwice(t *testing.T) {
	deployments(t, func(t *testing.T, config jiratest.Config) {
		w := newWorld(t, config)
		epic := w.create(w.open(nil), draft("e1", "an epic", nil))
		closing := integrations.Closing{Comment: "Taken out of *the* backlog, see SHOP-9.", Mark: *epic.Mark}
		broken := w.open(func(c *jira.Config) {
			c.Transport = &trackertest.Faulty{Next: w.wire, Clock: w.clock, Choose: func(_ int, r *http.Request) trackertest.Fault {
				if r.Method == "POST" && strings.HasSuffix(r.URL.Path, "/comment") {
					return trackertest.LostReply
				}
				return trackertest.None
			}}
		})
		if err := broken.Close(t.Context(), epic, closing); !errors.Is(err, integrations.ErrLost) {
			t.Fatal(err)
		}
		if err := w.open(nil).Close(t.Context(), epic, closing); err != nil {
			t.Fatal(err)
		}
		if n := w.people.Comments(t, epic.Key); n != 1 {
			t.Errorf("%d comments", n)
		}
	})
}

// TestAWayOutIsAskedForOnceForEachTypeAndStatus: types may have workflows of their
// own, and tickets of one type in one status go one way.
func TestAWayOutIsAskedForOnceForEachTypeAndStatus(t *testing.T) {
	w := newWorld(t, jiratest.Config{Cloud: true})
	tracker := w.open(nil)
	epic, story := w.family(tracker)
	another := w.create(tracker, draft("s2", "another story", &epic))
	read, err := tracker.Read(t.Context(), []string{epic.Key, story.Key, another.Key})
	if err != nil {
		t.Fatal(err)
	}
	var edits []integrations.Edit
	for i := range read {
		edits = append(edits, integrations.Edit{ID: read[i].Mark.ID, Mark: *read[i].Mark, Closes: &read[i]})
	}
	before := len(w.server.Requests())
	if obstacles, err := tracker.Preflight(t.Context(), nil, edits); err != nil || len(obstacles) > 0 {
		t.Fatalf("%+v, %v", obstacles, err)
	}
	var asked []string
	for _, r := range w.server.Requests()[before:] {
		if strings.HasSuffix(r, "/transitions") {
			asked = append(asked, r)
		}
	}
	want := []string{"GET /rest/api/3/issue/" + epic.Key + "/transitions", "GET /rest/api/3/issue/" + story.Key + "/transitions"}
	if !slices.Equal(asked, want) {
		t.Errorf("asked %q", asked)
	}
}
