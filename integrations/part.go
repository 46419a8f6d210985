package integrations

import (
	"strings"

	"plotline/integrations/markup"
	"plotline/stories"
)

// The headings and openings by which a part is read again.
const (
	headDestination = "Destination"
	headCriteria    = "Acceptance criteria"
	headNotes       = "Notes"
	partOf          = "**Part of**"
	cutHere         = "*Cut here: the tracker takes no longer text. The whole is in the backlog: "
)

// Part is Plotline's part of a ticket's description, field by field, each text
// Markdown without white space around it.
type Part struct {
	Narrative string
	// Context is the line that names a story's epic and goal.
	Context string
	// Destination is the epic's part that the product manager owns.
	Destination string
	Criteria    []Check
	Notes       string
	// Rest is what a person wrote inside the part that belongs to no field;
	// it stays.
	Rest string
	// Cut is the note at the end of a part that was too long, "" for none.
	Cut string
}

// Check is one criterion on a ticket.
type Check struct {
	Text string
	// Box is "[ ] " or "[x] " where the team made a checkbox of it.
	Box string
}

// ComposePart gives the Markdown of a part; [ParsePart] reads it back.
func ComposePart(p Part) string {
	md, _ := composePart(p)
	return md
}

// composePart gives the Markdown of a part and the part as it reads back.
func composePart(p Part) (string, Part) {
	md := p.print()
	if read := ParsePart(md); sameFields(read, p) {
		return md, read
	}
	md = p.canonical().print()
	return md, ParsePart(md)
}

func (p Part) print() string {
	var blocks []string
	add := func(heading, body string) {
		if body == "" {
			return
		}
		if heading != "" {
			body = "## " + heading + "\n\n" + body
		}
		blocks = append(blocks, body)
	}
	add("", p.Narrative)
	add("", p.Context)
	add(headDestination, p.Destination)
	add(headCriteria, printChecks(p.Criteria))
	add(headNotes, p.Notes)
	add("", p.Rest)
	add("", p.Cut)
	return strings.Join(blocks, "\n\n")
}

func printChecks(checks []Check) string {
	lines := make([]string, len(checks))
	for i, c := range checks {
		lines[i] = "- " + c.Box + strings.ReplaceAll(c.Text, "\n", "\n  ")
	}
	return strings.Join(lines, "\n")
}

// canonical closes what a field left open, such as a code fence, so that it
// cannot swallow its neighbours.
func (p Part) canonical() Part {
	p.Narrative = markup.Canonical(p.Narrative)
	p.Context = markup.Canonical(p.Context)
	p.Destination = markup.Canonical(p.Destination)
	p.Notes = markup.Canonical(p.Notes)
	p.Rest = markup.Canonical(p.Rest)
	checks := make([]Check, len(p.Criteria))
	for i, c := range p.Criteria {
		checks[i] = Check{Text: markup.Canonical(c.Text), Box: c.Box}
	}
	p.Criteria = checks
	return p
}

func sameFields(a, b Part) bool {
	if len(a.Criteria) != len(b.Criteria) {
		return false
	}
	for i := range a.Criteria {
		if !sameText(a.Criteria[i].Text, b.Criteria[i].Text) {
			return false
		}
	}
	return sameText(a.Narrative, b.Narrative) && sameText(a.Context, b.Context) &&
		sameText(a.Destination, b.Destination) && sameText(a.Notes, b.Notes)
}

func sameText(a, b string) bool {
	return a == b || markup.Canonical(a) == markup.Canonical(b)
}

// ParsePart reads the Markdown of a part, whatever a tracker or a person made
// of it. What belongs to no field is kept as the rest.
func ParsePart(md string) Part {
	md = strings.ReplaceAll(md, "\r\n", "\n")
	var p Part
	var rest []string
	md, p.Cut = splitCut(md)
	for _, s := range sectionsOf(md) {
		switch strings.ToLower(s.heading) {
		case "":
			p.Narrative, p.Context = splitContext(s.body)
		case strings.ToLower(headDestination):
			p.Destination = s.body
		case strings.ToLower(headCriteria):
			var after string
			p.Criteria, after = parseChecks(s.body)
			rest = append(rest, after)
		case strings.ToLower(headNotes):
			p.Notes = s.body
		default:
			rest = append(rest, s.raw)
		}
	}
	p.Rest = joinBlocks(rest)
	return p
}

// splitCut parts a part and the cutting note that ends it.
func splitCut(md string) (string, string) {
	at := strings.LastIndex(md, cutHere)
	if at < 0 || (at > 0 && md[at-1] != '\n') {
		return md, ""
	}
	note := strings.TrimSpace(md[at:])
	if strings.Contains(note, "\n") || !strings.HasSuffix(note, "*") {
		return md, ""
	}
	return md[:at], note
}

func splitContext(body string) (narrative, context string) {
	at := strings.LastIndex(body, partOf)
	if at < 0 || (at > 0 && !strings.HasSuffix(body[:at], "\n\n")) {
		return body, ""
	}
	line, after, _ := strings.Cut(body[at:], "\n\n")
	return joinBlocks([]string{body[:at], after}), strings.TrimSpace(line)
}

func joinBlocks(blocks []string) string {
	var kept []string
	for _, b := range blocks {
		if b = strings.Trim(b, "\n"); strings.TrimSpace(b) != "" {
			kept = append(kept, strings.TrimRight(b, " \t\n"))
		}
	}
	return strings.Join(kept, "\n\n")
}

// space is how many characters a part may have, and how they are counted.
type space struct {
	room int // 0 for any number
	size func(md string) int
}

// over is how many characters a part has too many.
func (s space) over(p Part) int { return s.size(ComposePart(p)) - s.room }

// fitPart cuts a part at a section so that it fits, with a note that says where
// the whole is. Nothing a person wrote is cut.
func fitPart(p Part, in space, path string) (Part, []stories.Field) {
	var cut []stories.Field
	if in.room <= 0 || in.over(p) <= 0 {
		return p, nil
	}
	p.Cut = cutHere + oneLine(path) + "*"
	drop := func(field stories.Field, text *string) {
		if *text != "" && in.over(p) > 0 {
			*text, cut = "", append(cut, field)
		}
	}
	drop(stories.FieldNotes, &p.Notes)
	p.Criteria = p.fewerChecks(in, &cut)
	drop(stories.FieldDestination, &p.Destination)
	drop(stories.FieldNarrative, &p.Narrative)
	return p, cut
}

// fewerChecks leaves out criteria from the end until the part fits.
func (p Part) fewerChecks(in space, cut *[]stories.Field) []Check {
	all := p.Criteria
	n := len(all)
	for over := in.over(p); n > 0 && over > 0; over = in.over(p) {
		for n > 0 && over > 0 {
			n--
			over -= in.size(printChecks(all[n:n+1])) + 1
		}
		p.Criteria = all[:n:n]
	}
	if n < len(all) {
		*cut = append(*cut, stories.FieldCriteria)
	}
	return all[:n:n]
}
