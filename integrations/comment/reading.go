package comment

import (
	"fmt"
	"strings"

	"plotline/integrations"
)

// Reading says what a sync read back, as the text of a pull request:
// under 60,000 characters, texts from tickets as plain text.
func Reading(r *integrations.Reading, title string) string {
	page := &page{}
	page.line("What people changed on " + plainCell(title) + ", brought into the backlog's files.")
	var lines []string
	for _, p := range r.Pulls {
		lines = append(lines, row(keyCell(p.Key), plainCell(p.Title), string(p.Field), plainCell(p.From), plainCell(p.To)))
	}
	for _, m := range r.Handoffs {
		lines = append(lines, row(keyCell(m.Key), plainCell(m.Title), "handoff", string(m.From), string(m.To)+": "+plainCell(m.Reason)))
	}
	for _, o := range r.Orders {
		if o.Changed == integrations.PreferTracker {
			lines = append(lines, row("", plainCell(o.Title), "order", "", plainCell(strings.Join(o.Keys, ", "))))
		}
	}
	if len(lines) > 0 {
		page.line("")
		page.table("ticket", "title", "field", "was", "is")
		fitting, left := page.list(lines, rowsRoom)
		for _, line := range fitting {
			page.line(line)
		}
		page.leftOut(left, "changes")
	}
	page.conflicts(r.Conflicts)
	var offers []string
	for _, o := range r.Offers {
		offers = append(offers, fmt.Sprintf("- %s %s: %s", keyCell(o.Key), plainCell(o.Title), codeCell("plotline import "+o.Key)))
	}
	page.fold(count(len(offers), "ticket", "tickets")+" that people wrote under our epics", nil, offers, listRoom, "tickets")
	return page.out.String()
}
