package trackertest

import (
	"testing"
	"time"

	"plotline/integrations"
)

func closeOnce(t *testing.T, s *subject) {
	_, story := s.family()
	closing := integrations.Closing{Comment: "Taken out of the backlog.", Mark: *story.Mark}
	closing.Mark.Closed = "dropped"
	for range 2 {
		if err := s.tracker.Close(t.Context(), s.read(story.Key), closing); err != nil {
			t.Fatal(err)
		}
	}
	got := s.read(story.Key)
	if got.Phase != integrations.Refused || got.Mark == nil || got.Mark.Closed != "dropped" {
		t.Errorf("closed: phase %q, mark %+v", got.Phase, got.Mark)
	}
	if n := s.People.Comments(t, story.Key); n != 1 {
		t.Errorf("%d comments", n)
	}
}

func closeDone(t *testing.T, s *subject) {
	_, story := s.family()
	s.People.Finish(t, story.Key)
	closing := integrations.Closing{Comment: "Taken out of the backlog.", Mark: *story.Mark}
	if err := s.tracker.Close(t.Context(), s.read(story.Key), closing); err != nil {
		t.Fatal(err)
	}
	if got := s.read(story.Key); got.Phase != integrations.Done || s.People.Comments(t, story.Key) != 0 {
		t.Errorf("phase %q, %d comments", got.Phase, s.People.Comments(t, story.Key))
	}
}

func phases(t *testing.T, s *subject) {
	_, story := s.family()
	for _, c := range []struct {
		do   func(testing.TB, string)
		want integrations.Phase
	}{
		{s.People.Start, integrations.Started},
		{s.People.Finish, integrations.Done},
	} {
		c.do(t, story.Key)
		if got := s.read(story.Key); got.Phase != c.want || got.Status == "" {
			t.Errorf("phase %q (%s), want %q", got.Phase, got.Status, c.want)
		}
	}
}

// closedOnce holds that the time of closing is not that of the last change.
func closedOnce(t *testing.T, s *subject) {
	_, story := s.family()
	made := s.Clock.Now()
	s.Clock.Pass(time.Hour)
	s.People.Start(t, story.Key)
	if got := s.read(story.Key); !got.Closed.IsZero() {
		t.Errorf("a started ticket was closed at %s", got.Closed)
	}
	s.Clock.Pass(time.Hour)
	s.People.Finish(t, story.Key)
	closed := s.read(story.Key).Closed
	if since := closed.Sub(made).Round(time.Minute); since < 2*time.Hour || since > 3*time.Hour {
		t.Fatalf("closed %s after it was made, want two hours", since)
	}
	s.Clock.Pass(24 * time.Hour)
	s.People.Comment(t, story.Key, "Well done.")
	if got := s.read(story.Key).Closed; !got.Equal(closed) {
		t.Errorf("a comment moved the time of closing from %s to %s", closed, got)
	}
}
