package review

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// word is one word or punctuation mark of a text.
type word struct {
	// text is in lower case, with straight apostrophes.
	text       string
	start, end int32
	// mark says that it is punctuation: , . ; : ! ? / ( ) [ ] " & | –
	mark bool
	// upper says that it begins with a capital letter.
	upper bool
	// spaced says that white space, or the text's beginning, comes before it.
	spaced bool
	// line says that a line break comes before it.
	line bool
	// aside says that it stands within quotes or brackets.
	aside bool
}

// maxWords is how much of a text is looked at: no story is longer, and a file
// that is none must not take long.
const maxWords = 3000

// tokenize splits a text into words and marks. Markdown's emphasis is not
// text; "R&D", "e-mail", "don't" and "3.5" are one word each.
func tokenize(text string) []word {
	words := make([]word, 0, min(len(text)/5+2, maxWords))
	spaced, line := true, false
	for i := 0; i < len(text) && len(words) < maxWords; {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case unicode.IsSpace(r):
			spaced, line = true, line || r == '\n'
			i += size
			continue
		case isWordRune(r):
			end := wordEnd(text, i)
			words = append(words, word{text: fold(text[i:end]), start: int32(i), end: int32(end),
				upper: unicode.IsUpper(r), spaced: spaced, line: line})
			i = end
		case r == '*' || r == '_' || r == '`' || r == '#':
			i += size
			continue
		default:
			words = append(words, word{text: markText(text[i:i+size], r), start: int32(i),
				end: int32(i + size), mark: true, spaced: spaced, line: line})
			i += size
		}
		spaced, line = false, false
	}
	setAsides(words)
	return words
}

func isWordRune(r rune) bool {
	return r < utf8.RuneSelf && asciiWord(byte(r)) ||
		r >= utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r))
}

func asciiWord(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}

// wordEnd gives the end of the word that begins at i. An inner apostrophe,
// hyphen, full stop, ampersand, @ or % belongs to the word.
func wordEnd(text string, i int) int {
	for i < len(text) {
		r, size := utf8.DecodeRuneInString(text[i:])
		if isWordRune(r) {
			i += size
			continue
		}
		next, _ := utf8.DecodeRuneInString(text[min(len(text), i+size):])
		if joins(r) && isWordRune(next) {
			i += size
			continue
		}
		if r == '%' {
			i += size
		}
		return i
	}
	return i
}

func joins(r rune) bool {
	switch r {
	case '\'', '’', '-', '.', '&', '@', '\u2011', '_':
		return true
	}
	return false
}

// fold gives the lower-case form, without copying what is lower case already.
func fold(text string) string {
	text = strings.ToLower(text)
	if strings.Contains(text, "’") {
		text = strings.ReplaceAll(text, "’", "'")
	}
	return text
}

// markText gives a mark in its plain spelling.
func markText(text string, r rune) string {
	switch r {
	case '“', '”', '„', '«', '»', '"':
		return `"`
	case '‘', '’', '\'':
		return "'"
	case '–', '—', '‒', '-':
		return "-"
	}
	return text
}

// setAsides marks what stands in double quotes or brackets on the way from an
// opening to its closing mark; an opening mark that nothing closes marks
// nothing.
func setAsides(words []word) {
	for i := 0; i < len(words); i++ {
		closing := closer(words[i])
		if closing == "" {
			continue
		}
		end := closingMark(words, i, closing)
		for j := i; j <= end; j++ {
			words[j].aside = true
		}
		i = max(i, end)
	}
}

func closer(w word) string {
	switch {
	case !w.mark:
		return ""
	case w.text == `"`:
		return `"`
	case w.text == "'" && w.spaced:
		return "'"
	case w.text == "(":
		return ")"
	case w.text == "[":
		return "]"
	}
	return ""
}

// closingMark finds the closing mark within reach, or gives -1. The reach is
// bounded, so that a text of opening marks only is read in linear time.
func closingMark(words []word, from int, closing string) int {
	const reach = 60
	for j := from + 1; j < len(words) && j <= from+reach; j++ {
		if words[j].mark && words[j].text == closing {
			return j
		}
	}
	return -1
}
