package source

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// YAML takes " #" for the beginning of a comment, and in brackets a comma for
// the end of a value. Where a person most likely meant text, what would vanish
// is a mistake. Comments as people write them, with a space after the #, pass.

// seek remembers where the last node stood, so that finding the next on the
// same line costs only the way between them.
type seek struct{ line, column, offset int }

// offset is the byte at which a node begins.
func (d *decoder) offset(n *yaml.Node) int {
	line, column := n.Line, n.Column
	if line != d.seek.line || column < d.seek.column {
		d.seek = seek{line, 1, d.file.offset(line, 1)}
	}
	_, end := d.file.bounds(line)
	for ; d.seek.column < column && d.seek.offset < end; d.seek.column++ {
		_, size := utf8.DecodeRune(d.file.data[d.seek.offset:end])
		d.seek.offset += size
	}
	return d.seek.offset
}

// kept says that nothing of a text was lost, and reports it otherwise.
func (d *decoder) kept(n *yaml.Node, name string) bool {
	if n.Style&^yaml.TaggedStyle != 0 {
		return true
	}
	if n.Anchor != "" {
		return d.anchorMeant(n, name)
	}
	from := d.offset(n)
	to := endOfPlain(d.file.data, from, n.Value)
	if to < 0 {
		return true
	}
	comment := commentAfter(d.file.data[to:])
	if !looksLost(n.Value, comment) {
		return true
	}
	d.failAt(d.position(n), n.Value+d.file.text(to, to+len(comment)),
		fmt.Sprintf("%s ends before %q: YAML takes the rest of the line for a comment", name, clip(strings.TrimSpace(comment))),
		"put the whole text in quotes; if it is a comment, write a space after the #")
	return false
}

// anchorMeant reports text that begins with & and so loses its first word: an
// anchor that nothing refers to.
func (d *decoder) anchorMeant(n *yaml.Node, name string) bool {
	if bytes.Contains(d.file.data, []byte("*"+n.Anchor)) {
		return true
	}
	d.fail(n, fmt.Sprintf("%s begins with &%s, which YAML takes for a name of the value and not for text", name, clip(n.Anchor)),
		"put the whole text in quotes")
	return false
}

// endOfPlain finds the end of an unquoted text, which may go on over several
// lines; -1 when it does not stand at from.
func endOfPlain(data []byte, from int, value string) int {
	if bytes.HasPrefix(data[from:], []byte(value)) {
		return from + len(value)
	}
	at := from
	for word := range strings.FieldsSeq(value) {
		for at < len(data) && isSpace(data[at]) {
			at++
		}
		if !bytes.HasPrefix(data[at:], []byte(word)) {
			return -1
		}
		at += len(word)
	}
	return at
}

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\r' || c == '\t' }

// commentAfter gives what follows up to the end of the line when that is a
// comment, with the space before it; else "".
func commentAfter(rest []byte) string {
	if end := bytes.IndexByte(rest, '\n'); end >= 0 {
		rest = rest[:end]
	}
	trimmed := bytes.TrimLeft(rest, " \t")
	if len(trimmed) == len(rest) || len(trimmed) == 0 || trimmed[0] != '#' {
		return ""
	}
	return string(bytes.TrimRight(rest, "\r \t"))
}

var issueNumber = regexp.MustCompile(`^[ \t]+#[0-9]|^ # ?[0-9]`)

// looksLost says that a comment was meant as text. After prose, a # that is
// followed at once by something is text; after a single word only #1868 is.
func looksLost(value, comment string) bool {
	if comment == "" || !strings.ContainsFunc(value, unicode.IsLetter) {
		return false
	}
	if issueNumber.MatchString(comment) {
		return true
	}
	after, _ := utf8.DecodeRuneInString(strings.TrimLeft(comment, " \t")[1:])
	return strings.ContainsAny(value, " \n") && joined(after)
}

// joined says that a character after a # makes it a part of text.
func joined(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_')
}

var numberOf = regexp.MustCompile(`^# (of|der|de|van|di)\s`)

// lostValue reports a value that begins with #: for YAML nothing is written
// there.
func (d *decoder) lostValue(n *yaml.Node, name string) {
	comment := strings.TrimLeft(commentAfter(d.file.data[d.offset(n):]), " \t")
	if comment == "" {
		return
	}
	after, _ := utf8.DecodeRuneInString(comment[1:])
	if !joined(after) && !numberOf.MatchString(comment) {
		return
	}
	at := d.position(n)
	line := d.file.Line(at.Line)
	at.Column += utf8.RuneCountInString(line[:strings.Index(line, comment)]) + 1 - at.Column
	d.failAt(at, comment, fmt.Sprintf("%s begins with #: YAML takes it for a comment, and nothing is left", name),
		"put the text in quotes; if it is a comment, write a space after the #")
}

var (
	numberHead = regexp.MustCompile(`(?:^|[^0-9.,])([0-9]{1,3})$`)
	numberTail = regexp.MustCompile(`^([0-9]{3})(?:[^0-9]|$)`)
)

// split reports 41,000 in brackets, which is two values there.
func (d *decoder) split(head, tail *yaml.Node) bool {
	if head.Kind != yaml.ScalarNode || tail.Kind != yaml.ScalarNode || head.Style|tail.Style != 0 ||
		head.Line != tail.Line || tail.Column != head.Column+utf8.RuneCountInString(head.Value)+1 {
		return false
	}
	first, rest := numberHead.FindStringSubmatch(head.Value), numberTail.FindStringSubmatch(tail.Value)
	if first == nil || rest == nil {
		return false
	}
	whole := head.Value + "," + tail.Value
	d.failAt(d.position(head), whole, fmt.Sprintf("the comma in %s,%s ends a value in brackets", first[1], rest[1]),
		fmt.Sprintf("write %s%s, or put it in quotes: %q", first[1], rest[1], clip(whole)))
	return true
}

// splitNumber looks for numbers that a list in brackets cut in two.
func (d *decoder) splitNumber(n *yaml.Node) bool {
	found := false
	if n.Style&yaml.FlowStyle == 0 {
		return found
	}
	for i := 0; i+1 < len(n.Content); i++ {
		found = d.split(n.Content[i], n.Content[i+1]) || found
	}
	return found
}

// splitKey says that a key of a mapping in braces is the end of the number
// before it.
func (d *decoder) splitKey(n *yaml.Node, i int) bool {
	if n.Style&yaml.FlowStyle == 0 || i == 0 || n.Content[i+1].Value != "" {
		return false
	}
	return d.split(n.Content[i-1], n.Content[i])
}
