package jiratest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// Board is one of the site's, with its sprints.
type Board struct {
	ID      int
	Name    string
	Type    string // scrum, kanban or simple
	Sprints []Sprint
}

// Sprint is one of a board's.
type Sprint struct {
	ID    int
	Name  string
	State string // active, future or closed
}

const noBoard = "The requested board cannot be viewed because it either does not exist or you do not have permission to view it."

func (s *Server) boardAt(r *http.Request) (Board, bool) {
	id, err := strconv.Atoi(r.PathValue("id"))
	at := slices.IndexFunc(s.config.Boards, func(b Board) bool { return err == nil && b.ID == id })
	if at < 0 {
		return Board{}, false
	}
	return s.config.Boards[at], true
}

func (b Board) value() map[string]any {
	return map[string]any{"id": b.ID, "name": b.Name, "type": b.Type}
}

func (s *Server) boards(r *http.Request) (int, any) {
	q := r.URL.Query()
	if key := q.Get("projectKeyOrId"); key != "" && s.projectID(key) == 0 {
		return http.StatusBadRequest, says("No project could be found with key or id '" + key + "'.")
	}
	values := []map[string]any{}
	for _, b := range s.config.Boards {
		if strings.Contains(strings.ToLower(b.Name), strings.ToLower(q.Get("name"))) {
			values = append(values, b.value())
		}
	}
	return http.StatusOK, s.agilePage(r, values)
}

// agilePage is a page of a list of the boards' API.
func (s *Server) agilePage(r *http.Request, values []map[string]any) map[string]any {
	start, _ := strconv.Atoi(r.URL.Query().Get("startAt"))
	size, err := strconv.Atoi(r.URL.Query().Get("maxResults"))
	if err != nil || size <= 0 || size > s.config.PageSize {
		size = s.config.PageSize
	}
	start = min(max(start, 0), len(values))
	end := min(start+size, len(values))
	return map[string]any{"startAt": start, "maxResults": size, "isLast": end == len(values), "values": values[start:end]}
}

func (s *Server) board(r *http.Request) (int, any) {
	b, ok := s.boardAt(r)
	if !ok {
		return http.StatusNotFound, says(noBoard)
	}
	return http.StatusOK, b.value()
}

func (s *Server) sprints(r *http.Request) (int, any) {
	b, ok := s.boardAt(r)
	switch {
	case !ok:
		return http.StatusNotFound, says(noBoard)
	case b.Type == "kanban":
		return http.StatusBadRequest, says("The board does not support sprints")
	}
	states := split(r.URL.Query().Get("state"))
	values := []map[string]any{}
	for _, one := range b.Sprints {
		if len(states) == 0 || slices.Contains(states, one.State) {
			values = append(values, map[string]any{"id": one.ID, "name": one.Name, "state": one.State, "originBoardId": b.ID})
		}
	}
	return http.StatusOK, s.agilePage(r, values)
}

// openSprint gives a sprint that takes issues.
func (s *Server) openSprint(id int) (Sprint, bool) {
	for _, b := range s.config.Boards {
		for _, one := range b.Sprints {
			if one.ID == id && one.State != "closed" {
				return one, true
			}
		}
	}
	return Sprint{}, false
}

// moveToSprint takes issues, but no epics.
func (s *Server) moveToSprint(r *http.Request) (int, any) {
	var body struct {
		Issues []string `json:"issues"`
	}
	if err := decode(r, &body); err != nil || len(body.Issues) == 0 || len(body.Issues) > maxBulk {
		return http.StatusBadRequest, says("The number of issues must be between 1 and 50.")
	}
	id, _ := strconv.Atoi(r.PathValue("id"))
	one, ok := s.openSprint(id)
	if !ok {
		return http.StatusBadRequest, says("Issues can only be moved to open or active sprints.")
	}
	if !s.may("SCHEDULE_ISSUES") {
		return http.StatusForbidden, says("You do not have permission to schedule issues.")
	}
	for _, key := range body.Issues {
		if c := s.find(key); c == nil || c.typeName == s.config.Types[0] {
			return http.StatusBadRequest, says("The issue " + key + " cannot be put in a sprint.")
		}
	}
	for _, key := range body.Issues {
		c := s.find(key)
		c.fields[sprint] = s.sprintValue(one)
		s.touch(c)
	}
	return http.StatusNoContent, nil
}

// sprintValue is a sprint as an issue shows it: an object on Cloud, what Java
// prints of one on Data Center.
func (s *Server) sprintValue(one Sprint) json.RawMessage {
	value := any([]map[string]any{{"id": one.ID, "name": one.Name, "state": one.State}})
	if !s.config.Cloud {
		value = []string{fmt.Sprintf("com.atlassian.greenhopper.service.sprint.Sprint@1f[id=%d,rapidViewId=3,state=%s,name=%s,startDate=<null>]",
			one.ID, strings.ToUpper(one.State), one.Name)}
	}
	data, _ := json.Marshal(value)
	return data
}

func (s *Server) setSprint(c *record, value json.RawMessage, wrong map[string]string) {
	var id int
	if json.Unmarshal(value, &id) != nil {
		wrong[sprint] = "Number value expected as the Sprint id."
		return
	}
	one, ok := s.openSprint(id)
	if !ok {
		wrong[sprint] = fmt.Sprintf("Issue can be assigned only active or future sprints: %d", id)
		return
	}
	c.fields[sprint] = s.sprintValue(one)
}
