// Package integrations puts a backlog on a tracker and keeps both in step: it
// plans, applies and syncs. It holds the contract that every tracker fulfils
// and is pure where it can be; the trackers are its subpackages. It knows
// nothing of review or the command line.
package integrations

import (
	"context"
	"time"
)

// Reader is the half of a tracker that a plan holds: it cannot write. Every
// method may wait for the tracker's limits, and returns ctx's error when told
// to stop.
type Reader interface {
	// Describe learns from the server's answers what it is and can do. It is
	// called once a run, before anything else; a second call may answer from
	// memory.
	Describe(ctx context.Context) (Server, error)

	// Marked finds the tickets of the given roadmap, open and closed, by the
	// tracker's index, and the highest key that is known to exist in the
	// project. The index may lag behind writes.
	Marked(ctx context.Context, roadmap string) (Found, error)

	// Read reads tickets by Key, directly: what was written before the call
	// is seen. Keys that are gone, or moved out of the project, come back as
	// tickets with only Key and Gone set. The order is the keys' order.
	Read(ctx context.Context, keys []string) ([]Ticket, error)

	// After reads directly the tickets with a key higher than the given one
	// ("" for the first), which itself may not exist, until a gap long enough
	// that nothing can come behind it. It returns the ones that carry a mark of the roadmap, and
	// the highest key it saw.
	After(ctx context.Context, key, roadmap string) (Found, error)

	// Children reads directly the tickets under the given epics, whoever
	// made them. Tickets without a mark are people's.
	Children(ctx context.Context, epics []string) ([]Ticket, error)
}

// Writer is the half that writes. Nothing is written that the plan did not
// print.
type Writer interface {
	// Batch is how many drafts the next Create should carry; it may change
	// with the server's answers.
	Batch() int

	// Create makes at most Batch tickets with one creating request, marks
	// and parents included, and gives one Creation a draft, in their order.
	// It never repeats a creating request whose answer was lost.
	Create(ctx context.Context, drafts []Draft) []Creation

	// Update brings a ticket to what the edit says, fields that are nil left
	// alone, text outside Plotline's part kept byte for byte. It refuses with
	// [ErrStale] when the ticket is no longer what was read. Repeating it is
	// safe. It returns the ticket as it is then.
	Update(ctx context.Context, ticket Ticket, edit Edit) (Ticket, error)

	// Close closes a ticket with a comment. A ticket already closed stays as
	// it is; repeating it adds no second comment. Where the ticket's workflow
	// has no way to closed, nothing is written and the error is [ErrNoWay].
	Close(ctx context.Context, ticket Ticket, closing Closing) error
}

// Tracker is a place where tickets live.
type Tracker interface {
	Reader
	Writer
}

// Preflighter is a tracker that can tell before the first write what would
// fail: rights, missing types, required fields, caps.
type Preflighter interface {
	// Preflight checks what the drafts and edits would need, closings among
	// them ([Edit.Closes]); it writes nothing. An epic that is made with them
	// has no Key yet, only its item's ID in the mark. Refusals stop the push,
	// notices are printed with the plan.
	Preflight(ctx context.Context, drafts []Draft, edits []Edit) ([]Obstacle, error)
}

// Gatekeeper is a tracker that can tell, where nothing is to be pushed yet,
// whether its project is there and open to this login.
type Gatekeeper interface {
	Doors(ctx context.Context) ([]Obstacle, error)
}

// Linker is a tracker that can say that one ticket waits for another.
type Linker interface {
	// Link makes and ends links, in as few requests as the tracker takes;
	// links that it is not told of stay. Repeating it is safe. It gives one
	// error an edit, in their order, nil where the links are as told.
	Link(ctx context.Context, edits []LinkEdit) []error
}

// FarLinker is a Linker whose links may lead to tickets in other projects of the
// same server. There they bear Keys as those projects' tickets are called from
// this one: MOB-3 on Jira, northwind/mobile#3 on GitHub.
type FarLinker interface {
	Linker
	// LinksFar says whether this login can link tickets so.
	LinksFar(ctx context.Context) (bool, error)
}

// CreateLinker is a Linker that may make a ticket's links along with the ticket.
type CreateLinker interface {
	Linker
	// LinksAtCreate says whether Create makes the links that its drafts name,
	// as far as the tracker knows by now.
	LinksAtCreate() bool
}

// LinkEdit says what a ticket waits for from now on, and what no more. All are
// Keys.
type LinkEdit struct {
	Key         string
	Add, Remove []string
	// Mark is the ticket's with what is linked then, nil to leave it as it is.
	// Written once the links stand, it tells a link that a person takes away later
	// from one that was never made. A tracker where that costs a request for each
	// ticket may do so only for links to other projects, which few tickets have.
	Mark *Mark
}

// Ranker is a tracker with an order of its own, which people change there.
type Ranker interface {
	// Ranks says whether its order is to be kept in step with the backlog's.
	Ranks() bool
	// Rank moves tickets. Repeating it is safe.
	Rank(ctx context.Context, move Move) error
}

// Move puts tickets, in their order, right behind a ticket or right before one.
// All are Keys.
type Move struct {
	Keys   []string `json:"keys"`
	After  string   `json:"after,omitempty"`
	Before string   `json:"before,omitempty"`
}

// Placer is a tracker that puts new tickets somewhere besides, such as on a
// board.
type Placer interface {
	// Place puts tickets where new ones belong, in as few requests as the
	// tracker takes. Repeating it is safe, and undoes nothing that people did
	// since. It gives one error a ticket, in their order.
	Place(ctx context.Context, tickets []Ticket) []error
}

// Lister is a tracker that can list every ticket of its project, whoever made
// it, for an import.
type Lister interface {
	All(ctx context.Context) ([]Ticket, error)
}

// Obstacle is something a push would run into.
type Obstacle struct {
	// Refuse says that the push must not begin; otherwise it is a notice.
	Refuse  bool   `json:"refuse,omitempty"`
	Message string `json:"message"`
	Hint    string `json:"hint,omitempty"`
	// IDs are the items concerned, empty for all.
	IDs []string `json:"ids,omitempty"`
}

// Server is what a tracker told about itself.
type Server struct {
	// Tracker is local, github or jira.
	Tracker string
	// Project qualifies keys: owner/name, or site and project key.
	Project string
	// Title is for people: "northwind/shop", "SHOP on northwind.atlassian.net".
	Title string
	// Edition is what it is, in words: "github.com", "Enterprise Server
	// 3.17", "Jira Cloud", "Jira Data Center 9.12".
	Edition string
	// BodyLimit is how many characters a description may hold; 0 for no limit.
	BodyLimit int
	// Size is how many of them a Markdown text takes there, nil where it is
	// counted as it stands.
	Size func(md string) int
	// Signals are labels that tell of a ticket's state there, such as "in
	// progress": they are no labels of an item.
	Signals []string
	// Notices are shortcomings with their fallback, for the plan to print.
	Notices []string
}

// Found is the answer of a search.
type Found struct {
	Tickets []Ticket
	// Highest is the highest key known to exist, "" in an empty project.
	Highest string
}

// Clock is time as the engine and the trackers see it; tests inject their own.
type Clock interface {
	Now() time.Time
	// Sleep returns after d or with ctx's error.
	Sleep(ctx context.Context, d time.Duration) error
}
