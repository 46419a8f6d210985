package jiratest

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
)

const noIssue = "Issue does not exist or you do not have permission to see it."

func (s *Server) getIssue(r *http.Request) (int, any) {
	c := s.find(r.PathValue("key"))
	if c == nil {
		return http.StatusNotFound, says(noIssue)
	}
	q := r.URL.Query()
	return http.StatusOK, s.show(c, split(q.Get("fields")), split(q.Get("properties")))
}

// bulkFetch leaves out what it does not find.
func (s *Server) bulkFetch(r *http.Request) (int, any) {
	var body struct {
		Keys       []string `json:"issueIdsOrKeys"`
		Fields     []string `json:"fields"`
		Properties []string `json:"properties"`
	}
	if err := decode(r, &body); err != nil || len(body.Keys) == 0 || len(body.Keys) > 100 {
		return http.StatusBadRequest, says("You can only fetch between 1 and 100 issues at a time.")
	}
	if len(body.Fields) == 0 {
		body.Fields = []string{"*navigable"}
	}
	issues := []map[string]any{}
	seen := map[*record]bool{}
	for _, key := range body.Keys {
		if c := s.find(key); c != nil && !seen[c] {
			seen[c] = true
			issues = append(issues, s.show(c, body.Fields, body.Properties))
		}
	}
	slices.Reverse(issues) // in no order that a client could rely on
	return http.StatusOK, map[string]any{"issues": issues, "issueErrors": []any{}}
}

func (s *Server) editIssue(r *http.Request) (int, any) {
	c := s.find(r.PathValue("key"))
	if c == nil {
		return http.StatusNotFound, says(noIssue)
	}
	if !s.may("EDIT_ISSUES") {
		return http.StatusForbidden, says("You do not have permission to edit issues in this project.")
	}
	var body update
	if err := decode(r, &body); err != nil {
		return http.StatusBadRequest, says("Unexpected end of input")
	}
	if s.refusesProperties(body) {
		return http.StatusBadRequest, says(unrecognized)
	}
	wrong := map[string]string{}
	changed := *c
	changed.fields, changed.properties = clone(c.fields), clone(c.properties)
	for id, value := range body.Fields {
		if _, twice := body.Update[id]; twice {
			wrong[id] = fmt.Sprintf("Field '%s' cannot appear in both 'fields' and 'update'.", id)
		}
		s.set(&changed, id, value, wrong)
	}
	s.apply(&changed, body, wrong)
	if s.config.NoLinkField && body.Update[linkField] != nil {
		wrong[linkField] = "Field 'issuelinks' cannot be set. It is not on the appropriate screen, or unknown."
	}
	changed.linking = s.linking(body, wrong)
	s.setProperties(&changed, body, wrong)
	if len(wrong) > 0 {
		return http.StatusBadRequest, wrongFields(wrong)
	}
	*c = changed
	s.touch(c)
	s.linkAll(c)
	return http.StatusNoContent, nil
}

func clone(m map[string]json.RawMessage) map[string]json.RawMessage {
	out := map[string]json.RawMessage{}
	for k, v := range m {
		out[k] = v
	}
	return out
}

// putProperty leaves the time of update alone, as Jira does.
func (s *Server) putProperty(r *http.Request) (int, any) {
	c := s.find(r.PathValue("key"))
	if c == nil {
		return http.StatusNotFound, says(noIssue)
	}
	if !s.may("EDIT_ISSUES") {
		return http.StatusForbidden, says("You do not have permission to edit issues in this project.")
	}
	value, err := io.ReadAll(io.LimitReader(r.Body, maxProperty+1))
	if err != nil || len(value) > maxProperty || !json.Valid(value) {
		return http.StatusBadRequest, says("The property value is too long or no JSON.")
	}
	_, had := c.properties[r.PathValue("name")]
	c.properties[r.PathValue("name")] = value
	s.index(c)
	if had {
		return http.StatusOK, map[string]any{}
	}
	return http.StatusCreated, map[string]any{}
}

func (s *Server) comments(r *http.Request) (int, any) {
	c := s.find(r.PathValue("key"))
	if c == nil {
		return http.StatusNotFound, says(noIssue)
	}
	return http.StatusOK, s.allFields(c)["comment"]
}

func (s *Server) comment(r *http.Request) (int, any) {
	c := s.find(r.PathValue("key"))
	if c == nil {
		return http.StatusNotFound, says(noIssue)
	}
	if !s.may("ADD_COMMENTS") {
		return http.StatusForbidden, says("You do not have the permission to comment on this issue.")
	}
	var body struct {
		Body json.RawMessage `json:"body"`
	}
	if err := decode(r, &body); err != nil || len(body.Body) == 0 {
		return http.StatusBadRequest, wrongFields(map[string]string{"comment": "Comment body can not be empty!"})
	}
	if message := s.richText(body.Body); message != "" {
		return http.StatusBadRequest, wrongFields(map[string]string{"comment": message})
	}
	return http.StatusCreated, s.say(c, body.Body)
}

func (s *Server) say(c *record, body json.RawMessage) map[string]any {
	s.nextID++
	m := comment{id: s.nextID, body: body, at: s.now()}
	c.comments = append(c.comments, m)
	s.touch(c)
	return map[string]any{"id": strconv.Itoa(m.id), "body": m.body, "created": clockText(m.at)}
}

// adopt moves issues under an epic, as the boards do.
func (s *Server) adopt(r *http.Request) (int, any) {
	epic := s.find(r.PathValue("key"))
	var body struct {
		Issues []string `json:"issues"`
	}
	if err := decode(r, &body); err != nil || len(body.Issues) > maxBulk {
		return http.StatusBadRequest, says("The number of issues must be between 1 and 50.")
	}
	if epic == nil || epic.typeName != s.config.Types[0] {
		return http.StatusNotFound, says("The requested epic does not exist or you do not have permission to see it.")
	}
	for _, key := range body.Issues {
		if c := s.find(key); c != nil {
			c.parent = epic.key
			s.touch(c)
		}
	}
	return http.StatusNoContent, nil
}
