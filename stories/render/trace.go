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
	for _, column := range view.Columns {
		t.column(column)
	}
	for _, column := range view.Columns {
		for _, pain := range column.PainPoints {
			if !slices.Contains(t.served, pain.ID) {
				t.served = append(t.served, pain.ID) // it may stand under several goals
				t.pains++
				t.row(column.Statement, cell(pain.Problem), "**nothing serves it**", "", Item{})
			}
		}
	}
	fmt.Fprintf(w, "# %s: traceability\n\n%s\n\n| goal | pain point | epic | story | ticket | handoff | status |\n|---|---|---|---|---|---|---|\n", cell(view.Product), t.summary())
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
	stories  int
	// goals have no epic, epics no story, pains nothing that serves them.
	goals, epics, pains int
}

// summary says first what the table is searched for.
func (t *tracing) summary() string {
	var gaps []string
	for _, gap := range []struct {
		n          int
		noun, what string
	}{
		{t.goals, "goal", "without an epic"}, {t.epics, "epic", "without a story"}, {t.pains, "pain point", "that nothing serves"},
	} {
		if gap.n > 0 {
			gaps = append(gaps, "**"+plural(gap.n, gap.noun)+"** "+gap.what)
		}
	}
	if len(gaps) == 0 {
		return plural(t.stories, "story") + ", and no gap."
	}
	return plural(t.stories, "story") + ". Gaps: " + strings.Join(gaps, ", ") + "."
}

func (t *tracing) column(column Column) {
	if len(column.Epics) == 0 {
		t.goals++
		t.row(column.Statement, "", "**no epic**", "", Item{})
	}
	for _, epic := range column.Epics {
		if len(epic.Stories) == 0 {
			t.epics++
			t.row(column.Statement, t.painsOf(epic.Item), cell(epic.Title), "**no story**", epic.Item)
		}
		for _, story := range epic.Stories {
			t.stories++
			t.row(column.Statement, t.painsOf(story), cell(epic.Title), cell(story.Title), story)
		}
	}
}

func (t *tracing) row(goal, pain, epic, story string, item Item) {
	fmt.Fprintf(&t.out, "| %s | %s | %s | %s | %s | %s | %s |\n", cell(goal), pain, epic, story,
		cell(item.Ticket.Key), cell(item.State), cell(item.Ticket.Status))
}

func (t *tracing) painsOf(item Item) string {
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
