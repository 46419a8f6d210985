// Package comment gives plans and what a sync read back as comments for a pull
// request: short enough for one, and with the texts of roadmaps and tickets as
// plain text, which ping nobody, close nothing and hold no markup.
package comment

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"plotline/integrations"
)

// The sizes of a plan as Markdown. GitHub takes 65,536 characters a comment;
// a bot that posts it needs room for words of its own.
const (
	longestPlan = 59_000
	openRows    = 25     // rows of the table that are not folded away
	rowsRoom    = 30_000 // what the table may take, the details get the rest
	listRoom    = 6_000  // what each other list may take
)

// Plan gives a plan as a comment for a pull request: the sums, a
// table of what would change with the weightiest first, and folded details.
// It stays under 60,000 characters however large the plan is, and says what
// it leaves out. Texts of the roadmap and of tickets stand in it as plain
// text: they ping nobody, close nothing and hold no markup.
func Plan(p *integrations.Plan) string {
	page := &page{}
	page.line("### Plotline would push to " + plainCell(p.Title))
	page.line("")
	page.line("**" + sums(p) + "**")
	page.refusal(p)
	page.conflicts(p.Conflicts)
	rows := weightiest(p.Changes)
	page.rows(rows)
	page.held(p.Held)
	page.notices(p)
	page.details(rows)
	page.line("")
	page.line("<sub>plan " + plainCell(p.Digest) + "</sub>")
	return page.out.String()
}

// page is the comment as far as it is written.
type page struct {
	out  strings.Builder
	size int
}

func (page *page) line(text string) {
	page.out.WriteString(text + "\n")
	page.size += utf8.RuneCountInString(text) + 1
}

// fits says whether a text of so many characters leaves room for the ending.
func (page *page) fits(used, more int) bool { return page.size+used+more < longestPlan }

// list gives the lines that fit into the room, and how many do not.
func (page *page) list(lines []string, room int) (fitting []string, left int) {
	used := 0
	for i, line := range lines {
		size := utf8.RuneCountInString(line) + 1
		if used+size > room || !page.fits(used, size) {
			return lines[:i], len(lines) - i
		}
		used += size
	}
	return lines, 0
}

// fold writes lines that open with a click.
func (page *page) fold(summary string, head, lines []string, room int, noun string) {
	if len(lines) == 0 {
		return
	}
	fitting, left := page.list(lines, room)
	page.line("")
	page.line("<details><summary>" + summary + "</summary>")
	page.line("")
	for _, line := range slices.Concat(head, fitting) {
		page.line(line)
	}
	page.leftOut(left, noun)
	page.line("")
	page.line("</details>")
}

func (page *page) leftOut(n int, noun string) {
	if n > 0 {
		page.line("")
		page.line(fmt.Sprintf("… and %d more %s: `plotline plan` shows all.", n, noun))
	}
}

func sums(p *integrations.Plan) string {
	tally := p.Tally()
	var parts []string
	add := func(n int, what string) {
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, what))
		}
	}
	add(tally.Create, "to create")
	add(tally.Update, "to update")
	add(tally.Close, "to close")
	parts = append(parts, fmt.Sprintf("%d up to date", tally.UpToDate))
	add(tally.Held, "held back")
	add(tally.InConflict, "in conflict")
	return strings.Join(parts, ", ")
}

// refusal says on top why a push must not begin, and the way out.
func (page *page) refusal(p *integrations.Plan) {
	refusals := p.Refusals()
	if len(refusals) == 0 {
		return
	}
	line := "> **Refused:** " + plainCell(refusals[0].Message)
	if hint := refusals[0].Hint; hint != "" {
		line += " — " + plainCell(hint)
	}
	page.line("")
	page.line(line)
}

func (page *page) conflicts(conflicts []integrations.Conflict) {
	if len(conflicts) == 0 {
		return
	}
	lines := make([]string, len(conflicts))
	for i, c := range conflicts {
		lines[i] = row(keyCell(c.Key)+" "+plainCell(c.Title), string(c.Field), plainCell(c.Backlog), plainCell(c.Ticket), codeCell(c.WayOut))
	}
	fitting, left := page.list(lines, listRoom)
	page.line("")
	page.table("conflict", "field", "backlog", "ticket", "way out")
	for _, line := range fitting {
		page.line(line)
	}
	page.leftOut(left, "conflicts")
}

