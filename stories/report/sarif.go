package report

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net/url"
	"strings"

	"plotline/docs/rules"
	"plotline/stories/review"
)

// The parts of a SARIF 2.1.0 log that a review fills.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool     `json:"tool"`
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name    string      `json:"name"`
		Version string      `json:"version,omitempty"`
		Rules   []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID      string       `json:"id"`
		Short   sarifMessage `json:"shortDescription"`
		Help    sarifMessage `json:"help"`
		Default sarifDefault `json:"defaultConfiguration"`
	}
	sarifDefault struct {
		Level string `json:"level"`
	}
	sarifMessage struct {
		Text     string `json:"text"`
		Markdown string `json:"markdown,omitempty"`
	}
	sarifResult struct {
		RuleID       string            `json:"ruleId"`
		RuleIndex    int               `json:"ruleIndex"`
		Level        string            `json:"level"`
		Message      sarifMessage      `json:"message"`
		Locations    []sarifLocation   `json:"locations,omitempty"`
		Fingerprints map[string]string `json:"partialFingerprints"`
	}
	sarifLocation struct {
		Physical sarifPhysical `json:"physicalLocation"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine   int           `json:"startLine"`
		StartColumn int           `json:"startColumn,omitempty"`
		EndColumn   int           `json:"endColumn,omitempty"`
		Snippet     *sarifMessage `json:"snippet,omitempty"`
	}
)

// writeSARIF prints a log of one run, with the help of the rules that found
// something. A result is a line, so that a large review is not built twice in
// memory.
func writeSARIF(w io.Writer, r Report) error {
	run := sarifRun{ColumnKind: "unicodeCodePoints", Results: []sarifResult{},
		Tool: sarifTool{sarifDriver{Name: "plotline", Version: r.Version, Rules: []sarifRule{}}}}
	index := map[string]int{}
	for _, f := range r.Findings {
		if _, ok := index[f.Rule]; !ok {
			index[f.Rule] = len(run.Tool.Driver.Rules)
			run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, ruleOf(f.Rule))
		}
	}
	frame, err := encode(sarifLog{Schema: "https://json.schemastore.org/sarif-2.1.0.json", Version: "2.1.0", Runs: []sarifRun{run}})
	if err != nil {
		return err
	}
	const results = `"results":[`
	at := bytes.LastIndex(frame, []byte(results)) + len(results)
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "%s", frame[:at])
	prints := review.Fingerprints(r.Findings)
	for i, f := range r.Findings {
		line, err := encode(resultOf(f, index[f.Rule], prints[i]))
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "%s\n%s", strings.Repeat(",", min(i, 1)), line)
	}
	fmt.Fprintf(out, "\n%s\n", frame[at:])
	return out.Flush()
}

func resultOf(f review.Finding, index int, print string) sarifResult {
	return sarifResult{RuleID: f.Rule, RuleIndex: index, Level: level(f.Severity), Message: sarifMessage{Text: withHint(f)},
		Locations: locations(f), Fingerprints: map[string]string{"plotline/v1": print}}
}

func ruleOf(name string) sarifRule {
	rule, _ := review.RuleNamed(name)
	page := rules.Page(name)
	return sarifRule{ID: name, Short: sarifMessage{Text: rule.Summary}, Help: sarifMessage{Text: page, Markdown: page},
		Default: sarifDefault{level(rule.Severity)}}
}

// level is a severity in SARIF's words.
func level(s review.Severity) string {
	switch s {
	case review.Error, review.Warning:
		return string(s)
	}
	return "note"
}

// withHint is a finding's message, with the way out after it.
func withHint(f review.Finding) string {
	if f.Hint == "" {
		return f.Message
	}
	return f.Message + "\n" + f.Hint
}

func locations(f review.Finding) []sarifLocation {
	if f.Path == "" {
		return nil
	}
	physical := sarifPhysical{Artifact: sarifArtifact{uri(f.Path)}}
	if f.Line > 0 {
		physical.Region = &sarifRegion{StartLine: f.Line, StartColumn: f.Column}
		if f.Column > 0 && f.Length > 0 {
			physical.Region.EndColumn = f.Column + f.Length
		}
		if f.Excerpt != "" {
			physical.Region.Snippet = &sarifMessage{Text: f.Excerpt}
		}
	}
	return []sarifLocation{{physical}}
}

// uri is a path as a reference relative to where the tool ran.
func uri(path string) string {
	if path == "-" {
		return "stdin"
	}
	path = strings.ReplaceAll(path, `\`, "/")
	return (&url.URL{Path: path}).String()
}
