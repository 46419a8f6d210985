package integrations

import (
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// gap is a space without width: it breaks a mention, a closing reference or a
// comment for a machine and for no reader.
const gap = "\u200b"

var (
	mention = regexp.MustCompile(`(?:^|[^\w` + "`" + `])@[A-Za-z0-9]`)
	name    = regexp.MustCompile(`^[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*(?:/[\w.-]+)?`)
	// closer is a word that closes an issue when a reference follows it.
	closer  = regexp.MustCompile(`(?i)\b(close[sd]?|fix(?:e[sd])?|resolve[sd]?)(:?[ \t\r\n]+(?:[\w.-]+/[\w.-]+)?(?:#|gh-)\d|:?[ \t\r\n]+https?://)`)
	unclose = regexp.MustCompile(`(?i)\b(close[sd]?|fix(?:e[sd])?|resolve[sd]?)` + gap)
)

// Harmless gives the text in a form that newly pings nobody, closes nothing by
// reference and holds no comment that could pass for Plotline's mark. Mentions
// in standing, the text that is on the ticket already, stay as they are.
func Harmless(md, standing string) string {
	if strings.ContainsAny(md, "@") {
		md = outsideCode(md, func(s string) string { return withoutMentions(s, mentionsIn(standing)) })
	}
	md = closer.ReplaceAllString(md, "${1}"+gap+"${2}")
	for _, whole := range []string{"<!--", "--!>", "-->"} {
		md = strings.ReplaceAll(md, whole, broken(whole))
	}
	return md
}

// broken is a piece of text with a gap where it stops to mean something.
func broken(whole string) string {
	switch whole {
	case "<!--":
		return "<!" + gap + "--"
	case "--!>", "-->":
		return "--" + gap + whole[2:]
	}
	return whole + gap
}

// Unharmed undoes [Harmless]: the text as a person wrote it.
func Unharmed(md string) string {
	if !strings.Contains(md, gap) {
		return md
	}
	for _, whole := range []string{"--!>", "-->", "<!--", "@"} {
		md = strings.ReplaceAll(md, broken(whole), whole)
	}
	return unclose.ReplaceAllString(md, "$1")
}

// mentionsIn are the names that a text pings, in lower case.
func mentionsIn(md string) map[string]bool {
	names := map[string]bool{}
	for _, m := range mention.FindAllStringIndex(md, -1) {
		names[strings.ToLower(name.FindString(md[m[1]-1:]))] = true
	}
	return names
}

func withoutMentions(s string, standing map[string]bool) string {
	var out strings.Builder
	at := 0
	for _, m := range mention.FindAllStringIndex(s, -1) {
		begin := m[1] - 1
		if standing[strings.ToLower(name.FindString(s[begin:]))] || inURL(s[:begin-1]) {
			continue
		}
		out.WriteString(s[at:begin])
		out.WriteString(gap)
		at = begin
	}
	out.WriteString(s[at:])
	return out.String()
}

// inURL says whether the text ends within an address, where an @ pings nobody.
func inURL(before string) bool {
	word := before[strings.LastIndexAny(before, " \t\r\n")+1:]
	return strings.Contains(word, "://") && strings.HasSuffix(word, "/")
}

// outsideCode changes a Markdown text everywhere but in its code.
func outsideCode(md string, change func(string) string) string {
	var out strings.Builder
	at := 0
	for _, code := range codeIn(md) {
		if code.Start < at {
			continue
		}
		out.WriteString(change(md[at:code.Start]))
		out.WriteString(md[code.Start:code.Stop])
		at = code.Stop
	}
	out.WriteString(change(md[at:]))
	return out.String()
}

// codeIn are the stretches of a Markdown text that are code, in order.
func codeIn(md string) []text.Segment {
	src := []byte(md)
	var found []text.Segment
	collect := func(lines *text.Segments) {
		for i := range lines.Len() {
			found = append(found, lines.At(i))
		}
	}
	visit := func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.FencedCodeBlock:
			collect(n.Lines())
		case *ast.CodeBlock:
			collect(n.Lines())
		case *ast.CodeSpan:
			for c := n.FirstChild(); c != nil; c = c.NextSibling() {
				if t, ok := c.(*ast.Text); ok {
					found = append(found, t.Segment)
				}
			}
		}
		return ast.WalkContinue, nil
	}
	// The walk cannot fail: visit returns no error.
	_ = ast.Walk(commonMark.Parse(text.NewReader(src)), visit)
	return found
}
