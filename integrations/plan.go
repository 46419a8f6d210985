package integrations

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"plotline/stories"
)

// Action is what a change does.
type Action string

// The actions.
const (
	Create Action = "create"
	Update Action = "update"
	Close  Action = "close"
	Keep   Action = "keep"
)

// Plan is what a push would do, in the order in which it would. It is data: it
// can be printed, saved as JSON and held against a later plan.
type Plan struct {
	Version int    `json:"version"`
	Tracker string `json:"tracker"`
	Project string `json:"project"`
	// Title names the project for people.
	Title   string `json:"project_title"`
	Roadmap string `json:"roadmap"`
	// Backlog is the digest of the backlog that was planned.
	Backlog string   `json:"backlog"`
	Changes []Change `json:"changes"`
	Summary Summary  `json:"summary"`
	// Held are items that the gate keeps back, or that wait for their epic.
	Held      []Held     `json:"held,omitempty"`
	Conflicts []Conflict `json:"conflicts,omitempty"`
	// Notices are facts for people: what was edited on tickets, copies,
	// tickets in progress that would be closed otherwise.
	Notices []Notice `json:"notices,omitempty"`
	// Refused says why a push must not begin, "" when it may.
	Refused string `json:"refused,omitempty"`
	// Ranks are moves that bring the tracker's order in step with the backlog's.
	Ranks []Move `json:"ranks,omitempty"`
	// Obstacles are what a push would run into, known before anything is written:
	// from the tracker, and the limit of closures. One that refuses stops it.
	Obstacles []Obstacle `json:"obstacles,omitempty"`
	// Read is how many tickets were read, each counted once.
	Read int `json:"read"`
	// Digest covers everything above but Read, and the version of each
	// ticket that would be written.
	Digest string `json:"digest"`

	// parts are the plans of each project, where this is one of several.
	parts   []*Plan
	server  Server
	highest string
	// behind says that what stands behind the highest Key was read directly.
	behind bool
	// tickets are those of the roadmap, by item ID.
	tickets map[string]Ticket
}

// Summary counts the changes.
type Summary struct {
	Create int `json:"create"`
	Update int `json:"update"`
	Close  int `json:"close"`
	Keep   int `json:"keep"`
}

// Tally counts each change and each item that is held back in one place only,
// for people; a [Summary]'s Keep holds what is in conflict, and held back beside
// its ticket, too.
type Tally struct{ Create, Update, Close, UpToDate, Held, InConflict int }

// Tally counts what becomes of the plan's items.
func (p *Plan) Tally() Tally {
	apart := map[string]bool{}
	for _, c := range p.Conflicts {
		apart[c.ID] = true
	}
	tally := Tally{
		Create: p.Summary.Create, Update: p.Summary.Update, Close: p.Summary.Close,
		UpToDate: p.Summary.Keep, Held: len(p.Held), InConflict: len(apart),
	}
	for _, h := range p.Held {
		apart[h.ID] = true
	}
	for _, c := range p.Changes {
		if c.Action == Keep && apart[c.ID] {
			tally.UpToDate--
		}
	}
	return tally
}

// Change is one step of a plan.
type Change struct {
	Action Action       `json:"action"`
	Kind   stories.Kind `json:"kind"`
	ID     string       `json:"id"`
	Key    string       `json:"key"`
	Title  string       `json:"title"`
	// Parent is the epic's Key, or its ID while it has no ticket.
	Parent string `json:"parent"`
	Reason string `json:"reason"`
	// Fields are what an update would write; of a create, what it says.
	Fields []FieldChange `json:"fields"`
	URL    string        `json:"url,omitempty"`
	Type   stories.Type  `json:"type,omitempty"`
	// ParentTitle names the epic for people.
	ParentTitle string `json:"parent_title,omitempty"`
	// TicketVersion pins the ticket that would be written.
	TicketVersion string `json:"ticket_version,omitempty"`
	// Project is where the ticket is or will be, of a plan for several
	// projects.
	Project string `json:"project,omitempty"`
	// Twin says that the ticket was made beside the item's own.
	Twin bool `json:"twin,omitempty"`

	work work
}

