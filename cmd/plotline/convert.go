package main

import (
	"context"
	"fmt"
	"path/filepath"

	"github.com/urfave/cli/v2"

	"plotline/integrations"
	"plotline/stories"
	"plotline/stories/report"
	"plotline/stories/review"
)

func (p *program) convertCommand() *cli.Command {
	return &cli.Command{
		Name:      "convert",
		Usage:     "drafts, reviews, plans and pushes a roadmap in one go",
		ArgsUsage: "ROADMAP",
		Flags: append(projectFlags(), yesFlag(), allowClosuresFlag(), timeoutFlag(),
			&cli.BoolFlag{Name: "accept", Usage: "accept what is drafted, so that the gate lets it through"},
			&cli.StringFlag{Name: "by", Usage: "who accepts, when not git's user"},
			formatFlag("text", "json")),
		Description: examples("plotline convert roadmap.yaml",
			"plotline convert roadmap.yaml --tracker github --accept --yes"),
		Action: p.convert,
	}
}

func (p *program) convert(c *cli.Context) error {
	if c.NArg() > 1 {
		return usagef("plotline convert ROADMAP", "convert takes one roadmap, and got %d arguments", c.NArg())
	}
	overrides := p.overrides(c)
	if c.NArg() == 1 {
		overrides.Roadmap = c.Args().First()
	}
	ctx := c.Context
	project, err := p.open(c, overrides)
	if err != nil {
		return after(err, "nothing was drafted")
	}
	if err := p.draftAndSave(ctx, c, project); err != nil {
		return err
	}
	findings := p.findings(ctx, project)
	if report.Worst(findings, review.Error) {
		return p.stopAtErrors(findings)
	}
	push, err := p.pushOf(ctx, project, c.Int("allow-closures"))
	if err != nil {
		return err
	}
	defer push.close()
	plan, err := push.plan(ctx)
	if err != nil {
		return err
	}
	if err := p.confirm(push, plan, c.Bool("yes")); err != nil {
		return err
	}
	result, err := push.apply(ctx, plan)
	if c.String("format") == "text" && result != nil {
		p.printConverted(push, plan, result, findings)
	}
	if err := p.afterPush(c.String("format"), push, result, err); err != nil {
		return err
	}
	if c.String("format") == "text" && result.Created > 0 {
		accept := "plotline accept --all · "
		if stories.OnePerson(&push.roadmap.Team) != "" {
			accept = "" // drafts count as accepted
		}
		fmt.Fprintf(p.stdout, "next     edit %s/, then: %splotline plan · plotline board\n",
			filepath.ToSlash(push.settings.BacklogPath), accept)
	}
	return nil
}

func (p *program) draftAndSave(ctx context.Context, c *cli.Context, project *project) error {
	result, err := p.redraft(ctx, project, draftChoices{}, c.String("by"))
	if err != nil {
		return err
	}
	if c.Bool("accept") {
		if err := p.acceptDrafted(ctx, c, project); err != nil {
			return err
		}
	}
	if _, err := project.backlog.Save(ctx); err != nil {
		return err
	}
	for _, item := range result.Items {
		if item.Deleted && c.String("format") == "text" {
			p.printDraftItem(project, item)
		}
	}
	for _, conflict := range result.Conflicts {
		p.printConflict(project, conflict)
	}
	p.printNotices(news(result.Notices))
	return nil
}

// acceptDrafted accepts what stands proposed. What was asked, or has moved, is
// for a person to look at.
func (p *program) acceptDrafted(ctx context.Context, c *cli.Context, project *project) error {
	by := p.person(ctx, c.String("by"))
	for _, item := range project.backlog.Items {
		if item.ID == "" || item.Handoff != stories.Proposed && item.Handoff != "" {
			continue
		}
		if err := project.backlog.Accept(item, project.roadmap, by, p.now().UTC()); err != nil {
			return err
		}
	}
	return nil
}

// stopAtErrors says what review found; the backlog is drafted, nothing is
// pushed.
func (p *program) stopAtErrors(findings []review.Finding) error {
	if err := p.writeReport("text", findings); err != nil {
		return err
	}
	fmt.Fprintln(p.stderr, "plotline: review found errors: the backlog is drafted, nothing was pushed")
	return pending{}
}

func (p *program) printConverted(push *pushing, plan *integrations.Plan, result *integrations.Result, findings []review.Finding) {
	p.printTree(push, result)
	p.printUndrafted(push.project)
	fmt.Fprintf(p.stdout, "\nreview   %s\n", report.CountOf(findings))
	if plan.Held != nil {
		p.printHeld(plan)
	}
	if len(plan.Conflicts) > 0 {
		fmt.Fprintf(p.stdout, "%s: plotline plan\n", count(len(plan.Conflicts), "conflict"))
	}
}

// printUndrafted says why epics stand there without stories.
func (p *program) printUndrafted(project *project) {
	empty := 0
	for _, epic := range project.backlog.Epics() {
		if len(project.backlog.StoriesOf(epic.ID)) == 0 {
			empty++
		}
	}
	if empty > 0 {
		fmt.Fprintf(p.stdout, "\n%s without stories: goals for next and later are drafted as far as %s says (draft)\n",
			count(empty, "epic"), project.settingsName())
	}
}
