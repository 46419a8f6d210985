package board

import (
	"bytes"
	"context"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"mime"
	"net/http"
	"strings"

	"plotline/integrations"
	"plotline/roadmap/source"
)

// TokenHeader carries the token that stands in the page; another site cannot
// read it, nor send the header unasked.
const TokenHeader = "X-Plotline-Token"

// largestBody bounds what a request may send.
const largestBody = 1 << 20

func (s *Server) writes() {
	type seenText struct {
		Seen
		Text string `json:"text"`
	}
	type seenWords struct {
		Seen
		Words
	}
	type placed struct {
		ID string `json:"id"`
		Place
	}
	type moved struct{ Key, Status string }

	route(s, "/accept", func(ctx context.Context, in Seen) error { return s.desk.Accept(ctx, in) })
	route(s, "/ask", func(ctx context.Context, in seenText) error { return s.desk.Ask(ctx, in.Seen, in.Text) })
	route(s, "/answer", func(ctx context.Context, in seenText) error { return s.desk.Answer(ctx, in.Seen, in.Text) })
	route(s, "/edit", func(ctx context.Context, in seenWords) error { return s.desk.Edit(ctx, in.Seen, in.Words) })
	route(s, "/place", func(ctx context.Context, in placed) error { return s.desk.Place(ctx, in.ID, in.Place) })
	route(s, "/move", func(ctx context.Context, in moved) error { return s.desk.Move(ctx, in.Key, in.Status) })
	route(s, "/pain-point", s.desk.AddPainPoint)
	route(s, "/reading", s.desk.AddReading)
	s.mux.HandleFunc("POST /plan", s.plan)
	s.mux.HandleFunc("POST /push", s.push)
}

// route answers a write: it checks the sender, reads the body, does it, and
// says what became of it.
func route[T any](s *Server, path string, do func(context.Context, T) error) {
	s.mux.HandleFunc("POST "+path, func(w http.ResponseWriter, r *http.Request) {
		var in T
		if !s.read(w, r, &in) {
			return
		}
		s.one.Lock()
		defer s.one.Unlock()
		if err := do(r.Context(), in); err != nil {
			s.fail(w, r, err)
			return
		}
		answer(w, http.StatusOK, map[string]bool{"done": true})
	})
}

// read refuses what the page itself did not send, and decodes the rest.
func (s *Server) read(w http.ResponseWriter, r *http.Request, into any) bool {
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch {
	case r.Header.Get("Origin") != "http://"+r.Host:
		http.Error(w, "this board takes writes from its own page only", http.StatusForbidden)
		return false
	case subtle.ConstantTimeCompare([]byte(r.Header.Get(TokenHeader)), []byte(s.token)) != 1:
		answer(w, http.StatusForbidden, map[string]string{"error": "this page is from an earlier start of the board; load it again"})
		return false
	case kind != "application/json":
		http.Error(w, "send JSON", http.StatusUnsupportedMediaType)
		return false
	}
	decoder := json.NewDecoder(http.MaxBytesReader(w, r.Body, largestBody))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		answer(w, http.StatusBadRequest, map[string]string{"error": "the request cannot be read: " + err.Error()})
		return false
	}
	return true
}

func (s *Server) item(w http.ResponseWriter, r *http.Request) {
	sheet, err := s.desk.Sheet(r.Context(), r.URL.Query().Get("id"))
	if err != nil {
		s.fail(w, r, err)
		return
	}
	answer(w, http.StatusOK, sheet)
}

// fail says what went wrong in words for the page.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, err error) {
	if r.Context().Err() != nil {
		return // nobody listens any more
	}
	var conflict *Conflict
	if errors.As(err, &conflict) {
		answer(w, http.StatusConflict, conflict)
		return
	}
	answer(w, statusOf(err), map[string]string{"error": wordsOf(err)})
}

func statusOf(err error) int {
	var refusal *Refusal
	var problems source.Problems
	if errors.As(err, &refusal) || errors.As(err, &problems) {
		return http.StatusUnprocessableEntity
	}
	return http.StatusInternalServerError
}

// wordsOf is an error with its way out.
func wordsOf(err error) string {
	var problems source.Problems
	if errors.As(err, &problems) {
		var lines []string
		for _, problem := range problems {
			lines = append(lines, problem.Error())
			if problem.Hint != "" {
				lines = append(lines, "  "+problem.Hint)
			}
		}
		return strings.Join(lines, "\n")
	}
	var failure *integrations.Failure
	if errors.As(err, &failure) && failure.Hint != "" {
		return err.Error() + "\n" + failure.Hint
	}
	return err.Error()
}

func answer(w http.ResponseWriter, status int, value any) {
	var out bytes.Buffer
	if err := json.NewEncoder(&out).Encode(value); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_, _ = out.WriteTo(w)
}
