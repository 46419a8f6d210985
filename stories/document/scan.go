package document

import "strings"

// A lineKind is what a line of Markdown is to a document: only what delimits
// titles, sections and criteria is told apart.
type lineKind int

const (
	blankLine lineKind = iota
	textLine
	headingLine   // an ATX heading of the document itself, not within a list
	underlineLine // makes the paragraph above it a heading
	verbatimLine  // of a code block or comment
	itemLine      // begins an item of a list at the top level
	innerLine     // belongs to the open list item
)

// scanned is what one line turned out to be.
type scanned struct {
	kind  lineKind
	level int // of a heading or underline
	// marker and text are byte offsets in an itemLine: of its marker, and of
	// the first byte after the marker and the space behind it.
	marker, text int
	// width is the column at which an item's text stands.
	width int
}

// maxNesting bounds how deep lists are followed; deeper ones are plain text.
const maxNesting = 32

// scanner tells lines apart the way CommonMark does, as far as a document
// needs. Its zero value is ready. Copies do not share state.
type scanner struct {
	columns [maxNesting]int // text columns of the open list items
	depth   int
	block   verbatim
	// paragraph says that the last line was text that a next line may
	// continue; quoted, that this text stands in a block quote.
	paragraph, quoted bool
}

// verbatim is an open code fence or a block of raw HTML; its zero value is none.
type verbatim struct {
	fence  byte // ` or ~ of a code fence
	length int
	end    string // what ends a block of raw HTML
	column int    // of the list item it stands in
}

func (v verbatim) open() bool { return v.fence != 0 || v.end != "" }

// next takes the next line, without its line ending.
func (s *scanner) next(line string) scanned {
	indent, at := indentation(line, 0, 0)
	if at == len(line) {
		return s.blank()
	}
	if s.block.open() {
		if indent >= s.block.column {
			if s.block.end != "" || indent < s.block.column+4 {
				s.block.feed(line[at:])
			}
			s.paragraph = false
			return scanned{kind: s.inside(verbatimLine)}
		}
		s.block = verbatim{}
	}
	if s.depth > 0 && indent < s.columns[s.depth-1] {
		if s.paragraph && !beginsBlock(line[at:]) {
			return scanned{kind: innerLine}
		}
		for s.depth > 0 && indent < s.columns[s.depth-1] {
			s.depth--
		}
		s.paragraph, s.quoted = false, false
	}
	return s.inContainer(line, indent, at)
}

func (s *scanner) blank() scanned {
	if s.block.open() {
		return scanned{kind: s.inside(verbatimLine)}
	}
	s.paragraph, s.quoted = false, false
	return scanned{kind: blankLine}
}

// inside gives kind, or innerLine where a list item is open.
func (s *scanner) inside(kind lineKind) lineKind {
	if s.depth > 0 {
		return innerLine
	}
	return kind
}

// inContainer reads what stands at a column in the innermost open list item,
// opening further items as their markers come.
func (s *scanner) inContainer(line string, column, at int) scanned {
	item := scanned{kind: itemLine}
	opened := false
	for {
		found := s.inner(line[at:], column-s.column())
		if found.kind != itemLine {
			if opened {
				return item
			}
			return found
		}
		after, text := indentation(line, at+found.text, column+found.text)
		width := column + found.text
		switch {
		case text == len(line):
			width, text = width+1, len(line)
		case after-width > 4:
			width, text = width+1, at+found.text+1
		default:
			width = after
		}
		if s.depth == 0 {
			item.marker, item.text, item.width, opened = at, text, width, true
		}
		if !opened {
			item.kind, opened = innerLine, true
		}
		s.columns[s.depth] = width
		s.depth++
		s.paragraph, s.quoted = false, false
		if text == len(line) {
			return item
		}
		at, column = text, width
	}
}

// column is where the text of the innermost open item begins.
func (s *scanner) column() int {
	if s.depth == 0 {
		return 0
	}
	return s.columns[s.depth-1]
}

// inner reads one block start, indented by so many columns in its container.
func (s *scanner) inner(rest string, indent int) scanned {
	if indent >= 4 { // an indented code block, or more of a paragraph
		return scanned{kind: s.inside(textLine)}
	}
	if level := headingLevel(rest); level > 0 {
		s.paragraph, s.quoted = false, false
		return scanned{kind: s.inside(headingLine), level: level}
	}
	if level := underlineLevel(rest); level > 0 && s.paragraph && !s.quoted {
		s.paragraph = false
		return scanned{kind: s.inside(underlineLine), level: level}
	}
	if isBreak(rest) {
		s.paragraph, s.quoted = false, false
		return scanned{kind: s.inside(textLine)}
	}
	if block := opens(rest); block.open() {
		block.column = s.column()
		s.block, s.paragraph, s.quoted = block, false, false
		if block.fence == 0 {
			s.block.feed(rest)
		}
		return scanned{kind: s.inside(verbatimLine)}
	}
	if rest[0] == '>' {
		s.paragraph, s.quoted = true, true
		return scanned{kind: s.inside(textLine)}
	}
	if n := markerLength(rest); n > 0 && s.depth < maxNesting && s.mayInterrupt(rest, n) {
		return scanned{kind: itemLine, text: n}
	}
	s.paragraph = true
	return scanned{kind: s.inside(textLine)}
}

// mayInterrupt says whether a marker of n bytes begins a list even where a
// paragraph is open: one without text, or a number other than 1, does not.
func (s *scanner) mayInterrupt(rest string, n int) bool {
	if !s.paragraph {
		return true
	}
	digits := rest[:n-1]
	return strings.TrimSpace(rest[n:]) != "" && (digits == "" || digits == "1")
}

// feed takes a line of the block and closes the block where the line ends it.
func (v *verbatim) feed(rest string) {
	if v.end != "" {
		if strings.Contains(strings.ToLower(rest), v.end) {
			*v = verbatim{}
		}
		return
	}
	trimmed := strings.TrimRight(rest, " \t")
	if len(trimmed) >= v.length && strings.Trim(trimmed, string(v.fence)) == "" {
		*v = verbatim{}
	}
}

// closing is the line that ends the block.
func (v verbatim) closing() string {
	if v.end != "" {
		return v.end
	}
	return strings.Repeat(string(v.fence), v.length)
}