// FieldChange is one field of a change.
type FieldChange struct {
	Field stories.Field `json:"field"`
	Owner stories.Owner `json:"owner"`
	From  string        `json:"from"`
	To    string        `json:"to"`
	// PutBack says that the value was edited on the ticket.
	PutBack bool `json:"put_back,omitempty"`
}

// Held is an item that is not pushed, with the reason.
type Held struct {
	ID     string       `json:"id"`
	Kind   stories.Kind `json:"kind"`
	Key    string       `json:"key,omitempty"`
	Title  string       `json:"title"`
	Reason string       `json:"reason"`
}

// Conflict is a field that both sides changed. Its item is held back.
type Conflict struct {
	ID      string        `json:"id"`
	Key     string        `json:"key"`
	Title   string        `json:"title"`
	Field   stories.Field `json:"field"`
	Backlog string        `json:"backlog"`
	Ticket  string        `json:"ticket"`
	Reason  string        `json:"reason"`
	// WayOut is the command that settles it.
	WayOut string `json:"way_out"`
}

// Notice is a fact for people about one ticket or all.
type Notice struct {
	ID      string `json:"id,omitempty"`
	Key     string `json:"key,omitempty"`
	Message string `json:"message"`
}

// work is what apply needs to do a change.
type work struct {
	draft    Draft
	parentID string   // the epic whose ticket is made by the same push
	needs    []string // items to wait for, by ID
	unlink   []string // Keys to wait for no more
	ticket   Ticket
	edit     Edit
	unplaced bool // it is to be put in its place
	closing  Closing
	// place and ranked are the item's [Desired.Place] and [Desired.Ranked].
	place  int
	ranked bool
}

// Empty says whether a push would write nothing.
func (p *Plan) Empty() bool {
	return p.Summary.Create+p.Summary.Update+p.Summary.Close+len(p.Ranks) == 0
}

// meet takes in what a push would run into.
func (p *Plan) meet(obstacles ...Obstacle) {
	p.Obstacles = append(p.Obstacles, obstacles...)
	for _, o := range obstacles {
		if o.Refuse && p.Refused == "" {
			p.Refused = o.Message
		}
	}
}

// Refusals are the obstacles for which a push of this plan must not begin.
func (p *Plan) Refusals() []Obstacle {
	return slices.DeleteFunc(slices.Clone(p.Obstacles), func(o Obstacle) bool { return !o.Refuse })
}

// Refusal says why a push of this plan must not begin, with the ways out; nil
// when it may.
func (p *Plan) Refusal() error {
	var messages, hints []string
	for _, o := range p.Refusals() {
		messages = append(messages, o.Message)
		if o.Hint != "" && !slices.Contains(hints, o.Hint) {
			hints = append(hints, o.Hint)
		}
	}
	if len(messages) == 0 {
		return nil
	}
	return &Failure{Doing: "push", Err: errors.New(strings.Join(messages, "\n  ")), Hint: strings.Join(hints, "\n")}
}

// Server is what the tracker told about itself when the plan was made.
func (p *Plan) Server() Server { return p.server }

// Tickets are the tickets of the plan's items as they were read, by item ID.
func (p *Plan) Tickets() map[string]Ticket { return p.tickets }

// seal counts the changes and sets the digest.
func (p *Plan) seal() error {
	p.Summary = Summary{}
	for _, c := range p.Changes {
		switch c.Action {
		case Create:
			p.Summary.Create++
		case Update:
			p.Summary.Update++
		case Close:
			p.Summary.Close++
		case Keep:
			p.Summary.Keep++
		}
	}
	bare := *p
	bare.Digest, bare.Read = "", 0
	data, err := json.Marshal(bare)
	if err != nil {
		return fmt.Errorf("encode the plan: %w", err)
	}
	sum := sha256.Sum256(data)
	p.Digest = hex.EncodeToString(sum[:])
	return nil
}
