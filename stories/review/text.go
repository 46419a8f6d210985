package review

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"plotline/roadmap/source"
	"plotline/stories"
)

// Text is one story of any list: its words and where they stand.
type Text struct {
	// Position is where Story begins.
	source.Position
	// ID is the item's ID, or what the list calls the story; "" for none.
	ID    string
	Title string
	// Story is the narrative as written, line breaks included.
	Story string
	// Line is the whole source line at Position, for excerpts.
	Line string
	// Criteria are the acceptance criteria.
	Criteria []Line
	// Type is what sort of work it is, "" where the list does not say.
	Type stories.Type
}

// Line is one line of a file, or part of it.
type Line struct {
	source.Position
	Text string
}

// place gives where the byte at offset of the story stands, and its line.
func (t Text) place(offset int) (source.Position, string) {
	at := t.Position
	before := t.Story[:offset]
	last := strings.LastIndexByte(before, '\n')
	if last < 0 {
		at.Column = max(at.Column, 1) + utf8.RuneCountInString(before)
		return at, t.first()
	}
	at.Line += strings.Count(before, "\n")
	at.Column = 1 + utf8.RuneCountInString(before[last+1:])
	line, _, _ := strings.Cut(t.Story[last+1:], "\n")
	return at, excerptOf(line)
}

// first is the source line of the story's first line.
func (t Text) first() string {
	if t.Line != "" {
		return excerptOf(t.Line)
	}
	line, _, _ := strings.Cut(t.Story, "\n")
	return excerptOf(strings.Repeat(" ", min(max(0, t.Column-1), 200)) + line)
}

// excerpt is the line as far as it is known, with what stands before it blank.
func (l Line) excerpt() string {
	return excerptOf(strings.Repeat(" ", min(max(0, l.Column-1), 200)) + l.Text)
}

// maxExcerpt is how long a line may be to be shown under a finding.
const maxExcerpt = 5000

// excerptOf gives a line to show, "" for one that is too long to be read.
func excerptOf(line string) string {
	if len(line) > maxExcerpt {
		return ""
	}
	return line
}

// runesOnLine counts characters up to a line break.
func runesOnLine(text string) int {
	line, _, _ := strings.Cut(text, "\n")
	return utf8.RuneCountInString(strings.TrimRight(line, " \r"))
}

// textOf gives a backlog's story as a text.
func textOf(item *stories.Item) Text {
	t := Text{ID: item.ID, Title: item.Title, Story: item.Narrative, Type: item.Type}
	t.Position = placeOf(item, "narrative")
	for i, criterion := range item.Criteria {
		at := placeOf(item, fmt.Sprintf("criteria[%d]", i))
		t.Criteria = append(t.Criteria, Line{at, criterion.Text})
	}
	return t
}

// placeOf gives where a field of an item stands: in its file, or at least
// which file.
func placeOf(item *stories.Item, field string) source.Position {
	if item.Document == nil {
		return source.Position{Path: item.Path}
	}
	return item.Document.At(field)
}
