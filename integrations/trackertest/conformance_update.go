package trackertest

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"plotline/integrations"
	"plotline/integrations/markup"
)

func updateOnly(t *testing.T, s *subject) {
	_, story := s.family()
	before := s.read(story.Key)
	edit := editOf(before)
	title := "a better title"
	edit.Title = &title
	edit.Mark.Fields = map[string][]string{"title": {"d9"}}
	after := s.update(before, edit)
	read := s.read(story.Key)
	for _, got := range []integrations.Ticket{after, read} {
		if got.Title != title || got.Part != before.Part || got.Parent != before.Parent || got.Version == before.Version {
			t.Errorf("after the update: %+v", got)
		}
		sameMark(t, got.Mark, &edit.Mark)
	}
	if after.Version != read.Version {
		t.Errorf("the update answers version %q, reading %q", after.Version, read.Version)
	}
}

func updateKeepsAround(t *testing.T, s *subject) {
	_, story := s.family()
	s.People.Around(t, story.Key, "Ana was here", "and Pia too")
	description := s.People.Description(t, story.Key)
	before := s.read(story.Key)
	if before.Fence != integrations.FenceIntact {
		t.Fatalf("fence is %s", before.Fence)
	}
	edit := editOf(before)
	part := "Something new.\n\n## Acceptance criteria\n\n- Given five, then six."
	edit.Part = &part
	s.update(before, edit)
	got := s.read(story.Key)
	if markup.Canonical(got.Part) != markup.Canonical(part) {
		t.Errorf("part:\n%s", got.Part)
	}
	back := before.Part
	edit.Part = &back
	s.update(got, edit)
	if now := s.People.Description(t, story.Key); now != description {
		t.Errorf("there and back again is not the same:\n%s\n---\n%s", description, now)
	}
}

func updateStale(t *testing.T, s *subject) {
	_, story := s.family()
	before := s.read(story.Key)
	s.Clock.Pass(2e9)
	s.People.Retitle(t, story.Key, "a person's title")
	edit := editOf(before)
	title := "ours"
	edit.Title = &title
	_, err := s.tracker.Update(t.Context(), before, edit)
	if !errors.Is(err, integrations.ErrStale) {
		t.Errorf("error is %v", err)
	}
	if got := s.read(story.Key).Title; got != "a person's title" {
		t.Errorf("title is %q", got)
	}
}

func updateTwice(t *testing.T, s *subject) {
	_, story := s.family()
	before := s.read(story.Key)
	edit := editOf(before)
	title := "a better title"
	edit.Title, edit.AddLabels = &title, []string{"new"}
	once := s.update(before, edit)
	twice := s.update(once, edit)
	if twice.Title != title || markup.Canonical(twice.Part) != markup.Canonical(before.Part) || len(twice.Labels) != len(once.Labels) {
		t.Errorf("twice: %+v", twice)
	}
}

func updateParent(t *testing.T, s *subject) {
	_, story := s.family()
	other := s.create(s.draft("e2", "another epic", nil))[0]
	before := s.read(story.Key)
	edit := editOf(before)
	edit.Parent = &other
	s.update(before, edit)
	if got := s.read(story.Key).Parent; got != other.Key {
		t.Errorf("parent is %q, want %q", got, other.Key)
	}
	children, err := s.tracker.Children(t.Context(), []string{other.Key})
	if err != nil || !slices.Equal(ids(children), []string{"s1"}) {
		t.Errorf("children: %v, %v", ids(children), err)
	}
}

func updateLabels(t *testing.T, s *subject) {
	_, story := s.family()
	s.People.Label(t, story.Key, "urgent")
	before := s.read(story.Key)
	edit := editOf(before)
	edit.AddLabels, edit.RemoveLabels = []string{"mobile"}, []string{"shop"}
	s.update(before, edit)
	labels := s.read(story.Key).Labels
	if !slices.Contains(labels, "urgent") || !slices.Contains(labels, "mobile") || slices.Contains(labels, "shop") {
		t.Errorf("labels: %v", labels)
	}
}

func brokenFence(t *testing.T, s *subject) {
	_, story := s.family()
	s.People.Around(t, story.Key, "Ana was here", "and Pia too")
	s.People.BreakFence(t, story.Key)
	before := s.read(story.Key)
	if before.Fence != integrations.FenceMissing && before.Fence != integrations.FenceAltered || before.Gone {
		t.Fatalf("fence is %q", before.Fence)
	}
	edit := integrations.Edit{ID: "s1", Mark: *story.Mark}
	part := "Back again."
	edit.Part = &part
	s.update(before, edit)
	got := s.read(story.Key)
	if got.Fence != integrations.FenceIntact || markup.Canonical(got.Part) != part {
		t.Errorf("fence %q around %q", got.Fence, got.Part)
	}
	if d := s.People.Description(t, story.Key); !strings.Contains(d, "Ana was here") || !strings.Contains(d, "and Pia too") {
		t.Errorf("a person's text is lost:\n%s", d)
	}
}
