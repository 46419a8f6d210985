package main

import (
	"context"
	"maps"
	"os"
	"slices"

	"plotline/cmd/settings"
	"plotline/integrations"
)

// readTable reads a list, and looks up on the settings' tracker which of its
// rows are tickets there: those are adopted by the first push instead of made
// a second time, and those that bear a mark are items already.
func (p *program) readTable(ctx context.Context, project *project, args []string) (*intake, error) {
	got, err := openList(args)
	if err != nil || project.settings.Tracker == settings.Local {
		return got, err
	}
	homes, err := p.openHomes(ctx, project)
	if err != nil {
		return nil, err
	}
	defer closeHomes(homes) // they were only read from
	for _, home := range homes {
		if err := got.recognize(ctx, home); err != nil {
			return nil, err
		}
	}
	return got, nil
}

// recognize finds the rows that are tickets of a home, but for those that are of
// one before.
func (got *intake) recognize(ctx context.Context, home *home) error {
	rows := map[string][]*arriving{}
	for i := range got.tickets {
		row := &got.tickets[i]
		key, ok := integrations.KeyOn(row.Key, home.server)
		if row.server.Tracker != "" || !ok {
			continue
		}
		row.server, row.Key = home.server, key
		if parent, ok := integrations.KeyOn(row.Parent, home.server); ok {
			row.Parent = parent
		}
		rows[key] = append(rows[key], row)
	}
	if len(rows) == 0 {
		return nil
	}
	found, err := home.tracker.Read(ctx, slices.Sorted(maps.Keys(rows)))
	if err != nil {
		return err
	}
	for _, t := range found {
		for _, row := range rows[t.Key] {
			row.Mark = t.Mark
		}
	}
	return nil
}

func openList(args []string) (*intake, error) {
	if len(args) != 1 {
		return nil, usagef("plotline import --from csv stories.csv", "import --from csv takes one file, and got %d", len(args))
	}
	data, err := os.ReadFile(args[0])
	if err != nil {
		return nil, usagef("plotline import --from csv stories.csv", "read the list: %v", err)
	}
	tickets, err := integrations.ReadTable(data)
	if err != nil {
		return nil, usagef("its first line names the columns: key, title, description, acceptance criteria, type, parent, labels, status",
			"%s: %v", args[0], err)
	}
	got := &intake{where: args[0]}
	got.add(tickets, integrations.Server{})
	return got, nil
}
