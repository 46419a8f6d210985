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
	all := groups(r.Findings)
	many, told := alike(all), map[string]bool{}
	for _, g := range all {
		writeHead(out, r.Paint, g)
		if many[g.kind()] > maxAlike && told[g.kind()] {
			continue // its line says where; how to mend it was said
		}
		told[g.kind()] = true
		writeRest(out, g)
	}
	count := CountOf(r.Findings).String()
	if len(r.Findings) > 0 {
		out.WriteString("\n")
	}
	out.WriteString(count + "\n")
	return out.Flush()
}

// maxAlike is how many findings alike are shown with the source line and the way
// out each; of more, the first is, and the others have a line.
const maxAlike = 5

// alike counts what would be shown with the same way out.
func alike(all []group) map[string]int {
	count := map[string]int{}
	for _, g := range all {
		count[g.kind()]++
	}
	return count
}

// kind is what findings alike have in common: the rule, and all that is said of
// the way out.
func (g group) kind() string {
	return strings.Join(append([]string{g.rule, g.hint}, g.details...), "\x00")
}

func writeHead(out *bufio.Writer, paint Paint, g group) {
	fmt.Fprintf(out, "%s: %s: %s %s\n", oneLine(g.at.String()), paint.severity(g.severity), oneLine(g.message),
		paint.faint("["+g.rule+"]"))
}

func writeRest(out *bufio.Writer, g group) {
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
