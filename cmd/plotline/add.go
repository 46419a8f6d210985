package main

import (
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"plotline/stories"
)

func (p *program) addCommand() *cli.Command {
	return &cli.Command{
		Name: "add", Usage: "adds a story or an epic by hand, with an ID of its own", ArgsUsage: "TITLE",
		Flags: append(projectFlags(),
			&cli.StringFlag{Name: "type", Value: "feature", Usage: "feature, change, bug, enabler, measure, spike or epic"},
			&cli.StringFlag{Name: "epic", Usage: "the epic it goes into (`ID`, path or folder)"},
			&cli.StringSliceFlag{Name: "serves", Usage: "what of the roadmap it serves (`ID` of a goal, initiative, pain point or standing work)"},
			&cli.StringFlag{Name: "narrative", Usage: "as a …, I want …, so that …"},
			&cli.StringSliceFlag{Name: "criterion", Usage: "an acceptance criterion; once for each"},
			&cli.StringFlag{Name: "size", Usage: "a hint of its size"},
			&cli.StringSliceFlag{Name: "label", Usage: "a label for its ticket; once for each"},
		),
		Description: examples(`plotline add "Let a shopper undo a purchase" --epic recommendations`,
			`plotline add "Renew the certificates" --type enabler --serves upkeep`),
		Action: p.add,
	}
}

func (p *program) add(c *cli.Context) error {
	title := strings.Join(c.Args().Slice(), " ")
	project, err := p.open(c, p.overrides(c))
	if err != nil {
		return after(err, "nothing was added")
	}
	want := stories.Addition{Content: stories.Content{
		Title: title, Narrative: c.String("narrative"), Type: stories.Type(c.String("type")),
		Size: c.String("size"), Labels: c.StringSlice("label"),
	}}
	for _, text := range c.StringSlice("criterion") {
		want.Criteria = append(want.Criteria, stories.Criterion{Text: text})
	}
	for _, text := range c.StringSlice("serves") {
		ref, ok := project.roadmap.Resolve(text)
		if !ok {
			return usagef("name a goal, an initiative, a pain point or standing work of the roadmap", "the roadmap has no %q to serve", text)
		}
		want.Serves = append(want.Serves, ref)
	}
	if text := c.String("epic"); text != "" {
		epic, err := findItem(c.Context, project.backlog, text)
		if err != nil {
			return err
		}
		want.Epic = epic.ID
	}
	item, err := project.backlog.AddNew(want, project.roadmap, stories.RandomIDs)
	if err != nil {
		return usagef("plotline add TITLE --epic ID, or --serves ID", "%v", err)
	}
	if _, err := project.backlog.Save(c.Context); err != nil {
		return err
	}
	fmt.Fprintf(p.stdout, "added    %s  %s\n", item.Title, project.itemPath(item.Path))
	return nil
}
