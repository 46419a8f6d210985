package render

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Trace writes the traceability matrix as Markdown: every goal with the stories
// that serve it and the pain points that these ease, every story that serves
// nothing, and every pain point that nothing serves.
func Trace(w io.Writer, view *View) error {
	t := &tracing{problems: map[string]string{}}
	for _, column := range view.Columns {
		for _, pain := range column.PainPoints {
			t.problems[pain.ID] = pain.Problem
		}
	}
	fmt.Fprintf(&t.out, "# %s: traceability\n\n| goal | pain point | epic | story | ticket | handoff | status |\n|---|---|---|---|---|---|---|\n", cell(view.Product))
	for _, column := range view.Columns {
		t.column(column)
	}
	for _, column := range view.Columns {
		for _, pain := range column.PainPoints {
			if !slices.Contains(t.served, pain.ID) {
				t.served = append(t.served, pain.ID) // it may stand under several goals
				t.row(column.Statement, cell(pain.Problem), "**nothing serves it**", "", Item{})
			}
		}
	}
	_, err := t.out.WriteTo(w)
	return err
}

// tracing is a matrix in the making.
type tracing struct {
	out bytes.Buffer
	// problems are those of the pain points, by ID; served are the IDs of those
	// that a row names.
	problems map[string]string
	served   []string
}

func (t *tracing) column(column Column) {
	if len(column.Epics) == 0 {
		t.row(column.Statement, "", "**no epic**", "", Item{})
	}
	for _, epic := range column.Epics {
		if len(epic.Stories) == 0 {
			t.row(column.Statement, t.pains(epic.Item), cell(epic.Title), "**no story**", epic.Item)
		}
		for _, story := range epic.Stories {
			t.row(column.Statement, t.pains(story), cell(epic.Title), cell(story.Title), story)
		}
	}
}

func (t *tracing) row(goal, pain, epic, story string, item Item) {
	fmt.Fprintf(&t.out, "| %s | %s | %s | %s | %s | %s | %s |\n", cell(goal), pain, epic, story,
		cell(item.Ticket.Key), cell(item.State), cell(item.Ticket.Status))
}

func (t *tracing) pains(item Item) string {
	t.served = append(t.served, item.Pains...)
	var problems []string
	for _, id := range item.Pains {
		problems = append(problems, cell(t.problems[id]))
	}
	return strings.Join(problems, "; ")
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
