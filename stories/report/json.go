package report

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"

	"plotline/stories/review"
)

// jsonFinding is a finding as programs read it: contract.
type jsonFinding struct {
	Rule     string          `json:"rule"`
	Severity review.Severity `json:"severity"`
	Path     string          `json:"path"`
	Line     int             `json:"line"`
	Column   int             `json:"column"`
	Length   int             `json:"length,omitempty"`
	ID       string          `json:"id"`
	Message  string          `json:"message"`
	Hint     string          `json:"hint"`
}

// writeJSON prints a finding a line within one JSON document, so that a review
// of a hundred thousand stories is not built twice in memory.
func writeJSON(w io.Writer, r Report) error {
	out := bufio.NewWriter(w)
	fmt.Fprint(out, "{\n  \"version\": 1,\n  \"findings\": [")
	for i, f := range r.Findings {
		line, err := encode(jsonFinding{f.Rule, f.Severity, f.Path, f.Line, f.Column, f.Length, f.ID, f.Message, f.Hint})
		if err != nil {
			return err
		}
		if i > 0 {
			fmt.Fprint(out, ",")
		}
		fmt.Fprintf(out, "\n    %s", line)
	}
	if len(r.Findings) > 0 {
		fmt.Fprint(out, "\n  ")
	}
	summary, err := encode(CountOf(r.Findings))
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "],\n  \"summary\": %s\n}\n", summary)
	return out.Flush()
}

// encode gives a value as JSON without escaping what only HTML needs.
func encode(value any) ([]byte, error) {
	var b trimmed
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(value)
	return b.bytes(), err
}

// trimmed collects what an encoder writes, without its line break.
type trimmed struct{ data []byte }

func (t *trimmed) Write(p []byte) (int, error) {
	t.data = append(t.data, p...)
	return len(p), nil
}

func (t *trimmed) bytes() []byte {
	if n := len(t.data); n > 0 && t.data[n-1] == '\n' {
		return t.data[:n-1]
	}
	return t.data
}
