package document

import (
	"strconv"
	"strings"

	"plotline/roadmap/source"
)

// At gives the place of a field: "title", "narrative", "destination", "notes",
// "criteria", "criteria[2]", or a key of the front matter. For what is not
// there it gives the title's place, or the file's first line.
func (d *Document) At(field string) source.Position {
	return source.PositionAt(d.path, d.raw, d.offset(field))
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

// Problem makes a problem about a field, whose place [Document.At] gives.
func (d *Document) Problem(field string, length int, message, hint string) source.Problem {
	return d.problem(d.offset(field), length, message, hint)
}

// problem makes a problem at an offset of the document.
func (d *Document) problem(offset, length int, message, hint string) source.Problem {
	return source.ProblemAt(d.path, d.raw, offset, length, message, hint)
}
