package jiratest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// update is the body of a create or an edit.
type update struct {
	Fields     map[string]json.RawMessage `json:"fields"`
	Update     map[string][]operation     `json:"update"`
	Properties []struct {
		Key   string          `json:"key"`
		Value json.RawMessage `json:"value"`
	} `json:"properties"`
	Transition *struct {
		ID string `json:"id"`
	} `json:"transition"`
}

type operation struct {
	Add    json.RawMessage `json:"add"`
	Remove json.RawMessage `json:"remove"`
	Set    json.RawMessage `json:"set"`
}

// maxBulk is how many issues one request may make.
const maxBulk = 50

func (s *Server) createOne(r *http.Request) (int, any) {
	var body update
	if err := decode(r, &body); err != nil {
		return http.StatusBadRequest, says("Unexpected end of input")
	}
	if s.refusesProperties(body) {
		return http.StatusBadRequest, says(unrecognized)
	}
	if l, over := s.overLimit(1); over {
		return http.StatusTooManyRequests, l
	}
	c, wrong := s.check(body)
	if len(wrong) > 0 {
		return http.StatusBadRequest, wrongFields(wrong)
	}
	return http.StatusCreated, s.createdValue(s.insert(c))
}

func (s *Server) createdValue(c *record) map[string]any {
	return map[string]any{
		"id": strconv.Itoa(c.id), "key": c.key,
		"self": fmt.Sprintf("%s/rest/api/%s/issue/%d", s.URL(), s.apiVersion(), c.id),
	}
}

// createBulk answers 201 when any issue was made, and names the others.
func (s *Server) createBulk(r *http.Request) (int, any) {
	var body struct {
		Updates []update `json:"issueUpdates"`
	}
	if err := decode(r, &body); err != nil {
		return http.StatusBadRequest, says("Unexpected end of input")
	}
	if len(body.Updates) == 0 || len(body.Updates) > maxBulk {
		return http.StatusBadRequest, says(fmt.Sprintf("The number of issues must be between 1 and %d.", maxBulk))
	}
	if slices.ContainsFunc(body.Updates, s.refusesProperties) {
		return http.StatusBadRequest, says(unrecognized)
	}
	if l, over := s.overLimit(len(body.Updates)); over {
		return http.StatusTooManyRequests, l
	}
	made, failed := []map[string]any{}, []map[string]any{}
	for i, u := range body.Updates {
		c, wrong := s.check(u)
		if len(wrong) > 0 {
			failed = append(failed, map[string]any{
				"status": http.StatusBadRequest, "failedElementNumber": i,
				"elementErrors": map[string]any{"errorMessages": []string{}, "errors": wrong},
			})
			continue
		}
		made = append(made, s.createdValue(s.insert(c)))
	}
	status := http.StatusCreated
	if len(made) == 0 {
		status = http.StatusBadRequest
	}
	return status, map[string]any{"issues": made, "errors": failed}
}

const unrecognized = `Unrecognized field "properties" (Class com.atlassian.jira.rest.v2.issue.IssueUpdateBean), not marked as ignorable`

func (s *Server) refusesProperties(u update) bool {
	return s.config.RefuseProperties && len(u.Properties) > 0
}

// overLimit refuses creates that come too fast, before any is made.
func (s *Server) overLimit(n int) (limit, bool) {
	if s.config.PerMinute == 0 {
		return limit{}, false
	}
	now := s.now()
	for len(s.created) > 0 && !s.created[0].After(now.Add(-time.Minute)) {
		s.created = s.created[1:]
	}
	if over := len(s.created) + n - s.config.PerMinute; over > 0 && len(s.created) > 0 {
		at := s.created[min(over, len(s.created))-1]
		return limit{at.Add(time.Minute).Sub(now)}, true
	}
	for range n {
		s.created = append(s.created, now)
	}
	return limit{}, false
}

// check makes a record of a create's body, or says what is wrong with it.
func (s *Server) check(u update) (*record, map[string]string) {
	wrong := map[string]string{}
	var project, kind struct{ ID, Key, Name string }
	_ = json.Unmarshal(u.Fields["project"], &project)
	key := s.projectKey(project.Key, project.ID)
	if key == "" {
		wrong["project"] = "valid project is required"
		return nil, wrong
	}
	if !s.may("CREATE_ISSUES") {
		wrong["project"] = "You do not have permission to create issues in this project."
		return nil, wrong
	}
	_ = json.Unmarshal(u.Fields["issuetype"], &kind)
	name := s.typeByID(kind.ID)
	if kind.ID == "" && slices.Contains(s.config.Types, kind.Name) {
		name = kind.Name
	}
	if name == "" {
		wrong["issuetype"] = "The issue type selected is invalid."
		return nil, wrong
	}
	c := &record{project: key, typeName: name, fields: map[string]json.RawMessage{}, properties: map[string]json.RawMessage{}}
	s.required(u, name, wrong)
	for id, value := range u.Fields {
		if id != "project" && id != "issuetype" {
			s.set(c, id, value, wrong)
		}
	}
	s.apply(c, u, wrong)
	if s.onScreen(name, linkField) != nil || u.Update[linkField] == nil {
		c.linking = s.linking(u, wrong)
	} else {
		wrong[linkField] = "Field 'issuelinks' cannot be set. It is not on the appropriate screen, or unknown."
	}
	var title string
	_ = json.Unmarshal(u.Fields["summary"], &title)
	if s.config.Fail != nil && s.config.Fail(title) {
		wrong["summary"] = "A validator refused this issue."
	}
	if !s.config.LoseProperties {
		s.setProperties(c, u, wrong)
	}
	return c, wrong
}

func (s *Server) required(u update, typeName string, wrong map[string]string) {
	for _, f := range s.screen(typeName) {
		id, _ := f["fieldId"].(string)
		if f["required"] != true || f["hasDefaultValue"] == true || u.Fields[id] != nil {
			continue
		}
		wrong[id] = fmt.Sprintf("%s is required.", f["name"])
		if id == "summary" {
			wrong[id] = "You must specify a summary of the issue."
		}
	}
}

func (s *Server) onScreen(typeName, id string) map[string]any {
	for _, f := range s.screen(typeName) {
		if f["fieldId"] == id {
			return f
		}
	}
	return nil
}
