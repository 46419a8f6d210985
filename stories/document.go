package stories

import (
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"plotline/roadmap"
	"plotline/roadmap/source"
)

// MaxDocument is how many bytes an item's file may have.
const MaxDocument = 1 << 20

// sectionLevel is the level of the headings that part a document.
const sectionLevel = 2

// The sections a document is read for, in the order in which they are added.
const (
	destinationSection = "Destination"
	criteriaSection    = "Acceptance criteria"
	notesSection       = "Notes"
)

// Document is an item's Markdown file, kept byte for byte: what was not
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
	layout func() *layout
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

// ParseDocument reads an item's file. It returns a document whatever the bytes
// are, and the problems that keep it from being an item; a document with
// problems is never written. The path is for messages only.
func ParseDocument(path string, data []byte) (*Document, source.Problems) {
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

// printedDocument is a document of a file that was just printed. Most such files
// are only written, so that they are not read before somebody asks.
func printedDocument(path string, data []byte, needs int) *Document {
	return &Document{path: path, raw: data, printed: &printed{needs: needs, layout: sync.OnceValue(func() *layout {
		d, _ := ParseDocument(path, data)
		return d.layout
	})}}
}

// parts tells where what stands in the document.
func (d *Document) parts() *layout {
	if d.printed != nil {
		return d.printed.layout()
	}
	return d.layout
}

// unreadable finds what makes a file no text at all.
func unreadable(path string, data []byte) (source.Problem, bool) {
	if len(data) > MaxDocument {
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
		Position: position(path, data, at),
		Message:  "the file is not UTF-8 from here on",
		Hint:     "save it with the encoding UTF-8",
	}, true
}

// Bytes gives the file as it is to be written.
func (d *Document) Bytes() []byte { return d.raw }

// Path is the path the document was parsed with.
func (d *Document) Path() string { return d.path }

// at gives the document under another path.
func (d *Document) at(path string) *Document {
	moved := *d
	moved.path = path
	return &moved
}

// Content gives what the file says; fields it does not hold are empty.
func (d *Document) Content() Content {
	is := d.parts()
	c := Content{
		Title:       is.heading,
		Narrative:   d.blockText(is.narrative),
		Destination: d.sectionText(destinationSection),
		Notes:       d.sectionText(notesSection),
		Type:        Type(is.matter.scalar("type")),
		Size:        is.matter.scalar("size"),
		Labels:      canonicalWords(is.matter.list("labels")),
		Needs:       canonicalWords(is.matter.list("needs")),
		Horizon:     roadmap.Horizon(is.matter.scalar("horizon")),
	}
	for _, ref := range is.matter.list("serves") {
		c.Serves = append(c.Serves, roadmap.Ref(ref))
	}
	for _, item := range is.criteria {
		c.Criteria = append(c.Criteria, Criterion{Text: item.value})
	}
	return c
}

// ID is what the front matter says, "" when it says nothing.
func (d *Document) ID() string { return d.parts().matter.scalar("id") }

// Handoff is what the front matter says; Proposed when it says nothing.
func (d *Document) Handoff() Handoff {
	if state := d.parts().matter.scalar("handoff"); state != "" {
		return Handoff(state)
	}
	return Proposed
}

// Epic is the epic that the front matter names, "" when it names none.
func (d *Document) Epic() string { return d.parts().matter.scalar("epic") }

// Rank is the place given by hand, 0 for none.
func (d *Document) Rank() float64 {
	rank, _ := strconv.ParseFloat(d.parts().matter.scalar("rank"), 64)
	return rank
}

// Release is the release that the front matter names, "" when it names none.
func (d *Document) Release() string { return d.parts().matter.scalar("release") }

func (d *Document) section(name string) *section {
	sections := d.parts().sections
	for i := range sections {
		if strings.EqualFold(sections[i].name, name) {
			return &sections[i]
		}
	}
	return nil
}

func (d *Document) sectionText(name string) string {
	if s := d.section(name); s != nil {
		return d.blockText(s.body)
	}
	return ""
}

func (d *Document) blockText(b block) string {
	if b.text.empty() {
		return ""
	}
	return canonicalBlock(string(d.raw[b.text.start:b.text.end]))
}

// Section gives the text under a heading of level two, whichever it is.
func (d *Document) Section(name string) string { return d.sectionText(name) }
