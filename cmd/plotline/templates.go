package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"plotline/cmd/settings"
	"plotline/stories/pack"
)

func (p *program) templatesCommand() *cli.Command {
	return &cli.Command{
		Name:  "templates",
		Usage: "lists, shows and checks the templates that stories are drafted from",
		Subcommands: []*cli.Command{
			{
				Name: "list", Usage: "the templates by name", Flags: projectFlags(),
				Description: examples("plotline templates list"), Action: p.templatesList,
			},
			{
				Name: "show", Usage: "a template's words and stories", ArgsUsage: "NAME", Flags: projectFlags(),
				Description: examples("plotline templates show search"), Action: p.templatesShow,
			},
			{
				Name: "check", Usage: "reads the templates strictly and says every mistake", Flags: projectFlags(),
				Description: examples("plotline templates check"), Action: p.templatesCheck,
			},
			{
				Name: "test", Usage: "runs the example of each template", ArgsUsage: "[NAME…]", Flags: projectFlags(),
				Description: examples("plotline templates test", "plotline templates test search"), Action: p.templatesTest,
			},
		},
	}
}

func (p *program) openPack(c *cli.Context) (*pack.Pack, error) {
	s, err := settings.Open(".", p.overrides(c))
	if err != nil {
		return nil, err
	}
	return loadPack(s)
}

func (p *program) templatesList(c *cli.Context) error {
	loaded, err := p.openPack(c)
	if err != nil {
		return err
	}
	for _, t := range loaded.Templates() {
		fmt.Fprintf(p.stdout, "%-26s %s\n", t.Name, count(len(t.Slots), "story"))
	}
	return nil
}

func (p *program) templatesShow(c *cli.Context) error {
	loaded, err := p.openPack(c)
	if err != nil {
		return err
	}
	name := c.Args().First()
	t := loaded.Template(name)
	if t == nil || c.NArg() != 1 {
		return usagef("plotline templates list", "no template %q", name)
	}
	fmt.Fprintf(p.stdout, "%s\n", t.Name)
	if t.About != "" {
		fmt.Fprintf(p.stdout, "  %s\n", t.About)
	}
	p.printHeard(t)
	for _, slot := range t.Slots {
		fmt.Fprintf(p.stdout, "\n  %s (%s, size %s)\n    %s\n    %s\n", slot.ID, slot.Type, slot.Size, slot.Title, slot.Narrative)
		for _, criterion := range slot.Criteria {
			fmt.Fprintf(p.stdout, "    - %s\n", indentAfterFirst(strings.TrimSpace(criterion.Text), 6))
		}
	}
	return nil
}

// heardShown is how many of the sentences that call a template are shown.
const heardShown = 3

// printHeard shows what calls a template.
func (p *program) printHeard(t *pack.Template) {
	if heard := t.Heard(); len(heard) > 0 {
		fmt.Fprintf(p.stdout, "\n  called by what sounds like these and %s more\n", count(max(len(heard)-heardShown, 0), "sentence"))
		for _, sentence := range heard[:min(len(heard), heardShown)] {
			fmt.Fprintf(p.stdout, "    “%s”\n", sentence)
		}
	}
	if phrases := slices.Concat(t.Match.Sure, t.Match.Likely, t.Match.Hint); len(phrases) > 0 {
		fmt.Fprintf(p.stdout, "\n  called by the phrases\n    %s\n", strings.Join(phrases, "\n    "))
	}
}

func (p *program) templatesCheck(c *cli.Context) error {
	loaded, err := p.openPack(c)
	if err != nil {
		return after(err, "fix these before you draft")
	}
	if err := loaded.Check().Err(); err != nil {
		return after(err, "fix these before you draft")
	}
	fmt.Fprintf(p.stdout, "%s read, no mistakes\n", count(len(loaded.Templates()), "template"))
	return nil
}

func (p *program) templatesTest(c *cli.Context) error {
	loaded, err := p.openPack(c)
	if err != nil {
		return err
	}
	failed, ran := 0, 0
	for _, trial := range loaded.Try() {
		if c.NArg() > 0 && !slices.Contains(c.Args().Slice(), trial.Template.Name) {
			continue
		}
		ran++
		if len(trial.Problems) == 0 {
			fmt.Fprintf(p.stdout, "ok       %s  %s\n", trial.Template.Name, count(len(trial.Titles), "story"))
			continue
		}
		failed++
		fmt.Fprintf(p.stdout, "failed   %s\n", trial.Template.Name)
		for _, problem := range trial.Problems {
			fmt.Fprint(p.stdout, problem.Text())
		}
	}
	if ran == 0 {
		return usagef("plotline templates list", "no template is called %s", strings.Join(c.Args().Slice(), ", "))
	}
	if failed > 0 {
		return pending{}
	}
	return nil
}
