package main

import (
	"fmt"

	"github.com/urfave/cli/v2"

	"plotline/stories"
	"plotline/stories/store"
)

func (p *program) restoreCommand() *cli.Command {
	return &cli.Command{
		Name: "restore", Usage: "brings back what was dropped", ArgsUsage: "ID…", Flags: projectFlags(),
		Description: examples("plotline restore 7d0b0f5b", "plotline restore backlog/search/forgive-typos.md"),
		Action:      p.restore,
	}
}

func (p *program) restore(c *cli.Context) error {
	if c.NArg() == 0 {
		return usagef("plotline restore ID…", "nothing was named to restore")
	}
	project, err := p.open(c, p.overrides(c))
	if err != nil {
		return err
	}
	var restored []stories.Restored
	for _, text := range c.Args().Slice() {
		sidecar, err := project.backlog.FindDropped(text)
		if err != nil {
			return usagef("the ID is in the name of its file under "+project.itemPath(store.SidecarFolder), "%v", err)
		}
		back, err := project.backlog.Restore(sidecar)
		if err != nil {
			return usagef("plotline restore ID brings back what was dropped; git has what it cannot", "%v", err)
		}
		restored = append(restored, back...)
	}
	if _, err := project.backlog.Save(c.Context); err != nil {
		return err
	}
	for _, back := range restored {
		fmt.Fprintf(p.stdout, "restored %s  %s\n", back.Item.Title, project.itemPath(back.Item.Path))
		if back.FromDraft {
			fmt.Fprintln(p.stderr, "note: its file was deleted by hand; this is the text as last accepted or drafted")
		}
	}
	return nil
}
