package main

import (
	"fmt"
	"io"
	"strings"

	"plotline/integrations"
	"plotline/integrations/comment"
)

func (p *program) printPlan(format string, plan *integrations.Plan) error {
	switch format {
	case "json":
		return printJSON(p.stdout, plan)
	case "markdown":
		fmt.Fprint(p.stdout, comment.Plan(plan))
	default:
		p.printPlanText(plan)
		for _, refusal := range plan.Refusals() {
			fmt.Fprintln(p.stdout, p.outPaint().red("refused: ")+withHint(refusal))
		}
	}
	return nil
}

// printPlanText says all of a plan but why a push of it would be refused: who
// pushes gets that as the error.
func (p *program) printPlanText(plan *integrations.Plan) {
	fmt.Fprintf(p.stdout, "%s · %s read\n", plan.Title, count(plan.Read, "ticket"))
	p.printChanges(plan)
	fmt.Fprintf(p.stdout, "\n%s\n", planSummary(plan))
	p.printHeld(plan)
	p.printTicketNotices(p.stdout, plan.Notices)
	for _, obstacle := range plan.Obstacles {
		if !obstacle.Refuse {
			fmt.Fprintln(p.stdout, "note: "+obstacle.Message)
		}
	}
}

// withHint gives an obstacle with its way out.
func withHint(o integrations.Obstacle) string {
	if o.Hint == "" {
		return o.Message
	}
	return o.Message + "; " + o.Hint
}

// printTicketNotices says what is true of many tickets once.
func (p *program) printTicketNotices(out io.Writer, notices []integrations.Notice) {
	var messages []string
	keys := map[string][]string{}
	for _, notice := range notices {
		message := notice.Message
		if notice.Key != "" {
			message = strings.ReplaceAll(message, notice.Key, "it")
		}
		if keys[message] == nil {
			messages = append(messages, message)
		}
		keys[message] = append(keys[message], notice.Key)
	}
	for _, message := range messages {
		about := keys[message]
		if len(about) == 1 {
			fmt.Fprintln(out, "note: "+subject(about[0], message))
			continue
		}
		fmt.Fprintf(out, "note: %s (%s … %s): %s\n", count(len(about), "ticket"), about[0], about[len(about)-1], message)
	}
}

func subject(key, message string) string {
	if key == "" {
		return message
	}
	return key + ": " + message
}

// printChanges shows what would change and leaves out what stays.
func (p *program) printChanges(plan *integrations.Plan) {
	paint := p.outPaint()
	if !plan.Empty() || len(plan.Conflicts) > 0 {
		fmt.Fprintln(p.stdout)
	}
	for _, change := range plan.Changes {
		switch change.Action {
		case integrations.Create:
			fmt.Fprintf(p.stdout, "%s create  %-6s %s%s%s\n", paint.green("+"), change.Kind, change.Title, under(change), in(change))
		case integrations.Update:
			fmt.Fprintf(p.stdout, "%s update  %-6s %s%s\n", paint.yellow("~"), change.Key, change.Title, because(change.Reason)+in(change))
			p.printFields(change)
		case integrations.Close:
			fmt.Fprintf(p.stdout, "%s close   %-6s %s%s\n", paint.red("-"), change.Key, change.Title, because(change.Reason)+in(change))
		}
	}
	for _, move := range plan.Ranks {
		fmt.Fprintf(p.stdout, "%s rank    %s\n", paint.yellow("~"), move)
	}
	for _, conflict := range plan.Conflicts {
		backlog, ticket := quoteBoth(conflict.Backlog, conflict.Ticket)
		fmt.Fprintf(p.stdout, "%s conflict %s  %s: backlog %s, ticket %s    %s\n", paint.red("!"), conflict.Key,
			conflict.Field, backlog, ticket, conflict.WayOut)
	}
}

func under(change integrations.Change) string {
	if change.ParentTitle == "" {
		return ""
	}
	parent := change.ParentTitle
	if change.Parent != "" && !strings.Contains(change.Parent, "-0") && len(change.Parent) < 20 {
		parent = change.Parent + " " + parent
	}
	return "    under " + parent
}

