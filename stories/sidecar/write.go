package sidecar

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"plotline/roadmap/source"
)

// Bytes gives the file of a record.
func Bytes[T any](of *T, fields func(*T, *Fields)) []byte {
	return withSums(facts(&writer{b: make([]byte, 0, 2048)}, of, fields))
}

// facts are the lines without their sums.
func facts[T any](w *writer, of *T, fields func(*T, *Fields)) []byte {
	fields(of, &Fields{w: w})
	return w.b
}

// writer writes the subset of YAML that sidecars are made of. Empty
// values are left out.
type writer struct {
	b      []byte
	indent int
	// dash says that the next line begins an element of a list.
	dash bool
}

func (w *writer) key(key string) {
	indent := w.indent
	if w.dash {
		w.pad(indent - 2)
		w.b = append(w.b, "- "...)
		w.dash = false
	} else {
		w.pad(indent)
	}
	w.b = append(w.b, key...)
	w.b = append(w.b, ':')
}

func (w *writer) pad(n int) {
	for range n {
		w.b = append(w.b, ' ')
	}
}

func (w *writer) text(key, text string) {
	if text == "" {
		return
	}
	w.key(key)
	w.b = append(w.b, ' ')
	w.scalar(text)
	w.b = append(w.b, '\n')
}

func (w *writer) number(key string, n float64) {
	if n != 0 {
		w.text(key, strconv.FormatFloat(n, 'f', -1, 64))
	}
}

func (w *writer) time(key string, t time.Time) {
	if !t.IsZero() {
		w.text(key, t.UTC().Format(time.RFC3339))
	}
}

func (w *writer) truth(key string, holds bool) {
	if holds {
		w.text(key, "yes")
	}
}

// scalar writes text plain where YAML allows it, several lines as a literal
// block, and the rest in quotes.
func (w *writer) scalar(text string) {
	switch {
	case isPlainText(text):
		w.b = append(w.b, text...)
	case isLiteral(text):
		w.b = append(w.b, "|-"...)
		w.lines(text)
	case strings.HasSuffix(text, "\n") && isLiteral(text[:len(text)-1]):
		w.b = append(w.b, '|')
		w.lines(text[:len(text)-1])
	default:
		w.b = appendQuoted(w.b, text)
	}
}

func (w *writer) lines(text string) {
	for line := range strings.SplitSeq(text, "\n") {
		w.b = append(w.b, '\n')
		if line != "" {
			w.pad(w.indent + 2)
			w.b = append(w.b, line...)
		}
	}
}

// isPlainText says whether text is itself as a plain scalar on one line, in a
// block.
func isPlainText(text string) bool {
	first := text[0]
	if (first < 'a' || first > 'z') && (first < 'A' || first > 'Z') && (first < '0' || first > '9') {
		return false
	}
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == ':' && (i+1 == len(text) || text[i+1] == ' '), c == '#' && text[i-1] == ' ', c < ' ', c == 0x7f:
			return false
		case c >= utf8.RuneSelf:
			return isPlainRest(text[i:]) && isPlainEnd(text)
		}
	}
	return isPlainEnd(text)
}

func isPlainEnd(text string) bool {
	return text[len(text)-1] != ' ' && !strings.EqualFold(text, "null")
}

// isPlainRest is isPlainText from the first character on that is not ASCII.
func isPlainRest(text string) bool {
	last := rune(0)
	for i, r := range text {
		switch {
		case r == ':' && (i+1 == len(text) || text[i+1] == ' '), r == '#' && last == ' ', r < ' ', r >= 0x7f && !isPrintable(r):
			return false
		}
		last = r
	}
	return true
}

// isPrintable says whether YAML takes a character as it is, on one line.
func isPrintable(r rune) bool {
	return r >= 0xa0 && r != utf8.RuneError && r != '\u2028' && r != '\u2029' && r != '\uFEFF' && unicode.IsPrint(r)
}

// isLiteral says whether text of several lines is itself as a literal block.
func isLiteral(text string) bool {
	if !strings.Contains(text, "\n") || text[0] == ' ' || text[0] == '\n' || text[0] == '\t' || strings.HasSuffix(text, "\n") {
		return false
	}
	for line := range strings.SplitSeq(text, "\n") {
		if strings.TrimLeft(line, " ") == "" && line != "" {
			return false
		}
	}
	for _, r := range text {
		if r < ' ' && r != '\n' && r != '\t' || r >= 0x7f && !isPrintable(r) {
			return false
		}
	}
	return true
}

// appendQuoted writes a double-quoted scalar. Its escapes mean the same in
// YAML and in Go.
func appendQuoted(b []byte, text string) []byte {
	return strconv.AppendQuote(b, strings.ToValidUTF8(text, "\uFFFD"))
}

// flow writes a list on one line.
func flow[T ~string](w *writer, key string, values []T) {
	if len(values) == 0 {
		return
	}
	w.key(key)
	w.b = append(w.b, " ["...)
	for i, value := range values {
		if i > 0 {
			w.b = append(w.b, ", "...)
		}
		if source.IsPlain(string(value)) {
			w.b = append(w.b, value...)
		} else {
			w.b = appendQuoted(w.b, string(value))
		}
	}
	w.b = append(w.b, "]\n"...)
}

// opened is a key whose value follows below it: where it and its value begin, and
// whether it begins an element.
type opened struct {
	key, value int
	dash       bool
}

// open begins a nested mapping, close ends it.
func (w *writer) open(key string) opened {
	o := opened{key: len(w.b), dash: w.dash}
	w.key(key)
	w.b = append(w.b, '\n')
	w.indent += 2
	o.value = len(w.b)
	return o
}

func (w *writer) close() { w.indent -= 2 }

// element begins the next element of an open list; its fields follow.
func (w *writer) element() { w.dash = true }

func (w *writer) openList(key string) opened {
	o := w.open(key)
	w.indent += 2
	return o
}

func (w *writer) closeList() {
	w.dash = false
	w.indent -= 4
}

// dropEmpty takes a key back under which nothing was written.
func (w *writer) dropEmpty(o opened) {
	if len(w.b) == o.value {
		w.b, w.dash = w.b[:o.key], o.dash
	}
}
