package trackertest

import (
	"errors"
	"slices"
	"testing"

	"plotline/integrations"
)

func linkOnce(t *testing.T, s *subject) {
	linker, ok := s.tracker.(integrations.Linker)
	if !ok {
		t.Skip("this tracker has no links")
	}
	epic, story := s.family()
	other := s.create(s.draft("s2", "before it", &epic))[0]
	for range 2 {
		link(t, linker, integrations.LinkEdit{Key: story.Key, Add: []string{other.Key}})
	}
	if got := s.read(story.Key).BlockedBy; !slices.Equal(got, []string{other.Key}) {
		t.Errorf("blocked by %v", got)
	}
	s.settle()
	found, err := s.Open(nil).Marked(t.Context(), roadmap)
	for _, got := range found.Tickets {
		if got.Key == story.Key && !slices.Equal(got.BlockedBy, []string{other.Key}) {
			t.Errorf("the index says blocked by %v, %v", got.BlockedBy, err)
		}
	}
	for range 2 {
		link(t, linker, integrations.LinkEdit{Key: story.Key, Remove: []string{other.Key, epic.Key}})
	}
	if got := s.read(story.Key).BlockedBy; len(got) > 0 {
		t.Errorf("unlinked, and still blocked by %v", got)
	}
}

// link links, and ends the test where it does not.
func link(t *testing.T, linker integrations.Linker, edits ...integrations.LinkEdit) {
	t.Helper()
	if err := errors.Join(linker.Link(t.Context(), edits)...); err != nil {
		t.Fatal(err)
	}
}
