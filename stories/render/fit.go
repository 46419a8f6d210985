package render

import (
	"strings"

	"github.com/rivo/uniseg"
)

// A drawing has no browser to break its lines. Its texts are measured in
// columns: a wide character, as of Chinese, takes two, and what a person sees
// as one character is never cut in two.

// fit cuts a text to so many columns.
func fit(text string, columns int) string {
	if uniseg.StringWidth(text) <= columns {
		return text
	}
	head, _ := splitAt(text, columns-1)
	return head + "…"
}

// splitAt parts a text behind as many characters as so many columns hold.
func splitAt(text string, columns int) (head, rest string) {
	rest = text
	for state := -1; rest != ""; {
		_, next, width, after := uniseg.FirstGraphemeClusterInString(rest, state)
		if width > columns {
			break
		}
		columns, rest, state = columns-width, next, after
	}
	return text[:len(text)-len(rest)], rest
}

// wrap breaks a text into lines of so many columns, at least two, and cuts it
// after so many lines. A word that fills more than a line goes on in the next.
func wrap(text string, columns, most int) []string {
	var lines []string
	line := ""
	for _, word := range pieces(text, columns) {
		switch {
		case line == "":
			line = word
		case uniseg.StringWidth(line)+1+uniseg.StringWidth(word) <= columns:
			line += " " + word
		default:
			lines = append(lines, line)
			line = word
		}
		if len(lines) == most {
			lines[most-1] = fit(lines[most-1]+" "+line, columns)
			return lines
		}
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// pieces are the words of a text, those that are longer than a line in parts.
func pieces(text string, columns int) []string {
	var pieces []string
	for _, word := range strings.Fields(text) {
		for uniseg.StringWidth(word) > columns {
			head, rest := splitAt(word, columns)
			pieces = append(pieces, head)
			word = rest
		}
		pieces = append(pieces, word)
	}
	return pieces
}
