package review

import (
	"encoding/json"
	"errors"
	"fmt"

	"plotline/roadmap/source"
)

// Baseline is a set of findings that a team lives with for now: what existed
// when review was switched on.
type Baseline struct {
	Version  int             `json:"version"`
	Findings []BaselineEntry `json:"findings"`
}

// BaselineEntry is one finding of a baseline. Only the fingerprint counts; the
// rest is for people.
type BaselineEntry struct {
	Fingerprint string `json:"fingerprint"`
	Rule        string `json:"rule"`
	Path        string `json:"path"`
	Message     string `json:"message"`
}

// NewBaseline accepts what was found. Errors are not accepted: they break what
// comes after review.
func NewBaseline(findings []Finding) Baseline {
	b := Baseline{Version: 1, Findings: []BaselineEntry{}}
	for i, print := range Fingerprints(findings) {
		if f := findings[i]; f.Severity != Error {
			b.Findings = append(b.Findings, BaselineEntry{print, f.Rule, f.Path, f.Message})
		}
	}
	return b
}

// Bytes gives the baseline's file.
func (b Baseline) Bytes() ([]byte, error) {
	data, err := json.MarshalIndent(b, "", "  ")
	return append(data, '\n'), err
}

// ParseBaseline reads a baseline's file.
func ParseBaseline(path string, data []byte) (Baseline, error) {
	var b Baseline
	problem := source.Problem{Position: source.Position{Path: path}, Hint: "write it anew with plotline review --write-baseline " + path}
	if err := json.Unmarshal(data, &b); err != nil {
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) {
			l := newLines(path, string(data))
			n := l.number(int(syntax.Offset))
			problem.Position = l.at(n, int(syntax.Offset)-l.starts[n])
		}
		problem.Message = "not a baseline: " + err.Error()
		return b, source.Problems{problem}.Err()
	}
	if b.Version != 1 {
		problem.Message = fmt.Sprintf("not a baseline of version 1: it says version %d", b.Version)
		return b, source.Problems{problem}.Err()
	}
	return b, nil
}

// Filter gives the findings that the baseline does not hold, and how many of
// its entries are no longer found.
func (b Baseline) Filter(findings []Finding) (kept []Finding, gone int) {
	accepted := map[string]bool{}
	for _, entry := range b.Findings {
		accepted[entry.Fingerprint] = true
	}
	for i, print := range Fingerprints(findings) {
		if !accepted[print] || findings[i].Severity == Error {
			kept = append(kept, findings[i])
			continue
		}
		delete(accepted, print)
	}
	return kept, len(accepted)
}

// Brought gives the findings that were not found then: what a branch brings,
// told exactly, wherever they stand.
func Brought(now, then []Finding) []Finding {
	known := map[string]bool{}
	for _, print := range Fingerprints(then) {
		known[print] = true
	}
	var kept []Finding
	for i, print := range Fingerprints(now) {
		if !known[print] {
			kept = append(kept, now[i])
		}
	}
	return kept
}
