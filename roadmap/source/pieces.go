package source

import (
	"bytes"
	"regexp"

	"go.yaml.in/yaml/v4"
)

// A large document is taken apart at the keys of its root, and a list under
// such a key at its items, without parsing it: a line that begins a key or an
// item at that depth begins one whatever stands before it, but for texts in
// quotes or brackets that go on at the left margin. Those come out as mistakes.

// batchSize is about how much of a list is parsed at once.
const batchSize = 64 << 10

// maxItems is how many items a list may have.
const maxItems = 250_000

// maxSections is how many keys of the root are taken apart; the last takes the
// rest.
const maxSections = 1000

// span is a part of the file.
type span struct{ from, to int }

// pieces gives the root mapping with its values parsed, but for long lists:
// those are empty and stand in d.lists, to be parsed as they are read. It is
// false for a document that is not a mapping with a key a line.
func (d *decoder) pieces(from, to int) (*yaml.Node, bool) {
	sections, ok := d.sections(from, to)
	if !ok {
		return nil, false
	}
	root := d.empty(sections[0].from)
	for _, section := range sections {
		if d.full() {
			break
		}
		if list, isList := d.items(section); isList {
			d.listOf(root, section, list)
			continue
		}
		d.sectionOf(root, section)
	}
	return root, true
}

// sectionOf parses a key of the root with its value.
func (d *decoder) sectionOf(root *yaml.Node, s span) {
	if s.to-s.from > maxPiece {
		d.tooLong(s)
		return
	}
	part, err := d.load(s.from, s.to)
	switch {
	case err != nil:
		d.syntax(err)
	case part != nil && part.Kind == yaml.MappingNode:
		root.Content = append(root.Content, part.Content...)
	case part != nil:
		d.fail(part, "the file must be keys with values", "")
	}
}

// maxPiece is how large a value or an item may be.
const maxPiece = 1 << 20

func (d *decoder) tooLong(s span) {
	p := d.file.Problem(d.file.Position(s.from), "", "what begins here is longer than 1 MB", "is this the right file?")
	p.Broken = true
	d.report(p)
}

// listOf adds a key whose value is a list, parsed later.
func (d *decoder) listOf(root *yaml.Node, s span, items []span) {
	head, err := d.load(s.from, items[0].from)
	if err != nil || head == nil || head.Kind != yaml.MappingNode || len(head.Content) != 2 {
		d.sectionOf(root, s)
		return
	}
	dash := bytes.IndexByte(d.file.data[items[0].from:], '-')
	at := d.file.Position(items[0].from + dash)
	list := &yaml.Node{Kind: yaml.SequenceNode, Line: at.Line, Column: at.Column}
	if d.lists == nil {
		d.lists = map[*yaml.Node][]span{}
	}
	d.lists[list] = items
	root.Content = append(root.Content, head.Content[0], list)
}

// eachItem parses a long list batch by batch and calls each for every item. A
// batch with a mistake in its syntax is parsed item by item.
func (d *decoder) eachItem(items []span, each func(n *yaml.Node)) {
	for begin := 0; begin < len(items) && !d.full(); {
		end := begin + 1
		for end < len(items) && items[end].to-items[begin].from <= batchSize {
			end++
		}
		batch := span{items[begin].from, items[end-1].to}
		if !d.batch(batch, end-begin, each) {
			for _, item := range items[begin:end] {
				d.alone(item, each)
			}
		}
		begin = end
	}
}

// batch parses several items; false when it did not come to as many.
func (d *decoder) batch(s span, count int, each func(n *yaml.Node)) bool {
	if s.to-s.from > maxPiece {
		return false
	}
	part, err := d.load(s.from, s.to)
	if err != nil || part == nil || part.Kind != yaml.SequenceNode || len(part.Content) != count {
		return false
	}
	for _, item := range part.Content {
		each(item)
	}
	return true
}

func (d *decoder) alone(s span, each func(n *yaml.Node)) {
	if s.to-s.from > maxPiece {
		d.tooLong(s)
		return
	}
	part, err := d.load(s.from, s.to)
	if err != nil {
		d.syntax(err)
		return
	}
	if part != nil && part.Kind == yaml.SequenceNode {
		for _, item := range part.Content {
			each(item)
		}
	}
}

// lineFrom gives the line that begins at a byte, and where the next begins.
func (d *decoder) lineFrom(at, to int) (line []byte, next int) {
	rest := d.file.data[at:to]
	if end := bytes.IndexByte(rest, '\n'); end >= 0 {
		return rest[:end], at + end + 1
	}
	return rest, to
}

var rootKey = regexp.MustCompile(`^(?:[^\s#\-\[\]{},?:&*!|>%@"'` + "`" + `][^:]*|"[^"]*"|'[^']*'):(?:[ \t\r]|$)`)

// sections takes the root mapping apart; false when the first line that says
// something is not a key.
func (d *decoder) sections(from, to int) ([]span, bool) {
	var sections []span
	for at := from; at < to; {
		line, next := d.lineFrom(at, to)
		switch {
		case len(sections) < maxSections && rootKey.Match(line):
			sections = append(sections, span{from: at})
		case len(sections) == 0 && says(line):
			return nil, false
		}
		if len(sections) > 0 {
			sections[len(sections)-1].to = next
		}
		at = next
	}
	return sections, len(sections) > 0
}

// says tells a line with something on it from a blank one and a comment.
func says(line []byte) bool {
	line = bytes.TrimSpace(line)
	return len(line) > 0 && line[0] != '#'
}

var openKey = regexp.MustCompile(`:[ \t\r]*(?:[ \t]#.*)?$`)

// items takes a section apart that is a list with a dash an item; false for
// any other.
func (d *decoder) items(s span) ([]span, bool) {
	head, at := d.lineFrom(s.from, s.to)
	if !openKey.Match(head) {
		return nil, false
	}
	var items []span
	depth := -1
	for at < s.to {
		line, next := d.lineFrom(at, s.to)
		indent := len(line) - len(bytes.TrimLeft(line, " "))
		if depth < 0 && says(line) {
			depth = indent
		}
		switch dash := isMarker(bytes.TrimRight(line[indent:], "\r"), "-"); {
		case dash && indent == depth && len(items) < maxItems:
			items = append(items, span{from: at})
		case len(items) == 0 && says(line):
			return nil, false
		case dash && indent == depth:
			d.failAt(d.file.Position(at), "", "the list goes on beyond 250,000 items", "split it with include")
			return items, true
		}
		if len(items) > 0 {
			items[len(items)-1].to = next
		}
		at = next
	}
	return items, len(items) > 0
}
