// Package review is the linter: it reads a roadmap, a backlog or any list of
// stories and says what is wrong with them, where, and what to do about it. It
// changes nothing, reads no files and knows no output format; the report
// package prints what it finds.
package review

import (
	"cmp"
	"slices"
	"strings"

	"plotline/roadmap/source"
)

// Severity says how much a finding matters.
type Severity string

// The severities, worst first. Off is for settings only: it silences a rule.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
	Info    Severity = "info"
	Off     Severity = "off"
)

// Severities lists what a finding may have, worst first.
func Severities() []Severity { return []Severity{Error, Warning, Info} }

// Reaches says whether s is as bad as limit, or worse.
func (s Severity) Reaches(limit Severity) bool {
	all := Severities()
	mine, theirs := slices.Index(all, s), slices.Index(all, limit)
	return mine >= 0 && mine <= theirs
}

// Finding is one thing that is wrong: what found it, where, and the way out.
type Finding struct {
	Rule     string
	Severity Severity
	source.Position
	// Length is how many characters to underline; 0 or 1 is a lone caret.
	Length int
	// ID is the item's, or what a list calls the story; "" for neither.
	ID      string
	Message string
	// Hint is the way out, "" where the message names it already.
	Hint string
	// Excerpt is the source line, "" where there is none to show.
	Excerpt string
	// Cause is what several findings have in common, nil for most. Reports
	// for people show such findings once.
	Cause *Cause
}

// Cause is one reason for many findings, such as a goal that has changed since
// many stories were accepted.
type Cause struct {
	source.Position
	Length  int
	Excerpt string
	// Message says it for all of them; "%d" in it becomes their number.
	Message string
	Hint    string
	// Details are shown under the message, a line each.
	Details []string
}

// Sort orders findings by place, then rule, then message, and drops repeats.
func Sort(findings []Finding) []Finding {
	if !slices.IsSortedFunc(findings, compare) {
		slices.SortFunc(findings, compare)
	}
	return slices.CompactFunc(findings, func(a, b Finding) bool {
		return a.Rule == b.Rule && a.Position == b.Position &&
			a.ID == b.ID && a.Message == b.Message
	})
}

// compare orders two findings. It looks at texts only where places are alike:
// there are many findings, and few of them on one spot.
func compare(a, b Finding) int {
	if a.Path != b.Path {
		return strings.Compare(a.Path, b.Path)
	}
	if a.Line != b.Line {
		return a.Line - b.Line
	}
	if a.Column != b.Column {
		return a.Column - b.Column
	}
	return cmp.Or(strings.Compare(a.Rule, b.Rule), strings.Compare(a.ID, b.ID), strings.Compare(a.Message, b.Message))
}
