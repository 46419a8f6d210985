package main

import (
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"plotline/stories"
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
	var notes []string
	for _, other := range items[1:] {
		notes = append(notes, notesOfUnion(items[0], other, project.backlog.Uniting(items[0], other, project.roadmap))...)
		if err := project.backlog.Unite(items[0], other, by, p.now().UTC()); err != nil {
			return usagef("plotline merge ID OTHER… makes one story of several; what an epic has goes by plotline drop", "%v", err)
		}
	}
	if _, err := project.backlog.Save(c.Context); err != nil {
		return err
	}
	fmt.Fprintf(p.stdout, "merged   %s into %s  %s\n", count(len(items)-1, "story"), items[0].Title, project.itemPath(items[0].Path))
	for _, note := range notes {
		fmt.Fprintf(p.stderr, "note: %s\n", note)
	}
	return nil
}

// notesOfUnion say what a merge leaves behind and what comes of it.
func notesOfUnion(stays, other *stories.Item, union stories.Union) []string {
	var notes []string
	if len(union.Left) > 0 {
		notes = append(notes, fmt.Sprintf("of %q these stay behind: %s; plotline restore %s brings it back", other.Title,
			strings.Join(union.Left, ", "), shortID(other.ID)))
	}
	if len(union.Goals) > 0 {
		notes = append(notes, fmt.Sprintf("%q serves goal %s now, too", stays.Title, strings.Join(union.Goals, ", ")))
	}
	if union.Unaccepted {
		notes = append(notes, fmt.Sprintf("%q was accepted, and not all that is in it now was: plotline accept %s", stays.Title, shortID(stays.ID)))
	}
	return notes
}
