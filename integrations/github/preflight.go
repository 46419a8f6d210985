package github

import (
	"context"
	"fmt"
	"slices"

	"plotline/integrations"
	"plotline/stories"
)

// titleLimit is how long a title may be.
const titleLimit = 256

// Preflight tells what the drafts and edits would run into.
func (t *Tracker) Preflight(ctx context.Context, drafts []integrations.Draft, edits []integrations.Edit) ([]integrations.Obstacle, error) {
	s, err := t.found(ctx)
	if err != nil {
		return nil, err
	}
	if len(drafts)+len(edits) == 0 {
		return nil, nil
	}
	obstacles, err := t.wrongTypes(ctx, drafts)
	if err != nil {
		return nil, err
	}
	board, err := t.boardObstacles(ctx, drafts)
	if err != nil {
		return nil, err
	}
	obstacles = slices.Concat(t.closedDoors(s), obstacles, board)
	obstacles = append(obstacles, t.tooLongTexts(drafts, edits)...)
	obstacles = append(obstacles, t.fullEpics(drafts)...)
	if t.lacks(featureSubIssues) || !t.graphQLOff() && !t.has(wordSubIssues) {
		obstacles = append(obstacles, integrations.Obstacle{
			Message: "this server has no sub-issues: stories stand in a task list in their epic's text",
		})
	}
	return obstacles, nil
}

// closedDoors are reasons of the repository and the login.
func (t *Tracker) closedDoors(s *server) []integrations.Obstacle {
	var found []integrations.Obstacle
	if s.archived {
		found = append(found, integrations.Obstacle{
			Refuse: true, Message: s.fullName + " is archived: nothing can be written",
			Hint: "unarchive it in the repository's settings, or name another repository",
		})
	}
	if !s.hasIssues {
		found = append(found, integrations.Obstacle{
			Refuse: true, Message: "issues are turned off in " + s.fullName,
			Hint: "turn them on in the repository's settings",
		})
	}
	if !s.triage {
		found = append(found, integrations.Obstacle{
			Message: "this login may not push to " + s.fullName + ": GitHub will leave out labels, types, milestones and parents in silence",
			Hint:    "give the login the role Write, or at least Triage",
		})
	}
	return found
}

func (t *Tracker) tooLongTexts(drafts []integrations.Draft, edits []integrations.Edit) []integrations.Obstacle {
	var found []integrations.Obstacle
	check := func(id string, mark integrations.Mark, title, part string, labels []string) {
		complain := func(format string, args ...any) {
			found = append(found, integrations.Obstacle{Refuse: true, Message: fmt.Sprintf(format, args...), Hint: "shorten it", IDs: []string{id}})
		}
		if n := len([]rune(newBody(signed{Mark: mark, Kind: stories.Story}, part))); n > bodyLimit {
			complain("the text has %d characters with Plotline's mark, and GitHub takes %d", n, bodyLimit)
		}
		if n := len([]rune(title)); n > titleLimit {
			complain("the title has %d characters, and GitHub takes %d", n, titleLimit)
		}
		for _, l := range labels {
			if n := len([]rune(l)); n > labelLimit {
				complain("the label %q has %d characters, and GitHub takes %d", l, n, labelLimit)
			}
		}
	}
	for _, d := range drafts {
		check(d.Mark.ID, d.Mark, d.Title, d.Part, d.Labels)
	}
	for _, e := range edits {
		check(e.ID, e.Mark, textOf(e.Title), textOf(e.Part), e.AddLabels)
	}
	return found
}

func textOf(text *string) string {
	if text == nil {
		return ""
	}
	return *text
}

// fullEpics are the epics that would get more sub-issues than GitHub takes.
func (t *Tracker) fullEpics(drafts []integrations.Draft) []integrations.Obstacle {
	counts, ids := map[int]int{}, map[int][]string{}
	for _, d := range drafts {
		if d.Parent == nil {
			continue
		}
		n := numberOf(d.Parent.Key)
		if counts[n] == 0 {
			counts[n] = t.subIssuesOf(n)
		}
		if counts[n]++; n > 0 && counts[n] > subIssueCap {
			ids[n] = append(ids[n], d.Mark.ID)
		}
	}
	var found []integrations.Obstacle
	for _, n := range sortedKeys(ids) {
		found = append(found, integrations.Obstacle{
			Message: fmt.Sprintf("%s would have %d sub-issues, closed ones counted, and GitHub takes %d: %d stories go into the task list in its text", keyOf(n), counts[n], subIssueCap, len(ids[n])),
			Hint:    "split the epic", IDs: ids[n],
		})
	}
	return found
}
