package trackertest

import (
	"strings"
	"testing"

	"plotline/integrations"
)

func copyBearsMark(t *testing.T, s *subject) {
	_, story := s.family()
	key := s.People.Copy(t, story.Key)
	if key == "" {
		t.Skip("a clone on this tracker leaves the mark behind")
	}
	if got := s.read(key); got.Mark == nil || got.Mark.Nonce != story.Mark.Nonce {
		t.Errorf("the copy's mark: %+v", got.Mark)
	}
}

func markSurvives(t *testing.T, s *subject) {
	_, story := s.family()
	s.People.Retitle(t, story.Key, "a person's title")
	s.People.Replace(t, story.Key, "Given one", "Given eleven")
	got := s.read(story.Key)
	sameMark(t, got.Mark, story.Mark)
	if got.Fence != integrations.FenceIntact || !strings.Contains(got.Part, "Given eleven") || got.Title != "a person's title" {
		t.Errorf("after a person's edit: %+v", got)
	}
}
