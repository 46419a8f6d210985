package document

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"plotline/roadmap/source"
)

// edit is one splice: the bytes of a span give way to others.
type edit struct {
	span
	text string
	// rank orders what begins at one place: the lines of a list, then new
	// keys in their order, then the body.
	rank int
}

// editor collects the splices of one change.
type editor struct {
	d      *Document
	layout *layout
	eol    string
	edits  []edit
}

func (d *Document) edit() *editor {
	return &editor{d: d, layout: d.parts(), eol: d.lineEnd()}
}

// lineEnd is how new lines end: as the file's first does. Where some end with \r
// alone and others with \n, a new one of either kind could become one with the
// end beside it; \r\n cannot.
func (d *Document) lineEnd() string {
	end, next := source.LineEnd(d.raw, 0)
	switch eol := string(d.raw[end:next]); {
	case eol == "\r" && bytes.IndexByte(d.raw, '\n') >= 0:
		return "\r\n"
	case eol != "":
		return eol
	}
	return "\n"
}

func (e *editor) replace(at span, text string) { e.place(at, text, bodyRank) }

// bodyRank is the rank of edits behind the front matter.
const bodyRank = len(keyNames)

func (e *editor) place(at span, text string, rank int) {
	text = strings.ReplaceAll(text, "\n", e.eol)
	e.edits = append(e.edits, edit{at, text, rank})
}

// done applies the splices and reads the result. It fails rather than give a
// document with problems.
func (e *editor) done() (*Document, error) {
	if len(e.edits) == 0 {
		return e.d, nil
	}
	slices.SortStableFunc(e.edits, func(a, b edit) int {
		return cmp.Or(a.start-b.start, a.rank-b.rank)
	})
	var b bytes.Buffer
	at := 0
	for _, edit := range e.edits {
		if edit.start < at { // inside what another edit removed
			edit.text += e.eol
		} else {
			b.Write(e.d.raw[at:edit.start])
		}
		b.WriteString(edit.text)
		at = max(at, edit.end)
	}
	b.Write(e.d.raw[at:])
	changed, problems := Parse(e.d.path, b.Bytes())
	return changed, problems.Err()
}

// Set gives the document with other values of keys of its front matter. Only the
// bytes of what differs change.
func (d *Document) Set(keys ...Key) (*Document, error) { return d.With(d.Text(), keys...) }

// With is [Document.Set] with another text, too, which must be canonical: what
// the document already says in other bytes stays.
func (d *Document) With(text Text, keys ...Key) (*Document, error) {
	was := d.Text()
	e := d.edit()
	for _, key := range keys {
		e.setKey(key)
	}
	e.setText(was, text)
	changed, err := e.done()
	if err != nil {
		return nil, fmt.Errorf("edit %s: %w", d.path, err)
	}
	if field := unsaid(changed, was, text, keys); field != "" {
		return nil, fmt.Errorf("edit %s: its %s cannot be set the way the file is written; write it by hand", d.path, field)
	}
	return changed, nil
}

// unsaid gives the first field that was to change and does not say what it
// shall, "" for none: a file written in a way that is not foreseen is left
// alone rather than broken.
func unsaid(d *Document, was, want Text, keys []Key) string {
	got := d.Text()
	for _, field := range [...]struct {
		name           string
		got, was, want string
	}{
		{"title", got.Title, was.Title, want.Title},
		{"narrative", got.Narrative, was.Narrative, want.Narrative},
		{"destination", got.Destination, was.Destination, want.Destination},
		{"notes", got.Notes, was.Notes, want.Notes},
		{"criteria", listOf(got.Criteria), listOf(was.Criteria), listOf(want.Criteria)},
	} {
		if field.was != field.want && field.got != field.want {
			return field.name
		}
	}
	for _, key := range keys {
		if !slices.Equal(d.List(key.Name), key.values()) {
			return key.Name
		}
	}
	return ""
}

