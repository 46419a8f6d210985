package source

import (
	"bytes"
	"fmt"
	"unicode/utf8"
)

// MaxSize is how large a file may be, in bytes.
const MaxSize = 16 << 20

// readable says that a text can be given to the YAML parser, and reports why
// not. It gives the end of the first document.
func (d *decoder) readable(from, to int) (end int, ok bool) {
	text := d.file.data[from:to]
	switch {
	case len(text) > MaxSize:
		d.failAt(Position{Path: d.file.path}, "",
			fmt.Sprintf("the file is %d MB, and at most %d MB are read", len(text)>>20, MaxSize>>20),
			"split it, or look whether it is the right file")
		return to, false
	case bytes.HasPrefix(text, []byte("\xff\xfe")) || bytes.HasPrefix(text, []byte("\xfe\xff")):
		d.failAt(d.file.Position(from), "", "this is UTF-16 and not UTF-8 text", "save the file as UTF-8")
		return to, false
	case !utf8.Valid(text):
		d.failAt(d.file.Position(from+firstInvalid(text)), "", "this is not UTF-8 text", "save the file as UTF-8")
		return to, false
	}
	if at, what := unwanted(text); at >= 0 {
		d.failAt(d.file.Position(from+at), "", what, "take it out; editors can show invisible characters")
		return to, false
	}
	return d.firstDocument(from, to), true
}

func firstInvalid(text []byte) int {
	at := 0
	for at < len(text) {
		r, size := utf8.DecodeRune(text[at:])
		if r == utf8.RuneError && size == 1 {
			return at
		}
		at += size
	}
	return 0
}

// unwanted finds characters that nobody sees and that break lines or texts
// apart; -1 when there are none.
func unwanted(text []byte) (at int, what string) {
	for i, c := range text {
		switch {
		case c == '\t' || c == '\n' || c == '\r' && (i+1 == len(text) || text[i+1] == '\n'):
		case c == '\r':
			return i, "a line ends in a lone carriage return here"
		case c < ' ' || c == 0x7f:
			return i, fmt.Sprintf("a control character stands here, U+%04X", c)
		case c == 0xc2 && text[i+1] < 0xa0:
			return i, fmt.Sprintf("a control character stands here, U+%04X", text[i+1])
		case c == 0xe2 && text[i+1] == 0x80 && (text[i+2] == 0xa8 || text[i+2] == 0xa9):
			return i, fmt.Sprintf("an invisible line separator stands here, U+20%02X", text[i+2]-0x80)
		}
	}
	return -1, ""
}

// firstDocument gives the end of the first YAML document and reports a second.
func (d *decoder) firstDocument(from, to int) int {
	began, ended := false, false
	for at := from; at < to; {
		line := d.file.data[at:to]
		if end := bytes.IndexByte(line, '\n'); end >= 0 {
			line = line[:end+1]
		}
		switch content := bytes.TrimRight(line, " \t\r\n"); {
		case isMarker(content, "..."):
			ended = true
		case isMarker(content, "---") || ended && len(content) > 0 && content[0] != '#':
			if began {
				d.failAt(d.file.Position(at), string(content), "a second document begins here, and only the first would be read",
					"one file holds one document: take the line out, or split the file")
				return at
			}
			began = true
		case len(content) > 0 && content[0] != '#' && content[0] != '%':
			began = true
		}
		at += len(line)
	}
	return to
}

func isMarker(line []byte, marker string) bool {
	rest, ok := bytes.CutPrefix(line, []byte(marker))
	return ok && (len(rest) == 0 || rest[0] == ' ' || rest[0] == '\t')
}
