package board

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"

	"plotline/integrations"
)

// planned is a plan for the page: how it looks, and what a push must name.
type planned struct {
	HTML   string `json:"html"`
	Digest string `json:"digest"`
	// Ready says that there is something to push, and nothing forbids it.
	Ready bool `json:"ready"`
}

func (s *Server) plan(w http.ResponseWriter, r *http.Request) {
	if !s.read(w, r, &struct{}{}) {
		return
	}
	plan, err := s.desk.Plan(r.Context())
	if err != nil {
		s.fail(w, r, err)
		return
	}
	var out bytes.Buffer
	if err := s.pages.Plan(&out, plan); err != nil {
		s.fail(w, r, err)
		return
	}
	answer(w, http.StatusOK, planned{HTML: out.String(), Digest: plan.Digest, Ready: !plan.Empty() && plan.Refused == ""})
}

// push does the plan that the person saw, and sends its steps as events:
// progress, then done or failed.
func (s *Server) push(w http.ResponseWriter, r *http.Request) {
	var in struct{ Digest string }
	if !s.read(w, r, &in) {
		return
	}
	s.one.Lock()
	defer s.one.Unlock()
	w.Header().Set("Content-Type", "text/event-stream")
	events := &events{w: w, control: http.NewResponseController(w)}
	result, err := s.desk.Push(r.Context(), in.Digest, func(e integrations.Event) {
		events.send("progress", map[string]any{"done": e.Done, "total": e.Total, "doing": e.Doing})
	})
	if err != nil {
		events.send("failed", map[string]string{"error": wordsOf(err)})
		return
	}
	events.send("done", result)
}

// events is a stream of server-sent events.
type events struct {
	w       http.ResponseWriter
	control *http.ResponseController
}

// send writes one event; who left the page misses the rest.
func (e *events) send(name string, value any) {
	data, err := json.Marshal(value)
	if err != nil {
		return
	}
	fmt.Fprintf(e.w, "event: %s\ndata: %s\n\n", name, data)
	_ = e.control.Flush()
}
