package github_test

import (
	"fmt"
	"testing"

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
