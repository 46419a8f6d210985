package integrations_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"plotline/integrations"
	"plotline/integrations/trackertest"
)

// shelf is a tracker with a place for new tickets; the process dies before it
// puts the given number there.
type shelf struct {
	*trackertest.Memory
	placed map[string]bool
	dies   int
}

func (s *shelf) Place(_ context.Context, tickets []integrations.Ticket) []error {
	out := make([]error, len(tickets))
	for i, t := range tickets {
		if s.dies--; s.dies == 0 {
			panic(killed{})
		}
		s.placed[t.Key] = true
		if strings.Contains(t.Title, "Story 1 of epic 1") {
			out[i] = errors.New("the board is full")
		}
	}
	return out
}

// A process that dies between making a ticket and putting it in its place
// leaves it to the next one.
func TestNewTicketsAreAllPutInTheirPlaceHoweverTheRunEnds(t *testing.T) {
	for dies := range 8 {
		b := newBackend(t)
		placed := map[string]bool{}
		for _, at := range []int{dies, 0} {
			b.h.Open = func(*trackertest.Wire) integrations.Tracker {
				return &shelf{Memory: b.project.Open(2), placed: placed, dies: at}
			}
			if _, err := b.push(t.Context(), true, quiet); at == 0 && err != nil {
				t.Fatal(err)
			}
		}
		for _, ticket := range b.project.All() {
			if !placed[ticket.Key] {
				t.Errorf("died before number %d: %s was never put in its place", dies, ticket.Key)
			}
		}
		b.one("after both")
	}
}

// telling is a shelf that also tells what does not stand there.
type telling struct{ *shelf }

func (s telling) tell(tickets []integrations.Ticket) {
	for i := range tickets {
		tickets[i].Unplaced = !s.placed[tickets[i].Key]
	}
}

func (s telling) Marked(ctx context.Context, roadmap string) (integrations.Found, error) {
	found, err := s.shelf.Marked(ctx, roadmap)
	s.tell(found.Tickets)
	return found, err
}

func (s telling) After(ctx context.Context, key, roadmap string) (integrations.Found, error) {
	found, err := s.shelf.After(ctx, key, roadmap)
	s.tell(found.Tickets)
	return found, err
}

func (s telling) Read(ctx context.Context, keys []string) ([]integrations.Ticket, error) {
	tickets, err := s.shelf.Read(ctx, keys)
	s.tell(tickets)
	return tickets, err
}

// A machine that has no journal is told by the tracker what was never put in its
// place. What people took away since stays away.
func TestWithoutAJournalTheTrackerTellsWhatWasNeverPutInItsPlace(t *testing.T) {
	for dies := range 8 {
		b := newBackend(t)
		placed := map[string]bool{}
		open := func(dies int) {
			b.h.Open = func(*trackertest.Wire) integrations.Tracker {
				return telling{&shelf{Memory: b.project.Open(2), placed: placed, dies: dies}}
			}
		}
		open(dies)
		_, _ = b.push(t.Context(), false, quiet)
		b.project.Clock.Pass(60e9)
		open(0)
		if _, err := b.push(t.Context(), false, quiet); err != nil {
			t.Fatal(err)
		}
		for _, ticket := range b.project.All() {
			if !placed[ticket.Key] {
				t.Errorf("died before number %d: %s was never put in its place", dies, ticket.Key)
			}
		}
		delete(placed, "MEM-1")
		delete(placed, "MEM-2")
		b.h.People.Comment(t, "MEM-1", "not for the board")
		b.req.Items[3].Key = "MEM-2" // the epic's file tells of the push that made it
		plan, err := integrations.MakePlan(t.Context(), b.h.Open(nil), b.req)
		if err != nil || !plan.Empty() {
			t.Errorf("what people took away is put back: %+v, %v", plan.Summary, err)
		}
		b.one("at the end")
	}
}

func TestATicketThatIsNotPutInItsPlaceIsTold(t *testing.T) {
	b := newBackend(t)
	b.h.Open = func(*trackertest.Wire) integrations.Tracker {
		return &shelf{Memory: b.project.Open(2), placed: map[string]bool{}}
	}
	result, err := b.push(t.Context(), false, quiet)
	if err != nil || result.Failed > 0 || len(result.Notices) != 1 || !strings.Contains(result.Notices[0].Message, "the board is full") {
		t.Errorf("%+v, %v", result, err)
	}
}
