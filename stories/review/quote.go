package review

import (
	"strings"
	"unicode/utf8"
)

// Quote gives the findings with their source lines, where they have none yet;
// read gives a file's content by its path. A file that cannot be read is left
// without excerpts: the finding stands without.
func Quote(findings []Finding, read func(path string) ([]byte, error)) []Finding {
	lines := map[string][]string{}
	quote := func(path string, line int) string {
		if path == "" || line == 0 {
			return ""
		}
		text, ok := lines[path]
		if !ok {
			if data, err := read(path); err == nil && utf8.Valid(data) {
				text = strings.Split(string(data), "\n")
			}
			lines[path] = text
		}
		if line > len(text) {
			return ""
		}
		return excerptOf(strings.TrimSuffix(text[line-1], "\r"))
	}
	quoted := make([]Finding, len(findings))
	for i, f := range findings {
		if f.Excerpt == "" {
			f.Excerpt = quote(f.Path, f.Line)
		}
		if f.Cause != nil && f.Cause.Excerpt == "" {
			cause := *f.Cause
			cause.Excerpt = quote(cause.Path, cause.Line)
			f.Cause = &cause
		}
		quoted[i] = f
	}
	return quoted
}
