// Package render turns roadmap, backlog and the team's progress into pictures:
// the story map as a page, and diagrams and tables as text. It builds a plain
// [View] first, which knows nothing of files or formats; each format is a
// function from a View to bytes. It reads nothing and writes nothing else.
package render

import (
	"slices"
	"time"

	"plotline/roadmap"
	"plotline/stories"
	"plotline/stories/review"
)

// Input is what a View is built from. Only the roadmap and the backlog must be
// there.
type Input struct {
	Roadmap  *roadmap.Roadmap
	Backlog  *stories.Backlog
	Findings []review.Finding
	// Tickets are the items' tickets by item ID, as far as they are known.
	Tickets map[string]Ticket
	// Tracker names where the tickets are, "" when nothing is known of any.
	Tracker string
	// Read is when the tickets were read; zero for just now.
	Read time.Time
	// Now is the day that a forecast begins on where nothing was read.
	Now time.Time
}

// Ticket is what the team says of an item.
type Ticket struct {
	Key, URL, Status, Assignee, Estimate string
	// Phase is open, started, done or refused.
	Phase string
	// Finished is when it was done, zero where that is not known.
	Finished time.Time
}

// The phases of a ticket.
const (
	PhaseStarted = "started"
	PhaseDone    = "done"
	PhaseRefused = "refused"
)

// View is everything there is to look at, in the order in which it is shown.
type View struct {
	Product string
	Vision  string
	Tracker string
	Read    time.Time
	// Columns go across: the goals, then what serves none.
	Columns  []Column
	Personas []Choice
	Count    Count
	// Findings are those on the roadmap; an item has its own.
	Findings []Finding
	// Forecast is of all the stories that there are.
	Forecast Forecast
	// Team is who answers for what.
	Team []Person
}

// Measured says that a goal has a metric.
func (v *View) Measured() bool {
	return slices.ContainsFunc(v.Columns, func(c Column) bool { return len(c.Metrics) > 0 })
}

// Choice is something to filter by.
type Choice struct{ ID, Name string }

// Person is one who answers for something.
type Person struct{ Role, Name string }

// Column is a goal, or a heading over what serves none, with its epics.
type Column struct {
	// ID is the goal's; of what serves none it is "".
	ID         string
	Anchor     string
	Statement  string
	Why        string
	Horizon    string
	State      string
	Metrics    []Metric
	Guardrails []string
	PainPoints []PainPoint
	Epics      []Epic
	Count      Count
	// Unmoved says that every story is done and no metric has moved.
	Unmoved bool
	// Forecast is of its stories, at the pace at which its own were done.
	Forecast Forecast
	// Due is the last day by which a metric is to reach its target, the zero
	// Date where none says.
	Due roadmap.Date
}

// Metric is how a goal is measured, in words.
type Metric struct {
	ID, Name, Baseline, Latest, LatestOn, Target, Due, Unit string
	// Part is how much of the way from baseline to target the latest reading
	// has gone, in percent, 0 to 100; Measured says that it is known.
	Part     int
	Measured bool
	// Moved says that the latest reading is nearer to the target than the
	// baseline.
	Moved    bool
	Readings []Reading
}

// Reading is what a metric was on a day.
type Reading struct{ On, Value string }

// PainPoint is a problem that personas have.
type PainPoint struct {
	ID, Problem, Severity string
	Personas              []string
	Evidence              []string
}

// Epic is an epic with its stories.
type Epic struct {
	Item
	Stories []Item
	Count   Count
}

// Item is an epic or a story as it is shown.
type Item struct {
	ID, Anchor, Path, Title, Narrative string
	Type, Size                         string
	Criteria                           []string
	Labels                             []string
	Needs                              []Need
	// State is proposed, accepted, asked or moved.
	State string
	// AcceptedBy and AcceptedOn tell of the acceptance, "" without one.
	AcceptedBy, AcceptedOn string
	Question               *Question
	// Answered is the answer that waits for the product owner, nil for none.
	Answered *Answered
	// Conflict says that its draft says otherwise than the backlog.
	Conflict bool
	Moves    []stories.Move
	Findings []Finding
	Ticket   Ticket
	// Personas are the IDs of those it is for.
	Personas []string
	// Pains are the IDs of the pain points that it serves.
	Pains   []string
	Horizon string
	Goals   []string
	Release string
	// Version changes with whatever a person sees of the item.
	Version string
}

// Need is an item that must be done before.
type Need struct{ ID, Anchor, Name string }

// Question is what an item was sent back with.
type Question struct{ By, On, Text string }

// Answered is what an item was sent back with, and the answer.
type Answered struct{ AskedBy, Question, By, Text string }

// Finding is what review has to say.
type Finding struct{ Severity, Rule, Message, Hint, Place string }

// Count says how far a part of the backlog is.
type Count struct {
	Epics, Stories, Done, Started   int
	Points, DonePoints              float64
	Accepted, Proposed, Asked       int
	Moved, Findings, Unsized, NoKey int
}

func (c *Count) add(other Count) {
	c.Epics += other.Epics
	c.Stories += other.Stories
	c.Done += other.Done
	c.Started += other.Started
	c.Points += other.Points
	c.DonePoints += other.DonePoints
	c.Accepted += other.Accepted
	c.Proposed += other.Proposed
	c.Asked += other.Asked
	c.Moved += other.Moved
	c.Findings += other.Findings
	c.Unsized += other.Unsized
	c.NoKey += other.NoKey
}
