package integrations

import (
	"time"

	"plotline/stories"
)

// Reading is what a sync read back from a tracker, by who owns what.
type Reading struct {
	Version int `json:"version"`
	// Pulls go into the backlog's files.
	Pulls []Pull `json:"pulls"`
	// PutBacks are the product manager's fields that were edited on a ticket;
	// the push that follows puts them back.
	PutBacks  []PutBack  `json:"put_backs"`
	Conflicts []Conflict `json:"conflicts"`
	// Handoffs are moves of the handoff that the team made on tickets.
	Handoffs []HandoffMove `json:"handoffs"`
	// Heard are the tickets whose state began or ceased to say something of
	// the handoff; the backlog remembers it.
	Heard []Heard `json:"heard,omitempty"`
	// Orders are orders of epics, or of an epic's stories, that people changed
	// on one side.
	Orders []Order `json:"orders,omitempty"`
	// Offers are tickets that people made under our epics.
	Offers  []Offer     `json:"offers"`
	Team    []TeamState `json:"team"`
	Notices []Notice    `json:"notices,omitempty"`

	found []Ticket
	moves []Move
	// inStep are the items that stand in one order on both sides.
	inStep []string
}

// Moves bring the tracker's order in step where the backlog's was changed, for
// [Request.Moves] of the push that follows.
func (r *Reading) Moves() []Move { return r.moves }

// InStep are the items that stand on the tracker as they do in the backlog, for
// [stories.Backlog.InStep].
func (r *Reading) InStep() []string { return r.inStep }

// Order is an order of epics, or of an epic's stories, that was changed.
type Order struct {
	// Epic is the ID of the stories' epic, "" for the epics; Title names it.
	Epic  string `json:"epic"`
	Title string `json:"title"`
	// Changed is where it was changed, and IDs the order there. The tracker's
	// order comes into the backlog; the backlog's goes to the tracker.
	Changed Side     `json:"changed"`
	IDs     []string `json:"ids"`
	Keys    []string `json:"keys"`
	// Both says that the backlog's order was changed too, and gives way.
	Both bool `json:"both,omitempty"`
}

func newReading() *Reading {
	return &Reading{
		Version: 1, Pulls: []Pull{}, PutBacks: []PutBack{}, Conflicts: []Conflict{},
		Handoffs: []HandoffMove{}, Offers: []Offer{}, Team: []TeamState{},
	}
}

// Found are the tickets of the roadmap that stand under our epics, for
// [Request.Known] of the push that follows.
func (r *Reading) Found() []Ticket { return r.found }

// Pull is one field that was edited on a ticket only.
type Pull struct {
	ID    string        `json:"id"`
	Key   string        `json:"key"`
	Title string        `json:"title"`
	Field stories.Field `json:"field"`
	From  string        `json:"from"`
	To    string        `json:"to"`
	// Values are what To shows: one text, the criteria, the labels, the IDs
	// of needs, or the ID of the new epic.
	Values []string `json:"values"`
}

// PutBack is a field of the product manager's that was edited on a ticket.
type PutBack struct {
	ID     string        `json:"id"`
	Key    string        `json:"key"`
	Title  string        `json:"title"`
	Field  stories.Field `json:"field"`
	Ticket string        `json:"ticket"`
	Back   string        `json:"back"`
}

// HandoffMove is a move of the handoff made on a ticket.
type HandoffMove struct {
	ID     string          `json:"id"`
	Key    string          `json:"key"`
	Title  string          `json:"title"`
	From   stories.Handoff `json:"from"`
	To     stories.Handoff `json:"to"`
	Reason string          `json:"reason"`
}

// Heard is what a ticket's status or label says of the handoff, "" for nothing
// any more. What was heard once moves nothing again: a comment on a ticket that
// still stands where it stood is no answer to a question asked since.
type Heard struct {
	ID     string `json:"id"`
	Key    string `json:"key"`
	Signal string `json:"signal"`
}

// Offer is a ticket that a person made under one of our epics: a story that
// the backlog may take in.
type Offer struct {
	Key   string `json:"key"`
	URL   string `json:"url"`
	Title string `json:"title"`
	Epic  string `json:"epic"`
	// Text is its description as Markdown, "" where the tracker's own form is
	// something else.
	Text   string   `json:"text"`
	Labels []string `json:"labels,omitempty"`
	// SplitFrom is the ID of the item from whose ticket it was split, "" for
	// none of ours.
	SplitFrom string `json:"split_from,omitempty"`
	// Project is where it is, "" in the settings' own.
	Project string `json:"project,omitempty"`
}

// TeamState is what the team owns of a ticket; it is read and never written.
type TeamState struct {
	ID       string    `json:"id"`
	Key      string    `json:"key"`
	URL      string    `json:"url,omitempty"`
	Status   string    `json:"status"`
	Phase    Phase     `json:"phase"`
	Assignee string    `json:"assignee,omitempty"`
	Sprint   string    `json:"sprint,omitempty"`
	Estimate string    `json:"estimate,omitempty"`
	Comments int       `json:"comments,omitempty"`
	Updated  time.Time `json:"updated"`
	// Closed is when the ticket was closed, zero where that is not known.
	Closed time.Time `json:"closed,omitzero"`
}

// Into gives the content with the pulled field in it. A move to another epic
// is not content: see [stories.Backlog.Move].
func (p Pull) Into(c stories.Content) stories.Content {
	text := ""
	if len(p.Values) > 0 {
		text = p.Values[0]
	}
	switch p.Field {
	case stories.FieldTitle:
		c.Title = oneLine(text)
	case stories.FieldNarrative:
		c.Narrative = text
	case stories.FieldNotes:
		c.Notes = text
	case stories.FieldLabels:
		c.Labels = p.Values
	case stories.FieldNeeds:
		c.Needs = p.Values
	case stories.FieldCriteria:
		c.Criteria = p.criteria(c.Criteria)
	}
	return c
}

// criteria keeps the slots, and the spelling, of criteria that say the same.
func (p Pull) criteria(was []stories.Criterion) []stories.Criterion {
	known := map[string]stories.Criterion{}
	for _, c := range was {
		known[canonicalText(p.Field, c.Text)] = c
	}
	out := make([]stories.Criterion, len(p.Values))
	for i, text := range p.Values {
		out[i] = stories.Criterion{Text: text}
		if c, ok := known[canonicalText(p.Field, text)]; ok {
			out[i] = c
		}
	}
	return out
}
