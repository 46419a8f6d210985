package markup

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// escapeAll puts a backslash before every punctuation character.
func escapeAll(text string, _ place) string {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if isASCIIPunct(text[i]) {
			b.WriteByte('\\')
		}
		b.WriteByte(text[i])
	}
	return b.String()
}

func isASCIIPunct(c byte) bool {
	return c >= '!' && c <= '/' || c >= ':' && c <= '@' || c >= '[' && c <= '`' || c >= '{' && c <= '~'
}

// escapeLight puts a backslash only where the text could be read as markup.
func escapeLight(text string, where place) string {
	var b strings.Builder
	start := 0
	if where.lineStart {
		start = escapeLineStart(&b, text)
	}
	brackets := where.label || where.after == '[' || linkLike(text)
	for i := start; i < len(text); i++ {
		c := text[i]
		if c < utf8.RuneSelf && isASCIIPunct(c) && needsEscape(text, i, where, brackets) {
			b.WriteByte('\\')
		}
		b.WriteByte(c)
	}
	return b.String()
}

var (
	listMarker    = regexp.MustCompile(`^([-+*]|[0-9]{1,9}[.)])( |$)`)
	headingMarker = regexp.MustCompile(`^#{1,6}( |$)`)
	ruleLike      = regexp.MustCompile(`^[-=_*:| \t]+$|^(\x60\x60\x60|~~~)`)
)

// linkLike says whether a text holds what may end the label of a link.
func linkLike(text string) bool {
	return strings.Contains(text, "](") || strings.Contains(text, "][") || strings.Contains(text, "]:")
}

// lineStarters are the characters that markers of lines begin with.
const lineStarters = "-+*0123456789>#=_:| \t`~"

// escapeLineStart writes what a line may not begin with unescaped, and gives
// how much of text it wrote.
func escapeLineStart(b *strings.Builder, text string) int {
	if text == "" || strings.IndexByte(lineStarters, text[0]) < 0 {
		return 0
	}
	if m := listMarker.FindStringSubmatch(text); m != nil {
		n := len(m[1])
		b.WriteString(text[:n-1] + `\` + text[n-1:n])
		return n
	}
	if text[0] == '>' || headingMarker.MatchString(text) || ruleLike.MatchString(text) {
		b.WriteString(`\` + text[:1])
		return 1
	}
	return 0
}

func needsEscape(text string, i int, where place, brackets bool) bool {
	before, after := around(text, i, where)
	switch text[i] {
	case '\\':
		return after < utf8.RuneSelf && (after == 0 || isASCIIPunct(byte(after)))
	case '`':
		return true
	case '*':
		return !alone(before, after)
	case '_':
		return !alone(before, after) && !within(before, after)
	case '~':
		return !space(after) && (!space(before) || !wordRune(after))
	case '[':
		return brackets
	case ']':
		return where.label
	case '<':
		return wordRune(after) || after == '/' || after == '!' || after == '?'
	case '&':
		return entity.MatchString(text[i:])
	case '|':
		return where.cell
	case '#':
		return where.heading && strings.Trim(text[i:], "#") == "" && (before == ' ' || before == 0 || before == '#')
	}
	return false
}

// around gives the characters beside text[i], 0 at an edge.
func around(text string, i int, where place) (before, after rune) {
	before, after = where.before, where.after
	if i > 0 {
		before, _ = utf8.DecodeLastRuneInString(text[:i])
	}
	if i+1 < len(text) {
		after, _ = utf8.DecodeRuneInString(text[i+1:])
	}
	return before, after
}

// alone: between white space; within: in a word.
func alone(before, after rune) bool  { return space(before) && space(after) }
func within(before, after rune) bool { return wordRune(before) && wordRune(after) }

func space(r rune) bool { return r == 0 || unicode.IsSpace(r) }
