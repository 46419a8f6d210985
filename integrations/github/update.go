package github

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"plotline/integrations"
	"plotline/integrations/pace"
)

// updateAttempts bounds how often a write is tried whose answer was lost; in
// between the ticket is read.
const updateAttempts = 4

// Update brings an issue to what the edit says.
func (t *Tracker) Update(ctx context.Context, ticket integrations.Ticket, edit integrations.Edit) (integrations.Ticket, error) {
	if _, err := t.found(ctx); err != nil {
		return integrations.Ticket{}, err
	}
	i, err := t.update(ctx, ticket, edit)
	if err != nil {
		return integrations.Ticket{}, t.fail(fmt.Sprintf("update %s in %s", ticket.Key, t.project()), err)
	}
	found := map[int]issue{i.number: i}
	if err := t.adopt(ctx, found); err != nil {
		return integrations.Ticket{}, err
	}
	return t.ticket(found[i.number]), nil
}

// update writes the mark last: a mark that names a label or an epic which the
// issue does not have yet would read, after a crash in between, as if a person
// had taken it away.
func (t *Tracker) update(ctx context.Context, ticket integrations.Ticket, edit integrations.Edit) (issue, error) {
	if len(edit.AddLabels)+len(edit.RemoveLabels) > 0 || edit.Parent != nil {
		i, err := t.rearrange(ctx, ticket, edit)
		if err != nil {
			return i, err
		}
		ticket.Version = versionOf(i)
	}
	return t.rewrite(ctx, ticket, edit)
}

// rearrange brings labels and epic to what the edit says, unless the issue is no
// longer what was read.
func (t *Tracker) rearrange(ctx context.Context, ticket integrations.Ticket, edit integrations.Edit) (issue, error) {
	i, err := t.fresh(ctx, ticket.Key)
	if err != nil {
		return i, err
	}
	patch, err := t.patch(ctx, i, ticket, edit)
	if err != nil {
		return i, err
	}
	if len(patch) > 0 && ticket.Version != "" && versionOf(i) != ticket.Version {
		return i, integrations.ErrStale
	}
	if i, err = t.relabel(ctx, i, edit); err != nil || edit.Parent == nil {
		return i, err
	}
	return t.reparent(ctx, i, numberOf(ticket.Parent), numberOf(edit.Parent.Key))
}

// fresh reads an issue that has to be there.
func (t *Tracker) fresh(ctx context.Context, key string) (issue, error) {
	s, err := t.lookAt(ctx, numberOf(key))
	if err != nil {
		return issue{}, err
	}
	if s.seen != there {
		return issue{}, integrations.ErrGone
	}
	t.remember(s.issue)
	return s.issue, nil
}

// rewrite changes title, body and milestone with one request. After a lost
// answer it looks before it writes again: what is there as wanted is not
// written, and what someone changed is not overwritten.
func (t *Tracker) rewrite(ctx context.Context, ticket integrations.Ticket, edit integrations.Edit) (issue, error) {
	for attempt := 1; ; attempt++ {
		i, err := t.fresh(ctx, ticket.Key)
		if err != nil {
			return i, err
		}
		patch, err := t.patch(ctx, i, ticket, edit)
		if err != nil || len(patch) == 0 {
			return i, err
		}
		if ticket.Version != "" && versionOf(i) != ticket.Version {
			return i, integrations.ErrStale
		}
		var now restIssue
		_, err = t.send(ctx, http.MethodPatch, t.repo(fmt.Sprintf("/issues/%d", i.number)), patch, &now)
		if err == nil {
			after := fromREST(now, t.project())
			if after.parent == "" {
				after.parent = i.parent
			}
			return after, nil
		}
		if !errors.Is(err, integrations.ErrLost) || attempt == updateAttempts || ctx.Err() != nil {
			return i, err
		}
	}
}

// patch is what of an edit is not so yet.
func (t *Tracker) patch(ctx context.Context, i issue, ticket integrations.Ticket, edit integrations.Edit) (map[string]any, error) {
	patch := map[string]any{}
	if edit.Title != nil && *edit.Title != i.title {
		patch["title"] = *edit.Title
	}
	b := i.body
	if edit.Instead && b.fence == integrations.FenceMissing && b.tasks == nil {
		b.text = ""
	}
	text := b.splice(t.resign(b, ticket, edit), edit.Part)
	if n := len([]rune(text)); n > bodyLimit {
		return nil, tooLong(i.title, n)
	}
	if text != i.body.text {
		patch["body"] = text
	}
	if edit.Release != nil && edit.Release.Name != i.milestone {
		s, err := t.milestone(ctx, edit.Release)
		if err != nil {
			return nil, err
		}
		switch {
		case edit.Release.Name == "":
			patch["milestone"] = nil
		case s.Number > 0:
			patch["milestone"] = s.Number
		}
	}
	return patch, nil
}

