package integrations

import (
	"regexp"
	"strings"

	"plotline/integrations/markup"
)

var (
	underlined   = regexp.MustCompile(`(?m)^[^\s>#|` + "`" + `-][^\n]*\n {0,3}(=+|-+)[ \t]*$`)
	headingLine  = regexp.MustCompile(`^ {0,3}(#{1,6})[ \t]+(.*?)[ \t#]*$`)
	criteriaHead = regexp.MustCompile(`(?i)^(#{1,6}[ \t]+)?[*_]*(acceptance criteria|acceptance)[*_]*:?[*_]*[ \t#]*$`)
	codeFence    = regexp.MustCompile("^ {0,3}(```+|~~~+)")
	asA          = regexp.MustCompile(`(?i)^[*_]*as an?\b`)
)

// TakeIn reads a person's description as the fields of an item: the story's
// sentence, the criteria under whatever heading says so, and all the rest as
// notes. Nothing is left out; headings of the first two levels, which are the
// file's own, become lower ones.
func TakeIn(md string) Part {
	md = strings.ReplaceAll(md, "\r\n", "\n")
	if underlined.MatchString(md) {
		md = markup.Canonical(md)
	}
	intro, criteria, after := splitCriteria(md)
	checks, rest := parseChecks(criteria)
	if len(checks) == 0 {
		return introPart(joinBlocks([]string{intro, criteria, after}), "")
	}
	p := introPart(intro, joinBlocks([]string{rest, after}))
	p.Criteria = checks
	return p
}

// splitCriteria parts a text at its acceptance criteria, headings lowered.
func splitCriteria(md string) (intro, criteria, after string) {
	parts := [3][]string{}
	at, fence := 0, ""
	for line := range strings.SplitSeq(md, "\n") {
		mark := codeFence.FindStringSubmatch(line)
		switch {
		case fence != "":
			if mark != nil && strings.HasPrefix(mark[1], fence) {
				fence = ""
			}
		case mark != nil:
			fence = mark[1]
		case at == 0 && criteriaHead.MatchString(strings.TrimSpace(line)):
			at = 1
			continue
		case headingLine.MatchString(line):
			line = lowered(line)
			at = min(at*2, 2)
		}
		parts[at] = append(parts[at], line)
	}
	return strings.Join(parts[0], "\n"), strings.Join(parts[1], "\n"), strings.Join(parts[2], "\n")
}

func lowered(line string) string {
	m := headingLine.FindStringSubmatch(line)
	if len(m[1]) > 2 {
		return line
	}
	return "### " + m[2]
}

// introPart is a part without criteria: a story's sentence is the narrative
// and what follows are notes; a text without one is the narrative whole.
func introPart(intro, notes string) Part {
	intro = strings.TrimSpace(intro)
	if first, rest, ok := strings.Cut(intro, "\n\n"); ok && asA.MatchString(first) {
		return Part{Narrative: strings.TrimSpace(first), Notes: joinBlocks([]string{rest, notes})}
	}
	return Part{Narrative: intro, Notes: strings.TrimSpace(notes)}
}

// holdsLines says whether every line of a text stands in another one, whatever
// its heading's level or its bullet.
func holdsLines(whole, text string) bool {
	have := map[string]int{}
	for _, line := range bareLines(whole) {
		have[line]++
	}
	for _, line := range bareLines(text) {
		if have[line] == 0 {
			return false
		}
		have[line]--
	}
	return true
}

var bareStart = regexp.MustCompile(`^(#{1,6}[ \t]+|[-*+][ \t]+|\d{1,9}[.)][ \t]+)*(\[[ xX]\][ \t]+)?`)

func bareLines(md string) []string {
	var out []string
	for line := range strings.SplitSeq(markup.Canonical(md), "\n") {
		line = strings.TrimSpace(line)
		if criteriaHead.MatchString(line) || line == "## "+headNotes {
			continue
		}
		line = strings.TrimSpace(strings.TrimRight(line[len(bareStart.FindString(line)):], "#"))
		if line != "" {
			out = append(out, line)
		}
	}
	return out
}
