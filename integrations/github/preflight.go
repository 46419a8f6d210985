package github

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"plotline/integrations"
	"plotline/stories"
)

// The most that an issue takes: characters of a title, and labels.
const (
	titleLimit  = 256
	labelsLimit = 100
)

// Preflight tells what the drafts and edits would run into.
func (t *Tracker) Preflight(ctx context.Context, drafts []integrations.Draft, edits []integrations.Edit) ([]integrations.Obstacle, error) {
	s, err := t.found(ctx)
	if err != nil {
		return nil, err
	}
	if len(drafts)+len(edits) == 0 {
		return nil, nil
	}
	t.expectLabels(drafts)
	obstacles, err := t.wrongTypes(ctx, drafts)
	if err != nil {
		return nil, err
	}
	board, err := t.boardObstacles(ctx, drafts)
	if err != nil {
		return nil, err
	}
	deep, err := t.deepEpics(ctx, drafts, edits)
	if err != nil {
		return nil, err
	}
	obstacles = slices.Concat(t.closedDoors(s), obstacles, board, deep)
	obstacles = append(obstacles, t.tooLongTexts(drafts, edits)...)
	obstacles = append(obstacles, t.fullEpics(drafts, edits)...)
	return append(obstacles, t.missingFeatures(drafts, s)...), nil
}

// Doors tells whether the repository takes issues from this login.
func (t *Tracker) Doors(ctx context.Context) ([]integrations.Obstacle, error) {
	s, err := t.found(ctx)
	if err != nil {
		return nil, err
	}
	return t.closedDoors(s), nil
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
	if s.scopes != nil && !slices.Contains(s.scopes, "repo") && !slices.Contains(s.scopes, "public_repo") {
		found = append(found, integrations.Obstacle{
			Refuse: true, Message: "the token may not write issues: it has the scopes " + strings.Join(s.scopes, ", "),
			Hint: "a classic token needs the scope repo, or public_repo for a public repository",
		})
	}
	if !s.triage {
		found = append(found, integrations.Obstacle{
			Message: "this login may not push to " + s.fullName + ": GitHub will leave out labels, types, milestones, parents and links in silence",
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
		if n := len(labels) + 1; n > labelsLimit {
			complain("it would have %d labels with the roadmap's, and GitHub takes %d", n, labelsLimit)
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
func (t *Tracker) fullEpics(drafts []integrations.Draft, edits []integrations.Edit) []integrations.Obstacle {
	if t.lacks(featureSubIssues) {
		return nil // all stand in task lists
	}
	counts, over := map[string]int{}, map[string][]string{}
	add := func(epic *integrations.Ticket, id string) {
		if epic == nil || epic.Key == "" && epic.Mark == nil {
			return
		}
		name := epicName(epic)
		if _, ok := counts[name]; !ok {
			counts[name] = t.subIssuesOf(numberOf(epic.Key))
		}
		if counts[name]++; counts[name] > subIssueCap {
			over[name] = append(over[name], id)
		}
	}
	for _, e := range edits {
		add(e.Parent, e.ID)
	}
	for _, d := range drafts {
		add(d.Parent, d.Mark.ID)
	}
	titles := map[string]string{}
	for _, d := range drafts {
		titles[d.Mark.ID] = fmt.Sprintf("%q", d.Title)
	}
	var found []integrations.Obstacle
	for _, name := range slices.Sorted(maps.Keys(over)) {
		found = append(found, integrations.Obstacle{
			Message: fmt.Sprintf("%s would have %d sub-issues, closed ones counted, and GitHub takes %d: %d stories go into the task list in its text",
				cmp.Or(titles[name], name), counts[name], subIssueCap, len(over[name])),
			Hint: "split the epic", IDs: over[name],
		})
	}
	return found
}

// epicName is an epic's Key, or its item's ID where it is not made yet.
func epicName(epic *integrations.Ticket) string {
	if epic.Key != "" {
		return epic.Key
	}
	return epic.Mark.ID
}

// missingFeatures are the features that the server, or this login there, has not, with
// what takes their place.
func (t *Tracker) missingFeatures(drafts []integrations.Draft, s *server) []integrations.Obstacle {
	var found []integrations.Obstacle
	if t.lacks(featureSubIssues) || !t.graphQLOff() && !t.has(wordSubIssues) {
		found = append(found, integrations.Obstacle{
			Message: "this server has no sub-issues: stories stand in a task list in their epic's text",
		})
	}
	waits := slices.ContainsFunc(drafts, func(d integrations.Draft) bool { return len(d.Mark.Fields[string(stories.FieldNeeds)]) > 0 })
	if waits && s.triage && t.lacks(featureDependencies) {
		found = append(found, integrations.Obstacle{
			Message: "this server has no dependencies: which story waits for which stands in the backlog, and on the issues in their marks only",
		})
	}
	return found
}
