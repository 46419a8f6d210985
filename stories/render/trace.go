package render

import (
	"bytes"
	"fmt"
	"io"
	"strings"
)

// Trace writes the traceability matrix as Markdown: every goal and pain point
// with the stories that serve it, and every story that serves nothing.
func Trace(w io.Writer, view *View) error {
	var out bytes.Buffer
	fmt.Fprintf(&out, "# %s: traceability\n\n| goal | epic | story | ticket | handoff | status |\n|---|---|---|---|---|---|\n", cell(view.Product))
	for _, column := range view.Columns {
		if len(column.Epics) == 0 {
			fmt.Fprintf(&out, "| %s | **no epic** | | | | |\n", cell(column.Statement))
		}
		for _, epic := range column.Epics {
			if len(epic.Stories) == 0 {
				fmt.Fprintf(&out, "| %s | %s | **no story** | %s | %s | %s |\n", cell(column.Statement), cell(epic.Title),
					cell(epic.Ticket.Key), cell(epic.State), cell(epic.Ticket.Status))
			}
			for _, story := range epic.Stories {
				fmt.Fprintf(&out, "| %s | %s | %s | %s | %s | %s |\n", cell(column.Statement), cell(epic.Title), cell(story.Title),
					cell(story.Ticket.Key), cell(story.State), cell(story.Ticket.Status))
			}
		}
	}
	_, err := out.WriteTo(w)
	return err
}

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
				if story.Ticket.Phase == PhaseDone && (story.Type == "feature" || story.Type == "change" || story.Type == "bug") {
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
	title := "**" + plainText(story.Title) + "**"
	role := roleOf(story.Narrative)
	_, benefit, ok := strings.Cut(fold(story.Narrative), "so that ")
	if !ok || role == "" {
		return title
	}
	return fmt.Sprintf("%s For the %s: %s", strings.TrimSuffix(title, "**")+".**", plainText(role), plainText(benefit))
}

// cell makes a text safe in a Markdown table.
func cell(text string) string { return strings.ReplaceAll(plainText(text), "|", `\|`) }

// plainText makes a text say only itself in Markdown.
func plainText(text string) string {
	var out strings.Builder
	for _, r := range cut(fold(text), longText) {
		switch {
		case isFormat(r):
			continue
		case r == '<', r == '&':
			fmt.Fprintf(&out, "&#%d;", r)
			continue
		case strings.ContainsRune("\\`*_[]#!@~", r):
			out.WriteByte('\\')
		}
		out.WriteRune(r)
	}
	return out.String()
}
