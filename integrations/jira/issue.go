package jira

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

	"plotline/integrations"
	"plotline/integrations/markup"
)

// propertyKey names the issue property that holds the mark.
const propertyKey = "plotline"

// issue is one as either API gives it.
type issue struct {
	ID         string                     `json:"id"`
	Key        string                     `json:"key"`
	Fields     map[string]json.RawMessage `json:"fields"`
	Properties map[string]json.RawMessage `json:"properties"`
}

// wanted are the fields to ask for: only those needed.
func wanted(c customFields) []string {
	out := []string{
		"summary", "description", "labels", "issuetype", "parent", "project", "status", "resolution",
		"assignee", "created", "updated", "resolutiondate", "statuscategorychangedate", "issuelinks", "fixVersions",
	}
	for _, id := range []string{c.epicLink, c.sprint, c.points, c.rank} {
		if id != "" {
			out = append(out, id)
		}
	}
	return out
}

type named struct {
	ID    string `json:"id"`
	Key   string `json:"key"`
	Name  string `json:"name"`
	Value string `json:"value"`
	Level *int   `json:"hierarchyLevel"`
}

// into reads a field; what is absent or of another form leaves the zero value.
func into[T any](i issue, name string) T {
	var v T
	if raw, ok := i.Fields[name]; ok {
		if err := json.Unmarshal(raw, &v); err != nil {
			var zero T
			return zero
		}
	}
	return v
}

// ticket reads an issue.
func (t *Tracker) ticket(s *server, i issue) integrations.Ticket {
	t.mu.Lock()
	var c customFields
	if t.learnt.custom != nil {
		c = *t.learnt.custom
	}
	t.mu.Unlock()
	kind := into[named](i, "issuetype")
	out := integrations.Ticket{
		Key: i.Key, Native: i.ID, URL: s.browse(i.Key),
		Kind: t.kind(kind.Name, kind.Level), Type: kind.Name,
		Title: into[string](i, "summary"), Labels: into[[]string](i, "labels"),
		Description: description(i), Parent: into[named](i, "parent").Key,
		Assignee: assignee(i), Sprint: sprintName(i.Fields[c.sprint]), Estimate: number(i.Fields[c.points]),
		Comments: into[struct {
			Total int `json:"total"`
		}](i, "comment").Total,
		Created: moment(into[string](i, "created")), Updated: moment(into[string](i, "updated")),
		Version: into[string](i, "updated"), BlockedBy: blockedBy(i), SplitFrom: splitFrom(i),
	}
	if c.rank != "" {
		out.Rank = into[string](i, c.rank)
	}
	if out.Parent == "" && c.epicLink != "" {
		out.Parent = into[string](i, c.epicLink)
	}
	if releases := into[[]named](i, "fixVersions"); len(releases) > 0 {
		out.Release = releases[0].Name
	}
	t.noteLinks(i)
	section := t.section(s, i.Key, out.Description)
	out.Part, out.Fence, out.Lossy = section.Part, integrations.Fence(section.State), section.Lossy
	out.Beside = &section.Beside
	if out.Mark = markOf(i, section); out.Mark == nil {
		out.Text, out.TextWhole = s.markdown(out.Description)
	}
	out.Status, out.Phase = t.phase(i, out.Mark)
	if out.Phase == integrations.Done || out.Phase == integrations.Refused {
		out.Closed = closedAt(i)
	}
	return out
}

// reading is what was read of an issue's description.
type reading struct {
	description string
	section     markup.Section
}

// section reads Plotline's part of a description. A run meets the same issue
// several times, mostly with the description that it had before.
func (t *Tracker) section(s *server, key, description string) markup.Section {
	t.mu.Lock()
	known, ok := t.learnt.readings[key]
	t.mu.Unlock()
	if ok && known.description == description {
		return known.section
	}
	section := s.form().Read(description)
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.learnt.readings == nil {
		t.learnt.readings = map[string]reading{}
	}
	t.learnt.readings[key] = reading{description, section}
	return section
}

// closedAt is when an issue was resolved; a workflow that sets no resolution
// has at least the day on which the status came to mean done.
func closedAt(i issue) time.Time {
	if at := moment(into[string](i, "resolutiondate")); !at.IsZero() {
		return at
	}
	return moment(into[string](i, "statuscategorychangedate"))
}

