package review

import (
	"strings"

	"plotline/roadmap/source"
)

// cell is one value of a record and its place.
type cell struct {
	source.Position
	text, line string
}

// field is what a column means to us.
type field int

const (
	noField field = iota
	idField
	titleField
	storyField
	bodyField
	criteriaField
	roleField
	meansField
	endField
)

// fieldOf tells what a column is by its name, in any spelling.
func fieldOf(name string) field {
	name = strings.ToLower(strings.Join(strings.FieldsFunc(name, func(r rune) bool {
		return r == ' ' || r == '_' || r == '-' || r == '*' || r == '\t' || r == '.' || r == '…'
	}), " "))
	switch name {
	case "id", "key", "issue key", "issue", "number", "#", "no", "nr", "ref", "story id", "us", "us id", "identifier":
		return idField
	case "title", "summary", "name", "subject", "headline":
		return titleField
	case "story", "user story", "userstory", "user stories", "stories", "narrative", "story text", "requirement", "requirements", "text":
		return storyField
	case "description", "body", "content", "details":
		return bodyField
	case "acceptance criteria", "criteria", "acceptance", "acceptancecriteria", "ac":
		return criteriaField
	case "role", "as a", "as a/an", "as an", "as", "persona", "actor", "user role", "who":
		return roleField
	case "i want", "i want to", "want", "action", "means", "i need", "i need to", "what", "feature":
		return meansField
	case "so that", "benefit", "ends", "end", "in order to", "why", "reason":
		return endField
	}
	return noField
}

// headerOf gives the meaning of each column, nil when the names are not those
// of a list of stories.
func headerOf(names []string) (header []field, ok bool) {
	header = make([]field, len(names))
	texts, parts := 0, 0
	for i, name := range names {
		header[i] = fieldOf(name)
		switch header[i] {
		case titleField, storyField, bodyField:
			texts++
		case roleField, meansField, endField:
			parts++
		}
	}
	if texts == 0 && parts < 2 {
		return nil, false
	}
	return header, true
}

// record is one row or object, by what its values are.
type record map[field]cell

func (r record) set(f field, c cell) {
	if f == noField || strings.TrimSpace(c.text) == "" {
		return
	}
	if _, taken := r[f]; !taken {
		r[f] = c
	}
}

// story makes a story of a record: the story's own column, else the three
// columns of its parts, else the first paragraph in the form, else the title.
func (r record) story() (Text, bool) {
	t := Text{ID: strings.TrimSpace(r[idField].text), Title: strings.TrimSpace(r[titleField].text)}
	t.Criteria = criteriaOf(r[criteriaField])
	if c, ok := r[storyField]; ok {
		return t.of(c), true
	}
	if c, ok := r.composed(); ok {
		return t.of(c), true
	}
	for _, f := range []field{bodyField, titleField} {
		if c, ok := formedParagraph(r[f]); ok {
			return t.of(c), true
		}
	}
	if c, ok := r[titleField]; ok {
		return t.of(c), true
	}
	if c, ok := r[bodyField]; ok {
		c.text, _, _ = strings.Cut(c.text, "\n\n")
		return t.of(c), true
	}
	return t, false
}

// of gives the text with its story in the cell, without white space around it.
func (t Text) of(c cell) Text {
	trimmed := strings.TrimLeft(c.text, " \t")
	c.Column += len(c.text) - len(trimmed)
	t.Position, t.Line = c.Position, c.line
	t.Story = strings.TrimRight(trimmed, " \t\r\n")
	return t
}

// composed joins the columns of a story's parts.
func (r record) composed() (cell, bool) {
	role, hasRole := r[roleField]
	means, hasMeans := r[meansField]
	if !hasMeans && !hasRole {
		return cell{}, false
	}
	end := r[endField]
	at := role
	if !hasRole {
		at = means
	}
	var b strings.Builder
	part(&b, role.text, "As a ", "as ")
	part(&b, means.text, ", I want ", "i ")
	part(&b, end.text, ", so that ", "so ", "in order", "because")
	at.text = strings.TrimPrefix(b.String(), ", ")
	return at, true
}

// part writes one part with its opening, unless it brings one of its own.
func part(b *strings.Builder, text, opening string, own ...string) {
	text = strings.TrimRight(strings.Join(strings.Fields(text), " "), " ,.")
	if text == "" {
		return
	}
	for _, begin := range own {
		if strings.HasPrefix(strings.ToLower(text), begin) {
			opening = strings.Repeat(", ", min(b.Len(), 1))
		}
	}
	b.WriteString(opening + text)
}

// formedParagraph gives the first paragraph of a text that is a story in the
// usual form.
func formedParagraph(c cell) (cell, bool) {
	offset := 0
	for _, paragraph := range strings.SplitAfter(c.text, "\n\n") {
		text := strings.TrimSpace(paragraph)
		if len(text) < 4000 && split(tokenize(text)).roleMarked {
			lead := strings.Index(paragraph, text)
			before := c.text[:offset+lead]
			found := cell{Position: c.Position, text: text, line: c.line}
			if breaks := strings.Count(before, "\n"); breaks > 0 {
				found.Line += breaks
				found.Column = 1
				found.line, _, _ = strings.Cut(text, "\n")
			}
			return found, true
		}
		offset += len(paragraph)
	}
	return cell{}, false
}

// criteriaOf gives the lines of a cell of criteria.
func criteriaOf(c cell) []Line {
	var all []Line
	at := c.Position
	for i, line := range strings.Split(c.text, "\n") {
		if i > 0 {
			at.Line, at.Column = at.Line+1, 1
		}
		from := skipBullet(line)
		if text := strings.TrimSpace(line[from:]); text != "" {
			place := at
			place.Column += from
			all = append(all, Line{place, text})
		}
	}
	return all
}
