package jiratest

import (
	"cmp"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// People is what people do on the server by hand. Every method fails the test
// when it goes wrong.
type People struct{ Server *Server }

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
	c := &record{typeName: p.Server.config.Types[1], parent: parent, fields: map[string]json.RawMessage{"summary": quoted(title)}}
	c.properties = map[string]json.RawMessage{}
	return p.Server.insert(c).key
}

// Retitle changes a title.
func (p People) Retitle(t testing.TB, key, title string) {
	t.Helper()
	p.change(t, key, func(c *record) { c.fields["summary"] = quoted(title) })
}

// Replace changes a text in a description.
func (p People) Replace(t testing.TB, key, from, to string) {
	t.Helper()
	before := p.raw(t, key)
	after := strings.Replace(before, from, to, 1)
	if after == before {
		t.Fatalf("%s does not say %q", key, from)
	}
	p.Describe(t, key, after)
}

var anchor = regexp.MustCompile(`\{anchor:plotline-[^}]*\}`)

// Description is the whole description in the server's own form, but for the
// copy of the mark, which changes with every edit.
func (p People) Description(t testing.TB, key string) string {
	t.Helper()
	return anchor.ReplaceAllString(p.raw(t, key), "")
}

func (p People) raw(t testing.TB, key string) string {
	t.Helper()
	p.Server.mu.Lock()
	defer p.Server.mu.Unlock()
	c := p.Server.find(key)
	if c == nil {
		t.Fatalf("no issue %s", key)
	}
	if p.Server.config.Cloud {
		return string(c.fields["description"])
	}
	var text string
	_ = json.Unmarshal(c.fields["description"], &text)
	return text
}

// Describe sets a description in the server's own form.
func (p People) Describe(t testing.TB, key, description string) {
	t.Helper()
	value := quoted(description)
	if p.Server.config.Cloud {
		value = json.RawMessage(description)
	}
	p.Server.mu.Lock()
	problem := p.Server.richText(value)
	p.Server.mu.Unlock()
	if problem != "" {
		t.Fatalf("%s: %s", key, problem)
	}
	p.change(t, key, func(c *record) { c.fields["description"] = value })
}

// nodes gives a document's top-level nodes.
func nodes(t testing.TB, document string) []json.RawMessage {
	t.Helper()
	if document == "" {
		return nil
	}
	var doc struct {
		Content []json.RawMessage `json:"content"`
	}
	if err := json.Unmarshal([]byte(document), &doc); err != nil {
		t.Fatal(err)
	}
	return doc.Content
}

func documentOf(content []json.RawMessage) string {
	var parts []string
	for _, n := range content {
		parts = append(parts, string(n))
	}
	return `{"version":1,"type":"doc","content":[` + strings.Join(parts, ",") + `]}`
}

func paragraphNode(text string) json.RawMessage {
	return json.RawMessage(fmt.Sprintf(`{"type":"paragraph","content":[{"type":"text","text":%s}]}`, quoted(text)))
}

// Around puts a paragraph before and one after everything else.
func (p People) Around(t testing.TB, key, before, after string) {
	t.Helper()
	was := p.raw(t, key)
	if !p.Server.config.Cloud {
		p.Describe(t, key, before+"\r\n\r\n"+was+"\r\n\r\n"+after)
		return
	}
	content := append([]json.RawMessage{paragraphNode(before)}, nodes(t, was)...)
	p.Describe(t, key, documentOf(append(content, paragraphNode(after))))
}

// BreakFence takes the fence and what is in it out of the description.
func (p People) BreakFence(t testing.TB, key string) {
	t.Helper()
	was := p.raw(t, key)
	if !p.Server.config.Cloud {
		from := strings.Index(was, "{panel:title=Plotline")
		to := strings.LastIndex(was, "{panel}")
		p.Describe(t, key, was[:from]+was[to+len("{panel}"):])
		return
	}
	var kept []json.RawMessage
	inside := false
	for _, n := range nodes(t, was) {
		text := string(n)
		fence := strings.Contains(text, `"panel"`) && strings.Contains(text, "Plotline")
		if !fence && !inside {
			kept = append(kept, n)
		}
		if fence {
			inside = !inside
		}
	}
	p.Describe(t, key, documentOf(kept))
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

// Plan gives an issue an estimate and puts it in a sprint, as a team on Cloud
// does.
func (p People) Plan(t testing.TB, key string, estimate float64, name string) {
	t.Helper()
	p.change(t, key, func(c *record) {
		c.fields[points] = json.RawMessage(strconv.FormatFloat(estimate, 'f', -1, 64))
		c.fields[sprint] = json.RawMessage(fmt.Sprintf(`[{"id":7,"name":%s,"state":"active"}]`, quoted(name)))
	})
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
	copied := &record{typeName: c.typeName, parent: c.parent, fields: clone(c.fields), properties: map[string]json.RawMessage{}}
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

// SprintOf names the sprint that an issue is in, "" for none.
func (s *Server) SprintOf(key string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.find(key)
	if c == nil {
		return ""
	}
	for _, b := range s.config.Boards {
		for _, one := range b.Sprints {
			if string(c.fields[sprint]) == string(s.sprintValue(one)) {
				return one.Name
			}
		}
	}
	return ""
}

// Drag moves an issue on the board right before another one.
func (p People) Drag(t testing.TB, key, before string) {
	t.Helper()
	p.change(t, key, func(c *record) { p.Server.put([]*record{c}, p.Server.find(before), true) })
}

// Ranked are the Keys of all issues in the board's order.
func (s *Server) Ranked() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var line []*record
	for _, c := range s.order {
		if !c.gone {
			line = append(line, c)
		}
	}
	slices.SortFunc(line, func(a, b *record) int { return cmp.Compare(a.rank, b.rank) })
	keys := make([]string, len(line))
	for i, c := range line {
		keys[i] = c.key
	}
	return keys
}
