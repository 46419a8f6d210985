package review

import (
	"fmt"
	"slices"
	"strings"

	"plotline/roadmap"
	"plotline/roadmap/source"
	"plotline/stories"
)

// Source is a file that was reviewed.
type Source struct {
	Path string
	Data []byte
	// Item says that the file is one item of a backlog: a suppression in it
	// holds for all of it. Elsewhere it holds for its line and the next one
	// that is not blank.
	Item bool
}

// suppressionRule is the rule of suppressions themselves; it cannot be
// suppressed.
const suppressionRule = "review/suppression"

// suppressions is the rule that [Suppress] works for; a run by itself does not
// see comments.
func suppressions() Rule {
	return Rule{
		Name: suppressionRule, Severity: Error,
		Summary: "a suppression has no reason, or hides nothing",
	}
}

// suppression is "plotline-ignore RULE: REASON" in a comment.
type suppression struct {
	source.Position
	rule, reason, line string
	// from and to are the lines it holds for.
	from, to int
	used     bool
}

// Suppress leaves out the findings that a comment in their file suppresses,
// written as <!-- plotline-ignore story/vague: why --> in Markdown and text,
// and as # plotline-ignore goal/no-due: why in YAML. A suppression without a
// reason, of an unknown rule, or of nothing is an error itself. Sources are
// all files that were reviewed, with the paths that findings have.
func Suppress(findings []Finding, sources []Source) []Finding {
	byPath := map[string][]*suppression{}
	for _, s := range sources {
		byPath[s.Path] = append(byPath[s.Path], suppressionsIn(s)...)
	}
	kept := make([]Finding, 0, len(findings))
	for _, f := range findings {
		if !isSuppressed(f, byPath[f.Path]) {
			kept = append(kept, f)
		}
	}
	for _, s := range sources {
		for _, sup := range byPath[s.Path] {
			if message, hint := sup.fault(); message != "" {
				kept = append(kept, Finding{Rule: suppressionRule, Severity: Error, Position: sup.Position,
					Length: len("plotline-ignore"), Message: message, Hint: hint, Excerpt: sup.line})
			}
		}
		delete(byPath, s.Path)
	}
	return Sort(kept)
}

// SourcesOf are the files of a backlog's items.
func SourcesOf(b *stories.Backlog) []Source {
	var all []Source
	for _, item := range b.Items {
		if item.Document != nil {
			all = append(all, Source{Path: item.Document.Path(), Data: item.Document.Bytes(), Item: true})
		}
	}
	return all
}

// FilesOf are the paths of a roadmap's files, in the order in which they are
// met.
func FilesOf(r *roadmap.Roadmap) []string {
	paths := []string{r.Position().Path}
	add := func(at source.Position) {
		if at.Path != "" && !slices.Contains(paths, at.Path) {
			paths = append(paths, at.Path)
		}
	}
	for i := range r.Personas {
		add(r.Personas[i].Position())
	}
	for i := range r.Goals {
		add(r.Goals[i].Position())
	}
	for i := range r.PainPoints {
		add(r.PainPoints[i].Position())
	}
	return paths
}

func isSuppressed(f Finding, all []*suppression) bool {
	hidden := false
	for _, s := range all {
		if s.rule == f.Rule && s.reason != "" && (s.to == 0 || s.from <= f.Line && f.Line <= s.to) {
			s.used, hidden = true, true
		}
	}
	return hidden
}

// fault says what is wrong with a suppression, "" when it does its work.
func (s *suppression) fault() (message, hint string) {
	_, known := RuleNamed(s.rule)
	switch {
	case !known:
		return fmt.Sprintf("the suppression names %q, which is no rule", s.rule), "plotline review --explain lists the rules"
	case s.reason == "":
		return fmt.Sprintf("the suppression of %s has no reason", s.rule), "write why after a colon: plotline-ignore " + s.rule + ": why"
	case !s.used:
		return fmt.Sprintf("the suppression of %s hides nothing any more", s.rule), "delete the comment"
	}
	return "", ""
}

// suppressionsIn finds the suppressions of a file.
func suppressionsIn(s Source) []*suppression {
	const mark = "plotline-ignore "
	if !strings.Contains(string(s.Data), mark) {
		return nil
	}
	l := newLines(s.Path, string(s.Data))
	var all []*suppression
	next := l.nextFilled()
	for n := range l.count() {
		line := l.line(n)
		at := strings.Index(line, mark)
		if at < 0 || !inComment(line[:at]) {
			continue
		}
		rule, reason, _ := strings.Cut(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(line[at+len(mark):]), "-->")), ":")
		sup := &suppression{Position: l.at(n, at), rule: strings.TrimSpace(rule), reason: strings.TrimSpace(reason), line: line}
		if !s.Item {
			sup.from, sup.to = n+1, next[n]+1
		}
		all = append(all, sup)
	}
	return all
}

// inComment says that what stands before a mark opens a comment.
func inComment(before string) bool {
	before = strings.TrimSpace(before)
	return strings.HasSuffix(before, "<!--") || strings.HasSuffix(before, "#") || strings.HasSuffix(before, "//")
}

// nextFilled gives for each line the next one, from 0, that is neither blank
// nor a suppression; for the last ones themselves.
func (l *lines) nextFilled() []int {
	next := make([]int, l.count())
	filled := -1
	for n := l.count() - 1; n >= 0; n-- {
		next[n] = filled
		if filled < 0 {
			next[n] = n
		}
		if line := l.line(n); strings.TrimSpace(line) != "" && !strings.Contains(line, "plotline-ignore ") {
			filled = n
		}
	}
	return next
}
