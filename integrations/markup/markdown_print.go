package markup

import (
	"reflect"
	"strconv"
	"strings"
)

// printMarkdown writes blocks in normal form so that reading gives them again:
// with as few backslashes as that takes.
func printMarkdown(blocks []block) string {
	if md, ok := printExactly(blocks); ok {
		return md
	}
	md, _ := printExactly(normalise(unformatted(blocks)))
	return md
}

func printExactly(blocks []block) (string, bool) {
	light := markdownPrinter{escape: escapeLight}.document(blocks)
	if reflect.DeepEqual(readMarkdown(light), blocks) {
		return light, true
	}
	heavy := markdownPrinter{escape: escapeAll, guarded: true}.document(blocks)
	return heavy, reflect.DeepEqual(readMarkdown(heavy), blocks)
}

// unformatted is the last resort for formatting that Markdown cannot express.
func unformatted(blocks []block) []block {
	if blocks == nil {
		return nil
	}
	out := make([]block, len(blocks))
	for i, b := range blocks {
		b.runs = unmarked(b.runs)
		b.blocks = unformatted(b.blocks)
		if b.kind == table {
			rows := make([][][]run, len(b.rows))
			for j, row := range b.rows {
				rows[j] = make([][]run, len(row))
				for k, cell := range row {
					rows[j][k] = unmarked(cell)
				}
			}
			b.rows = rows
		}
		out[i] = b
	}
	return out
}

func unmarked(runs []run) []run {
	if runs == nil {
		return nil
	}
	out := make([]run, len(runs))
	for i, r := range runs {
		r.marks &= codeSpan
		out[i] = r
	}
	return out
}

// markdownPrinter writes Markdown; guarded also protects the letters beside
// formatting, where it would not be read as such.
type markdownPrinter struct {
	escape  func(text string, where place) string
	guarded bool
}

func (p markdownPrinter) document(blocks []block) string {
	return strings.Join(p.lines(blocks), "\n")
}

func (p markdownPrinter) lines(blocks []block) []string {
	var out []string
	for i, b := range blocks {
		if i > 0 {
			out = append(out, "")
		}
		out = append(out, p.block(b)...)
	}
	return out
}

func (p markdownPrinter) block(b block) []string {
	switch b.kind {
	case paragraph:
		return p.paragraph(b.runs)
	case heading:
		text := p.text(b.runs, place{heading: true})
		return []string{strings.Repeat("#", b.level) + " " + text}
	case list:
		return p.list(b)
	case code:
		return fenced(b)
	case quote:
		return prefixed(p.lines(b.blocks), "> ", "> ")
	case rule:
		return []string{"***"}
	case table:
		return p.table(b)
	case raw:
		return strings.Split(b.text, "\n")
	}
	return nil
}

func (p markdownPrinter) paragraph(runs []run) []string {
	return strings.Split(p.text(runs, place{lineStart: true}), "\n")
}

func fenced(b block) []string {
	fence := "```"
	for strings.Contains(b.text, fence) {
		fence += "`"
	}
	lines := []string{fence + b.lang}
	if b.text != "" {
		lines = append(lines, strings.Split(b.text, "\n")...)
	}
	return append(lines, fence)
}

func prefixed(lines []string, first, rest string) []string {
	out := make([]string, len(lines))
	prefix := first
	for i, line := range lines {
		out[i] = prefix + line
		if line == "" {
			out[i] = strings.TrimRight(prefix, " ")
		}
		prefix = rest
	}
	return out
}

func (p markdownPrinter) list(b block) []string {
	var out []string
	compact := compactList(b)
	for i, it := range b.blocks {
		if i > 0 && !compact {
			out = append(out, "")
		}
		marker := "- "
		if b.start > 0 {
			marker = strconv.Itoa(b.start+i) + ". "
		}
		out = append(out, prefixed(p.item(it), marker, strings.Repeat(" ", len(marker)))...)
	}
	return out
}

func (p markdownPrinter) item(it block) []string {
	var out []string
	for i, b := range it.blocks {
		lines := p.block(b)
		if i == 0 {
			lines[0] = checkBox(it.task) + lines[0]
		} else if !tight(it.blocks[i-1], b) {
			out = append(out, "")
		}
		out = append(out, lines...)
	}
	return out
}

func checkBox(t task) string {
	switch t {
	case openTask:
		return "[ ] "
	case doneTask:
		return "[x] "
	}
	return ""
}

// compactList says whether no blank line is needed between a list's items.
func compactList(b block) bool {
	for _, it := range b.blocks {
		for i, inner := range it.blocks {
			if i == 0 && inner.kind == paragraph {
				continue
			}
			if inner.kind != list || !compactList(inner) || i > 0 && !tight(it.blocks[i-1], inner) {
				return false
			}
		}
	}
	return true
}

// tight says whether b may follow a in an item without a blank line.
func tight(a, b block) bool {
	return a.kind == paragraph && b.kind == list && b.start <= 1
}

func (p markdownPrinter) table(b block) []string {
	var out []string
	for i, row := range b.rows {
		var line strings.Builder
		line.WriteString("|")
		for _, cell := range row {
			line.WriteString(" " + p.text(cell, place{cell: true}) + " |")
		}
		out = append(out, strings.ReplaceAll(line.String(), "|  |", "| |"))
		if i == 0 {
			out = append(out, "|"+strings.Repeat(" --- |", len(row)))
		}
	}
	return out
}