// setText writes what differs between two texts.
func (e *editor) setText(is, shall Text) {
	if is.Title != shall.Title {
		e.setTitle(shall.Title)
	}
	if is.Narrative != shall.Narrative {
		e.setBlock(e.layout.narrative, shall.Narrative)
	}
	if is.Destination != shall.Destination {
		e.setSection(destinationSection, shall.Destination)
	}
	e.setCriteria(is.Criteria, shall.Criteria)
	if is.Notes != shall.Notes {
		e.setSection(notesSection, shall.Notes)
	}
	e.straighten()
}

// straighten moves indented headings to the left, and parts underlined ones
// from what is above them, where the body changes: behind a new list they would
// be taken for part of its last item.
func (e *editor) straighten() {
	body := 0
	if e.layout.matter.present {
		body = e.layout.matter.region.end
	}
	if !slices.ContainsFunc(e.edits, func(edit edit) bool { return edit.start > body }) {
		return
	}
	for i := range e.layout.sections {
		s := &e.layout.sections[i]
		at := s.heading.start
		end, _ := source.LineEnd(e.d.raw, at)
		_, n := indentation(string(e.d.raw[at:end]), 0, 0)
		part := ""
		if s.setext && e.textAbove(at) {
			part = "\n"
		}
		if n > 0 || part != "" {
			e.place(span{at, at + n}, part, bodyRank+1)
		}
	}
}

// setTitle writes the heading anew as one line.
func (e *editor) setTitle(title string) {
	line := titleLine(title)
	end := e.layout.title.end
	if end > e.layout.title.start && strings.IndexByte("\r\n", e.d.raw[end-1]) >= 0 || end < len(e.d.raw) {
		line += "\n"
	}
	e.replace(e.layout.title, line)
}

// titleLine is a title as a heading. Where it ends in hashes of its own, more
// follow, so that these are not taken for the heading's end.
func titleLine(title string) string {
	own := strings.TrimRight(title, "#")
	if own != title && (own == "" || strings.HasSuffix(own, " ")) {
		return "# " + title + " #"
	}
	return "# " + title
}

// setBlock puts a text where another was, or between a heading and what
// follows it.
func (e *editor) setBlock(b block, text string) {
	if !b.text.empty() && text != "" {
		e.replace(b.text, text)
		return
	}
	if text == "" {
		e.replace(span{b.region.start, b.text.end}, "")
		return
	}
	at := b.region.start
	lead := "\n"
	if at > 0 && strings.IndexByte("\r\n", e.d.raw[at-1]) < 0 {
		lead = "\n\n"
	}
	tail := "\n"
	if next, _ := source.LineEnd(e.d.raw, at); next > at {
		tail = "\n\n"
	}
	e.replace(span{at, at}, lead+text+tail)
}

// setSection writes a section's text, adding the section where it belongs or,
// for "", removing it.
func (e *editor) setSection(name, text string) {
	s := e.d.section(name)
	switch {
	case s == nil && text == "":
	case s == nil:
		e.addSection(name, text)
	case text == "":
		e.replace(span{s.heading.start, s.body.region.end}, "")
	default:
		e.setBlock(s.body, text)
	}
}

// addSection writes a new section behind the parts that come before it.
func (e *editor) addSection(name, text string) {
	at := e.placeFor(name)
	lead := "\n"
	if at > 0 && strings.IndexByte("\r\n", e.d.raw[at-1]) < 0 {
		lead = "\n\n"
	}
	tail := "\n"
	if next, _ := source.LineEnd(e.d.raw, at); next > at {
		tail = "\n\n"
	}
	e.replace(span{at, at}, lead+"## "+name+"\n\n"+text+tail)
}

// placeFor gives where a missing section is to begin: after the text of the
// last of its predecessors that is there.
func (e *editor) placeFor(name string) int {
	order := [...]string{destinationSection, criteriaSection, notesSection}
	for i := slices.Index(order[:], name) - 1; i >= 0; i-- {
		if s := e.d.section(order[i]); s != nil {
			return e.behind(s.body)
		}
	}
	return e.behind(e.layout.narrative)
}

// behind gives the start of the line after a block's text.
func (e *editor) behind(b block) int {
	if b.text.empty() {
		return b.region.start
	}
	_, next := source.LineEnd(e.d.raw, b.text.end)
	return next
}
