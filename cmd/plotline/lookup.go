package main

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/urfave/cli/v2"

	"plotline/integrations"
	"plotline/integrations/local"
	"plotline/stories"
)

// openItem reads the project and finds the item that the first argument names.
func (p *program) openItem(c *cli.Context) (*project, *stories.Item, error) {
	project, err := p.open(c, p.overrides(c))
	if err != nil {
		return nil, nil, err
	}
	item, err := findItem(c.Context, project.backlog, c.Args().First())
	if err != nil {
		return nil, nil, err
	}
	return project, item, nil
}

// findItem finds an item by ID, path, Key or clear prefix. Local Keys stay out
// of the sidecars, so the local tracker is asked for them.
func findItem(ctx context.Context, backlog *stories.Backlog, text string) (*stories.Item, error) {
	item, err := backlog.Find(text)
	if err == nil {
		return item, nil
	}
	if id := localID(ctx, backlog.State, text); id != "" && backlog.Item(id) != nil {
		return backlog.Item(id), nil
	}
	return nil, usagef("an ID, the beginning of one, a file or a ticket's Key will do", "%v", err)
}

// findItems finds several items, each once.
func findItems(ctx context.Context, backlog *stories.Backlog, texts []string) ([]*stories.Item, error) {
	var items []*stories.Item
	seen := map[string]bool{}
	for _, text := range texts {
		item, err := findItem(ctx, backlog, text)
		if err != nil {
			return nil, err
		}
		if !seen[item.ID] {
			seen[item.ID] = true
			items = append(items, item)
		}
	}
	return items, nil
}

var localKey = regexp.MustCompile(`^LOCAL-[0-9]+$`)

// localID is the ID on a local ticket, "" when there is no such ticket.
func localID(ctx context.Context, state, text string) string {
	key := strings.ToUpper(text)
	if !localKey.MatchString(key) {
		return ""
	}
	if _, err := os.Stat(filepath.Join(state, local.File)); err != nil {
		return ""
	}
	tracker, err := local.Open(ctx, state, integrations.SystemClock{})
	if err != nil {
		return ""
	}
	defer func() { _ = tracker.Shut() }() // it was only read
	tickets, err := tracker.Read(ctx, []string{key})
	if err != nil || len(tickets) == 0 || tickets[0].Mark == nil {
		return ""
	}
	return tickets[0].Mark.ID
}
