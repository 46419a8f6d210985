package trackertest

import (
	"fmt"
	"slices"
	"testing"

	"plotline/integrations"
	"plotline/integrations/markup"
	"plotline/stories"
)

func emptyProject(t *testing.T, s *subject) {
	found, err := s.tracker.Marked(t.Context(), roadmap)
	if err != nil || len(found.Tickets) != 0 {
		t.Errorf("marked: %+v, %v", found, err)
	}
	found, err = s.tracker.After(t.Context(), "", roadmap)
	if err != nil || len(found.Tickets) != 0 {
		t.Errorf("after: %+v, %v", found, err)
	}
	server, err := s.tracker.Describe(t.Context())
	if err != nil || server.Tracker == "" || server.Project == "" || server.Title == "" || server.Edition == "" {
		t.Errorf("server: %+v, %v", server, err)
	}
}

func createReadsBack(t *testing.T, s *subject) {
	epic, story := s.family()
	for _, made := range []integrations.Ticket{epic, story} {
		if made.Key == "" || made.URL == "" && s.Requests != nil || made.Mark == nil {
			t.Errorf("created: %+v", made)
		}
	}
	got := s.read(story.Key)
	want := "As a shopper, I want a story.\n\n## Acceptance criteria\n\n- Given one, then two.\n- Given three, then four."
	if markup.Canonical(got.Part) != markup.Canonical(want) {
		t.Errorf("part:\n%s", got.Part)
	}
	if got.Title != "a story" || got.Fence != integrations.FenceIntact || got.Phase != integrations.Open {
		t.Errorf("ticket: %+v", got)
	}
	if got.Parent != epic.Key || !slices.Contains(got.Labels, "shop") || got.Kind != stories.Story {
		t.Errorf("parent %q, labels %v, kind %q", got.Parent, got.Labels, got.Kind)
	}
	if s.read(epic.Key).Kind != stories.Epic {
		t.Errorf("the epic reads back as %q", s.read(epic.Key).Kind)
	}
	sameMark(t, got.Mark, story.Mark)
	if got.Version == "" || got.Created.IsZero() {
		t.Errorf("no version or no time of creation: %+v", got)
	}
}

func sameMark(t *testing.T, got, want *integrations.Mark) {
	t.Helper()
	if got == nil || want == nil {
		t.Fatalf("mark %+v, want %+v", got, want)
	}
	if got.ID != want.ID || got.Nonce != want.Nonce || got.Roadmap != want.Roadmap ||
		!slices.Equal(got.Fields["criteria"], want.Fields["criteria"]) || len(got.Fields) != len(want.Fields) {
		t.Errorf("mark %+v, want %+v", got, want)
	}
}

func createInOrder(t *testing.T, s *subject) {
	epic := s.create(s.draft("e1", "an epic", nil))[0]
	var drafts []integrations.Draft
	for i := range max(3, min(s.tracker.Batch(), 60)) {
		drafts = append(drafts, s.draft(fmt.Sprint("s", i), fmt.Sprint("story ", i), &epic))
	}
	keys := map[string]bool{}
	for i, made := range s.create(drafts...) {
		if made.Mark == nil || made.Mark.ID != drafts[i].Mark.ID {
			t.Fatalf("answer %d: %+v", i, made.Mark)
		}
		if got := s.read(made.Key); got.Title != drafts[i].Title || got.Mark.ID != drafts[i].Mark.ID {
			t.Errorf("%s is %q of %s", made.Key, got.Title, got.Mark.ID)
		}
		keys[made.Key] = true
	}
	if len(keys) != len(drafts) {
		t.Errorf("%d keys for %d drafts", len(keys), len(drafts))
	}
}

func ids(tickets []integrations.Ticket) []string {
	var out []string
	for _, t := range tickets {
		if t.Mark != nil {
			out = append(out, t.Mark.ID)
		}
	}
	slices.Sort(out)
	return out
}

func afterSeesAll(t *testing.T, s *subject) {
	epic, story := s.family()
	gone := s.People.Write(t, "something of people's", "")
	s.People.Delete(t, gone)
	s.People.Write(t, "something else", "")
	last := s.create(s.draft("s2", "the last", &epic))[0]
	for _, c := range []struct {
		after string
		want  []string
	}{
		{"", []string{"e1", "s1", "s2"}},
		{epic.Key, []string{"s1", "s2"}},
		{story.Key, []string{"s2"}},
		{last.Key, nil},
	} {
		found, err := s.Open(nil).After(t.Context(), c.after, roadmap)
		if err != nil || !slices.Equal(ids(found.Tickets), c.want) {
			t.Errorf("after %q: %v, %v; want %v", c.after, ids(found.Tickets), err, c.want)
		}
		if found.Highest != last.Key && c.after != last.Key {
			t.Errorf("after %q the highest is %q, want %q", c.after, found.Highest, last.Key)
		}
	}
	s.settle()
	found, err := s.Open(nil).Marked(t.Context(), roadmap)
	if err != nil || !slices.Equal(ids(found.Tickets), []string{"e1", "s1", "s2"}) || found.Highest != last.Key {
		t.Errorf("marked: %v, highest %q, %v", ids(found.Tickets), found.Highest, err)
	}
}

func childrenWithoutLabel(t *testing.T, s *subject) {
	epic, story := s.family()
	s.People.Unlabel(t, story.Key)
	found, err := s.Open(nil).Children(t.Context(), []string{epic.Key})
	if err != nil || !slices.Equal(ids(found), []string{"s1"}) {
		t.Errorf("children: %v, %v", ids(found), err)
	}
}

func childrenOfPeople(t *testing.T, s *subject) {
	epic, _ := s.family()
	key := s.People.Write(t, "Ana's idea", epic.Key)
	s.settle()
	found, err := s.tracker.Children(t.Context(), []string{epic.Key})
	if err != nil || len(found) != 2 {
		t.Fatalf("children: %+v, %v", found, err)
	}
	for _, child := range found {
		if child.Key == key && (child.Mark != nil || child.Title != "Ana's idea" || child.Parent != epic.Key) {
			t.Errorf("a person's child: %+v", child)
		}
	}
}

func readOrderAndGone(t *testing.T, s *subject) {
	epic, story := s.family()
	third := s.create(s.draft("s2", "another", &epic))[0]
	s.People.Delete(t, story.Key)
	got, err := s.Open(nil).Read(t.Context(), []string{third.Key, story.Key, epic.Key})
	if err != nil || len(got) != 3 {
		t.Fatalf("read: %+v, %v", got, err)
	}
	if got[0].Key != third.Key || got[1].Key != story.Key || !got[1].Gone || got[2].Key != epic.Key || got[0].Gone {
		t.Errorf("read: %+v", got)
	}
}

func otherRoadmap(t *testing.T, s *subject) {
	s.family()
	other := s.draft("x1", "of another roadmap", nil)
	other.Mark.Roadmap = "southwind"
	s.create(other)
	s.settle()
	found, err := s.tracker.Marked(t.Context(), roadmap)
	if err != nil || slices.Contains(ids(found.Tickets), "x1") {
		t.Errorf("marked: %v, %v", ids(found.Tickets), err)
	}
	found, err = s.tracker.After(t.Context(), "", roadmap)
	if err != nil || slices.Contains(ids(found.Tickets), "x1") {
		t.Errorf("after: %v, %v", ids(found.Tickets), err)
	}
}
