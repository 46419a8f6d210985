package jiratest

import (
	"encoding/json"
	"slices"
	"testing"
)

// People is what people do on the server by hand. Every method fails the test
// when it goes wrong.
type People struct {
	Server *Server
	// Project is where they write, "" for the server's first one.
	Project string
}

// change does something to an issue that is there.
func (p People) change(t testing.TB, key string, do func(*record)) {
	t.Helper()
	p.Server.mu.Lock()
	defer p.Server.mu.Unlock()
	c := p.Server.find(key)
	if c == nil {
		t.Fatalf("no issue %s", key)
	}
	do(c)
	p.Server.touch(c)
}

func quoted(text string) json.RawMessage {
	data, _ := json.Marshal(text)
	return data
}

// Write makes an issue without a mark.
func (p People) Write(t testing.TB, title, parent string) string {
	t.Helper()
	p.Server.mu.Lock()
	defer p.Server.mu.Unlock()
	c := &record{project: p.Project, typeName: p.Server.config.Types[1], parent: parent, fields: map[string]json.RawMessage{"summary": quoted(title)}}
	c.properties = map[string]json.RawMessage{}
	return p.Server.insert(c).key
}

// Retitle changes a title.
func (p People) Retitle(t testing.TB, key, title string) {
	t.Helper()
	p.change(t, key, func(c *record) { c.fields["summary"] = quoted(title) })
}

// Unlabel removes every label.
func (p People) Unlabel(t testing.TB, key string) {
	t.Helper()
	p.change(t, key, func(c *record) { delete(c.fields, "labels") })
}

// Unmark removes the mark, and its copy in the description.
func (p People) Unmark(t testing.TB, key string) {
	t.Helper()
	p.change(t, key, func(c *record) { c.properties = map[string]json.RawMessage{} })
	if !p.Server.config.Cloud {
		p.Describe(t, key, p.Description(t, key))
	}
}

// Label puts a label on.
func (p People) Label(t testing.TB, key, label string) {
	t.Helper()
	p.change(t, key, func(c *record) { p.Server.storeLabels(c, append(labelsOf(c), label)) })
}

func labelsOf(c *record) []string {
	var names []string
	_ = json.Unmarshal(c.fields["labels"], &names)
	return names
}

// Put moves an issue to a status.
func (p People) Put(t testing.TB, key, status string) {
	t.Helper()
	p.change(t, key, func(c *record) { c.status = status })
}

// Start moves an issue into progress.
func (p People) Start(t testing.TB, key string) {
	t.Helper()
	p.change(t, key, func(c *record) { c.status = "In Progress" })
}

// Finish moves an issue to done.
func (p People) Finish(t testing.TB, key string) {
	t.Helper()
	p.change(t, key, func(c *record) { c.status, c.resolution = "Done", "Done" })
}

// Comment says something on an issue.
func (p People) Comment(t testing.TB, key, text string) {
	t.Helper()
	p.change(t, key, func(c *record) {
		body := quoted(text)
		if p.Server.config.Cloud {
			body = json.RawMessage(documentOf([]json.RawMessage{paragraphNode(text)}))
		}
		p.Server.say(c, body)
	})
}

// Comments counts what was said.
func (p People) Comments(t testing.TB, key string) int {
	t.Helper()
	n := 0
	p.Server.mu.Lock()
	defer p.Server.mu.Unlock()
	if c := p.Server.find(key); c != nil {
		n = len(c.comments)
	}
	return n
}

// Reparent puts an issue under another epic.
func (p People) Reparent(t testing.TB, key, parent string) {
	t.Helper()
	p.change(t, key, func(c *record) { c.parent = parent })
}

// Copy clones an issue as Jira does: without its properties. On Data Center the
// description's copy of the mark goes along; on Cloud it gives "".
func (p People) Copy(t testing.TB, key string) string {
	t.Helper()
	if p.Server.config.Cloud {
		return ""
	}
	p.Server.mu.Lock()
	defer p.Server.mu.Unlock()
	c := p.Server.find(key)
	if c == nil {
		t.Fatalf("no issue %s", key)
	}
	copied := &record{project: c.project, typeName: c.typeName, parent: c.parent, fields: clone(c.fields), properties: map[string]json.RawMessage{}}
	return p.Server.insert(copied).key
}

// Delete removes an issue for good.
func (p People) Delete(t testing.TB, key string) {
	t.Helper()
	p.change(t, key, func(c *record) { c.gone = true })
}

// Keys are the Keys of all issues that are there, in order.
func (s *Server) Keys() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []string
	for _, c := range s.order {
		if !c.gone {
			out = append(out, c.key)
		}
	}
	return out
}

// Property gives an issue's property, nil for none.
func (s *Server) Property(key, name string) json.RawMessage {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c := s.find(key); c != nil {
		return slices.Clone(c.properties[name])
	}
	return nil
}

// Resolution is an issue's, "" for none.
func (s *Server) Resolution(key string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c := s.find(key); c != nil {
		return c.resolution
	}
	return ""
}
