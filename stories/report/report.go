// Package report prints what a review found, for people, for programs and for
// the places where code is discussed. A format is a file and a function; none
// of them looks at stories or roadmaps.
package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"plotline/stories/review"
)

// Report is what there is to print.
type Report struct {
	// Findings are sorted, as [review.Run] gives them.
	Findings []review.Finding
	// Version is Plotline's, for formats that name their tool.
	Version string
	// Colour paints text; the other formats never have colour.
	Paint Paint
}

// Paint gives a text a colour or a weight. The zero Paint leaves texts as they
// are.
type Paint struct {
	Error, Warning, Info, Faint func(string) string
}

// Formats are the names that [Write] knows.
func Formats() []string {
	return []string{"text", "json", "sarif", "github", "junit", "markdown"}
}

// Write prints the report in a format. It is an error to name an unknown one.
func Write(w io.Writer, format string, r Report) error {
	switch format {
	case "text":
		return writeText(w, r)
	case "json":
		return writeJSON(w, r)
	case "sarif":
		return writeSARIF(w, r)
	case "github":
		return writeGitHub(w, r)
	case "junit":
		return writeJUnit(w, r)
	case "markdown":
		return writeMarkdown(w, r)
	}
	return fmt.Errorf("unknown format %q; formats: %s", format, strings.Join(Formats(), ", "))
}

// Known says whether [Write] knows a format.
func Known(format string) bool { return slices.Contains(Formats(), format) }

// Count is how many findings there are of each severity.
type Count struct {
	Error   int `json:"error"`
	Warning int `json:"warning"`
	Info    int `json:"info"`
}

// CountOf counts findings by severity.
func CountOf(findings []review.Finding) Count {
	var c Count
	for _, f := range findings {
		switch f.Severity {
		case review.Error:
			c.Error++
		case review.Warning:
			c.Warning++
		default:
			c.Info++
		}
	}
	return c
}

// String says the count for people: "1 error, 2 warnings, 3 notes".
func (c Count) String() string {
	var parts []string
	for _, part := range []struct {
		n    int
		name string
	}{{c.Error, "error"}, {c.Warning, "warning"}, {c.Info, "note"}} {
		switch {
		case part.n == 1:
			parts = append(parts, "1 "+part.name)
		case part.n > 1:
			parts = append(parts, fmt.Sprintf("%d %ss", part.n, part.name))
		}
	}
	if parts == nil {
		return "no findings"
	}
	return strings.Join(parts, ", ")
}

// Worst says whether any finding is as bad as limit; "never" is never reached.
func Worst(findings []review.Finding, limit review.Severity) bool {
	return slices.ContainsFunc(findings, func(f review.Finding) bool { return f.Severity.Reaches(limit) })
}
