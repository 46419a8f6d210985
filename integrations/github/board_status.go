package github

import (
	"strings"

	"plotline/integrations"
)

// columns are the board and where issues stand on it, as far as it was read.
type columns struct {
	board *foundBoard
	of    map[int]column
	batch batchSize
}

// column is where an issue stands on the board, if it does.
type column struct {
	stands bool
	status string
}

func newColumns() columns { return columns{of: map[int]column{}, batch: newBatchSize()} }

// needsBoard says that statuses of the board mean something to the settings.
func (t *Tracker) needsBoard() bool { return t.config.Board != nil && len(t.config.Board.Statuses) > 0 }

// columnFields selects an issue's status on the boards that it stands on.
func (t *Tracker) columnFields() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.columns.board == nil {
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
	var at column
	for _, item := range i.items.Nodes {
		if t.columns.board == nil || item.Project.ID != t.columns.board.ID {
			continue
		}
		at.stands = true
		if item.Status != nil {
			at.status = item.Status.Name
		}
	}
	t.columns.of[i.number] = at
}

// column is where an issue stands on the board; told says whether it was read.
func (t *Tracker) column(number int) (at column, told bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	at, told = t.columns.of[number]
	return at, told
}

// unplaced says that an open issue stands nowhere on the board.
func (t *Tracker) unplaced(i issue) bool {
	at, told := t.column(i.number)
	return told && !at.stands && !i.closed
}

// statusOf is the board's status of an open issue, else the issue's own.
func (t *Tracker) statusOf(i issue) string {
	at, _ := t.column(i.number)
	switch {
	case !i.closed && at.status != "":
		return at.status
	case !i.closed:
		return "open"
	case i.reason == "":
		return "completed"
	}
	return i.reason
}

// endedByPush says that a push closed the issue, by the mark that it wrote with
// that, where the server gives no reason: a GraphQL without enableDuplicate hides
// that of a duplicate.
func (i issue) endedByPush() bool {
	return i.reason == "" && i.body.sign != nil && i.body.sign.Closed != ""
}

// phaseOf tells how far the team is: an open issue that someone is assigned to,
// or whose label or status on the board says so, is started.
func (t *Tracker) phaseOf(i issue) integrations.Phase {
	at, _ := t.column(i.number)
	switch {
	case i.closed && (i.reason == "not_planned" || i.reason == "duplicate" || i.endedByPush()):
		return integrations.Refused
	case i.closed:
		return integrations.Done
	case len(i.assignees) > 0, containsFold(t.config.StartedStatuses, at.status):
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
