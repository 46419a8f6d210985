package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"plotline/stories"
)

func (p *program) splitCommand() *cli.Command {
	return &cli.Command{
		Name: "split", Usage: "takes criteria out of a story into a new one", ArgsUsage: "ID TITLE",
		Flags: append(projectFlags(),
			&cli.StringSliceFlag{Name: "criterion", Usage: "the `NUMBER` of a criterion that goes along, from 1; once for each"},
			&cli.StringFlag{Name: "narrative", Usage: "the new story's; without it the same"}),
		Description: examples(`plotline split 7d0b0f5b "Show bestsellers to newcomers" --criterion 4`),
		Action:      p.split,
	}
}

func (p *program) split(c *cli.Context) error {
	if c.NArg() < 2 || !c.IsSet("criterion") {
		return usagef("plotline split ID TITLE --criterion NUMBER", "split takes a story, a title and the criteria that go along")
	}
	project, item, err := p.openItem(c)
	if err != nil {
		return err
	}
	part := stories.Part{Title: strings.Join(c.Args().Tail(), " "), Narrative: c.String("narrative")}
	for _, text := range c.StringSlice("criterion") {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > len(item.Criteria) {
			return usagef("count them from 1 in "+project.itemPath(item.Path), "%q is not the number of one of its %s", text, count(len(item.Criteria), "criterion"))
		}
		part.Criteria = append(part.Criteria, n-1)
	}
	fresh, err := project.backlog.Split(item, part, stories.RandomIDs)
	if err != nil {
		return usagef("plotline split ID TITLE --criterion 2, for each criterion that goes", "%v", err)
	}
	if _, err := project.backlog.Save(c.Context); err != nil {
		return err
	}
	fmt.Fprintf(p.stdout, "split    %s  %s\n", fresh.Title, project.itemPath(fresh.Path))
	if fresh.Handoff == stories.Accepted {
		fmt.Fprintf(p.stderr, "note: it is accepted as %q is, since its criteria are the accepted ones; to have it looked at: plotline ask %s TEXT\n", item.Title, shortID(fresh.ID))
	}
	if part.Narrative == "" {
		fmt.Fprintf(p.stderr, "note: it says what %q says: write into both files what is their own\n", item.Title)
	}
	return nil
}
