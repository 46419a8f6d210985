package trackertest

import (
	"net/http"
	"testing"

	"plotline/integrations"
)

// Harness is one empty project on a tracker under test, and what people do
// there behind Plotline's back.
type Harness struct {
	Clock *Clock
	// Open gives a new Tracker for the project, as every process has its own.
	// A wire that is not nil breaks its requests: use [Wire.Choose] as
	// [Faulty.Choose], or ask [Wire.At] before each step.
	Open   func(wire *Wire) integrations.Tracker
	People People
	// Settle lets the tracker's index catch up; nil where nothing lags.
	Settle func()
	// Others are further projects of the same server, each a team's. Move moves a
	// ticket from one of all projects to another, as people do, and gives its Key
	// there; the first project is number 0. FarKey is what a ticket of one is
	// called from another.
	Others []Harness
	Move   func(t testing.TB, key string, from, to int) string
	FarKey func(key string, of int) string
	// Requests counts the requests that all opened Trackers sent, and the
	// writes among them; nil for a tracker that sends none.
	Requests func() (all, writes int)
}

// Wire decides what goes wrong on the way to a tracker. Decide gets the number
// of the request, from 1, and what it is; it may panic to let the process die
// there.
type Wire struct {
	Decide func(n int, what string) Fault

	n int
}

// At counts a request and says what goes wrong with it.
func (w *Wire) At(what string) Fault {
	if w == nil {
		return None
	}
	w.n++
	if w.Decide == nil {
		return None
	}
	return w.Decide(w.n, what)
}

// Choose is At in the form that [Faulty] takes.
func (w *Wire) Choose(_ int, req *http.Request) Fault {
	return w.At(req.Method + " " + req.URL.Path)
}

// People is what people do on a tracker, by hand. Every method fails the test
// when it goes wrong.
type People interface {
	// Write makes a ticket without a mark, under an epic unless parent is "".
	Write(t testing.TB, title, parent string) (key string)
	// Retitle changes a title.
	Retitle(t testing.TB, key, title string)
	// Replace changes a text inside Plotline's part, the fence kept.
	Replace(t testing.TB, key, from, to string)
	// Around puts a paragraph before and one after everything else in the
	// description.
	Around(t testing.TB, key, before, after string)
	// Description is the whole description in the tracker's own form.
	Description(t testing.TB, key string) string
	// BreakFence removes the fence and the part from the description.
	BreakFence(t testing.TB, key string)
	// Unlabel removes every label, Unmark the mark.
	Unlabel(t testing.TB, key string)
	Unmark(t testing.TB, key string)
	// Label puts a label on.
	Label(t testing.TB, key, label string)
	// Start moves the ticket into progress, Finish to done.
	Start(t testing.TB, key string)
	Finish(t testing.TB, key string)
	// Comment says something on a ticket; Comments counts what was said.
	Comment(t testing.TB, key, text string)
	Comments(t testing.TB, key string) int
	// Reparent puts a ticket under another epic.
	Reparent(t testing.TB, key, parent string)
	// Copy clones a ticket with its description and mark, "" where the
	// tracker's own clone leaves the mark behind.
	Copy(t testing.TB, key string) (copied string)
	// Delete removes a ticket for good.
	Delete(t testing.TB, key string)
}
