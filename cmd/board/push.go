package board

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"plotline/integrations"
)

// planned is a plan for the page: how it looks, and what a push must name.
type planned struct {
	HTML   string `json:"html"`
	Digest string `json:"digest"`
	// Ready says that there is something to push, and nothing forbids it.
	Ready bool `json:"ready"`
}

// plan sends what a push would do, after the waits that reading the tickets
// takes.
func (s *Server) plan(w http.ResponseWriter, r *http.Request) {
	if !s.read(w, r, &struct{}{}) {
		return
	}
	events := newEvents(w)
	plan, err := s.desk.Plan(r.Context(), events)
	if err != nil {
		events.fail(err)
		return
	}
	var out bytes.Buffer
	if err := s.pages.Plan(&out, plan); err != nil {
		events.fail(err)
		return
	}
	events.send("planned", planned{HTML: out.String(), Digest: plan.Digest, Ready: !plan.Empty() && plan.Refused == ""})
}

// push does the plan that the person saw, and sends its steps and waits, then
// what came of it.
func (s *Server) push(w http.ResponseWriter, r *http.Request) {
	var in struct{ Digest string }
	if !s.read(w, r, &in) {
		return
	}
	s.one.Lock()
	defer s.one.Unlock()
	events := newEvents(w)
	result, err := s.desk.Push(r.Context(), in.Digest, events)
	if err != nil {
		events.fail(err)
		return
	}
	events.send("done", result)
}

// events is a stream of server-sent events: progress and wait, as often as
// there are any, then failed or what was asked for.
type events struct {
	w       http.ResponseWriter
	control *http.ResponseController
}

func newEvents(w http.ResponseWriter) *events {
	w.Header().Set("Content-Type", "text/event-stream")
	return &events{w: w, control: http.NewResponseController(w)}
}

// Step sends one step.
func (e *events) Step(event integrations.Event) {
	e.send("progress", map[string]any{"done": event.Done, "total": event.Total, "doing": event.Doing})
}

// Wait sends a wait that a person would notice, before it begins.
func (e *events) Wait(d time.Duration, reason string) {
	if seconds := d.Round(time.Second) / time.Second; seconds > 0 {
		e.send("wait", map[string]any{"seconds": seconds, "reason": reason})
	}
}

func (e *events) fail(err error) { e.send("failed", map[string]string{"error": wordsOf(err)}) }

// send writes one event; who left the page misses the rest.
func (e *events) send(name string, value any) {
	data, err := json.Marshal(value)
	if err != nil {
		return
	}
	fmt.Fprintf(e.w, "event: %s\ndata: %s\n\n", name, data)
	_ = e.control.Flush()
}
