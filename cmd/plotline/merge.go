package main

import (
	"fmt"

	"github.com/urfave/cli/v2"
)

func (p *program) mergeCommand() *cli.Command {
	return &cli.Command{
		Name: "merge", Usage: "merges stories into the first: criteria, needs and tickets follow", ArgsUsage: "ID OTHER…",
		Flags:       append(projectFlags(), byFlag()),
		Description: examples("plotline merge 7d0b0f5b 4be1c7f2"),
		Action:      p.merge,
	}
}

func (p *program) merge(c *cli.Context) error {
	if c.NArg() < 2 {
		return usagef("plotline merge ID OTHER…", "merge takes the story that stays and those that go into it")
	}
	project, err := p.open(c, p.overrides(c))
	if err != nil {
		return err
	}
	items, err := findItems(c.Context, project.backlog, c.Args().Slice())
	if err != nil {
		return err
	}
	if len(items) < 2 {
		return usagef("plotline merge ID OTHER…", "these are one and the same story")
	}
	by := p.person(c.Context, c.String("by"))
	for _, other := range items[1:] {
		if err := project.backlog.Unite(items[0], other, by, p.now().UTC()); err != nil {
			return usagef("plotline merge ID OTHER… makes one story of several; what an epic has goes by plotline drop", "%v", err)
		}
	}
	if _, err := project.backlog.Save(c.Context); err != nil {
		return err
	}
	fmt.Fprintf(p.stdout, "merged   %s into %s  %s\n", count(len(items)-1, "story"), items[0].Title, project.itemPath(items[0].Path))
	return nil
}
