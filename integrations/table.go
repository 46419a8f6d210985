package integrations

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"plotline/stories"
)

// The bounds of a list of tickets.
const (
	maxTable = 64 << 20
	maxRows  = 100_000
)

// column is what a column of a list of tickets means.
type column string

const (
	colKey         column = "key"
	colNumber      column = "number"
	colID          column = "id"
	colTitle       column = "title"
	colDescription column = "description"
	colCriteria    column = "acceptance criteria"
	colType        column = "type"
	colParent      column = "parent"
	colLabels      column = "labels"
	colStatus      column = "status"
)

// columnsNamed are the names by which trackers and spreadsheets call a column.
func columnsNamed() map[string]column {
	names := map[string]column{}
	for col, called := range map[column]string{
		colKey:         "key,issue key,ticket",
		colNumber:      "number,issue number",
		colID:          "id,issue id",
		colTitle:       "title,summary,name,story,user story",
		colDescription: "description,body,narrative,details,text",
		colCriteria:    "acceptance criteria,criteria,acceptance",
		colType:        "type,issue type,work type,kind,work item type",
		colParent:      "parent,parent key,epic,epic link,parent id,epic key,custom field (epic link),custom field (parent link)",
		colLabels:      "labels,label,tags",
		colStatus:      "status,state",
	} {
		for name := range strings.SplitSeq(called, ",") {
			names[name] = col
		}
	}
	return names
}

// ReadTable reads tickets from a list with a header line, such as a tracker or
// a spreadsheet exports: separated by commas, semicolons or tabs, its columns
// found by name in any order. Each row is a ticket; one whose type is epic, or
// that another row names as its parent, is an epic.
func ReadTable(data []byte) ([]Ticket, error) {
	if len(data) > maxTable {
		return nil, fmt.Errorf("the list has more than %d MB", maxTable>>20)
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	reader := csv.NewReader(bytes.NewReader(data))
	reader.Comma, reader.FieldsPerRecord = separator(data), -1
	header, err := reader.Read()
	if errors.Is(err, io.EOF) {
		return nil, errors.New("the list is empty; its first line names the columns, such as key,title,description,type,parent,labels")
	}
	if err != nil {
		return nil, err
	}
	columns := meanings(header)
	if len(columns[colTitle]) == 0 {
		return nil, fmt.Errorf("no column is named title or summary; the columns are: %s", strings.Join(header, ", "))
	}
	var tickets []Ticket
	var parents [][]string
	for {
		row, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return settleEpics(tickets, parents), nil
		}
		if err != nil {
			return nil, err
		}
		if len(tickets) == maxRows {
			return nil, fmt.Errorf("the list has more than %d rows", maxRows)
		}
		if t := ticketOf(row, columns); t.Title != "" {
			tickets, parents = append(tickets, t), append(parents, cells(row, columns[colParent]))
		}
	}
}

// separator is what parts the columns: what the header has most of.
func separator(data []byte) rune {
	header, _, _ := bytes.Cut(data, []byte("\n"))
	best, most := ',', bytes.Count(header, []byte(","))
	for _, mark := range ";\t" {
		if n := bytes.Count(header, []byte(string(mark))); n > most {
			best, most = mark, n
		}
	}
	return best
}

func meanings(header []string) map[column][]int {
	names, columns := columnsNamed(), map[column][]int{}
	for i, name := range header {
		if col, ok := names[strings.ToLower(oneLine(name))]; ok {
			columns[col] = append(columns[col], i)
		}
	}
	return columns
}

// cells are what a row says in some columns, without the empty ones.
func cells(row []string, columns []int) []string {
	var out []string
	for _, i := range columns {
		if i < len(row) && strings.TrimSpace(row[i]) != "" {
			out = append(out, strings.TrimSpace(row[i]))
		}
	}
	return out
}

// rowKey is what a list calls a ticket: its key, its number as an issue, or a
// name of the list's own.
func rowKey(key, number, id string) string {
	if _, err := strconv.Atoi(number); err == nil {
		number = "#" + number
	}
	return cmp.Or(key, number, id)
}

func ticketOf(row []string, columns map[column][]int) Ticket {
	all := func(col column) []string { return cells(row, columns[col]) }
	first := func(col column) string { return strings.Join(all(col)[:min(1, len(all(col)))], "") }
	t := Ticket{
		Key: rowKey(first(colKey), first(colNumber), first(colID)), Native: first(colID),
		Title: oneLine(first(colTitle)), Type: first(colType), Parent: first(colParent),
		Text: first(colDescription), TextWhole: true, Kind: stories.Story, Status: first(colStatus), Phase: phaseNamed(first(colStatus)),
	}
	if criteria := all(colCriteria); len(criteria) > 0 {
		t.Text = joinBlocks([]string{t.Text, "## " + headCriteria + "\n\n" + asList(strings.Join(criteria, "\n"))})
	}
	for _, cell := range all(colLabels) {
		for label := range strings.FieldsFuncSeq(cell, func(r rune) bool { return r == ',' || r == ';' }) {
			t.Labels = append(t.Labels, strings.TrimSpace(label))
		}
	}
	if strings.EqualFold(t.Type, "epic") {
		t.Kind = stories.Epic
	}
	return t
}

// asList makes a criterion of each line that is none yet.
func asList(text string) string {
	if checks, rest := parseChecks(text); len(checks) > 0 && strings.TrimSpace(rest) == "" {
		return text
	}
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, "- "+bullet.ReplaceAllString(line, ""))
		}
	}
	return strings.Join(lines, "\n")
}

func phaseNamed(status string) Phase {
	switch strings.ToLower(status) {
	case "done", "closed", "resolved", "completed", "complete":
		return Done
	}
	return Open
}

// SubTask says whether a ticket is one of those in which a team parts its work:
// they are the team's, and no items.
func (t Ticket) SubTask() bool {
	name := strings.ToLower(strings.ReplaceAll(t.Type, " ", "-"))
	return name == "sub-task" || name == "subtask"
}

// settleEpics makes epics of what others name as their parent, by key, by the
// list's own ID or by title. Of several parents that a row names, the first in
// the list counts.
func settleEpics(tickets []Ticket, parents [][]string) []Ticket {
	byName := map[string]int{}
	for _, name := range []func(Ticket) string{
		func(t Ticket) string { return t.Title }, func(t Ticket) string { return t.Native }, func(t Ticket) string { return t.Key },
	} {
		for i, t := range tickets {
			if name(t) != "" {
				byName[strings.ToLower(name(t))] = i
			}
		}
	}
	for i, t := range tickets {
		if t.Kind == stories.Epic || t.SubTask() {
			continue
		}
		for _, parent := range parents[i] {
			at, ok := byName[strings.ToLower(parent)]
			if !ok || at == i {
				continue
			}
			tickets[at].Kind = stories.Epic
			if tickets[at].Key == "" {
				tickets[at].Key = tickets[at].Title
			}
			tickets[i].Parent = tickets[at].Key
			break
		}
	}
	return tickets
}
