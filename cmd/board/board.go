// Package board serves the story map on loopback and lets product manager,
// product owner and team work on it. It knows HTTP and nothing else: what is
// done, and to which files, is the [Desk]'s.
package board

import (
	"context"
	"time"

	"plotline/integrations"
	"plotline/stories/render"
)

// Desk is where the work is done: the same as the commands do, on the same
// files. What changed on disk is always seen. An error that a person can do
// something about is a [Refusal] or a [Conflict].
type Desk interface {
	// Look gives everything there is to see.
	Look(ctx context.Context) (*render.View, error)
	// Statuses are what a ticket can be put in, none on a remote tracker.
	Statuses() []string
	// Today is the day, as 2026-11-23.
	Today() string

	// Sheet is an item as it is to be edited.
	Sheet(ctx context.Context, id string) (*Sheet, error)

	// The product owner's hands. Seen is the version of the item that the
	// person looked at; another one on disk is a Conflict.
	Accept(ctx context.Context, seen Seen) error
	Ask(ctx context.Context, seen Seen, text string) error
	Answer(ctx context.Context, seen Seen, text string) error
	Edit(ctx context.Context, seen Seen, words Words) error
	// Place puts an item before or after another of its epic.
	Place(ctx context.Context, id string, place Place) error

	// The product manager's hands, on the roadmap.
	AddPainPoint(ctx context.Context, pain PainPoint) error
	AddReading(ctx context.Context, reading Reading) error

	// The team's hands, on local tickets.
	Move(ctx context.Context, key, status string) error

	// Plan says what a push would do; Push does exactly that plan, which its
	// digest names. The watcher sees how both go on.
	Plan(ctx context.Context, watcher Watcher) (*integrations.Plan, error)
	Push(ctx context.Context, digest string, watcher Watcher) (*integrations.Result, error)
}

// Watcher sees each step, and each wait before it begins, with its reason.
type Watcher interface {
	Step(event integrations.Event)
	Wait(d time.Duration, reason string)
}

// Seen is an item as a person saw it.
type Seen struct {
	ID      string `json:"id"`
	Version string `json:"version"`
}

// Words are what a product owner edits.
type Words struct {
	Title     string   `json:"title"`
	Narrative string   `json:"narrative"`
	Criteria  []string `json:"criteria"`
}

// Sheet is an item's words with the version they are of.
type Sheet struct {
	Seen
	Words
	// File is the whole file, for a person to compare.
	File string `json:"file"`
}

// Place is beside another item; exactly one of the two is set.
type Place struct {
	Before string `json:"before"`
	After  string `json:"after"`
}

// PainPoint is one to add to the roadmap.
type PainPoint struct {
	Problem  string `json:"problem"`
	Persona  string `json:"persona"`
	Severity string `json:"severity"`
	Goal     string `json:"goal"`
	Evidence string `json:"evidence"`
}

// Reading is one to add to a metric of a goal.
type Reading struct {
	Goal   string `json:"goal"`
	Metric string `json:"metric"`
	On     string `json:"on"`
	Value  string `json:"value"`
}

// Refusal is what a person asked for and cannot have, and why.
type Refusal struct{ Message string }

func (r *Refusal) Error() string { return r.Message }

// Conflict is a write to what somebody changed on disk meanwhile. Nothing was
// written.
type Conflict struct {
	Message string `json:"error"`
	// Theirs is what stands on disk now.
	Theirs *Sheet `json:"theirs"`
}

func (c *Conflict) Error() string { return c.Message }
