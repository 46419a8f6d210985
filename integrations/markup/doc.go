// Package markup holds one small model of formatted text and turns Markdown,
// Jira's document format (ADF) and Jira's wiki markup into it and back. It also
// keeps Plotline's part of a description apart from what people wrote around
// it. It knows no tracker and does no I/O; trackers and the engine call it.
package markup

// block is one block of a document. Which fields count depends on its kind.
type block struct {
	kind blockKind
	// runs is the text of a paragraph or heading.
	runs []run
	// level is a heading's, 1 to 6.
	level int
	// start is an ordered list's first number; 0 for a bullet list.
	start int
	// text and lang are a code block's.
	text, lang string
	// task is an item's check box.
	task task
	// blocks are what a quote or item holds, and a list's items.
	blocks []block
	// rows are a table's, the first its header: rows, cells, runs.
	rows [][][]run
}

type blockKind int

const (
	paragraph blockKind = iota
	heading
	list
	item
	code
	quote
	rule
	table
	// raw is Markdown that is too tangled to be read; it stays as it is.
	raw
)

// task says whether an item has a check box, and its state.
type task int

const (
	noTask task = iota
	openTask
	doneTask
)

// run is a stretch of text with one formatting, or a hard line break.
type run struct {
	text  string
	brk   bool
	marks marks
	// href is set when the run is part of a link; title is the link's.
	href, title string
}

// marks is a set of formattings.
type marks uint8

const (
	strong marks = 1 << iota
	emph
	strike
	codeSpan
)

// maxDepth is how deep blocks may nest; what is deeper becomes plain text.
const maxDepth = 24

func plainText(runs []run) string {
	out := make([]byte, 0, 64)
	for _, r := range runs {
		if r.brk {
			out = append(out, '\n')
			continue
		}
		out = append(out, r.text...)
	}
	return string(out)
}

// sameFormat says whether two runs may be joined into one.
func sameFormat(a, b run) bool {
	return !a.brk && !b.brk && a.marks == b.marks && a.href == b.href && a.title == b.title
}
