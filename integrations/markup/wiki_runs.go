package markup

import (
	"strings"
	"unicode/utf8"
)

// wikiPlace is where text stands in wiki markup.
type wikiPlace struct {
	lineStart, item, cell, label bool
}

func (w wikiWriter) text(runs []run, where wikiPlace) string {
	out := &wikiRuns{w: w, where: where, runs: runs}
	out.write()
	return out.b.String()
}

type wikiRuns struct {
	w     wikiWriter
	where wikiPlace
	runs  []run
	b     strings.Builder
	open  []marks
}

func (o *wikiRuns) write() {
	units := unitsOf(o.runs)
	for i, s := range nest(units) {
		u := units[i]
		o.closeTo(s.keep, o.after(u.from))
		for _, m := range s.open {
			o.b.WriteString(o.opening(m, u))
		}
		o.open = s.stack
		switch {
		case u.brk:
			o.lineBreak()
		case u.link:
			o.link(u)
		default:
			o.plain(o.runs[u.from], u.from)
		}
	}
	o.closeTo(0, 0)
}

func (o *wikiRuns) lineBreak() {
	if o.where.cell {
		o.b.WriteString(` \\ `)
		return
	}
	o.b.WriteString("\n")
}

// after is the first character of what follows, 0 for none.
func (o *wikiRuns) after(i int) rune {
	if i >= len(o.runs) || o.runs[i].brk {
		return 0
	}
	if o.runs[i].marks&codeSpan != 0 || o.runs[i].href != "" {
		return '{'
	}
	r, _ := utf8.DecodeRuneInString(o.runs[i].text)
	return r
}

func (o *wikiRuns) before() rune {
	r, n := utf8.DecodeLastRuneInString(o.b.String())
	if n == 0 {
		return 0
	}
	return r
}

func wikiDelim(m marks) string {
	switch m {
	case strong:
		return "*"
	case emph:
		return "_"
	}
	return "-"
}

// opening gives the mark that begins a formatting: in braces where it would not
// be read as one.
func (o *wikiRuns) opening(m marks, _ unit) string {
	if o.w.heavy || wordRune(o.before()) {
		return "{" + wikiDelim(m) + "}"
	}
	return wikiDelim(m)
}

func (o *wikiRuns) closeTo(n int, next rune) {
	for i := len(o.open) - 1; i >= n; i-- {
		d := wikiDelim(o.open[i])
		if o.w.heavy || wordRune(next) {
			d = "{" + d + "}"
		}
		o.b.WriteString(d)
	}
	o.open = o.open[:n]
}

func (o *wikiRuns) plain(r run, i int) {
	if r.marks&codeSpan != 0 {
		o.b.WriteString("{{" + escapeWiki(r.text, true) + "}}")
		return
	}
	s := o.b.String()
	atStart := s == "" || s[len(s)-1] == '\n'
	text := r.text
	if atStart && (o.where.lineStart || strings.Contains(s, "\n")) {
		var head string
		head, text = wikiLineStart(text)
		o.b.WriteString(head)
	}
	if o.w.heavy {
		o.b.WriteString(escapeWiki(text, true))
		return
	}
	o.b.WriteString(escapeWikiLight(text, o.before(), o.after(i+1)))
}

func (o *wikiRuns) link(u unit) {
	first := o.runs[u.from]
	label := o.w.text(labelRuns(o.runs[u.from:u.to], u.marks), wikiPlace{label: true})
	if u.to == u.from+1 && first.text == first.href && first.title == "" && first.marks&codeSpan == 0 && bareURL(first.href) == len(first.href) {
		if next := o.after(u.to); !o.w.heavy && (next == 0 || next == ' ') && !wordRune(o.before()) && wikiAddress(first.href) == first.href {
			o.b.WriteString(first.href)
			return
		}
		o.b.WriteString("[" + wikiAddress(first.href) + "]")
		return
	}
	o.b.WriteString("[" + label + "|" + wikiAddress(first.href))
	if first.title != "" {
		o.b.WriteString("|" + escapeWiki(first.title, true))
	}
	o.b.WriteString("]")
}

// wikiAddress gives an address as a link in brackets holds it: what would be
// read as a character reference is none.
func wikiAddress(href string) string {
	var b strings.Builder
	for i := range len(href) {
		b.WriteByte(href[i])
		if href[i] == '&' && entity.MatchString(href[i:]) {
			b.WriteString("#38;")
		}
	}
	return b.String()
}