func (page *page) table(heads ...string) {
	page.line(row(heads...))
	page.line(strings.Repeat("|---", len(heads)) + "|")
}

func row(cells ...string) string { return "| " + strings.Join(cells, " | ") + " |" }

// weightiest are the changes that write, closures first.
func weightiest(changes []integrations.Change) []integrations.Change {
	var out []integrations.Change
	for _, action := range []integrations.Action{integrations.Close, integrations.Update, integrations.Create} {
		for _, c := range changes {
			if c.Action == action {
				out = append(out, c)
			}
		}
	}
	return out
}

func (page *page) rows(changes []integrations.Change) {
	if len(changes) == 0 {
		return
	}
	lines := make([]string, len(changes))
	for i, c := range changes {
		ticket := keyCell(c.Key)
		if ticket == "" {
			ticket = "new " + string(c.Kind)
		}
		why := plainCell(c.Reason)
		if c.Action == integrations.Create && c.ParentTitle != "" {
			why = "under " + plainCell(c.ParentTitle)
		}
		if c.Project != "" {
			why += ", in " + plainCell(c.Project)
		}
		lines[i] = row(string(c.Action), ticket, plainCell(c.Title), why)
	}
	open := min(openRows, len(lines))
	page.line("")
	page.table("", "ticket", "title", "why")
	for _, line := range lines[:open] {
		page.line(line)
	}
	head := []string{row("", "ticket", "title", "why"), "|---|---|---|---|"}
	page.fold(fmt.Sprintf("%d more", len(lines)-open), head, lines[open:], rowsRoom, "changes")
}

func (page *page) held(held []integrations.Held) {
	var reasons []string
	titles := map[string][]string{}
	for _, h := range held {
		if titles[h.Reason] == nil {
			reasons = append(reasons, h.Reason)
		}
		titles[h.Reason] = append(titles[h.Reason], h.Title)
	}
	var lines []string
	for _, reason := range reasons {
		lines = append(lines, fmt.Sprintf("- **%d** %s", len(titles[reason]), plainCell(reason)))
		for _, title := range titles[reason] {
			lines = append(lines, "  - "+plainCell(title))
		}
	}
	page.fold(count(len(held), "item", "items")+" held back", nil, lines, listRoom, "lines")
}

func (page *page) notices(p *integrations.Plan) {
	var lines []string
	refusals := 0
	for _, o := range p.Obstacles {
		if o.Refuse {
			refusals++
		}
		if !o.Refuse || refusals > 1 { // the first one stands on top
			lines = append(lines, "- "+plainCell(o.Message))
		}
	}
	for _, n := range p.Notices {
		lines = append(lines, "- "+plainCell(n.Message))
	}
	page.fold(count(len(lines), "note", "notes"), nil, lines, listRoom, "notes")
}

// details are the fields of each change, as a diff that no text can leave:
// each of its lines begins with a sign.
func (page *page) details(changes []integrations.Change) {
	var blocks []string
	for _, c := range changes {
		if len(c.Fields) == 0 || c.Action == integrations.Create {
			continue
		}
		blocks = append(blocks, "**"+keyCell(c.Key)+"** "+plainCell(c.Title)+"\n\n"+diffOf(c.Fields))
	}
	page.fold("what is written, field by field", nil, blocks, longestPlan, "updates")
}

func diffOf(fields []integrations.FieldChange) string {
	lines := []string{"```diff"}
	for _, f := range fields {
		name := string(f.Field) + ", the " + string(f.Owner) + "'s"
		if f.PutBack {
			name += ", put back"
		}
		lines = append(lines, "@@ "+name+" @@")
		lines = append(lines, signed("- ", f.From, f.To)...)
		lines = append(lines, signed("+ ", f.To, f.From)...)
	}
	return strings.Join(append(lines, "```"), "\n") + "\n"
}

// signed are the lines of a text that the other lacks, behind a sign.
func signed(sign, text, other string) []string {
	const most = 40
	have := map[string]bool{}
	for line := range strings.SplitSeq(other, "\n") {
		have[strings.TrimSpace(line)] = true
	}
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); line == "" || have[line] {
			continue
		}
		if len(lines) == most {
			return append(lines, sign+"…")
		}
		lines = append(lines, sign+shortened(visible(line), 300))
	}
	return lines
}
