// Package document is the form of an epic's or story's file: front matter, a
// title, and sections of Markdown. It keeps what people wrote byte for byte and
// splices into it what is set. What the keys and words mean is not its business.
package document

import (
	"strings"
	"sync"
	"unicode/utf8"

	"plotline/roadmap/source"
)

// MaxSize is how many bytes a file may have.
const MaxSize = 1 << 20

// sectionLevel is the level of the headings that part a document.
const sectionLevel = 2

// The sections a document is read for, in the order in which they are added.
const (
	destinationSection = "Destination"
	criteriaSection    = "Acceptance criteria"
	notesSection       = "Notes"
)

// Document is a Markdown file, kept byte for byte: what was not
// deliberately set prints as it was read. It is a value: what changes it makes
// a new one.
type Document struct {
	path string
	raw  []byte
	// layout is where what stands. That of a file that was printed rather than
	// read is found when it is first asked for; see [Document.parts].
	layout  *layout
	printed *printed
}

// printed is what is known of a file as it is first printed.
type printed struct {
	read   sync.Once
	layout *layout
	// needs is the offset behind the list of needs, 0 where there is none.
	needs int
}

// layout is where the parts of a document stand.
type layout struct {
	matter    matter
	title     span // the heading, whole lines
	titleText span
	heading   string
	narrative block
	sections  []section
	criteria  []listItem
	// end is where the parts that are read end: the file's end.
	end int
}

// span is a range of bytes.
type span struct{ start, end int }

func (s span) empty() bool { return s.start >= s.end }

// block is the body of a section: where it begins, and its text without the
// blank lines around it.
type block struct {
	region span
	text   span
}

// section is what follows a heading of level two.
type section struct {
	name    string
	heading span // whole lines
	body    block
	setext  bool
}

// listItem is one criterion.
type listItem struct {
	item   span // from its marker to the end of its last line
	text   span // from its first byte of text
	marker string
	indent string
	width  int
	value  string
}

// Parse reads a file. It returns a document whatever the bytes are, and the
// problems that keep it from being an epic or story; a document with problems is
// never written. The path is for messages only.
func Parse(path string, data []byte) (*Document, source.Problems) {
	d := &Document{path: path, raw: data, layout: &layout{end: len(data)}}
	if problem, ok := unreadable(path, data); ok {
		return d, source.Problems{problem}
	}
	body, problems := d.parseMatter()
	if len(problems) > 0 && !d.layout.matter.present { // never closed: there is no body
		return d, problems
	}
	return d, append(problems, d.parseBody(body)...)
}

// newDocument is a document of a file that was just printed. Most such files
// are only written, so that they are not read before somebody asks.
func newDocument(path string, data []byte, needs int) *Document {
	return &Document{path: path, raw: data, printed: &printed{needs: needs}}
}

// parts tells where what stands in the document.
func (d *Document) parts() *layout {
	p := d.printed
	if p == nil {
		return d.layout
	}
	p.read.Do(func() {
		is, _ := Parse(d.path, d.raw)
		p.layout = is.layout
	})
	return p.layout
}

// unreadable finds what makes a file no text at all.
func unreadable(path string, data []byte) (source.Problem, bool) {
	if len(data) > MaxSize {
		return source.Problem{
			Position: source.Position{Path: path},
			Message:  "the file is larger than 1 MB; no epic or story is",
			Hint:     "move what does not belong to the story elsewhere and link to it",
		}, true
	}
	if utf8.Valid(data) {
		return source.Problem{}, false
	}
	at := 0
	for at < len(data) {
		r, n := utf8.DecodeRune(data[at:])
		if r == utf8.RuneError && n == 1 {
			break
		}
		at += n
	}
	return source.Problem{
		Position: source.PositionAt(path, data, at),
		Message:  "the file is not UTF-8 from here on",
		Hint:     "save it with the encoding UTF-8",
	}, true
}

// Bytes gives the file as it is to be written.
func (d *Document) Bytes() []byte { return d.raw }

// Path is the path the document was parsed with.
func (d *Document) Path() string { return d.path }

// Moved gives the document under another path.
func (d *Document) Moved(path string) *Document {
	moved := *d
	moved.path = path
	return &moved
}

// Text is what a document says below its front matter, in canonical form: that
// of [Title], [Block] and [Criterion]. Parts it does not have are empty.
type Text struct {
	Title, Narrative string
	// Destination and Notes are the sections of these names.
	Destination, Notes string
	Criteria           []string
}

// Text gives what the file says below its front matter.
func (d *Document) Text() Text {
	is := d.parts()
	t := Text{
		Title:       is.heading,
		Narrative:   d.blockText(is.narrative),
		Destination: d.Section(destinationSection),
		Notes:       d.Section(notesSection),
	}
	for _, item := range is.criteria {
		t.Criteria = append(t.Criteria, item.value)
	}
	return t
}

// Section gives the text under a heading of level two, whichever it is.
func (d *Document) Section(name string) string {
	if s := d.section(name); s != nil {
		return d.blockText(s.body)
	}
	return ""
}

// Asides are the names of the sections beside the criteria, in order.
func (d *Document) Asides() []string {
	var names []string
	for _, s := range d.parts().sections {
		if !strings.EqualFold(s.name, criteriaSection) {
			names = append(names, s.name)
		}
	}
	return names
}

func (d *Document) section(name string) *section {
	sections := d.parts().sections
	for i := range sections {
		if strings.EqualFold(sections[i].name, name) {
			return &sections[i]
		}
	}
	return nil
}

func (d *Document) blockText(b block) string {
	if b.text.empty() {
		return ""
	}
	return Block(string(d.raw[b.text.start:b.text.end]))
}
