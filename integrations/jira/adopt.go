package jira

import (
	"context"
	"maps"
	"net/http"
	"net/url"
	"slices"

	"plotline/integrations"
	"plotline/integrations/pace"
)

// droppedParent names the parent among the fields that a create left out.
const droppedParent = "parent"

// adoptAll puts new issues under their epics where the create screen has no
// field for it, fifty at once. What does not work stays named as dropped.
func (t *Tracker) adoptAll(ctx context.Context, drafts []integrations.Draft, made []integrations.Creation) {
	orphans := map[string][]int{}
	for n, answer := range made {
		if answer.Outcome == integrations.Created && slices.Contains(answer.Dropped, droppedParent) {
			epic := drafts[n].Parent.Key
			orphans[epic] = append(orphans[epic], n)
		}
	}
	for _, epic := range slices.Sorted(maps.Keys(orphans)) {
		var keys []string
		for _, n := range orphans[epic] {
			keys = append(keys, made[n].Ticket.Key)
		}
		if t.adopt(ctx, epic, keys) != nil {
			continue
		}
		for _, n := range orphans[epic] {
			made[n].Dropped = slices.DeleteFunc(made[n].Dropped, func(name string) bool { return name == droppedParent })
		}
	}
}

// adopt moves issues under an epic by the boards' API; repeating it is safe.
func (t *Tracker) adopt(ctx context.Context, epic string, keys []string) error {
	path := "rest/agile/1.0/epic/" + url.PathEscape(epic) + "/issue"
	ctx = pace.Creates(pace.Repeatable(ctx), 0)
	return t.send(ctx, http.MethodPost, path, nil, map[string]any{"issues": keys}, nil)
}
