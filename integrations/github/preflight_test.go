package github_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"plotline/integrations"
	"plotline/integrations/github/githubtest"
	"plotline/integrations/trackertest"
	"plotline/stories"
)

// obstacle looks for one that says so.
func obstacle(found []integrations.Obstacle, says string) (integrations.Obstacle, bool) {
	i := slices.IndexFunc(found, func(o integrations.Obstacle) bool { return strings.Contains(o.Message, says) })
	if i < 0 {
		return integrations.Obstacle{}, false
	}
	return found[i], true
}

// TestWhatWouldFailIsKnownBefore takes what GitHub refuses or leaves out, one
// by one: the plan says it, and GitHub indeed does it.
func TestWhatWouldFailIsKnownBefore(t *testing.T) {
	many := make([]string, 100)
	for i := range many {
		many[i] = fmt.Sprint("label-", i)
	}
	with := func(change func(d *integrations.Draft)) integrations.Draft {
		d := draft("e", "an epic", nil)
		change(&d)
		return d
	}
	plain := with(func(*integrations.Draft) {})
	for name, c := range map[string]struct {
		config githubtest.Config
		draft  integrations.Draft
		says   string
		refuse bool
	}{
		"archived":      {githubtest.Config{Archived: true}, plain, "is archived", true},
		"issues off":    {githubtest.Config{IssuesOff: true}, plain, "turned off", true},
		"no rights":     {githubtest.Config{ReadOnly: true}, plain, "leave out labels", false},
		"no scope":      {githubtest.Config{Scopes: "gist, read:org"}, plain, "it has the scopes gist, read:org", true},
		"long title":    {githubtest.Config{}, with(func(d *integrations.Draft) { d.Title = strings.Repeat("t", 257) }), "the title has 257 characters", true},
		"long label":    {githubtest.Config{}, with(func(d *integrations.Draft) { d.Labels = []string{strings.Repeat("l", 51)} }), "has 51 characters", true},
		"many labels":   {githubtest.Config{}, with(func(d *integrations.Draft) { d.Labels = many }), "101 labels", true},
		"long body":     {githubtest.Config{}, with(func(d *integrations.Draft) { d.Part = strings.Repeat("x", 65536) }), "with Plotline's mark", true},
		"no types":      {githubtest.Config{}, plain, "no issue types", false},
		"no sub-issues": {githubtest.Config{Edition: githubtest.Enterprise316}, plain, "no sub-issues", false},
		"no links": {githubtest.Config{Edition: githubtest.Enterprise316}, with(func(d *integrations.Draft) {
			d.Mark.Fields[string(stories.FieldNeeds)] = []string{"0a1b"}
		}), "no dependencies", false},
	} {
		for _, rest := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s/rest=%t", name, rest), func(t *testing.T) {
				c.config.NoGraphQL = rest
				w := newWorld(t, c.config)
				if name == "no types" {
					w.configure = typesOf
					w.tracker = w.newTracker()
				}
				found, err := w.tracker.Preflight(t.Context(), []integrations.Draft{c.draft}, nil)
				o, ok := obstacle(found, c.says)
				if err != nil || !ok || o.Refuse != c.refuse || w.server.Writes() > 0 {
					t.Fatalf("%v, %+v, %d writes", err, found, w.server.Writes())
				}
				made := w.tracker.Create(t.Context(), []integrations.Draft{c.draft})[0]
				if refused := made.Outcome == integrations.Rejected || len(made.Dropped) > 0; c.refuse && !refused {
					t.Errorf("GitHub takes it: %+v", made)
				}
			})
		}
	}
	w := newWorld(t, githubtest.Config{})
	if found, err := w.tracker.Preflight(t.Context(), []integrations.Draft{plain}, nil); err != nil || len(found) > 0 {
		t.Errorf("where nothing is wrong: %+v, %v", found, err)
	}
}

