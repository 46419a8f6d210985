package integrations

import (
	"regexp"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// commonMark reads Markdown as trackers do; making it costs more than using it.
var commonMark = goldmark.DefaultParser()

// section is a stretch of a part under one heading of the second level.
type section struct {
	heading string // "" for what stands before the first
	body    string
	raw     string
}

// sectionsOf splits at the headings of the second level that stand outside
// lists, quotes and code.
func sectionsOf(md string) []section {
	src := []byte(md)
	doc := commonMark.Parse(text.NewReader(src))
	current := section{}
	start, bodyStart := 0, 0
	var out []section
	finish := func(end int) {
		current.raw = strings.Trim(md[start:end], "\n")
		current.body = strings.TrimRight(strings.Trim(md[bodyStart:end], "\n"), " \t\n")
		if current.heading != "" || current.body != "" {
			out = append(out, current)
		}
	}
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		h, ok := n.(*ast.Heading)
		if !ok || h.Level != 2 || h.Lines().Len() == 0 {
			continue
		}
		first, last := h.Lines().At(0), h.Lines().At(h.Lines().Len()-1)
		from := strings.LastIndexByte(md[:first.Start], '\n') + 1
		finish(from)
		current = section{heading: strings.TrimSpace(md[first.Start:last.Stop])}
		start, bodyStart = from, afterHeading(md, from, last.Stop)
	}
	finish(len(md))
	return out
}

// afterHeading is where the body begins: behind the heading's line, and behind
// the underline where that is what makes it one.
func afterHeading(md string, from, stop int) int {
	end := nextLine(md, stop)
	if strings.HasPrefix(strings.TrimLeft(md[from:], " "), "#") {
		return end
	}
	return nextLine(md, end)
}

func nextLine(md string, at int) int {
	if at > 0 && at <= len(md) && md[at-1] == '\n' {
		return at
	}
	if i := strings.IndexByte(md[at:], '\n'); i >= 0 {
		return at + i + 1
	}
	return len(md)
}

var (
	bullet = regexp.MustCompile(`^( {0,3})([-*+]|\d{1,9}[.)])( +|$)`)
	box    = regexp.MustCompile(`^\[[ xX]\] +`)
)

// checkReader reads a list of criteria line by line.
type checkReader struct {
	checks []Check
	lines  []string // of the criterion being read
	offset int      // where its text begins
	fenced bool
	blank  bool
	rest   []string
}

// parseChecks reads the criteria of a list. What follows the list is returned
// as it is.
func parseChecks(body string) (checks []Check, rest string) {
	r := &checkReader{}
	for _, line := range strings.Split(body, "\n") {
		r.read(line)
	}
	r.finish()
	return r.checks, strings.Join(r.rest, "\n")
}

func (r *checkReader) read(line string) {
	trimmed := strings.TrimLeft(line, " ")
	indent := len(line) - len(trimmed)
	m := bullet.FindStringSubmatch(line)
	switch {
	case len(r.rest) > 0 && m == nil:
		r.rest = append(r.rest, line)
	case strings.TrimSpace(line) == "":
		r.blank = true
		r.add("")
	case len(r.lines) > 0 && (r.fenced || indent >= r.offset):
		r.add(line[min(indent, r.offset):])
	case m != nil:
		r.finish()
		r.offset = min(len(m[0]), len(m[1])+len(m[2])+4)
		r.lines = []string{line[len(m[0]):]}
		r.blank = false
	case len(r.lines) > 0 && !r.blank:
		r.add(trimmed)
	default:
		r.finish()
		r.rest = append(r.rest, line)
	}
}

func (r *checkReader) add(line string) {
	if len(r.lines) == 0 {
		return
	}
	r.lines = append(r.lines, line)
	if line != "" {
		r.blank = false
	}
	if strings.HasPrefix(line, "```") || strings.HasPrefix(line, "~~~") {
		r.fenced = !r.fenced
	}
}

func (r *checkReader) finish() {
	if text := strings.TrimSpace(strings.Join(r.lines, "\n")); text != "" {
		mark := box.FindString(text)
		c := Check{Text: strings.TrimSpace(text[len(mark):])}
		if mark != "" {
			c.Box = strings.ToLower(mark[:3]) + " "
		}
		r.checks = append(r.checks, c)
	}
	r.lines, r.fenced, r.blank = nil, false, false
}
