package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"plotline/stories/review"
)

// writeGitHub prints a workflow command a finding, which GitHub shows beside
// the changed lines. Nothing in a finding can end its command or begin another
// one.
func writeGitHub(w io.Writer, r Report) error {
	out := bufio.NewWriter(w)
	for _, f := range r.Findings {
		var properties []string
		add := func(name, value string) { properties = append(properties, name+"="+escapeProperty(value)) }
		if f.Path != "" {
			add("file", f.Path)
		}
		if f.Line > 0 {
			add("line", fmt.Sprint(f.Line))
		}
		if f.Line > 0 && f.Column > 0 {
			add("col", fmt.Sprint(f.Column))
			if f.Length > 1 {
				add("endColumn", fmt.Sprint(f.Column+f.Length-1))
			}
		}
		add("title", f.Rule)
		fmt.Fprintf(out, "::%s %s::%s\n", command(f.Severity), strings.Join(properties, ","), escapeData(visible(withHint(f))))
	}
	return out.Flush()
}

// command is a severity in GitHub's words.
func command(s review.Severity) string {
	switch s {
	case review.Error, review.Warning:
		return string(s)
	}
	return "notice"
}

func escapeData(text string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(text)
}

func escapeProperty(text string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C").Replace(text)
}

// visible shows control characters other than line breaks.
func visible(text string) string {
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	for i := range lines {
		lines[i] = printable(lines[i])
	}
	return strings.Join(lines, "\n")
}
