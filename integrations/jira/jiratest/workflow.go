package jiratest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
)

// Transition is a way from one status to another.
type Transition struct {
	Name string
	// From is the status it begins in, "" for any; To is where it leads.
	From, To string
	// Resolutions are those that its screen offers, nil for no screen;
	// Required are more fields that it wants.
	Resolutions []string
	Required    []string
}

func usualWorkflow() []Transition {
	return []Transition{
		{Name: "To Do", To: "To Do"},
		{Name: "In Progress", To: "In Progress"},
		{Name: "Done", To: "Done", Resolutions: []string{"Done", "Won't Do", "Duplicate"}},
	}
}

// category gives a status's category by its name.
func category(status string) (key, name string) {
	switch status {
	case "To Do", "Open", "Backlog", "Ready":
		return "new", "To Do"
	case "Done", "Closed", "Won't Do", "Cancelled":
		return "done", "Done"
	}
	return "indeterminate", "In Progress"
}

func statusValue(status string) map[string]any {
	key, name := category(status)
	return map[string]any{"id": "1", "name": status, "statusCategory": map[string]any{"id": 2, "key": key, "name": name}}
}

// waysOut are the transitions that lead out of an issue's status, by their IDs.
func (s *Server) waysOut(c *record) map[string]Transition {
	out := map[string]Transition{}
	if !s.may("TRANSITION_ISSUES") {
		return out
	}
	for i, w := range s.config.Workflow {
		if (w.From == "" || w.From == c.status) && w.To != c.status {
			out[strconv.Itoa(11+10*i)] = w
		}
	}
	return out
}

func (s *Server) transitions(r *http.Request) (int, any) {
	c := s.find(r.PathValue("key"))
	if c == nil {
		return http.StatusNotFound, says(noIssue)
	}
	out := []map[string]any{}
	for i := range s.config.Workflow {
		id := strconv.Itoa(11 + 10*i)
		w, ok := s.waysOut(c)[id]
		if !ok {
			continue
		}
		t := map[string]any{"id": id, "name": w.Name, "to": statusValue(w.To), "hasScreen": w.Resolutions != nil}
		if r.URL.Query().Get("expand") == "transitions.fields" {
			t["fields"] = w.fields()
		}
		out = append(out, t)
	}
	return http.StatusOK, map[string]any{"expand": "transitions", "transitions": out}
}

func (w Transition) fields() map[string]any {
	out := map[string]any{}
	if w.Resolutions != nil {
		values := []map[string]any{}
		for i, name := range w.Resolutions {
			values = append(values, map[string]any{"id": strconv.Itoa(10000 + i), "name": name})
		}
		f := fieldMeta("resolution", "Resolution", "resolution", true)
		delete(f, "fieldId")
		f["allowedValues"] = values
		out["resolution"] = f
	}
	for _, name := range w.Required {
		f := fieldMeta("customfield_12001", name, "string", true)
		delete(f, "fieldId")
		out["customfield_12001"] = f
	}
	return out
}

func (s *Server) transition(r *http.Request) (int, any) {
	c := s.find(r.PathValue("key"))
	if c == nil {
		return http.StatusNotFound, says(noIssue)
	}
	var body update
	if err := decode(r, &body); err != nil || body.Transition == nil {
		return http.StatusBadRequest, says("Missing 'transition' identifier")
	}
	w, ok := s.waysOut(c)[body.Transition.ID]
	if !ok {
		return http.StatusBadRequest, says(fmt.Sprintf("It seems that you have tried to perform an illegal workflow operation (%s).", body.Transition.ID))
	}
	wrong := map[string]string{}
	resolution := s.resolutionOf(w, body, wrong)
	for id := range body.Fields {
		if w.fields()[id] == nil {
			wrong[id] = fmt.Sprintf("Field '%s' cannot be set. It is not on the appropriate screen, or unknown.", id)
		}
	}
	for _, name := range w.Required {
		if body.Fields["customfield_12001"] == nil {
			wrong["customfield_12001"] = name + " is required."
		}
	}
	if len(wrong) > 0 {
		return http.StatusBadRequest, wrongFields(wrong)
	}
	c.status, c.resolution = w.To, resolution
	s.touch(c)
	return http.StatusNoContent, nil
}

func (s *Server) resolutionOf(w Transition, body update, wrong map[string]string) string {
	if w.Resolutions == nil {
		return ""
	}
	var given struct{ ID, Name string }
	_ = json.Unmarshal(body.Fields["resolution"], &given)
	if n, err := strconv.Atoi(given.ID); err == nil && n >= 10000 && n-10000 < len(w.Resolutions) {
		return w.Resolutions[n-10000]
	}
	if slices.Contains(w.Resolutions, given.Name) {
		return given.Name
	}
	wrong["resolution"] = "Resolution is required."
	return ""
}
