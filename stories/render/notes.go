package render

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Notes writes release notes by benefit from the stories that are done: what a
// person gains, under the goal that it serves. Spikes, enablers and measures
// are not for customers, and stay out.
func Notes(w io.Writer, view *View) error {
	var out bytes.Buffer
	fmt.Fprintf(&out, "# What is new in %s\n", plainText(view.Product))
	none := true
	for _, column := range view.Columns {
		var lines []string
		for _, epic := range column.Epics {
			for _, story := range epic.Stories {
				if story.Ticket.Phase == PhaseDone && noticed(story) {
					lines = append(lines, "- "+noteOf(story))
				}
			}
		}
		if len(lines) > 0 {
			none = false
			fmt.Fprintf(&out, "\n## %s\n\n%s\n", plainText(column.Statement), strings.Join(lines, "\n"))
		}
	}
	if none {
		out.WriteString("\nNo story that a customer would notice is done yet.\n")
	}
	_, err := out.WriteTo(w)
	return err
}

// noteOf is a story by its benefit: who gains what.
func noteOf(story Item) string {
	benefit := benefitOf(story)
	if benefit == "" {
		return "**" + plainText(story.Title) + "**"
	}
	return fmt.Sprintf("**%s.** %s", plainText(story.Title), benefit)
}

// benefitOf is "For the returning shopper: I find something.", "" where the
// narrative does not say.
func benefitOf(story Item) string {
	role := roleOf(story.Narrative)
	_, benefit, ok := strings.Cut(fold(story.Narrative), "so that ")
	if !ok || role == "" {
		return ""
	}
	return fmt.Sprintf("For the %s: %s", plainText(role), plainText(benefit))
}

// noticed says that a customer would notice the story.
func noticed(story Item) bool {
	return story.Type == "feature" || story.Type == "change" || story.Type == "bug"
}

// Demo writes what to show in a review: the stories that are done by goal, what
// others build on first, each with whom it is for and what to show by its
// criteria, under the metric that it should move.
func Demo(w io.Writer, view *View) error {
	var out bytes.Buffer
	fmt.Fprintf(&out, "# What to show of %s\n", plainText(view.Product))
	none := true
	for _, column := range view.Columns {
		show, tell := doneOf(column)
		if len(show)+len(tell) == 0 {
			continue
		}
		none = false
		fmt.Fprintf(&out, "\n## %s\n\n%s\n", plainText(column.Statement), shouldMove(column))
		for i, story := range show {
			fmt.Fprintf(&out, "\n%d. %s%s\n", i+1, noteOf(story), keyNote(story))
			for _, criterion := range story.Criteria {
				fmt.Fprintf(&out, "   - Show: %s\n", plainText(criterion))
			}
		}
		if len(tell) > 0 {
			out.WriteString("\nTo tell, not to show:\n\n")
		}
		for _, story := range tell {
			fmt.Fprintf(&out, "- %s%s\n", plainText(story.Title), keyNote(story))
		}
	}
	if none {
		out.WriteString("\nNo story is done yet.\n")
	}
	_, err := out.WriteTo(w)
	return err
}

// doneOf gives the stories of a column that are done: those to show, in an
// order in which none comes before what it needs, and those to tell of.
func doneOf(column Column) (show, tell []Item) {
	for _, story := range column.stories() {
		switch {
		case story.Ticket.Phase != PhaseDone:
		case noticed(story):
			show = append(show, story)
		default:
			tell = append(tell, story)
		}
	}
	return afterNeeds(show), tell
}

// afterNeeds puts each item behind those that it needs, and leaves the order
// alone otherwise; a circle of needs is cut where it closes.
func afterNeeds(items []Item) []Item {
	var sorted []Item
	seen := map[string]bool{}
	var place func(item Item)
	place = func(item Item) {
		if seen[item.ID] {
			return
		}
		seen[item.ID] = true
		for _, need := range item.Needs {
			if i := slices.IndexFunc(items, func(other Item) bool { return other.ID == need.ID }); i >= 0 {
				place(items[i])
			}
		}
		sorted = append(sorted, item)
	}
	for _, item := range items {
		place(item)
	}
	return sorted
}

// shouldMove says which metrics the work is for, and how they stand.
func shouldMove(column Column) string {
	if len(column.Metrics) == 0 {
		return "No metric says whether this helps."
	}
	var parts []string
	for _, m := range column.Metrics {
		text := fmt.Sprintf("%s, %s → %s", plainText(m.Name), orElse(m.Baseline, "unknown"), orElse(m.Target, "no target"))
		if m.Latest != "" {
			text += fmt.Sprintf(" (%s on %s)", plainText(m.Latest), m.LatestOn)
		}
		parts = append(parts, text)
	}
	return "It should move " + strings.Join(parts, "; ") + "."
}

func keyNote(story Item) string {
	if story.Ticket.Key == "" {
		return ""
	}
	return " (" + plainText(story.Ticket.Key) + ")"
}

func orElse(text, otherwise string) string { return plainText(cmp.Or(text, otherwise)) }
