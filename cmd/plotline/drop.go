package main

import (
	"fmt"

	"github.com/urfave/cli/v2"

	"plotline/stories"
)

func (p *program) dropCommand() *cli.Command {
	return &cli.Command{
		Name: "drop", Usage: "drops items for good; a push closes their tickets", ArgsUsage: "ID…",
		Flags: append(projectFlags(), byFlag(),
			&cli.StringFlag{Name: "reason", Usage: "why, for the ticket's last comment"}),
		Description: examples(`plotline drop 7d0b0f5b --reason "covered by the new search"`),
		Action:      p.drop,
	}
}

func (p *program) drop(c *cli.Context) error {
	if c.NArg() == 0 {
		return usagef("plotline drop ID…", "nothing was named to drop")
	}
	project, err := p.open(c, p.overrides(c))
	if err != nil {
		return err
	}
	drop := stories.Drop{By: p.person(c.Context, c.String("by")), On: p.now().UTC(), Reason: c.String("reason")}
	var dropped []string
	for _, text := range c.Args().Slice() {
		titles, err := dropOne(project.backlog, text, drop)
		if err != nil {
			return err
		}
		dropped = append(dropped, titles...)
	}
	if _, err := project.backlog.Save(c.Context); err != nil {
		return err
	}
	for _, title := range dropped {
		fmt.Fprintf(p.stdout, "dropped  %s\n", title)
	}
	fmt.Fprintln(p.stdout, "next     plotline plan shows which tickets close; plotline restore brings an item back")
	return nil
}

// dropOne drops an item, or says of an epic whose files are gone that it was
// meant.
func dropOne(backlog *stories.Backlog, text string, drop stories.Drop) ([]string, error) {
	item, err := backlog.Find(text)
	if err == nil {
		gone, err := backlog.Drop(item, drop)
		if err != nil {
			return nil, usagef("plotline drop ID; plotline restore ID brings it back", "%v", err)
		}
		var titles []string
		for _, one := range gone {
			titles = append(titles, one.Title)
		}
		return titles, nil
	}
	missing, missErr := backlog.FindDropped(text)
	if missErr != nil {
		return nil, usagef("an ID, the beginning of one, a file or a ticket's Key will do", "%v", err)
	}
	if err := backlog.DropMissing(missing, drop); err != nil {
		return nil, usagef(fmt.Sprintf("plotline restore %s brings it back", shortID(missing.ID)), "%v", err)
	}
	return []string{missing.Drafted.Title}, nil
}
