package report

import (
	"fmt"
	"strings"

	"plotline/roadmap/source"
	"plotline/stories/review"
)

// group is what people are shown once: a finding, or all findings of a cause.
type group struct {
	rule, message, hint, excerpt string
	severity                     review.Severity
	at                           source.Position
	length                       int
	details                      []string
	findings                     []review.Finding
}

// groups joins the findings that have one cause. A group stands where its
// first finding stood; a cause with one effect is shown as the finding it is.
func groups(findings []review.Finding) []group {
	byCause := map[string]int{}
	var all []group
	for _, f := range findings {
		if f.Cause == nil {
			all = append(all, single(f))
			continue
		}
		key := f.Rule + "\x00" + f.Cause.String() + "\x00" + f.Cause.Message
		if i, ok := byCause[key]; ok {
			all[i].findings = append(all[i].findings, f)
			continue
		}
		byCause[key] = len(all)
		all = append(all, single(f))
	}
	for _, i := range byCause {
		all[i].tellCause()
	}
	return all
}

func single(f review.Finding) group {
	g := group{rule: f.Rule, message: f.Message, hint: f.Hint, excerpt: f.Excerpt, severity: f.Severity,
		at: f.Position, length: f.Length, findings: []review.Finding{f}}
	if f.Cause != nil {
		g.details = f.Cause.Details
	}
	return g
}

// tellCause makes a group of several findings speak of their cause.
func (g *group) tellCause() {
	if len(g.findings) < 2 {
		return
	}
	cause := g.findings[0].Cause
	g.at, g.length, g.excerpt, g.hint = cause.Position, cause.Length, cause.Excerpt, cause.Hint
	g.message = strings.ReplaceAll(cause.Message, "%d", fmt.Sprint(len(g.findings)))
}
