package github

import (
	"strings"

	"plotline/integrations"
)

// columns are the board and where issues stand on it, as far as it was read.
type columns struct {
	board *foundBoard
	of    map[int]string
	batch batchSize
}

func newColumns() columns { return columns{of: map[int]string{}, batch: newBatchSize()} }

// readsBoard says that statuses of the board mean something to the settings.
func (t *Tracker) readsBoard() bool { return t.config.Board != nil && len(t.config.Board.Statuses) > 0 }

// columnFields selects an issue's status on the boards that it stands on.
func (t *Tracker) columnFields() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !t.readsBoard() || t.columns.board == nil {
		return ""
	}
	return `projectItems(first: 20) { nodes { project { id } fieldValueByName(name: "` + statusField +
		`") { __typename ... on ProjectV2ItemFieldSingleSelectValue { name } } } } `
}

// projectItem is an issue on one of its boards.
type projectItem struct {
	Project struct {
		ID string `json:"id"`
	} `json:"project"`
	Status *name `json:"fieldValueByName"`
}

// setColumn remembers where an issue stands on the board.
func (t *Tracker) setColumn(i issue) {
	if i.items == nil {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.columns.of[i.number] = ""
	for _, item := range i.items.Nodes {
		if t.columns.board != nil && item.Project.ID == t.columns.board.ID && item.Status != nil {
			t.columns.of[i.number] = item.Status.Name
		}
	}
}

func (t *Tracker) column(number int) string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.columns.of[number]
}

// statusOf is the board's status of an open issue, else the issue's own.
func (t *Tracker) statusOf(i issue) string {
	column := t.column(i.number)
	switch {
	case !i.closed && column != "":
		return column
	case !i.closed:
		return "open"
	case i.reason == "":
		return "completed"
	}
	return i.reason
}

// phaseOf tells how far the team is: an open issue that someone is assigned to,
// or whose label or status on the board says so, is started.
func (t *Tracker) phaseOf(i issue) integrations.Phase {
	switch {
	case i.closed && (i.reason == "not_planned" || i.reason == "duplicate"):
		return integrations.Refused
	case i.closed:
		return integrations.Done
	case len(i.assignees) > 0, containsFold(t.config.StartedStatuses, t.column(i.number)):
		return integrations.Started
	}
	for _, label := range i.labels {
		for _, started := range t.config.StartedLabels {
			if strings.EqualFold(label, started) {
				return integrations.Started
			}
		}
	}
	return integrations.Open
}
