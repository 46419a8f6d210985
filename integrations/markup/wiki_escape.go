package markup

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"
)

// escapeWiki makes text of every character that wiki markup may give a meaning
// to. A backslash cannot escape itself: two of them break the line.
func escapeWiki(text string, all bool) string {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case c == '\\' || c == '&' || all && (c == ':' || c == ';'):
			fmt.Fprintf(&b, "&#%d;", c)
		case isASCIIPunct(c):
			b.WriteString(`\` + string(rune(c)))
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// escapeWikiLight escapes only where the text could be read as markup.
func escapeWikiLight(text string, before, after rune) string {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c >= utf8.RuneSelf || !isASCIIPunct(c) {
			b.WriteByte(c)
			continue
		}
		prev, next := around(text, i, place{before: before, after: after})
		switch {
		case c == '\\' && !wordRune(next) && next != ' ', c == '&' && entity.MatchString(text[i:]):
			fmt.Fprintf(&b, "&#%d;", c)
		case (c == ':' || c == ';') && smiley(next):
			fmt.Fprintf(&b, "&#%d;", c)
		case wikiSpecial(text, i, prev, next):
			b.WriteString(`\` + string(rune(c)))
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

func smiley(next rune) bool {
	return next == ')' || next == '(' || next == 'P' || next == 'D' || next == '-'
}

var emoticon = regexp.MustCompile(`^\((x|/|y|n|i|!|\?|\+|-|on|off|\*[rgby]?|flag|flagoff)\)`)

func wikiSpecial(text string, i int, prev, next rune) bool {
	switch text[i] {
	case '{', '}', '[', ']', '|', '^', '~':
		return true
	case '*', '_', '+':
		return !alone(prev, next) && !within(prev, next)
	case '-':
		return prev == '-' || next == '-' || !alone(prev, next) && !within(prev, next)
	case '!':
		return !space(next)
	case '?':
		return prev == '?' || next == '?'
	case '(':
		return emoticon.MatchString(text[i:])
	}
	return false
}

var wikiStart = regexp.MustCompile(`^(h[1-6]\.|bq\.|[*#-]+)( |$)`)

// wikiLineStart gives what a line may not begin with in a form that it may, and
// the rest of the text.
func wikiLineStart(text string) (head, rest string) {
	m := wikiStart.FindStringSubmatch(text)
	if m == nil {
		return "", text
	}
	if c := text[0]; c == 'h' || c == 'b' {
		return fmt.Sprintf("&#%d;", c), text[1:]
	}
	return escapeWiki(m[1], false), text[len(m[1]):]
}
