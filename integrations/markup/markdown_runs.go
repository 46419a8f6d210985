package markup

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// place is where text stands, which decides what must be escaped.
type place struct {
	// lineStart: the text begins a line.
	lineStart bool
	heading   bool
	cell      bool
	label     bool
	// before and after are the neighbouring characters, 0 at an edge.
	before, after rune
}

// text prints runs; line breaks become newlines with their mark before.
func (p markdownPrinter) text(runs []run, where place) string {
	w := &runWriter{printer: p, where: where, runs: runs}
	w.write()
	return w.out.String()
}

type runWriter struct {
	printer markdownPrinter
	where   place
	runs    []run
	out     strings.Builder
	// open are the formattings that are open, outermost first.
	open []marks
}

func (w *runWriter) write() {
	units := unitsOf(w.runs)
	for i, s := range nest(units) {
		u := units[i]
		w.closeTo(s.keep)
		for _, m := range s.open {
			w.out.WriteString(w.delim(m))
		}
		w.open = s.stack
		switch {
		case u.brk:
			w.lineBreak()
		case u.link:
			w.link(u)
		default:
			w.plain(u.from)
		}
	}
	w.closeTo(0)
}

func (w *runWriter) lineBreak() {
	if w.where.cell {
		w.out.WriteString("<br>")
		return
	}
	w.out.WriteString("\\\n")
}

func (w *runWriter) closeTo(n int) {
	for i := len(w.open) - 1; i >= n; i-- {
		w.out.WriteString(w.delim(w.open[i]))
	}
	w.open = w.open[:n]
}

func (w *runWriter) delim(m marks) string {
	if m == emph && w.printer.guarded {
		return "_"
	}
	for _, f := range formats {
		if f.mark == m {
			return f.delim
		}
	}
	return ""
}

// plain writes the text of run i.
func (w *runWriter) plain(i int) {
	r := w.runs[i]
	if r.marks&codeSpan != 0 {
		w.out.WriteString(codeMarkdown(r.text, w.where.cell))
		return
	}
	where := w.where
	where.lineStart = w.where.lineStart && w.atLineStart()
	where.before, where.after = w.neighbours(i)
	w.out.WriteString(w.escaped(r.text, where))
}

// escaped guards the first and last letter, beside which formatting may stand.
func (w *runWriter) escaped(text string, where place) string {
	if !w.printer.guarded {
		return w.printer.escape(text, where)
	}
	first, n := utf8.DecodeRuneInString(text)
	last, m := utf8.DecodeLastRuneInString(text)
	if n+m > len(text) {
		return reference(first)
	}
	return reference(first) + w.printer.escape(text[n:len(text)-m], place{cell: where.cell}) + reference(last)
}

func reference(r rune) string {
	if r == ' ' {
		return " "
	}
	return fmt.Sprintf("&#%d;", r)
}

func (w *runWriter) atLineStart() bool {
	s := w.out.String()
	return s == "" || s[len(s)-1] == '\n'
}

func (w *runWriter) neighbours(i int) (before, after rune) {
	if i > 0 && !w.runs[i-1].brk {
		before, _ = utf8.DecodeLastRuneInString(w.out.String())
	}
	if i+1 < len(w.runs) && !w.runs[i+1].brk {
		after, _ = utf8.DecodeRuneInString(w.runs[i+1].text)
		if next := w.runs[i+1]; next.href != "" {
			after = '['
		} else if next.marks != w.runs[i].marks {
			after = '*'
		}
	}
	return before, after
}

func codeMarkdown(text string, cell bool) string {
	fence := "`"
	for hasBacktickRun(text, len(fence)) {
		fence += "`"
	}
	if strings.HasPrefix(text, "`") || strings.HasSuffix(text, "`") {
		text = " " + text + " "
	}
	if cell {
		text = strings.ReplaceAll(text, "|", `\|`)
	}
	return fence + text + fence
}

// hasBacktickRun says whether text holds exactly n backticks in a row.
func hasBacktickRun(text string, n int) bool {
	count := 0
	for i := 0; i <= len(text); i++ {
		if i < len(text) && text[i] == '`' {
			count++
			continue
		}
		if count == n {
			return true
		}
		count = 0
	}
	return false
}

// link writes one link.
func (w *runWriter) link(u unit) {
	first := w.runs[u.from]
	if bare := w.bareLink(u); bare != "" {
		w.out.WriteString(bare)
		return
	}
	label := w.printer.text(labelRuns(w.runs[u.from:u.to], u.marks), place{label: true, cell: w.where.cell})
	w.out.WriteString("[" + label + "](" + target(first.href, first.title, w.where.cell) + ")")
}

// bareLink gives the link as a bare or bracketed address where its label is
// just that, else "".
func (w *runWriter) bareLink(u unit) string {
	r := w.runs[u.from]
	if u.to != u.from+1 || r.text != r.href || r.title != "" || r.marks&codeSpan != 0 {
		return ""
	}
	before, _ := utf8.DecodeLastRuneInString(w.out.String())
	if bareURL(r.href) != len(r.href) || before == '!' {
		return ""
	}
	if w.out.Len() > 0 && before != ' ' && before != '(' && before != '\n' {
		return "<" + r.href + ">"
	}
	if u.to < len(w.runs) && !w.runs[u.to].brk && !strings.HasPrefix(w.runs[u.to].text, " ") {
		return "<" + r.href + ">"
	}
	return r.href
}

func target(href, title string, cell bool) string {
	if href == "" || strings.ContainsAny(href, "()&") {
		href = "<" + strings.ReplaceAll(href, "&", "&amp;") + ">"
	}
	if title != "" {
		href += ` "` + escapeAll(title, place{}) + `"`
	}
	if cell {
		href = strings.ReplaceAll(strings.ReplaceAll(href, `\|`, "|"), "|", `\|`)
	}
	return href
}