// markdown gives a whole description of a person's, and says whether Markdown
// can say all of it.
func (s *server) markdown(description string) (md string, whole bool) {
	if !s.cloud {
		md, lossy := markup.FromWiki(description)
		return md, len(lossy) == 0
	}
	if description == "" {
		return "", true
	}
	md, lossy, err := markup.FromADF([]byte(description))
	if err != nil {
		return "", false
	}
	return md, len(lossy) == 0
}

// markOf reads the mark: from the property, or from the copy of it that a
// description on Data Center carries.
func markOf(i issue, section markup.Section) *integrations.Mark {
	var m integrations.Mark
	if raw, ok := i.Properties[propertyKey]; ok && json.Unmarshal(raw, &m) == nil && m.ID != "" {
		return &m
	}
	if m, ok := decodeMark(section.Ref); ok {
		return &m
	}
	return nil
}

// description is a wiki text, or a document as it came; "" where there is none.
func description(i issue) string {
	var wiki string
	if raw := i.Fields["description"]; json.Unmarshal(raw, &wiki) != nil {
		return string(raw)
	}
	return wiki
}

func assignee(i issue) string {
	who := into[struct {
		Name    string `json:"name"`
		Display string `json:"displayName"`
		Account string `json:"accountId"`
	}](i, "assignee")
	return orElse(who.Display, orElse(who.Name, who.Account))
}

// sprintName reads the last sprint: an object, or the text that Data Center
// makes of one.
func sprintName(raw json.RawMessage) string {
	var objects []struct {
		Name string `json:"name"`
	}
	if json.Unmarshal(raw, &objects) == nil && len(objects) > 0 {
		return objects[len(objects)-1].Name
	}
	var texts []string
	if json.Unmarshal(raw, &texts) != nil || len(texts) == 0 {
		return ""
	}
	_, rest, _ := strings.Cut(texts[len(texts)-1], "name=")
	name, _, _ := strings.Cut(rest, ",startDate=")
	name, _, _ = strings.Cut(name, ",goal=")
	return strings.TrimSuffix(name, "]")
}

func number(raw json.RawMessage) string {
	var n *float64
	if json.Unmarshal(raw, &n) != nil || n == nil {
		return ""
	}
	return strconv.FormatFloat(*n, 'f', -1, 64)
}

// moment reads Jira's times, zero for what is none.
func moment(text string) time.Time {
	for _, layout := range []string{"2006-01-02T15:04:05.000-0700", "2006-01-02T15:04:05-0700", time.RFC3339Nano} {
		if at, err := time.Parse(layout, text); err == nil {
			return at
		}
	}
	return time.Time{}
}

// blockedBy reads the links that say that another issue blocks this one.
func blockedBy(i issue) []string {
	var out []string
	for _, l := range into[[]issueLink](i, linkField) {
		if l.Inward.Key != "" && l.Type.blocking() && !slices.Contains(out, l.Inward.Key) {
			out = append(out, l.Inward.Key)
		}
	}
	return out
}

// splitFrom reads the link that Jira makes where a person splits an issue.
func splitFrom(i issue) string {
	for _, l := range into[[]issueLink](i, "issuelinks") {
		if l.Inward.Key != "" && strings.EqualFold(l.Type.Inward, "split from") {
			return l.Inward.Key
		}
	}
	return ""
}

// phase says how far the team is, by the status's category.
func (t *Tracker) phase(i issue, m *integrations.Mark) (string, integrations.Phase) {
	status := into[struct {
		Name     string `json:"name"`
		Category struct {
			Key string `json:"key"`
		} `json:"statusCategory"`
	}](i, "status")
	switch status.Category.Key {
	case "indeterminate":
		return status.Name, integrations.Started
	case "done":
		resolution := into[named](i, "resolution").Name
		if refusing(resolution) || refusing(status.Name) || m != nil && m.Closed != "" {
			return status.Name, integrations.Refused
		}
		return status.Name, integrations.Done
	}
	return status.Name, integrations.Open
}

// refusing says whether a resolution or status means that it will not be done.
func refusing(name string) bool {
	name = strings.ToLower(strings.ReplaceAll(name, "’", "'"))
	for _, word := range []string{
		"won't", "wont", "will not", "cancel", "declin", "reject", "duplicate", "obsolete", "abandon", "invalid",
		"cannot reproduce", "not needed", "out of scope", "incomplete", "withdrawn", "discarded",
	} {
		if strings.Contains(name, word) {
			return true
		}
	}
	return false
}
