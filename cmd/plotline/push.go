package main

import (
	"bufio"
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"plotline/cmd/settings"
	"plotline/integrations"
)

func (p *program) pushCommand() *cli.Command {
	return &cli.Command{
		Name:      "push",
		Usage:     "does what plan says",
		ArgsUsage: "[PLAN]",
		Flags: append(projectFlags(), yesFlag(), allowClosuresFlag(), timeoutFlag(),
			formatFlag("text", "json")),
		Description: examples("plotline push", "plotline push --yes", "plotline push plan.json --yes"),
		Action:      p.push,
	}
}

func yesFlag() cli.Flag {
	return &cli.BoolFlag{Name: "yes", Usage: "do not ask before writing to a remote tracker"}
}

func (p *program) push(c *cli.Context) error {
	if c.NArg() > 1 {
		return usagef("plotline push [PLAN]", "push takes one plan, and got %d", c.NArg())
	}
	ctx := c.Context
	var saved *integrations.Plan
	if c.NArg() == 1 {
		var err error
		if saved, err = loadPlan(c.Args().First()); err != nil {
			return err
		}
	}
	push, err := p.preparePush(ctx, c)
	if err != nil {
		return err
	}
	defer push.close()
	plan, err := push.plan(ctx)
	if err != nil {
		return err
	}
	if saved != nil {
		if err := stale(saved, plan); err != nil {
			return err
		}
	}
	if c.String("format") == "text" {
		p.printPlanText(plan)
	}
	if err := p.confirm(push, plan, c.Bool("yes")); err != nil {
		return err
	}
	result, err := push.apply(ctx, plan)
	return p.afterPush(c.String("format"), push, result, err)
}

// confirm asks before the first write to a remote tracker.
func (p *program) confirm(push *pushing, plan *integrations.Plan, yes bool) error {
	if err := plan.Refusal(); err != nil {
		return err
	}
	if yes || plan.Empty() || push.settings.Tracker == settings.Local {
		return nil
	}
	if !p.inTerminal {
		return usagef("look at plotline plan, then add --yes", "this would write to %s, and nobody is there to ask", plan.Title)
	}
	fmt.Fprintf(p.stderr, "write this to %s? [y/N] ", plan.Title)
	answer, err := bufio.NewReader(p.stdin).ReadString('\n')
	if err == nil && strings.HasPrefix(strings.ToLower(strings.TrimSpace(answer)), "y") {
		return nil
	}
	return usagef("answer y to write it; --yes does not ask", "nothing was written")
}

// afterPush says what was done and what was not, and decides the exit code.
func (p *program) afterPush(format string, push *pushing, result *integrations.Result, err error) error {
	if result != nil {
		if format == "json" {
			if err := printJSON(p.stdout, result); err != nil {
				return err
			}
		} else {
			p.printResult(push, result)
		}
	}
	return p.outcome(result, err)
}

// outcome is a push's exit code: that of its error, or failure when a ticket
// failed.
func (p *program) outcome(result *integrations.Result, err error) error {
	if err != nil {
		return begun{err}
	}
	if result.Failed > 0 {
		return begun{&integrations.Failure{Doing: "push", Err: fmt.Errorf("%s failed", count(result.Failed, "ticket")),
			Hint: "the reasons stand above; plotline push goes on from here"}}
	}
	return nil
}

func (p *program) printResult(push *pushing, result *integrations.Result) {
	for _, ticket := range result.Tickets {
		if ticket.Error != "" {
			title := ticket.ID
			if item := push.backlog.Item(ticket.ID); item != nil {
				title = item.Title
			}
			fmt.Fprintf(p.stderr, "failed   %s %s: %s\n", ticket.Action, subject(ticket.Key, title), ticket.Error)
		}
	}
	p.printTicketNotices(p.stderr, result.Notices)
	fmt.Fprintf(p.stdout, "tickets  %s\n", resultSummary(result, push.where()))
}

// where says where the tickets are.
func (push *pushing) where() string {
	if push.settings.Tracker == settings.Local {
		return ".plotline/tickets.db"
	}
	return titlesOf(push.homes)
}

func resultSummary(r *integrations.Result, where string) string {
	var parts []string
	for _, part := range []struct {
		n    int
		what string
	}{
		{r.Created, "created"}, {r.Updated, "updated"}, {r.Closed, "closed"}, {r.Ranked, "ranked"}, {r.Adopted, "found again"},
		{r.Failed, "failed"}, {r.Undone, "left for the next push"},
	} {
		if part.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", part.n, part.what))
		}
	}
	if len(parts) == 0 {
		return fmt.Sprintf("%d up to date", r.Kept)
	}
	if r.Kept > 0 {
		parts = append(parts, fmt.Sprintf("%d up to date", r.Kept))
	}
	return strings.Join(parts, ", ") + " in " + where
}
