package github_test

import (
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"plotline/integrations"
	"plotline/integrations/github"
	"plotline/integrations/github/githubtest"
	"plotline/integrations/trackertest"
)

// linkless says whether a server has no dependencies.
func linkless(config githubtest.Config) bool {
	return config.Edition == githubtest.Enterprise316 || config.Edition == githubtest.Enterprise317
}

// moved makes a story under one epic, moves it to another, and to none; it gives
// the story's parent on the server after each.
func (w *world) moved() []int {
	w.t.Helper()
	epics := w.create(draft("e1", "an epic", nil), draft("e2", "another epic", nil))
	w.create(draft("s1", "a story", &epics[0]))
	parent := func() int {
		i, _ := w.server.Issue(3)
		return i.Parent
	}
	parents := []int{parent()}
	for _, to := range []*integrations.Ticket{&epics[1], {}} {
		w.tracker = w.newTracker()
		now := w.read("#3")[0]
		if _, err := w.tracker.Update(w.t.Context(), now, integrations.Edit{Parent: to, Mark: *now.Mark}); err != nil {
			w.t.Fatal(err)
		}
		parents = append(parents, parent())
	}
	return parents
}

// TestSubIssuesOfAnEnterpriseServerAreGraphQLs: its official documents have them
// there from 3.17 on, and REST has no address for them.
func TestSubIssuesOfAnEnterpriseServerAreGraphQLs(t *testing.T) {
	for name, c := range map[string]struct {
		config githubtest.Config
		want   []int
	}{
		"github.com":         {githubtest.Config{}, []int{1, 2, 0}},
		"github.com by REST": {githubtest.Config{NoGraphQL: true}, []int{1, 2, 0}},
		"3.17":               {githubtest.Config{Edition: githubtest.Enterprise317}, []int{1, 2, 0}},
		"3.19":               {githubtest.Config{Edition: githubtest.Enterprise319}, []int{1, 2, 0}},
		"3.16":               {githubtest.Config{Edition: githubtest.Enterprise316}, []int{0, 0, 0}},
		"3.17 by REST":       {githubtest.Config{Edition: githubtest.Enterprise317, NoGraphQL: true}, []int{0, 0, 0}},
		"3.19 without":       {githubtest.Config{Edition: githubtest.Enterprise319, NoSubIssues: true}, []int{0, 0, 0}},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, c.config)
			if got := w.moved(); !slices.Equal(got, c.want) {
				t.Errorf("it stood under %v, want %v", got, c.want)
			}
			for _, r := range w.server.Requests() {
				if c.config.Edition != "" && strings.Contains(r.Path, "/sub_issue") {
					t.Errorf("asked for an address that is not there: %s %s", r.Method, r.Path)
				}
			}
			for n := 1; n <= 2; n++ {
				if i, _ := w.server.Issue(n); strings.Contains(i.Body, "- [ ] #3") {
					t.Errorf("#%d still lists the story:\n%s", n, i.Body)
				}
			}
		})
	}
}

// TestAMoveThatWasDoneAlreadyIsNoRefusal: the answer to it was lost, and GitHub
// refuses to do it again.
func TestAMoveThatWasDoneAlreadyIsNoRefusal(t *testing.T) {
	for _, config := range []githubtest.Config{{}, {NoGraphQL: true}, {Edition: githubtest.Enterprise317}} {
		w := newWorld(t, config)
		lost := 0
		w.configure = func(c *github.Config) {
			c.Transport = &trackertest.Faulty{Next: c.Transport, Choose: func(_ int, r *http.Request) trackertest.Fault {
				if !moves(t, r) || lost > 0 {
					return trackertest.None
				}
				lost++
				return trackertest.LostReply
			}}
		}
		w.tracker = w.newTracker()
		if got := w.moved(); !slices.Equal(got, []int{1, 2, 0}) || lost != 1 {
			t.Errorf("%+v: it stood under %v, %d answers were lost", config, got, lost)
		}
		if i, _ := w.server.Issue(2); strings.Contains(i.Body, "- [ ] #3") {
			t.Errorf("it is in the task list, too:\n%s", i.Body)
		}
	}
}

// moves says whether a request puts an issue that exists under an epic.
func moves(t *testing.T, r *http.Request) bool {
	t.Helper()
	if r.Method == http.MethodGet || r.GetBody == nil {
		return false
	}
	body, err := r.GetBody()
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(body)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Contains(string(text), "addSubIssue") || strings.HasSuffix(r.URL.Path, "/issues/2/sub_issues")
}
