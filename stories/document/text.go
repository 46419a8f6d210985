package document

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"plotline/roadmap/source"
)

// Untitled stands where a title would be empty.
const Untitled = "Untitled"

// The canonical form of a text is how a document gives it back when it was
// written and read again: line endings and white space in one form, and what
// would break the document (a heading inside the narrative, a fence never closed,
// a conflict marker) escaped. The canonical form of a canonical text is that text.

// Title is the canonical form of a title.
func Title(text string) string {
	if text = Word(text); text == "" {
		return Untitled
	}
	return text
}

// Word is text on one line, its white space folded: a title, a name, a value.
func Word(text string) string {
	text = Clean(text)
	if text == "" || !strings.ContainsAny(text, "\n\t") && !strings.Contains(text, "  ") && isASCII(text) {
		return text
	}
	return strings.Join(strings.Fields(text), " ")
}

// Words are words in their canonical form, without what is empty or said twice.
func Words(words []string) []string {
	var kept []string
	for _, word := range words {
		if word = Word(word); word != "" && !slices.Contains(kept, word) {
			kept = append(kept, word)
		}
	}
	return kept
}

// Block is text that may stand as a section's body: no line of it
// ends the section, and nothing it opens stays open.
func Block(text string) string {
	text = Clean(text)
	if !mayDelimit(text) {
		return text
	}
	var s scanner
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = escapeLine(&s, line)
	}
	if s.block.open() {
		lines = append(lines, strings.Repeat(" ", s.block.column)+s.block.closing())
	}
	return strings.Join(lines, "\n")
}

// escapeLine feeds the scanner the line, with a backslash or space before what
// would end a section or look like a merge conflict, and returns what it fed.
func escapeLine(s *scanner, line string) string {
	before := *s
	found := s.next(line)
	ends := found.kind == headingLine && found.level <= sectionLevel || found.kind == underlineLine
	if !ends && !source.IsConflict(line) {
		return line
	}
	verbatim := before.block.open() && s.block.open()
	*s = before
	if verbatim {
		line = " " + line
	} else {
		at := len(line) - len(strings.TrimLeft(line, " \t"))
		line = line[:at] + `\` + line[at:]
	}
	s.next(line)
	return line
}

// mayDelimit says whether text needs a closer look; most does not.
func mayDelimit(text string) bool {
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.TrimLeft(line, " \t-+*0123456789.)")
		if line == "" || strings.IndexByte("#=<>|`~", line[0]) >= 0 {
			return true
		}
	}
	return false
}

// Criterion is text that may stand as one item of a list.
func Criterion(text string) string {
	text = Clean(text)
	for {
		rest := text[checkbox(text):]
		if len(rest) == len(text) {
			break
		}
		text = strings.TrimSpace(rest)
	}
	text = emptyBlankLines(text)
	first, _, _ := strings.Cut(text, "\n")
	if first != "" && strings.Trim(first, "-*_ \t") == "" {
		return `\` + text
	}
	return text
}

// emptyBlankLines takes the white space out of lines that hold nothing else;
// indentation could not be told from it.
func emptyBlankLines(text string) string {
	if !strings.Contains(text, "\n") {
		return text
	}
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if strings.Trim(line, " \t") == "" {
			lines[i] = ""
		}
	}
	return strings.Join(lines, "\n")
}

// checkbox gives the length of a task list's box at the start of a text, 0
// for none.
func checkbox(text string) int {
	if len(text) < 3 || text[0] != '[' || text[2] != ']' || !strings.ContainsRune(" xX", rune(text[1])) {
		return 0
	}
	if len(text) > 3 && text[3] != ' ' && text[3] != '\t' && text[3] != '\n' {
		return 0
	}
	return 3
}

// Clean is text in valid UTF-8, its lines ended by \n, without control
// characters or white space at its ends.
func Clean(text string) string {
	if !isClean(text) {
		text = strings.ToValidUTF8(text, "\uFFFD")
		text = strings.ReplaceAll(text, "\r\n", "\n")
		text = strings.Map(func(r rune) rune {
			switch {
			case r == '\r':
				return '\n'
			case r == '\n' || r == '\t':
				return r
			case unicode.IsControl(r) || r == '\uFEFF':
				return -1
			}
			return r
		}, text)
	}
	return strings.TrimSpace(text)
}

func isClean(text string) bool {
	for i := range len(text) {
		if c := text[i]; c < ' ' && c != '\n' && c != '\t' || c == 0x7f || c == 0xc2 || c == 0xef {
			return false
		}
	}
	return utf8.ValidString(text)
}

func isASCII(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