// in names a change's project where there are several.
func in(change integrations.Change) string {
	if change.Project == "" {
		return ""
	}
	return "    in " + change.Project
}

func because(reason string) string {
	if reason == "" {
		return ""
	}
	return "    (" + reason + ")"
}

func (p *program) printFields(change integrations.Change) {
	for _, field := range change.Fields {
		for line := range strings.SplitSeq(fieldDiff(field.From, field.To), "\n") {
			fmt.Fprintf(p.stdout, "            %-11s %-3s %s\n", field.Field, field.Owner, line)
		}
	}
}

// fieldDiff shows a changed field: lines added and gone for a list, the whole
// of both for a line.
func fieldDiff(from, to string) string {
	if !strings.Contains(from+to, "\n") {
		from, to = quoteBoth(from, to)
		return from + " → " + to
	}
	was, is := lineSet(from), lineSet(to)
	var lines []string
	for line := range strings.SplitSeq(from, "\n") {
		if !is[line] && strings.TrimSpace(line) != "" {
			lines = append(lines, "- "+line)
		}
	}
	for line := range strings.SplitSeq(to, "\n") {
		if !was[line] && strings.TrimSpace(line) != "" {
			lines = append(lines, "+ "+line)
		}
	}
	if len(lines) == 0 {
		return "another order"
	}
	return strings.Join(lines, "\n")
}

// quoteBoth quotes two texts so that their difference is seen, however far behind
// it stands.
func quoteBoth(a, b string) (string, string) {
	a, b = whereTheyDiffer(strings.Join(strings.Fields(a), " "), strings.Join(strings.Fields(b), " "))
	return quoteShort(a), quoteShort(b)
}

// whereTheyDiffer leaves out what two long texts begin with, so that what is
// shown of them is the difference.
func whereTheyDiffer(from, to string) (string, string) {
	const lead = 20
	a, b := []rune(from), []rune(to)
	same := 0
	for same < len(a) && same < len(b) && a[same] == b[same] {
		same++
	}
	if max(len(a), len(b)) <= longestQuote || same <= lead {
		return from, to
	}
	for same > lead && a[same-lead-1] != ' ' {
		same--
	}
	return "…" + string(a[same-lead:]), "…" + string(b[same-lead:])
}

func lineSet(text string) map[string]bool {
	set := map[string]bool{}
	for line := range strings.SplitSeq(text, "\n") {
		set[line] = true
	}
	return set
}

// longestQuote is how much of a text a line shows.
const longestQuote = 70

// quoteShort quotes a text, cut where a line of the terminal would end.
func quoteShort(text string) string {
	runes := []rune(strings.Join(strings.Fields(text), " "))
	if len(runes) > longestQuote {
		runes = append(runes[:longestQuote-1], '…')
	}
	return `"` + string(runes) + `"`
}

func planSummary(plan *integrations.Plan) string {
	tally := plan.Tally()
	var parts []string
	for _, part := range []struct {
		n    int
		what string
	}{
		{tally.Create, "to create"}, {tally.Update, "to update"}, {tally.Close, "to close"}, {tally.UpToDate, "up to date"},
		{tally.Held, "held back"}, {tally.InConflict, "in conflict"},
	} {
		if part.n > 0 || part.what == "up to date" {
			parts = append(parts, fmt.Sprintf("%d %s", part.n, part.what))
		}
	}
	return strings.Join(parts, ", ")
}

// printHeld says what the gate keeps back, grouped by reason.
func (p *program) printHeld(plan *integrations.Plan) {
	var reasons []string
	items := map[string][]integrations.Held{}
	for _, held := range plan.Held {
		if items[held.Reason] == nil {
			reasons = append(reasons, held.Reason)
		}
		items[held.Reason] = append(items[held.Reason], held)
	}
	for _, reason := range reasons {
		fmt.Fprintf(p.stdout, "%s held back: %s\n", count(len(items[reason]), "item"), reason)
	}
}
