package render

import (
	"encoding/csv"
	"fmt"
	"html"
	"io"
	"strings"
	"unicode"
	"unicode/utf16"

	"github.com/rivo/uniseg"
)

// CSV writes the backlog as a table for spreadsheets, an item a row.
func CSV(w io.Writer, view *View) error {
	rows := [][]string{{"ID", "Kind", "Type", "Title", "Epic", "Goal", "Horizon", "Personas", "Size", "Estimate",
		"Handoff", "Key", "Status", "Assignee", "Needs", "Narrative", "Acceptance criteria", "Findings", "File"}}
	view.each(func(column Column, epic, item Item, kind string) {
		parent := ""
		if kind != kindEpic {
			parent = epic.Title
		}
		rows = append(rows, []string{item.ID, kind, item.Type, item.Title, parent, column.Statement, item.Horizon,
			strings.Join(item.Personas, ", "), item.Size, item.Ticket.Estimate, item.State, item.Ticket.Key,
			item.Ticket.Status, item.Ticket.Assignee, needs(item), item.Narrative, bullets(item.Criteria),
			fmt.Sprint(len(item.Findings)), item.Path})
	})
	return table(w, rows)
}

// JiraCSV writes what has no remote ticket yet for Jira's importer: epics first, for it
// makes issues in the order of the rows, parents by issue ID, and no estimates,
// which are the team's.
func JiraCSV(w io.Writer, view *View) error {
	rows := [][]string{{"Issue ID", "Parent", "Issue Type", "Summary", "Description", "Labels"}}
	numbers := map[string]string{}
	for _, level := range []string{kindEpic, kindStory} {
		view.each(func(_ Column, epic, item Item, kind string) {
			if kind != level || item.Ticket.Key != "" && view.Tracker != localTracker || item.Path == "" {
				return
			}
			numbers[item.ID] = fmt.Sprint(len(rows))
			parent := ""
			if kind == kindStory {
				parent = numbers[epic.ID]
			}
			rows = append(rows, []string{numbers[item.ID], parent, importType(item, "Story"), importTitle(item),
				clip(described(item), jiraText), tags(item, " ", unicode.IsSpace)})
		})
	}
	return table(w, rows)
}

// AzureCSV writes the backlog for Azure Boards' importer: a title column a level
// makes the hierarchy. The importer takes [AzureRows] at a time.
func AzureCSV(w io.Writer, view *View) error {
	rows := [][]string{{"Work Item Type", "Title 1", "Title 2", "Description", "Acceptance Criteria", "Tags"}}
	view.each(func(_ Column, _, item Item, kind string) {
		if item.Path == "" {
			return
		}
		first, second := importTitle(item), ""
		if kind != kindEpic {
			first, second = "", first
		}
		rows = append(rows, []string{importType(item, "User Story"), first, second, paragraphs(wholeTitle(item)) + paragraphs(item.Narrative),
			htmlList(item.Criteria), tags(item, "; ", func(r rune) bool { return r == ';' || r == ',' })})
	})
	return table(w, rows)
}

// AzureRows are as many as Azure Boards imports from one file.
const AzureRows = 1000

// localTracker is the tracker whose tickets are nowhere else.
const localTracker = "local"

// The kinds of rows.
const (
	kindEpic  = "epic"
	kindStory = "story"
)

// each goes through epics and stories in order.
func (v *View) each(do func(column Column, epic, item Item, kind string)) {
	for _, column := range v.Columns {
		for _, epic := range column.Epics {
			do(column, epic.Item, epic.Item, kindEpic)
			for _, story := range epic.Stories {
				do(column, epic.Item, story, kindStory)
			}
		}
	}
}

// importType is what importers call a type.
func importType(item Item, story string) string {
	switch item.Type {
	case "epic":
		return "Epic"
	case "bug":
		return "Bug"
	case "spike", "enabler", "measure":
		return "Task"
	}
	return story
}

func needs(item Item) string {
	var names []string
	for _, need := range item.Needs {
		names = append(names, need.Name)
	}
	return strings.Join(names, "\n")
}

// The most that importers take, in the units of UTF-16, which both count: of a
// title 255, less the mark that a spreadsheet may need; of Jira's texts 32,767.
const (
	importedTitle = 254
	jiraText      = 32_767
)

// importTitle is a title as importers take it.
func importTitle(item Item) string { return clip(fold(item.Title), importedTitle) }

// wholeTitle is the title that [importTitle] cut, "" where it cut nothing.
func wholeTitle(item Item) string {
	if title := fold(item.Title); title != importTitle(item) {
		return title
	}
	return ""
}

// CutTitles says how many titles are too long for importers. They are cut there,
// and stand whole in the description.
func CutTitles(view *View) int {
	n := 0
	view.each(func(_ Column, _, item Item, _ string) {
		if item.Path != "" && wholeTitle(item) != "" {
			n++
		}
	})
	return n
}

// clip cuts a text to so many units of UTF-16, at a character's end.
func clip(text string, most int) string {
	if len(utf16.Encode([]rune(text))) <= most {
		return text
	}
	units, state, rest := most-1, -1, text
	for rest != "" {
		cluster, after, _, next := uniseg.FirstGraphemeClusterInString(rest, state)
		if units -= len(utf16.Encode([]rune(cluster))); units < 0 {
			break
		}
		rest, state = after, next
	}
	return text[:len(text)-len(rest)] + "…"
}

// tags joins labels; what would part one from itself becomes a hyphen.
func tags(item Item, between string, parts func(rune) bool) string {
	labels := make([]string, len(item.Labels))
	for i, label := range item.Labels {
		labels[i] = strings.Join(strings.FieldsFunc(label, parts), "-")
	}
	return strings.Join(labels, between)
}

func described(item Item) string {
	text := item.Narrative
	if whole := wholeTitle(item); whole != "" {
		text = whole + "\n\n" + text
	}
	if len(item.Criteria) > 0 {
		text += "\n\nAcceptance criteria\n" + bullets(item.Criteria)
	}
	return strings.TrimSpace(text)
}

func bullets(texts []string) string {
	lines := make([]string, len(texts))
	for i, text := range texts {
		lines[i] = "* " + fold(text)
	}
	return strings.Join(lines, "\n")
}

func paragraphs(text string) string {
	if text == "" {
		return ""
	}
	return "<p>" + html.EscapeString(fold(text)) + "</p>"
}

func htmlList(texts []string) string {
	if len(texts) == 0 {
		return ""
	}
	var out strings.Builder
	for _, text := range texts {
		out.WriteString("<li>" + html.EscapeString(fold(text)) + "</li>")
	}
	return "<ul>" + out.String() + "</ul>"
}

// table writes rows; a cell that a spreadsheet would reckon with is made text.
func table(w io.Writer, rows [][]string) error {
	out := csv.NewWriter(w)
	for i, row := range rows {
		if i > 0 {
			for j, cell := range row {
				if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
					row[j] = "'" + cell
				}
			}
		}
		if err := out.Write(row); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}
