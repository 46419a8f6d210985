package jiratest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// node is a node of a document.
type node struct {
	Type    string         `json:"type"`
	Version int            `json:"version"`
	Attrs   map[string]any `json:"attrs"`
	Content []node         `json:"content"`
	Text    *string        `json:"text"`
	Marks   []struct {
		Type  string         `json:"type"`
		Attrs map[string]any `json:"attrs"`
	} `json:"marks"`
}

const inlines = "text hardBreak mention emoji inlineCard date status"

// holds says what may stand in what, as Atlassian's document format has it.
func holds(kind string) string {
	switch kind {
	case "doc":
		return "paragraph heading bulletList orderedList taskList codeBlock blockquote rule table panel mediaSingle mediaGroup expand decisionList blockCard"
	case "paragraph", "heading", "taskItem":
		return inlines
	case "bulletList", "orderedList":
		return "listItem"
	case "listItem":
		return "paragraph bulletList orderedList codeBlock mediaSingle"
	case "taskList":
		return "taskItem taskList"
	case "codeBlock":
		return "text"
	case "blockquote":
		return "paragraph bulletList orderedList codeBlock mediaSingle mediaGroup"
	case "table":
		return "tableRow"
	case "tableRow":
		return "tableCell tableHeader"
	case "tableCell", "tableHeader":
		return "paragraph heading bulletList orderedList codeBlock blockquote rule panel mediaSingle mediaGroup"
	case "panel":
		return "paragraph heading bulletList orderedList"
	case "expand":
		return "paragraph heading bulletList orderedList codeBlock blockquote rule table panel"
	case "mediaSingle", "mediaGroup":
		return "media"
	}
	return ""
}

// needsContent are the nodes that may not be empty.
var needsContent = []string{"bulletList", "orderedList", "taskList", "listItem", "table", "tableRow", "tableCell", "tableHeader", "blockquote", "panel"}

// checkDocument gives Jira's words for a value that is no document.
func checkDocument(value json.RawMessage) string {
	if string(value) == "null" {
		return ""
	}
	var doc node
	if json.Unmarshal(value, &doc) != nil || doc.Type != "doc" || doc.Version != 1 {
		return "Operation value must be an Atlassian Document (see the Atlassian Document Format)"
	}
	text := 0
	if problem := checkNode(doc, "doc", map[string]bool{}, &text); problem != "" {
		return "INVALID_INPUT: " + problem
	}
	if text > maxText {
		return "The entered text is too long. It exceeds the allowed limit of 32,767 characters."
	}
	return ""
}

func checkNode(n node, at string, ids map[string]bool, text *int) string {
	if slices.Contains(needsContent, n.Type) && len(n.Content) == 0 {
		return at + " is empty"
	}
	if problem := checkAttrs(n, at, ids); problem != "" {
		return problem
	}
	if n.Type == "text" {
		if n.Text == nil || *n.Text == "" {
			return at + " has no text"
		}
		*text += utf8.RuneCountInString(*n.Text)
		return checkMarks(n, at)
	}
	allowed := strings.Fields(holds(n.Type))
	for i, c := range n.Content {
		here := fmt.Sprintf("%s/%d:%s", at, i, c.Type)
		if !slices.Contains(allowed, c.Type) {
			return here + " may not stand there"
		}
		if i == 0 && (n.Type == "listItem" && c.Type != "paragraph" && c.Type != "codeBlock" && c.Type != "mediaSingle" ||
			n.Type == "taskList" && c.Type == "taskList") {
			return here + " may not stand first"
		}
		if n.Type == "codeBlock" && len(c.Marks) > 0 {
			return here + " has marks in code"
		}
		if problem := checkNode(c, here, ids, text); problem != "" {
			return problem
		}
	}
	return ""
}

func checkAttrs(n node, at string, ids map[string]bool) string {
	switch n.Type {
	case "heading":
		if level, ok := n.Attrs["level"].(float64); !ok || level < 1 || level > 6 {
			return at + " has no level"
		}
	case "taskList", "taskItem":
		id, _ := n.Attrs["localId"].(string)
		if id == "" || ids[id] {
			return at + " has no localId of its own"
		}
		ids[id] = true
		if state := n.Attrs["state"]; n.Type == "taskItem" && state != "TODO" && state != "DONE" {
			return at + " has no state"
		}
	case "panel":
		kind, _ := n.Attrs["panelType"].(string)
		if !slices.Contains([]string{"info", "note", "tip", "warning", "error", "success", "custom"}, kind) {
			return at + " has no panelType"
		}
	}
	return ""
}

func checkMarks(n node, at string) string {
	known := []string{"strong", "em", "strike", "code", "link", "underline", "textColor", "subsup", "backgroundColor"}
	code, other := false, false
	for _, m := range n.Marks {
		if !slices.Contains(known, m.Type) {
			return at + " has an unknown mark " + m.Type
		}
		if href, _ := m.Attrs["href"].(string); m.Type == "link" && href == "" {
			return at + " has a link to nowhere"
		}
		code = code || m.Type == "code"
		other = other || m.Type != "code" && m.Type != "link"
	}
	if code && other {
		return at + " combines code with other marks"
	}
	return ""
}
