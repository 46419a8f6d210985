package stories

import (
	"time"

	"plotline/roadmap"
)

// Sidecar is what Plotline remembers of an item, in backlog/.base/<id>.yaml. It
// is committed with the item and is the third side of every merge.
type Sidecar struct {
	ID   string
	Kind Kind
	// Roadmap is the roadmap's ID when the item was first drafted; a product
	// that is renamed later keeps it.
	Roadmap string
	// Path is where the item's file was last seen; it tells a dropped item
	// from a moved one.
	Path string
	// Epic is the ID of the epic the item belongs to; "" on epics.
	Epic string
	// SplitFrom is the ID of the story that a person took the item out of; "" for
	// others.
	SplitFrom string
	// Template and Version name what drafted the item; it stays with that
	// template until a person asks for a rematch. "" when added by hand.
	Template string
	Version  string
	// Slots are the template slots the item answers for. Drafting looks here
	// and never at a recomputed ID.
	Slots []Slot
	// Order is the draft's place for the item: of an epic among the epics, of
	// a story in its epic. A new item gets one between its neighbours', so
	// that no other sidecar changes. 0 when added by hand.
	Order float64
	// Placed are, of an epic, the pain points that the draft put there by its own
	// judgement, since none of their goal's initiatives addresses them. They
	// stay, whatever is reworded around them.
	Placed []roadmap.Ref
	// Drafted is the text as last drafted and merged.
	Drafted Content
	// Held are the fields whose draft is in conflict with a person's edit,
	// with the draft that was not taken, so that the same conflict is not
	// raised twice after `draft --keep`.
	Held []HeldField
	// Conflicts are what the last draft and a person changed differently, and
	// nobody settled yet.
	Conflicts []OpenConflict
	// Accepted is the handoff as accepted; nil while it never was.
	Accepted *Acceptance
	// Questions are what the product owner asked, oldest first.
	Questions []Question
	// Heard is what its ticket's status or label last said of the handoff; it
	// moves the handoff once. "" when it said nothing.
	Heard string
	// Dropped says that the item was dropped for good; nil while it lives.
	Dropped *Drop
	// Keys are its tickets on remote trackers, one a tracker and project.
	Keys []Key
}

// Slot is one place of a template that an item answers for.
type Slot struct {
	// Source is what the epic comes from: an initiative, goal or pain point.
	// The epic itself answers for its source with an empty Slot.
	Source   roadmap.Ref
	Template string
	Slot     string
	// For is the pain point or metric, where the slot is drafted once for each.
	For roadmap.Ref
	// Callers are what called the slot when it was last drafted: the epic's
	// own source, pain points. The template that answered them is kept for
	// them, and an item whose last caller moved to another epic goes with it.
	Callers []roadmap.Ref
	// Criteria are the criteria of the template slot that the item answers
	// for, where a split divided them; empty when it answers for all. What a
	// pack adds later goes to the first of the items that share the slot.
	Criteria []string
}

// HeldField is a drafted value that a person decided against.
type HeldField struct {
	Field string
	Draft string
}

// OpenConflict is a conflict of the draft that waits for a person. The backlog's
// side stands in the item's file.
type OpenConflict struct {
	Field Field
	// Criterion is the criterion's slot, "" for other fields.
	Criterion string
	// Draft is what was drafted, "" where the draft took it away.
	Draft string
}

// Acceptance is what was accepted, by whom and when.
type Acceptance struct {
	By          string
	On          time.Time
	Destination roadmap.Destination
	// Text is what was accepted: title, narrative, criteria and type.
	Text Content
	// Drafted is a digest of the text as drafted then. While it is the same,
	// whoever changed the item's text was a person.
	Drafted string
}

// Question is one time an item was sent back.
type Question struct {
	By, Text   string
	On         time.Time
	AnsweredBy string
	Answer     string
	AnsweredOn time.Time
	// Settled says that an answer, a changed roadmap or an acceptance ended it.
	Settled bool
	// Destination is the fingerprint when the question was asked.
	Destination string
}

// Drop says why and when an item was dropped.
type Drop struct {
	By     string
	On     time.Time
	Reason string
	// Text is the item's file as it was, so that a restore loses nothing;
	// "" where the file was deleted by hand.
	Text string
	// Into is the ID of the item it was merged into, "" when it was not.
	Into string
	// ByDraft says that drafting dropped it since nothing calls it any more.
	ByDraft bool
}

// Key is an item's ticket on one remote tracker.
type Key struct {
	Tracker string // github or jira
	Project string // owner/name, or site and project key
	Key     string // #40 or SHOP-12
	// Imported says that the item was taken from this ticket, a person's, and
	// that no push has written to it since. What the ticket said then is what
	// the sidecar remembers as drafted.
	Imported bool
	// Ranked says that backlog and tracker have been in one order, and Rank is
	// the item's rank by hand when they last were; 0 for none.
	Ranked bool
	Rank   float64
}
