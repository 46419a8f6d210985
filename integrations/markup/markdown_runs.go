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

// formats are in the order in which they enclose one another when equal.
var formats = []struct {
	mark  marks
	delim string
}{{strong, "**"}, {emph, "*"}, {strike, "~~"}}

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
	// closed says that the last thing written closed a formatting.
	closed bool
}

func (w *runWriter) write() {
	for i := 0; i < len(w.runs); {
		r := w.runs[i]
		if r.brk {
			w.closeTo(0)
			w.lineBreak()
			i++
			continue
		}
		w.close(r)
		opened := w.openFor(i)
		if r.href != "" {
			i = w.link(i)
			continue
		}
		w.plain(i, opened)
		i++
	}
	w.closeTo(0)
}

func (w *runWriter) lineBreak() {
	w.closed = false
	if w.where.cell {
		w.out.WriteString("<br>")
		return
	}
	w.out.WriteString("\\\n")
}

// close ends what the run does not continue.
func (w *runWriter) close(r run) {
	for i, m := range w.open {
		if r.marks&m == 0 {
			w.closeTo(i)
			return
		}
	}
}

func (w *runWriter) closeTo(n int) {
	for i := len(w.open) - 1; i >= n; i-- {
		w.out.WriteString(w.delim(w.open[i]))
		w.closed = true
	}
	w.open = w.open[:n]
}

// openFor begins what the run at i needs, the longest first.
func (w *runWriter) openFor(i int) bool {
	r := w.runs[i]
	opened := false
	for {
		best, length := marks(0), 0
		for _, f := range formats {
			if r.marks&f.mark == 0 || w.isOpen(f.mark) {
				continue
			}
			if n := w.reach(i, f.mark); n > length {
				best, length = f.mark, n
			}
		}
		if best == 0 {
			return opened
		}
		w.out.WriteString(w.delim(best))
		w.open = append(w.open, best)
		opened = true
	}
}

func (w *runWriter) isOpen(m marks) bool {
	for _, o := range w.open {
		if o == m {
			return true
		}
	}
	return false
}

func (w *runWriter) reach(i int, m marks) int {
	n := 0
	for ; i+n < len(w.runs) && !w.runs[i+n].brk && w.runs[i+n].marks&m != 0; n++ {
	}
	return n
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
func (w *runWriter) plain(i int, opened bool) {
	r := w.runs[i]
	if r.marks&codeSpan != 0 {
		w.out.WriteString(codeMarkdown(r.text, w.where.cell))
		w.closed = false
		return
	}
	where := w.where
	where.lineStart = w.where.lineStart && w.atLineStart()
	where.before, where.after = w.neighbours(i)
	text := w.escaped(r.text, where, opened, w.closesAfter(i))
	w.out.WriteString(text)
	w.closed = false
}

// escaped guards the first and last letter where formatting begins or ends.
func (w *runWriter) escaped(text string, where place, opened, closes bool) string {
	if !w.printer.guarded {
		return w.printer.escape(text, where)
	}
	first, n := utf8.DecodeRuneInString(text)
	last, m := utf8.DecodeLastRuneInString(text)
	_, _ = opened, closes
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

func (w *runWriter) closesAfter(i int) bool {
	return i+1 == len(w.runs) || w.runs[i+1].marks != w.runs[i].marks
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

// link writes the runs of one link, and gives the index after them.
func (w *runWriter) link(i int) int {
	first := w.runs[i]
	j := i
	for j < len(w.runs) && !w.runs[j].brk && w.runs[j].href == first.href && w.runs[j].title == first.title &&
		w.sharesOpen(w.runs[j]) {
		j++
	}
	w.closed = false
	label := w.runs[i:j]
	if bare := w.bareLink(i, j); bare != "" {
		w.out.WriteString(bare)
		return j
	}
	inner := make([]run, len(label))
	for k, r := range label {
		for _, m := range w.open {
			r.marks &^= m
		}
		r.href, r.title = "", ""
		inner[k] = r
	}
	text := w.printer.text(inner, place{label: true, cell: w.where.cell})
	w.out.WriteString("[" + text + "](" + target(first.href, first.title, w.where.cell) + ")")
	return j
}

func (w *runWriter) sharesOpen(r run) bool {
	for _, m := range w.open {
		if r.marks&m == 0 {
			return false
		}
	}
	return true
}

// bareLink gives the link as a bare or bracketed address where its label is
// just that, else "".
func (w *runWriter) bareLink(i, j int) string {
	r := w.runs[i]
	if j != i+1 || r.text != r.href || r.title != "" || r.marks&codeSpan != 0 || !w.sharesAll(r) {
		return ""
	}
	if bareURL(r.href) != len(r.href) {
		return ""
	}
	before, _ := utf8.DecodeLastRuneInString(w.out.String())
	if w.out.Len() > 0 && before != ' ' && before != '(' && before != '\n' {
		return "<" + r.href + ">"
	}
	if j < len(w.runs) && !w.runs[j].brk && !strings.HasPrefix(w.runs[j].text, " ") {
		return "<" + r.href + ">"
	}
	return r.href
}

// sharesAll says whether the run has no formatting but what is open.
func (w *runWriter) sharesAll(r run) bool {
	for _, m := range w.open {
		r.marks &^= m
	}
	return r.marks == 0
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
