package integrations

import (
	"time"

	"plotline/stories"
)

// Desired is an item as it should stand on the tracker.
type Desired struct {
	ID   string
	Kind stories.Kind
	Type stories.Type
	// Epic is the ID of the epic a story belongs to; "" on epics.
	Epic  string
	Title string
	// Part is what the item says, field by field.
	Part   Part
	Labels []string
	// Needs are the IDs of items that must be done before.
	Needs   []string
	Release *Release
	// Path is the item's file, for messages.
	Path string
	// Key is the ticket that the item's file remembers on this tracker and
	// project, "" for none. It is a shortcut and never the truth.
	Key string
	// Takes is the Key of a person's ticket that the item takes over, "" for
	// none: its text stays, Plotline's part is put behind it.
	Takes string
	// Home is the project where the team of an epic's initiative has its tickets,
	// as the team names it; "" for the settings' own.
	Home string
	// Left is another project of the tracker in which the item's file remembers a
	// ticket, "" for none.
	Left string
	// Imported is what a person's ticket said when it became this item, nil
	// when the item was not imported or its ticket carries a mark since.
	Imported *Imported
	// Handoff is where the item stands, and since when, for a sync that reads
	// the team's moves back.
	Handoff   stories.Handoff
	HandoffOn time.Time
	// Heard is the state of the ticket that the last sync took note of, as in
	// [Heard]: only another one moves the handoff.
	Heard string
	// Place is where the item stood among its epic's stories, or an epic among
	// the epics, when backlog and tracker last were in one order, and Ranked that
	// they have been.
	Place  int
	Ranked bool
	// Hold says why the gate keeps the item back, "" when it lets it through.
	Hold string
}

// Dropped is an item that was dropped for good: its ticket is to be closed.
type Dropped struct {
	ID     string
	Key    string
	By     string
	On     time.Time
	Reason string
}

// Side is one side of a conflict.
type Side string

// The sides that a person can prefer.
const (
	PreferBacklog Side = "backlog"
	PreferTracker Side = "tracker"
)

// Limit is how many tickets a push may close unasked: a share of the live
// ones in percent, or a number. Without either there is no limit.
type Limit struct {
	Percent float64
	Count   int
}

// allows says whether closing so many of so many live tickets is within it.
func (l Limit) allows(closures, live int) bool {
	switch {
	case l.Percent > 0:
		return float64(closures)*100 <= l.Percent*float64(live)
	case l.Count > 0:
		return closures <= l.Count
	}
	return true
}

// Request is what a plan is made for.
type Request struct {
	// Roadmap is the ID that marks carry; only its tickets are touched.
	Roadmap string
	// Items are the epics in order, each followed by its stories in order.
	Items   []Desired
	Dropped []Dropped
	// Backlog is the digest of the backlog that the items come from.
	Backlog string
	Limit   Limit
	// AllowClosures lifts the limit to so many closures.
	AllowClosures int
	// Signals are labels that tell of a ticket's state, such as those that move
	// the handoff: they are no labels of the item.
	Signals []string
	// Prefer settles conflicts, by item ID; "*" stands for every item.
	Prefer map[string]Side
	// Known are tickets that were read directly a moment ago, such as by
	// [ReadBack]: they make known what the index lost sight of.
	Known []Ticket
	// Moves bring the tracker's order in step with the backlog's; see
	// [Reading.Moves].
	Moves []Move
	// Unsettled are creates of an earlier run that never came to its end: what
	// they made may be known to no index.
	Unsettled []Intent
	// Notices are what the plan is to say beside its own.
	Notices []Notice
	// Only restricts the plan to these IDs; empty for all.
	Only []string
}

func (r Request) prefers(id string) Side {
	if side, ok := r.Prefer[id]; ok {
		return side
	}
	return r.Prefer["*"]
}
