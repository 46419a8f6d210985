package markup

import (
	"strings"
)

// Canonical gives the form of a Markdown text in which two texts that say the
// same are equal, however they were typed and whatever a tracker made of their
// markers, escapes, white space, numbering and table padding. It is Markdown
// itself, and Canonical of it is the same text.
func Canonical(md string) string {
	return printMarkdown(canonicalForm(readMarkdown(md)))
}

// canonicalForm forgets what some markup cannot keep and nobody would miss: a
// list's first number, a link's title, tabs and trailing space in code.
func canonicalForm(blocks []block) []block {
	out := make([]block, len(blocks))
	for i, b := range blocks {
		b.start = min(b.start, 1)
		b.runs = withoutTitles(b.runs)
		if b.kind == code {
			b.text = canonicalCode(b.text)
		}
		b.lang = strings.ToLower(b.lang)
		if b.blocks != nil {
			b.blocks = canonicalForm(b.blocks)
		}
		if b.rows != nil {
			b.rows = canonicalRows(b.rows)
		}
		out[i] = b
	}
	return normalise(out)
}

func canonicalRows(rows [][][]run) [][][]run {
	out := make([][][]run, len(rows))
	for i, row := range rows {
		out[i] = make([][]run, len(row))
		for j, cell := range row {
			out[i][j] = withoutTitles(cell)
		}
	}
	return out
}

func withoutTitles(runs []run) []run {
	out := make([]run, len(runs))
	for i, r := range runs {
		r.title = ""
		out[i] = r
	}
	return joinRuns(out)
}

func canonicalCode(text string) string {
	lines := strings.Split(strings.ReplaceAll(text, "\t", "    "), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " ")
	}
	return strings.Join(lines, "\n")
}
