package stories

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

	"plotline/roadmap/source"
)

// At gives the place of a field: "title", "narrative", "destination", "notes",
// "criteria", "criteria[2]", or a key of the front matter. For what is not
// there it gives the title's place, or the file's first line.
func (d *Document) At(field string) source.Position {
	return position(d.path, d.raw, d.offset(field))
}

func (d *Document) offset(field string) int {
	is := d.parts()
	switch field {
	case "title":
		return is.titleText.start
	case "narrative":
		if !is.narrative.text.empty() {
			return is.narrative.text.start
		}
		return is.titleText.start
	case "destination":
		return d.sectionOffset(destinationSection)
	case "notes":
		return d.sectionOffset(notesSection)
	case "criteria":
		return d.sectionOffset(criteriaSection)
	}
	if index, ok := strings.CutPrefix(field, "criteria["); ok {
		n, err := strconv.Atoi(strings.TrimSuffix(index, "]"))
		if err == nil && n >= 0 && n < len(is.criteria) {
			return is.criteria[n].text.start
		}
		return d.sectionOffset(criteriaSection)
	}
	if entry := is.matter.entry(field); entry != nil {
		return entry.value.start
	}
	return is.titleText.start
}

func (d *Document) sectionOffset(name string) int {
	if s := d.section(name); s != nil {
		return s.heading.start
	}
	return d.parts().titleText.start
}

// position turns a byte offset into a place.
func position(path string, data []byte, offset int) source.Position {
	offset = min(offset, len(data))
	before := data[:offset]
	line := 1 + bytes.Count(before, []byte("\n")) + loneReturns(before)
	start := 1 + bytes.LastIndexAny(before, "\n\r")
	return source.Position{Path: path, Line: line, Column: 1 + utf8.RuneCount(before[start:])}
}

// loneReturns counts carriage returns that end a line by themselves.
func loneReturns(data []byte) int {
	return bytes.Count(data, []byte("\r")) - bytes.Count(data, []byte("\r\n"))
}

// excerpt gives the line at an offset, for messages.
func excerpt(data []byte, offset int) string {
	offset = min(offset, len(data))
	start := 1 + bytes.LastIndexAny(data[:offset], "\n\r")
	line := data[start:]
	if end := bytes.IndexAny(line, "\n\r"); end >= 0 {
		line = line[:end]
	}
	return string(line)
}

// problem makes a problem at an offset of the document.
func (d *Document) problem(offset, length int, message, hint string) source.Problem {
	return source.Problem{
		Position: position(d.path, d.raw, offset),
		Length:   length,
		Message:  message,
		Hint:     hint,
		Excerpt:  excerpt(d.raw, offset),
	}
}
