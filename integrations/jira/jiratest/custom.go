package jiratest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// Field is a field on the screens of new issues, beside the usual ones.
type Field struct {
	// ID is its own, as in priority or customfield_12345; Name is for people.
	ID, Name string
	// Type is its type, Items that of an array's elements.
	Type, Items string
	Required    bool
	// Values are what it takes, nil for anything; Children those within one.
	Values   []string
	Children map[string][]string
}

// User is one of the site's people.
type User struct{ Account, Name, Display, Mail string }

func (f Field) meta() map[string]any {
	out := fieldMeta(f.ID, f.Name, f.Type, f.Required)
	schema := map[string]any{"type": f.Type}
	if f.Items != "" {
		schema["items"] = f.Items
	}
	if strings.HasPrefix(f.ID, "customfield_") {
		number, _ := strconv.Atoi(strings.TrimPrefix(f.ID, "customfield_"))
		schema["custom"], schema["customId"] = "com.atlassian.jira.plugin.system.customfieldtypes:any", number
	} else {
		schema["system"] = f.ID
	}
	out["schema"] = schema
	if f.Values != nil {
		out["allowedValues"] = f.options(f.Values, "1")
	}
	return out
}

func (f Field) options(values []string, prefix string) []map[string]any {
	name := "name"
	if strings.HasPrefix(f.ID, "customfield_") {
		name = "value"
	}
	out := []map[string]any{}
	for i, v := range values {
		option := map[string]any{"id": prefix + strconv.Itoa(i), name: v}
		if children := f.Children[v]; children != nil {
			option["children"] = f.options(children, prefix+strconv.Itoa(i)+"0")
		}
		out = append(out, option)
	}
	return out
}

// option is a value that names one of a list.
type option struct {
	ID, Name, Value string
	Child           *option
}

// find gives the option's place among values, -1 for none.
func (f Field) find(o option, values []string, prefix string) int {
	return slices.IndexFunc(values, func(v string) bool {
		at := slices.Index(values, v)
		return o.ID == prefix+strconv.Itoa(at) || o.ID == "" && (o.Name == v || o.Value == v)
	})
}

// checkField gives Jira's words for a value that a field does not take.
func (s *Server) checkField(id string, value json.RawMessage) string {
	at := slices.IndexFunc(s.config.Fields, func(f Field) bool { return f.ID == id })
	if at < 0 {
		return ""
	}
	f := s.config.Fields[at]
	if f.Type != "array" {
		return s.checkValue(f, f.Type, value)
	}
	var list []json.RawMessage
	if json.Unmarshal(value, &list) != nil {
		return "data was not an array"
	}
	for _, one := range list {
		if problem := s.checkValue(f, f.Items, one); problem != "" {
			return problem
		}
	}
	return ""
}

func (s *Server) checkValue(f Field, kind string, value json.RawMessage) string {
	switch kind {
	case "option", "priority", "component", "option-with-child":
		var o option
		if json.Unmarshal(value, &o) != nil {
			return "expected an object containing id, name or value"
		}
		at := f.find(o, f.Values, "1")
		if at < 0 {
			return fmt.Sprintf("Specify a valid 'id' or 'name' for %s", f.Name)
		}
		if o.Child != nil && f.find(*o.Child, f.Children[f.Values[at]], "1"+strconv.Itoa(at)+"0") < 0 {
			return fmt.Sprintf("Specify a valid child of '%s'", f.Values[at])
		}
	case "user":
		var who struct{ AccountID, Name string }
		if json.Unmarshal(value, &who) != nil || !slices.ContainsFunc(s.config.Users, func(u User) bool {
			return s.config.Cloud && u.Account == who.AccountID && who.Name == "" || !s.config.Cloud && u.Name == who.Name
		}) {
			return "Specify a valid value for user"
		}
	case "number":
		var n float64
		if json.Unmarshal(value, &n) != nil {
			return "Specify a number for " + f.Name
		}
	}
	return ""
}

func (s *Server) searchUsers(r *http.Request) (int, any) {
	if !s.may("USER_PICKER") {
		return http.StatusForbidden, says("You are not authorized to browse users.")
	}
	name := "username"
	if s.config.Cloud {
		name = "query"
	}
	query := strings.ToLower(r.URL.Query().Get(name))
	if query == "" {
		return http.StatusBadRequest, says("The query parameter '" + name + "' is required.")
	}
	out := []map[string]any{}
	for _, u := range s.config.Users {
		if !strings.Contains(strings.ToLower(u.Account+" "+u.Name+" "+u.Display+" "+u.Mail), query) {
			continue
		}
		one := map[string]any{"displayName": u.Display, "emailAddress": u.Mail, "active": true, "name": u.Name}
		if s.config.Cloud {
			delete(one, "name")
			one["accountId"] = u.Account
		}
		out = append(out, one)
	}
	return http.StatusOK, out
}
