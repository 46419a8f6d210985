package jiratest

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"
)

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