// resign is the sign to write: the edit's mark, with what the body knew of the
// kind and the epic.
func (t *Tracker) resign(b body, ticket integrations.Ticket, edit integrations.Edit) signed {
	sign := signed{Mark: edit.Mark, Kind: ticket.Kind, At: t.repositoryNode()}
	if was := t.here(b.sign); was != nil {
		sign.Epic, sign.Needs, sign.Far = was.Epic, was.Needs, was.Far
		if was.Kind != "" {
			sign.Kind = was.Kind
		}
	}
	if edit.Parent != nil {
		sign.Epic = numberOf(edit.Parent.Key)
	}
	return sign
}

// relabel adds and removes labels one by one, so that labels which people put
// on meanwhile stay.
func (t *Tracker) relabel(ctx context.Context, i issue, edit integrations.Edit) (issue, error) {
	var missing []string
	for _, l := range edit.AddLabels {
		if l == integrations.LabelPrefix+edit.Mark.Roadmap {
			l = labelName(edit.Mark.Roadmap)
		}
		if !containsFold(i.labels, l) {
			missing = append(missing, l)
		}
	}
	path := t.repo(fmt.Sprintf("/issues/%d/labels", i.number))
	if len(missing) > 0 {
		if err := t.ensureLabels(ctx, missing); err != nil {
			return i, err
		}
		var now []restLabel
		if _, err := t.send(pace.Creates(pace.Repeatable(ctx), 0), http.MethodPost, path, map[string]any{"labels": missing}, &now); err != nil {
			return i, err
		}
		i.labels = labelNames(now)
	}
	for _, l := range edit.RemoveLabels {
		if !containsFold(i.labels, l) {
			continue
		}
		_, err := t.send(pace.Repeatable(ctx), http.MethodDelete, path+"/"+url.PathEscape(l), nil, nil)
		if err != nil && statusOfError(err) != http.StatusNotFound {
			return i, err
		}
		i.labels = without(i.labels, l)
	}
	return i, nil
}

func labelNames(labels []restLabel) []string {
	names := make([]string, 0, len(labels))
	for _, l := range labels {
		names = append(names, l.Name)
	}
	return names
}

func without(list []string, text string) []string {
	var kept []string
	for _, l := range list {
		if !containsFold([]string{text}, l) {
			kept = append(kept, l)
		}
	}
	return kept
}

// reparent moves an issue under an epic, or out of any. The ticket as it was
// read tells the epic whose task list it may stand in; an issue's own answer
// tells only of sub-issues.
func (t *Tracker) reparent(ctx context.Context, i issue, listed, epic int) (issue, error) {
	was := numberOf(i.parent)
	if was == 0 {
		was = listed
	}
	switch {
	case epic == 0 && was == 0, epic != 0 && i.parent == keyOf(epic):
		return i, nil
	case epic == 0:
		return t.orphan(ctx, i, was)
	}
	linked, err := t.linkParent(ctx, i, epic)
	if err != nil {
		return i, err
	}
	edit := taskEdit{add: map[int][]int{}, remove: map[int][]int{}}
	if !linked {
		edit.add[epic] = []int{i.number}
	}
	if listed > 0 && listed != epic {
		edit.remove[listed] = []int{i.number}
	}
	i.parent = keyOf(epic)
	if len(edit.epics()) == 0 {
		return i, nil
	}
	return i, t.editTasks(ctx, edit)
}

// orphan takes an issue out from under its epic.
func (t *Tracker) orphan(ctx context.Context, i issue, epic int) (issue, error) {
	i.parent = ""
	if !t.lacks(featureSubIssues) {
		if err := t.unlinkParent(ctx, i, epic); err != nil {
			return i, err
		}
	}
	return i, t.editTasks(ctx, taskEdit{remove: map[int][]int{epic: {i.number}}})
}

// unlinkParent takes an issue out of an epic's sub-issues, in which it may not be.
func (t *Tracker) unlinkParent(ctx context.Context, i issue, epic int) error {
	if err := t.unnest(ctx, i, epic); !errors.Is(err, errNoGraphQL) {
		return err
	}
	db, err := t.databaseID(ctx, i)
	if err != nil {
		return err
	}
	path := t.repo(fmt.Sprintf("/issues/%d/sub_issue", epic))
	_, err = t.send(pace.Repeatable(ctx), http.MethodDelete, path, map[string]any{"sub_issue_id": db}, nil)
	if statusOfError(err) == http.StatusNotFound {
		return nil
	}
	return err
}
