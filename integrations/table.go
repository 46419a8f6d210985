package integrations

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
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
		colKey:         "key,issue key,id,number,ticket",
		colTitle:       "title,summary,name,story,user story",
		colDescription: "description,body,narrative,details,text",
		colCriteria:    "acceptance criteria,criteria,acceptance",
		colType:        "type,issue type,work type,kind,work item type",
		colParent:      "parent,parent key,epic,epic link,parent id,epic key,custom field (epic link)",
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
	for {
		row, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return settleEpics(tickets), nil
		}
		if err != nil {
			return nil, err
		}
		if len(tickets) == maxRows {
			return nil, fmt.Errorf("the list has more than %d rows", maxRows)
		}
		if t := ticketOf(row, columns); t.Title != "" {
			tickets = append(tickets, t)
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

func ticketOf(row []string, columns map[column][]int) Ticket {
	all := func(col column) []string {
		var out []string
		for _, i := range columns[col] {
			if i < len(row) && strings.TrimSpace(row[i]) != "" {
				out = append(out, strings.TrimSpace(row[i]))
			}
		}
		return out
	}
	first := func(col column) string { return strings.Join(all(col)[:min(1, len(all(col)))], "") }
	t := Ticket{
		Key: first(colKey), Title: oneLine(first(colTitle)), Type: first(colType), Parent: first(colParent),
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

// settleEpics makes epics of what others name as their parent, by key or by
// title.
func settleEpics(tickets []Ticket) []Ticket {
	byName := map[string]int{}
	for i, t := range tickets {
		byName[strings.ToLower(t.Title)] = i
	}
	for i, t := range tickets {
		if t.Key != "" {
			byName[strings.ToLower(t.Key)] = i
		}
	}
	for i, t := range tickets {
		at, ok := byName[strings.ToLower(t.Parent)]
		if !ok || at == i || t.Parent == "" || t.Kind == stories.Epic {
			continue
		}
		tickets[at].Kind = stories.Epic
		if tickets[at].Key == "" {
			tickets[at].Key = tickets[at].Title
		}
		tickets[i].Parent = tickets[at].Key
	}
	return tickets
}
