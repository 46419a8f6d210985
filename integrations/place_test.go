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
