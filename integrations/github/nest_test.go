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

// underFirst makes two epics, and a story under the first one.
func (w *world) underFirst() []integrations.Ticket {
	w.t.Helper()
	epics := w.create(draft("e1", "an epic", nil), draft("e2", "another epic", nil))
	w.create(draft("s1", "a story", &epics[0]))
	return epics
}

// move puts the story under another epic, or under none, and gives its parent on
// the server then.
func (w *world) move(to integrations.Ticket) int {
	w.t.Helper()
	w.tracker = w.newTracker()
	now := w.read("#3")[0]
	if _, err := w.tracker.Update(w.t.Context(), now, integrations.Edit{Parent: &to, Mark: *now.Mark}); err != nil {
		w.t.Fatal(err)
	}
	i, _ := w.server.Issue(3)
	return i.Parent
}

// lists says whether an epic's task list names the story.
func (w *world) lists(epic int) bool {
	i, _ := w.server.Issue(epic)
	return strings.Contains(i.Body, "- [ ] #3")
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
			epics := w.underFirst()
			i, _ := w.server.Issue(3)
			if got := []int{i.Parent, w.move(epics[1]), w.move(integrations.Ticket{})}; !slices.Equal(got, c.want) {
				t.Errorf("it stood under %v, want %v", got, c.want)
			}
			for _, r := range w.server.Requests() {
				if c.config.Edition != "" && strings.Contains(r.Path, "/sub_issue") {
					t.Errorf("asked for an address that is not there: %s %s", r.Method, r.Path)
				}
			}
			if w.lists(1) || w.lists(2) {
				t.Error("a task list still names the story")
			}
		})
	}
}

// TestAFullEpicTakesAMovedStoryIntoItsList: GitHub takes a hundred sub-issues.
func TestAFullEpicTakesAMovedStoryIntoItsList(t *testing.T) {
	for _, config := range []githubtest.Config{{}, {NoGraphQL: true}, {Edition: githubtest.Enterprise317}} {
		w := newWorld(t, config)
		epics := w.underFirst()
		for range 100 {
			w.server.Add(githubtest.Issue{Title: "of another team", Parent: 2})
		}
		if w.move(epics[1]); !w.lists(2) {
			t.Errorf("%+v: the epic does not list it", config)
		}
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
		if got := w.move(w.underFirst()[1]); got != 2 || lost != 1 || w.lists(2) {
			t.Errorf("%+v: it stands under %d, listed %v; %d answers were lost", config, got, w.lists(2), lost)
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
