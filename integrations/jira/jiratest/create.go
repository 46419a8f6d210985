package jiratest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
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
	if project.Key != s.config.Project && project.ID != "10001" {
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
	c := &record{typeName: name, fields: map[string]json.RawMessage{}, properties: map[string]json.RawMessage{}}
	s.required(u, name, wrong)
	for id, value := range u.Fields {
		if id != "project" && id != "issuetype" {
			s.set(c, id, value, wrong)
		}
	}
	s.apply(c, u, wrong)
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

// set gives a field a value, checked as Jira does.
func (s *Server) set(c *record, id string, value json.RawMessage, wrong map[string]string) {
	f := s.onScreen(c.typeName, id)
	if f == nil {
		wrong[id] = fmt.Sprintf("Field '%s' cannot be set. It is not on the appropriate screen, or unknown.", id)
		return
	}
	switch id {
	case "summary":
		s.setSummary(c, value, wrong)
	case "description":
		s.setDescription(c, value, wrong)
	case "labels":
		s.setLabels(c, value, wrong)
	case "parent":
		var parent struct{ Key string }
		_ = json.Unmarshal(value, &parent)
		s.setParent(c, id, parent.Key, wrong)
	case epicLink:
		var key string
		_ = json.Unmarshal(value, &key)
		s.setParent(c, id, key, wrong)
	case "fixVersions":
		s.setVersions(c, value, wrong)
	case costs:
		s.setOption(c, f, value, wrong)
	default:
		c.fields[id] = value
	}
}

func (s *Server) setSummary(c *record, value json.RawMessage, wrong map[string]string) {
	var text string
	switch err := json.Unmarshal(value, &text); {
	case err != nil:
		wrong["summary"] = "Operation value must be a string"
	case strings.TrimSpace(text) == "":
		wrong["summary"] = "You must specify a summary of the issue."
	case utf8.RuneCountInString(text) > 255:
		wrong["summary"] = "Summary must be less than 255 characters."
	case strings.ContainsAny(text, "\r\n"):
		wrong["summary"] = "The summary is invalid because it contains newline characters."
	default:
		c.fields["summary"] = value
	}
}

// maxText is how much a description or comment may hold.
const maxText = 32767

func (s *Server) setDescription(c *record, value json.RawMessage, wrong map[string]string) {
	if message := s.richText(value); message != "" {
		wrong["description"] = message
		return
	}
	c.fields["description"] = value
}

// richText checks a description or comment: a document on Cloud, wiki text on
// Data Center.
func (s *Server) richText(value json.RawMessage) string {
	if s.config.Cloud {
		return checkDocument(value)
	}
	var text *string
	switch err := json.Unmarshal(value, &text); {
	case err != nil:
		return "Operation value must be a string"
	case text != nil && utf8.RuneCountInString(*text) > maxText:
		return "The entered text is too long. It exceeds the allowed limit of 32,767 characters."
	}
	return ""
}

func (s *Server) setLabels(c *record, value json.RawMessage, wrong map[string]string) {
	var names []string
	if json.Unmarshal(value, &names) != nil {
		wrong["labels"] = "data was not an array"
		return
	}
	for _, l := range names {
		if strings.ContainsAny(l, " \t\n") {
			wrong["labels"] = fmt.Sprintf("The label '%s' contains spaces which is invalid.", l)
			return
		}
	}
	s.storeLabels(c, names)
}

func (s *Server) storeLabels(c *record, names []string) {
	names = slices.Compact(slices.Sorted(slices.Values(names)))
	data, _ := json.Marshal(names)
	c.fields["labels"] = data
}

func (s *Server) setParent(c *record, field, key string, wrong map[string]string) {
	parent := s.find(key)
	switch {
	case parent == nil:
		wrong[field] = fmt.Sprintf("Could not find issue by id or key: %s", key)
	case parent.typeName != s.config.Types[0]:
		wrong[field] = "Given parent work item does not belong to appropriate hierarchy."
	case c.typeName == s.config.Types[0]:
		wrong[field] = "An epic cannot have an epic as its parent."
	default:
		c.parent = key
	}
}

func (s *Server) setVersions(c *record, value json.RawMessage, wrong map[string]string) {
	var list []struct{ ID string }
	if json.Unmarshal(value, &list) != nil {
		wrong["fixVersions"] = "data was not an array"
		return
	}
	c.fixVersions = nil
	for _, v := range list {
		if s.versionName(v.ID) == "" {
			wrong["fixVersions"] = fmt.Sprintf("Version id '%s' is not valid", v.ID)
			return
		}
		c.fixVersions = append(c.fixVersions, v.ID)
	}
}

func (s *Server) setOption(c *record, f map[string]any, value json.RawMessage, wrong map[string]string) {
	var given struct{ ID, Value string }
	_ = json.Unmarshal(value, &given)
	options, _ := f["allowedValues"].([]map[string]any)
	for _, o := range options {
		if o["id"] == given.ID || o["value"] == given.Value {
			c.fields[costs] = value
			return
		}
	}
	wrong[costs] = "Specify a valid 'id' or 'name' for " + fmt.Sprint(f["name"])
}

// apply does the operations of a body: labels added and removed.
func (s *Server) apply(c *record, u update, wrong map[string]string) {
	for field, ops := range u.Update {
		if field != "labels" {
			wrong[field] = fmt.Sprintf("Field '%s' cannot be set. It is not on the appropriate screen, or unknown.", field)
			continue
		}
		var names []string
		_ = json.Unmarshal(c.fields["labels"], &names)
		for _, op := range ops {
			var add, remove string
			_ = json.Unmarshal(op.Add, &add)
			_ = json.Unmarshal(op.Remove, &remove)
			if strings.Contains(add, " ") {
				wrong["labels"] = fmt.Sprintf("The label '%s' contains spaces which is invalid.", add)
			}
			if add != "" {
				names = append(names, add)
			}
			names = slices.DeleteFunc(names, func(l string) bool { return remove != "" && l == remove })
		}
		s.storeLabels(c, names)
	}
}

// maxProperty is how much an issue property may hold.
const maxProperty = 32768

func (s *Server) setProperties(c *record, u update, wrong map[string]string) {
	for _, p := range u.Properties {
		if len(p.Value) > maxProperty || !json.Valid(p.Value) {
			wrong["properties"] = "The property value is too long or no JSON."
			continue
		}
		c.properties[p.Key] = p.Value
	}
}
