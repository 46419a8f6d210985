package integrations

import (
	"time"

	"plotline/stories"
)

// Phase is how far the team is with a ticket, whatever its statuses are called.
type Phase string

// The phases.
const (
	Open    Phase = "open"
	Started Phase = "started"
	Done    Phase = "done"    // closed as completed
	Refused Phase = "refused" // closed as not planned, or dropped
)

// Fence is the state of the fence around Plotline's part of a description.
type Fence string

// The states of a fence.
const (
	FenceIntact  Fence = "intact"
	FenceMissing Fence = "missing"
	FenceAltered Fence = "altered"
)

// Ticket is one issue on a tracker, as it was read.
type Ticket struct {
	Key string
	// Native is the tracker's own identifier where that is not the Key.
	Native string
	URL    string
	// Gone says that the Key answers no more, or from another project.
	Gone bool

	Kind stories.Kind
	// Type is the tracker's name for its kind of issue.
	Type  string
	Title string
	// Part is the Markdown inside the fence, "" when the fence is missing.
	Part  string
	Fence Fence
	// Lossy names what the part holds that Markdown cannot say; a part with
	// any is never overwritten, and is a conflict when it changed.
	Lossy []string
	// Beside is how many characters people wrote around the part, as the
	// tracker counts them; nil for what its own form is longer by.
	Beside *int
	// Description is the whole description in the tracker's own form; it is
	// what Update splices into.
	Description string
	// Text is the description as Markdown on tickets without a mark, so that
	// the backlog can take them in; elsewhere it may be "".
	Text string
	// TextWhole says that Text says all that the description does.
	TextWhole bool
	Labels    []string
	// Parent is the epic's Key, "" for none.
	Parent string
	// BlockedBy are Keys.
	BlockedBy []string
	// SplitFrom is the Key of the ticket that people split this one from, where
	// the tracker has a word for that.
	SplitFrom string
	// Release is the version's or milestone's name.
	Release string

	Status   string
	Phase    Phase
	Assignee string
	Sprint   string
	// Rank orders the tickets of a [Ranker] as people see them there, by its
	// letters; "" where there is no order to keep.
	Rank     string
	Estimate string
	Comments int
	// Unplaced says that it does not stand where a [Placer] puts new tickets, as
	// far as the tracker tells.
	Unplaced bool

	Created time.Time
	Updated time.Time
	// Closed is when it was closed, zero on open tickets and where the
	// tracker does not say.
	Closed time.Time
	// Version changes with every change of the ticket.
	Version string
	// Mark is what Plotline wrote on it, nil on people's tickets.
	Mark *Mark
}

// Draft is a ticket to be made.
type Draft struct {
	Mark  Mark
	Kind  stories.Kind
	Type  stories.Type
	Title string
	// Part is the Markdown to stand inside the fence.
	Part   string
	Labels []string
	// Parent is the epic's ticket, nil for none. It exists already.
	Parent  *Ticket
	Release *Release
	// BlockedBy are the Keys that it waits for, and Blocks those that wait for
	// it, for a [CreateLinker]. They exist already.
	BlockedBy, Blocks []string
	// Waits says that it will wait for others, though they may not exist yet.
	Waits bool
}

// Release is a version or milestone, made where it does not exist.
type Release struct {
	Name string
	Due  time.Time // zero for none
}

// Edit is what to change on a ticket. Nil leaves a field alone.
type Edit struct {
	// ID is the item's, for messages.
	ID    string
	Title *string
	// Part replaces what stands inside the fence. When the fence is missing
	// or altered, a new one is put behind the rest of the description.
	Part *string
	// Instead says that the part holds all that the description says: where
	// it has no fence, the part takes its place.
	Instead bool
	Parent  *Ticket
	Release *Release
	// AddLabels and RemoveLabels leave people's own labels alone.
	AddLabels    []string
	RemoveLabels []string
	// Mark is always written with an edit: the fields as pushed.
	Mark Mark
	// Closes is, in a preflight, the ticket if it is to be closed.
	Closes *Ticket
}

// Closing is why a ticket is closed.
type Closing struct {
	Comment string
	// Duplicate is the Key that stays, "" when the item was dropped.
	Duplicate string
	Mark      Mark
}

// Outcome is what became of a create.
type Outcome string

// The outcomes of a create.
const (
	// Created: the ticket exists.
	Created Outcome = "created"
	// Rejected: the server refused, and certainly nothing was made.
	Rejected Outcome = "rejected"
	// Unclear: the answer was lost; the ticket may exist, now or soon.
	Unclear Outcome = "unclear"
)

// Creation is the answer to one draft.
type Creation struct {
	Outcome Outcome
	// Ticket is set when created: Key, Native, URL, Version, Mark and what
	// the server says of the rest.
	Ticket Ticket
	// Dropped names fields that the server took and silently left out, such
	// as labels for want of rights.
	Dropped []string
	// Linked are the Keys among the draft's that the ticket is linked with.
	Linked []string
	Err    error
}
