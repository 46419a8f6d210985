package stories

import (
	"context"
	"fmt"
	"slices"

	"plotline/roadmap"
)

// CostResult is what a change of the roadmap would cost: the items it would
// make moved, add, change and drop.
type CostResult struct {
	Items []CostItem `json:"items"`
	// Moved, Added, Changed, Dropped and Conflicts count the items; one that
	// is changed and moved counts in both.
	Moved     int `json:"moved"`
	Added     int `json:"added"`
	Changed   int `json:"changed"`
	Dropped   int `json:"dropped"`
	Conflicts int `json:"conflicts"`
	// Renamed are parts of the roadmap that seem only to have got another ID.
	// They are talk about the change, and part of no format.
	Renamed []Rename `json:"-"`
}

// CostItem is one item that a change of the roadmap would concern.
type CostItem struct {
	ID     string        `json:"id"`
	Kind   Kind          `json:"kind"`
	Type   Type          `json:"type"`
	Path   string        `json:"path"`
	Title  string        `json:"title"`
	Action Action        `json:"action"`
	From   []roadmap.Ref `json:"from"`
	// Moves are what an accepted item would no longer be accepted for.
	Moves []Move `json:"moves,omitempty"`
	// Keys are its tickets, with the status that was last seen of each, ""
	// where none is known.
	Keys []CostKey `json:"keys,omitempty"`
}

// CostKey is a ticket that a change would concern.
type CostKey struct {
	Tracker string `json:"tracker"`
	Project string `json:"project"`
	Key     string `json:"key"`
	Status  string `json:"status,omitempty"`
}

// LastStatus tells the status that was last seen of an item's ticket, "" where
// none is known.
type LastStatus func(id string, key Key) string

// Cost tells what changing the roadmap from was to in.Roadmap would do to a
// backlog. It drafts the backlog for the one and then for the other, so that
// what was out of date before does not count. The input's backlog is used up:
// it must not be saved.
func Cost(ctx context.Context, in DraftInput, was *roadmap.Roadmap, status LastStatus) (*CostResult, error) {
	before := in
	before.Roadmap, before.Keep, before.Take, before.Rematch = was, nil, nil, nil
	if _, err := Draft(ctx, before); err != nil {
		return nil, fmt.Errorf("draft from the roadmap as it was: %w", err)
	}
	moved := map[string][]Move{}
	items := map[string]*Item{}
	for _, item := range in.Backlog.Items {
		items[item.ID] = item
		moved[item.ID] = in.Backlog.Moved(item, was)
	}
	renamed := Renames(in.Roadmap, in.Backlog)
	after, err := Draft(ctx, in)
	if err != nil {
		return nil, fmt.Errorf("draft from the roadmap as it would be: %w", err)
	}
	result := &CostResult{Renamed: renamed}
	for _, drafted := range after.Items {
		item := items[drafted.ID]
		if there := in.Backlog.Item(drafted.ID); there != nil {
			item = there
		}
		result.count(drafted, item, newMoves(in, item, moved[drafted.ID]), status)
	}
	return result, nil
}

// newMoves are what moves an item that had not moved it before.
func newMoves(in DraftInput, item *Item, before []Move) []Move {
	if item == nil || in.Backlog.Item(item.ID) == nil {
		return nil
	}
	return slices.DeleteFunc(in.Backlog.Moved(item, in.Roadmap), func(m Move) bool { return slices.Contains(before, m) })
}

// count adds an item that the change concerns.
func (c *CostResult) count(drafted DraftItem, item *Item, moves []Move, status LastStatus) {
	if drafted.Action == ActionKept && len(moves) == 0 {
		return
	}
	out := CostItem{
		ID: drafted.ID, Kind: drafted.Kind, Type: drafted.Type, Path: drafted.Path, Title: drafted.Title,
		Action: drafted.Action, From: drafted.From, Moves: moves,
	}
	if item != nil && item.Sidecar != nil {
		for _, key := range item.Sidecar.Keys {
			last := ""
			if status != nil {
				last = status(item.ID, key)
			}
			out.Keys = append(out.Keys, CostKey{Tracker: key.Tracker, Project: key.Project, Key: key.Key, Status: last})
		}
	}
	c.Items = append(c.Items, out)
	if len(moves) > 0 {
		c.Moved++
	}
	switch drafted.Action {
	case ActionNew:
		c.Added++
	case ActionChanged:
		c.Changed++
	case ActionDropped:
		c.Dropped++
	case ActionConflict:
		c.Conflicts++
	}
}
