package github

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"plotline/integrations"
)

// subIssueLevels is how deep sub-issues may be nested, the topmost issue counted.
const subIssueLevels = 8

// lineage is what an issue stands under, as deep as GraphQL was asked.
type lineage struct {
	Parent *lineage `json:"parent"`
}

// levels is at which level an issue stands; the topmost one is at the first.
func (l lineage) levels() int {
	n := 1
	for l.Parent != nil {
		n, l = n+1, *l.Parent
	}
	return n
}

// deepEpics are the epics under which GitHub nests nothing more. Only an epic
// that people put under another issue can be one.
func (t *Tracker) deepEpics(ctx context.Context, drafts []integrations.Draft, edits []integrations.Edit) ([]integrations.Obstacle, error) {
	ids := map[int][]string{}
	add := func(epic *integrations.Ticket, id string) {
		if epic != nil && epic.Parent != "" && numberOf(epic.Key) > 0 {
			ids[numberOf(epic.Key)] = append(ids[numberOf(epic.Key)], id)
		}
	}
	for _, d := range drafts {
		add(d.Parent, d.Mark.ID)
	}
	for _, e := range edits {
		add(e.Parent, e.ID)
	}
	if len(ids) == 0 || !t.has(wordParent) || t.lacks(featureSubIssues) {
		return nil, nil
	}
	lines, err := t.lineages(ctx, sortedKeys(ids))
	if errors.Is(err, errNoGraphQL) || errors.Is(err, errTooHeavy) {
		return nil, nil // REST tells no more than the next level up
	}
	if err != nil {
		return nil, t.fail("read what the epics of "+t.project()+" stand under", err)
	}
	var found []integrations.Obstacle
	for _, n := range sortedKeys(ids) {
		if lines[n].levels() >= subIssueLevels {
			found = append(found, integrations.Obstacle{
				Message: fmt.Sprintf("%s stands %d levels deep, and GitHub nests no deeper: its stories go into the task list in its text", keyOf(n), subIssueLevels),
				Hint:    "move the epic up", IDs: ids[n],
			})
		}
	}
	return found, nil
}

func (t *Tracker) lineages(ctx context.Context, numbers []int) (map[int]lineage, error) {
	up := strings.Repeat("parent { number ", subIssueLevels-1) + strings.Repeat("} ", subIssueLevels-1)
	lines := map[int]lineage{}
	for chunk := range slices.Chunk(numbers, readSize) {
		r, err := t.ask(ctx, func() string {
			if !t.has(wordParent) {
				up = ""
			}
			var q strings.Builder
			for _, n := range chunk {
				fmt.Fprintf(&q, "%s: issue(number: %d) { number %s} ", alias(n), n, up)
			}
			return inRepository(q.String(), "")
		}, t.repositoryVariables())
		if err != nil {
			return nil, err
		}
		fields, err := repositoryFields(r)
		if err != nil {
			return nil, err
		}
		for _, n := range chunk {
			var line lineage
			if json.Unmarshal(fields[alias(n)], &line) == nil {
				lines[n] = line
			}
		}
	}
	return lines, nil
}
