package trackertest

import (
	"path/filepath"
	"testing"

	"plotline/integrations"
)

// twin makes an item's ticket a second time and takes its label off.
func (s *subject) twin(req integrations.Request, id string) string {
	s.t.Helper()
	req.Only = []string{id}
	tracker := blind{s.Open(nil), id}
	plan, err := integrations.MakePlan(s.t.Context(), tracker, req)
	if err != nil {
		s.t.Fatal(err)
	}
	result, err := Pusher(tracker, s.Clock, nil).Apply(s.t.Context(), plan)
	if err != nil || result.Created != 1 {
		s.t.Fatalf("the twin of %s: %+v, %v", id, result, err)
	}
	for _, p := range result.Tickets {
		if p.Action == integrations.Create {
			s.People.Unlabel(s.t, p.Key)
			s.settle()
			return p.Key
		}
	}
	return ""
}

// push plans and applies, and gives the plan.
func (s *subject) push(req integrations.Request, journal *integrations.Journal) *integrations.Plan {
	s.t.Helper()
	tracker := s.Open(nil)
	plan, err := integrations.MakePlan(s.t.Context(), tracker, req)
	if err != nil {
		s.t.Fatal(err)
	}
	result, err := Pusher(tracker, s.Clock, journal).Apply(s.t.Context(), plan)
	if err != nil || result.Failed > 0 {
		s.t.Fatalf("push: %+v, %v", result, err)
	}
	s.settle()
	return plan
}

func (s *subject) closed(key string) {
	s.t.Helper()
	if got := s.read(key); got.Phase != integrations.Refused {
		s.t.Errorf("the twin %s is %s", key, got.Phase)
	}
}

func twinOutOfSight(t *testing.T, s *subject) {
	req := integrations.Request{Roadmap: roadmap, Backlog: "b", Items: Items(1, 3)}
	all := req.Items
	req.Items = all[:3]
	s.push(req, nil)
	keys := []string{s.twin(req, all[0].ID), s.twin(req, all[1].ID)}
	req.Items = all
	if plan := s.push(req, nil); plan.Summary.Create != 1 || plan.Summary.Close != 2 {
		t.Errorf("the plan: %+v", plan.Summary)
	}
	for _, key := range keys {
		s.closed(key)
	}
}

func twinAfterDeath(t *testing.T, s *subject) {
	req := integrations.Request{Roadmap: roadmap, Backlog: "b", Items: Items(1, 2)}
	s.push(req, nil)
	journal, err := integrations.OpenJournal(filepath.Join(t.TempDir(), "journal.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	// What the run that died had written down before it made the twin.
	err = journal.Intend([]integrations.Intent{{ID: req.Items[1].ID, Nonce: "of the dead", After: s.highest()}})
	if err != nil {
		t.Fatal(err)
	}
	key := s.twin(req, req.Items[1].ID)
	req.Unsettled = journal.Unsettled()
	if plan := s.push(req, journal); plan.Summary.Create != 0 || plan.Summary.Close != 1 {
		t.Errorf("the plan: %+v", plan.Summary)
	}
	s.closed(key)
	if left := journal.Unsettled(); len(left) > 0 {
		t.Errorf("the journal still holds %+v", left)
	}
}

func (s *subject) highest() string {
	s.t.Helper()
	found, err := s.Open(nil).Marked(s.t.Context(), roadmap)
	if err != nil {
		s.t.Fatal(err)
	}
	return found.Highest
}

func epicOutOfSight(t *testing.T, s *subject) {
	req := integrations.Request{Roadmap: roadmap, Backlog: "b", Items: Items(1, 2)}
	plan := s.push(req, nil)
	epic := s.keyOf(req, plan.Changes[0].ID)
	s.People.Unlabel(t, epic)
	s.settle()
	if plan := s.push(req, nil); plan.Summary.Create > 0 {
		t.Errorf("the plan: %+v", plan.Changes)
	}
	if now := s.keyOf(req, plan.Changes[0].ID); now != epic {
		t.Errorf("the epic was %s and is %s", epic, now)
	}
}

// keyOf is the Key of an item's ticket by the index.
func (s *subject) keyOf(req integrations.Request, id string) string {
	s.t.Helper()
	plan, err := integrations.MakePlan(s.t.Context(), s.Open(nil), req)
	if err != nil {
		s.t.Fatal(err)
	}
	return plan.Tickets()[id].Key
}
