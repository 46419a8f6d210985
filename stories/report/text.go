package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode"

	"plotline/roadmap/source"
	"plotline/stories/review"
)

// writeText prints each finding with its source line, a caret and the way out.
// Findings of one cause are printed once.
func writeText(w io.Writer, r Report) error {
	out := bufio.NewWriter(w)
	for _, g := range groups(r.Findings) {
		writeGroup(out, r.Paint, g)
	}
	count := CountOf(r.Findings).String()
	if len(r.Findings) > 0 {
		out.WriteString("\n")
	}
	out.WriteString(count + "\n")
	return out.Flush()
}

func writeGroup(out *bufio.Writer, paint Paint, g group) {
	fmt.Fprintf(out, "%s: %s: %s %s\n", oneLine(g.at.String()), paint.severity(g.severity), oneLine(g.message),
		paint.faint("["+g.rule+"]"))
	out.WriteString(source.Excerpt(printable(g.excerpt), g.at.Line, g.at.Column, g.length))
	for _, detail := range g.details {
		out.WriteString("            " + printable(detail) + "\n")
	}
	if g.hint != "" {
		out.WriteString("            " + oneLine(g.hint) + "\n")
	}
}

func (p Paint) severity(s review.Severity) string {
	paint := map[review.Severity]func(string) string{
		review.Error: p.Error, review.Warning: p.Warning, review.Info: p.Info}[s]
	if paint == nil {
		return string(s)
	}
	return paint(string(s))
}

func (p Paint) faint(text string) string {
	if p.Faint == nil {
		return text
	}
	return p.Faint(text)
}

// oneLine folds white space, and shows control characters instead of sending
// them to a terminal.
func oneLine(text string) string {
	return printable(strings.Join(strings.Fields(text), " "))
}

// printable replaces control characters, which a title from a stranger may
// hold, by a mark of their own.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if r != '\t' && (unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || isBidi(r)) {
			return '�'
		}
		return r
	}, text)
}

// isBidi knows the characters that turn the order of what follows.
func isBidi(r rune) bool { return r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' }
