package github_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"plotline/integrations"
	"plotline/integrations/github/githubtest"
)

// However many epics there are, reading what stands under them takes a request
// for every twenty: GitHub refuses those that could grow beyond its bound.
func TestChildrenOfManyEpicsAreReadTogether(t *testing.T) {
	w := boarded(t, githubtest.Config{}, nil)
	if _, err := w.tracker.Marked(t.Context(), roadmap); err != nil {
		t.Fatal(err) // the board is found, and read with every issue
	}
	var epics []string
	for i := range 60 {
		epics = append(epics, keyOf(w.server.Add(githubtest.Issue{Title: "an epic"})))
		w.server.Add(githubtest.Issue{Title: "a story", Parent: 2*i + 1})
	}
	w.server.Forget()
	children, err := w.tracker.Children(t.Context(), epics)
	if err != nil || len(children) != 60 || len(w.server.Requests()) != 3 {
		t.Errorf("%d children in %d requests, %v", len(children), len(w.server.Requests()), err)
	}
}

func keyOf(number int) string { return fmt.Sprintf("#%d", number) }

// An epic whose task list is to name new issues is read when they are made, and
// in the same request: what a person wrote into it until then stays.
func TestEpicsThatListNewIssuesComeWithThem(t *testing.T) {
	w := newWorld(t, githubtest.Config{Edition: githubtest.Enterprise316})
	epic := w.create(draft("e1", "an epic", nil))[0]
	w.server.Edit(number(t, epic.Key), func(i *githubtest.Issue) { i.Body += "\n\nBy hand." })
	w.server.Forget()
	made := w.create(draft("s1", "a story", &epic), draft("s2", "another", &epic))
	for _, story := range made {
		if story.Parent != epic.Key {
			t.Errorf("%s stands under %q", story.Key, story.Parent)
		}
	}
	var sent []string
	for _, r := range w.server.Requests() {
		sent = append(sent, r.Method+" "+r.Path)
	}
	if want := []string{"POST /api/graphql", "PATCH /api/v3/repos/northwind/shop/issues/1"}; !slices.Equal(sent, want) {
		t.Errorf("sent %q", sent)
	}
	body := w.read(epic.Key)[0].Description
	for _, want := range []string{"By hand.", "- [ ] " + made[0].Key, "- [ ] " + made[1].Key} {
		if !strings.Contains(body, want) {
			t.Errorf("the epic does not say %q:\n%s", want, body)
		}
	}
}

// The labels of all that a push makes are made in one request.
func TestLabelsOfAPushAreMadeTogether(t *testing.T) {
	w := newWorld(t, githubtest.Config{})
	epic := draft("e1", "an epic", nil)
	story := draft("s1", "a story", &integrations.Ticket{Mark: &integrations.Mark{ID: "e1"}})
	story.Labels = []string{"search", "shop"}
	if _, err := w.tracker.Preflight(t.Context(), []integrations.Draft{epic, story}, nil); err != nil {
		t.Fatal(err)
	}
	made := w.create(epic)[0]
	w.server.Forget()
	story.Parent = &made
	w.create(story)
	if n := len(w.server.Requests()); n != 1 {
		t.Errorf("%d requests for the story: %+v", n, w.server.Requests())
	}
	if i, _ := w.server.Issue(2); !slices.Contains(i.Labels, "search") || !slices.Contains(i.Labels, "shop") {
		t.Errorf("labels %q", i.Labels)
	}
}
