package trackertest

import (
	"fmt"
	"testing"

	"plotline/integrations"
	"plotline/stories"
)

// subject is one tracker under test with shortcuts that fail the test.
type subject struct {
	t *testing.T
	Harness
	tracker integrations.Tracker
	nonce   int
}

func newSubject(t *testing.T, h Harness) *subject {
	s := &subject{t: t, Harness: h, tracker: h.Open(nil)}
	if _, err := s.tracker.Describe(t.Context()); err != nil {
		t.Fatalf("describe: %v", err)
	}
	return s
}

func (s *subject) settle() {
	if s.Settle != nil {
		s.Settle()
	}
}

func (s *subject) draft(id, title string, parent *integrations.Ticket) integrations.Draft {
	s.nonce++
	d := integrations.Draft{
		Kind: stories.Story, Type: stories.TypeFeature, Title: title, Parent: parent,
		Part:   "As a shopper, I want " + title + ".\n\n## Acceptance criteria\n\n- Given one, then two.\n- Given three, then four.",
		Labels: []string{"shop"},
		Mark: integrations.Mark{
			Version: 1, ID: id, Roadmap: roadmap, Nonce: fmt.Sprint("nonce-", s.nonce),
			Fields: map[string][]string{"title": {"d1"}, "criteria": {"d2", "d3"}},
		},
	}
	if parent == nil {
		d.Kind, d.Type = stories.Epic, stories.TypeEpic
	}
	return d
}

func (s *subject) create(drafts ...integrations.Draft) []integrations.Ticket {
	s.t.Helper()
	var out []integrations.Ticket
	for len(drafts) > 0 {
		n := min(max(1, s.tracker.Batch()), len(drafts))
		answers := s.tracker.Create(s.t.Context(), drafts[:n])
		if len(answers) != n {
			s.t.Fatalf("%d answers for %d drafts", len(answers), n)
		}
		for i, a := range answers {
			if a.Outcome != integrations.Created {
				s.t.Fatalf("create %q: %s %v", drafts[i].Title, a.Outcome, a.Err)
			}
			out = append(out, a.Ticket)
		}
		drafts = drafts[n:]
	}
	return out
}

// family is an epic with one story.
func (s *subject) family() (epic, story integrations.Ticket) {
	s.t.Helper()
	epic = s.create(s.draft("e1", "an epic", nil))[0]
	story = s.create(s.draft("s1", "a story", &epic))[0]
	return epic, story
}

func (s *subject) read(key string) integrations.Ticket {
	s.t.Helper()
	tickets, err := s.tracker.Read(s.t.Context(), []string{key})
	if err != nil || len(tickets) != 1 {
		s.t.Fatalf("read %s: %v, %v", key, tickets, err)
	}
	return tickets[0]
}

func (s *subject) update(ticket integrations.Ticket, edit integrations.Edit) integrations.Ticket {
	s.t.Helper()
	out, err := s.tracker.Update(s.t.Context(), ticket, edit)
	if err != nil {
		s.t.Fatalf("update %s: %v", ticket.Key, err)
	}
	return out
}

func editOf(ticket integrations.Ticket) integrations.Edit {
	m := *ticket.Mark
	m.Key = ticket.Key
	return integrations.Edit{ID: m.ID, Mark: m}
}
