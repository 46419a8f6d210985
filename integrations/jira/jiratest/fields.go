package jiratest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

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
	case sprint:
		s.setSprint(c, value, wrong)
	case costs:
		s.setOption(c, f, value, wrong)
	default:
		if problem := s.checkField(id, value); problem != "" {
			wrong[id] = problem
			return
		}
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
		if utf8.RuneCountInString(l) > maxLabel {
			wrong["labels"] = fmt.Sprintf("The label '%s' is longer than 255 characters.", l)
			return
		}
	}
	s.storeLabels(c, names)
}

// maxLabel is how long a label may be.
const maxLabel = 255

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
		if field == linkField {
			continue
		}
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
			if utf8.RuneCountInString(add) > maxLabel {
				wrong["labels"] = fmt.Sprintf("The label '%s' is longer than 255 characters.", add)
			}
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