// The cap is a parent's, closed sub-issues counted; an epic that the same plan
// makes is counted as one that stands.
func TestEpicsThatWouldBeTooFullAreKnownBefore(t *testing.T) {
	w := newWorld(t, githubtest.Config{})
	epic := w.create(draft("e", "an epic", nil))[0]
	for range 98 {
		w.server.Add(githubtest.Issue{Title: "done", Parent: 1, Closed: true, Reason: "completed"})
	}
	w.tracker = w.newTracker()
	if _, err := w.tracker.Marked(t.Context(), roadmap); err != nil {
		t.Fatal(err)
	}
	unmade := &integrations.Ticket{Mark: &integrations.Mark{ID: "new"}}
	drafts := []integrations.Draft{draft("new", "a new epic", nil)}
	for i := range 102 {
		drafts = append(drafts, draft(fmt.Sprint("n", i), "new", unmade))
	}
	drafts = append(drafts, draft("s1", "one", &epic), draft("s2", "two", &epic))
	found, err := w.tracker.Preflight(t.Context(), drafts, []integrations.Edit{{ID: "moved", Parent: &epic}})
	if err != nil || len(found) != 2 {
		t.Fatalf("%+v, %v", found, err)
	}
	if o, ok := obstacle(found, "#1 would have 101 sub-issues"); !ok || o.Refuse || !slices.Equal(o.IDs, []string{"s2"}) || !strings.Contains(o.Message, "task list") {
		t.Errorf("%+v", found)
	}
	if o, ok := obstacle(found, `"a new epic" would have 102 sub-issues`); !ok || o.Refuse || len(o.IDs) != 2 {
		t.Errorf("%+v", found)
	}
}

// A text over the limit is cut at a section, with the file's name for the rest;
// the mark and the fence stay whole.
func TestATextOverTheLimitIsCutAtASection(t *testing.T) {
	w := newWorld(t, githubtest.Config{})
	items := trackertest.Items(1, 1)
	items[1].Part.Notes = strings.Repeat("Why this story, in many words.\n\n", 3000)
	req := integrations.Request{Roadmap: roadmap, Backlog: "b", Items: items}
	plan, err := integrations.MakePlan(t.Context(), w.tracker, req)
	if err != nil || plan.Refused != "" {
		t.Fatalf("%v, %s", err, plan.Refused)
	}
	if result, err := trackertest.Pusher(w.tracker, trackertest.NewClock(), nil).Apply(t.Context(), plan); err != nil || result.Failed > 0 {
		t.Fatalf("%+v, %v", result, err)
	}
	i, _ := w.server.Issue(2)
	if n := len([]rune(i.Body)); n > 65536 || strings.Contains(i.Body, "in many words") || !strings.Contains(i.Body, items[1].Path) ||
		!strings.HasSuffix(i.Body, "<!-- plotline end -->") || !strings.Contains(i.Body, items[1].Part.Criteria[1].Text) {
		t.Errorf("%d characters:\n%s", n, i.Body)
	}
	if plan, err := integrations.MakePlan(t.Context(), w.newTracker(), req); err != nil || !plan.Empty() {
		t.Errorf("planned again: %+v, %v", plan.Changes, err)
	}
}

// A fine-grained token that may not write issues looks like any other until it
// writes: the first refusal ends the push, and says what the token needs.
func TestATokenThatMayNotWriteIssuesIsTriedOnce(t *testing.T) {
	for _, rest := range []bool{false, true} {
		w := newWorld(t, githubtest.Config{NoIssues: true, NoGraphQL: rest})
		req := integrations.Request{Roadmap: roadmap, Backlog: "b", Items: trackertest.Items(30, 3)}
		plan, err := integrations.MakePlan(t.Context(), w.tracker, req)
		if err != nil {
			t.Fatal(err)
		}
		result, err := trackertest.Pusher(w.tracker, trackertest.NewClock(), nil).Apply(t.Context(), plan)
		var f *integrations.Failure
		if !errors.Is(err, integrations.ErrRights) || !errors.As(err, &f) || !strings.Contains(f.Hint, "Issues: write") {
			t.Errorf("rest=%t: %v, %+v", rest, err, f)
		}
		if result.Created > 0 || result.Undone+result.Failed != 120 || w.server.Writes() > 4 {
			t.Errorf("rest=%t: %+v, %d writes", rest, result, w.server.Writes())
		}
	}
}

// On a locked issue only who may push may say why it is closed.
func TestALockedIssueStaysOpenForALoginWithoutRights(t *testing.T) {
	w := newWorld(t, githubtest.Config{})
	ticket := w.create(draft("e", "an epic", nil))[0]
	w.server.Edit(1, func(i *githubtest.Issue) { i.Locked = true })
	for _, readOnly := range []bool{true, false} {
		w.server.Configure(func(c *githubtest.Config) { c.ReadOnly = readOnly })
		err := w.newTracker().Close(t.Context(), ticket, integrations.Closing{Comment: "Dropped.", Mark: *ticket.Mark})
		i, _ := w.server.Issue(1)
		var f *integrations.Failure
		if readOnly && (!errors.As(err, &f) || !strings.Contains(f.Hint, "unlock") || i.Closed) || !readOnly && (err != nil || !i.Closed) {
			t.Errorf("read only %t: %v, %+v", readOnly, err, i)
		}
	}
}
