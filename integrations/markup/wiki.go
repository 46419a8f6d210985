package markup

import (
	"reflect"
	"strings"
)

// ToWiki gives a Markdown text in Jira's wiki markup. What is text in Markdown
// is text there too: it makes no links, macros, mentions or emoticons.
func ToWiki(md string) string {
	blocks := wikiForm(readMarkdown(md))
	light := wikiWriter{}.document(blocks)
	if got, _ := readWiki(light); reflect.DeepEqual(got, blocks) {
		return light
	}
	return wikiWriter{heavy: true}.document(blocks)
}

// wikiForm keeps as Markdown what the wiki markup cannot say where it stands.
func wikiForm(blocks []block) []block {
	out := make([]block, len(blocks))
	for i, b := range blocks {
		switch {
		case b.kind == raw, b.kind == list && !wikiList(b), b.kind == quote && !wikiQuote(b):
			b = asMarkdown(b)
		case b.kind == list:
			b = withoutStart(b)
		case b.kind == quote:
			b.blocks = wikiForm(b.blocks)
		}
		out[i] = b
	}
	return out
}

// withoutStart forgets a list's first number: the wiki counts from one.
func withoutStart(b block) block {
	b.start = min(b.start, 1)
	items := make([]block, len(b.blocks))
	for i, it := range b.blocks {
		inner := make([]block, len(it.blocks))
		for j, c := range it.blocks {
			if c.kind == list {
				c = withoutStart(c)
			}
			inner[j] = c
		}
		it.blocks = inner
		items[i] = it
	}
	b.blocks = items
	return b
}

// wikiList says whether a list's items are each one paragraph, then code, then
// more such lists: what lines can say.
func wikiList(b block) bool {
	for _, it := range b.blocks {
		if it.blocks[0].kind != paragraph {
			return false
		}
		last := paragraph
		for _, c := range it.blocks[1:] {
			if c.kind != code && (c.kind != list || !wikiList(c)) || c.kind == code && last == list {
				return false
			}
			last = c.kind
		}
	}
	return true
}

func wikiQuote(b block) bool {
	for _, c := range b.blocks {
		if c.kind == quote {
			return false
		}
	}
	return true
}

type wikiWriter struct {
	heavy bool
}

func (w wikiWriter) document(blocks []block) string {
	var out []string
	for _, b := range blocks {
		out = append(out, w.block(b))
	}
	return strings.Join(out, "\n\n")
}

func (w wikiWriter) block(b block) string {
	switch b.kind {
	case heading:
		return "h" + string(rune('0'+b.level)) + ". " + w.text(b.runs, wikiPlace{})
	case list:
		return strings.Join(w.list(b, ""), "\n")
	case code:
		return wikiCode(b)
	case quote:
		return "{quote}\n" + w.document(b.blocks) + "\n{quote}"
	case rule:
		return "----"
	case table:
		return w.table(b)
	}
	return w.text(b.runs, wikiPlace{lineStart: true})
}

func (w wikiWriter) list(b block, path string) []string {
	marker := "*"
	if b.start > 0 {
		marker = "#"
	}
	path += marker
	var out []string
	for _, it := range b.blocks {
		runs := it.blocks[0].runs
		if it.task != noTask {
			runs = joinRuns(append([]run{{text: checkBox(it.task)}}, runs...))
		}
		out = append(out, path+" "+w.text(runs, wikiPlace{item: true}))
		for _, c := range it.blocks[1:] {
			if c.kind == code {
				out = append(out, wikiCode(c))
				continue
			}
			out = append(out, w.list(c, path)...)
		}
	}
	return out
}

func (w wikiWriter) table(b block) string {
	var out []string
	for i, row := range b.rows {
		bar := "|"
		if i == 0 {
			bar = "||"
		}
		var line strings.Builder
		for _, cell := range row {
			text := w.text(cell, wikiPlace{cell: true})
			line.WriteString(bar + " " + text + " ")
		}
		out = append(out, line.String()+bar)
	}
	return strings.Join(out, "\n")
}

// wikiLanguages are those that Jira colours; it complains about others, which
// go into the title.
const wikiLanguages = " actionscript actionscript3 ada applescript bash c c# c++ coldfusion cpp css delphi diff erlang go groovy " +
	"haskell html java javafx javascript js json lua nyan objc perl php powershell python r rainbow ruby scala sh sql swift " +
	"visualbasic vb xml yaml "

// guard keeps code that holds the end of a macro, or a panel like ours, from
// being read as one: it stands behind the brace, and nobody sees it.
const guard = "\u200b"

// guarded are the tags that code may not hold as they are.
var guarded = []string{"{code", "{noformat", "{panel:title=Plotline"}

func guardCode(text string) string {
	for _, tag := range guarded {
		text = strings.ReplaceAll(text, tag, "{"+guard+tag[1:])
	}
	return text
}

func unguardCode(text string) string {
	for _, tag := range guarded {
		text = strings.ReplaceAll(text, "{"+guard+tag[1:], tag)
	}
	return text
}

func wikiCode(b block) string {
	var name string
	switch {
	case b.lang == "":
		name = "noformat"
	case strings.Contains(wikiLanguages, " "+b.lang+" "):
		name = "code:" + b.lang
	default:
		name = "code:title=" + b.lang
	}
	tag, _, _ := strings.Cut(name, ":")
	return "{" + name + "}\n" + guardCode(b.text) + "\n{" + tag + "}"
}
