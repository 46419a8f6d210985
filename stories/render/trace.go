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
