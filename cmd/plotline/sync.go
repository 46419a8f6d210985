package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"plotline/cmd/settings"
	"plotline/integrations"
	"plotline/stories"
)

func (p *program) syncCommand() *cli.Command {
	return &cli.Command{
		Name:      "sync",
		Usage:     "reads the tracker back by who owns what, then pushes",
		ArgsUsage: "[ID…]",
		Flags: append(projectFlags(), yesFlag(), allowClosuresFlag(), timeoutFlag(), byFlag(),
			&cli.BoolFlag{Name: "pull-only", Usage: "read back, and push nothing"},
			&cli.StringFlag{Name: "prefer", Usage: "settle conflicts of the named items, or of all: backlog or tracker"},
			&cli.BoolFlag{Name: "watch", Usage: "sync again and again, until interrupted or --timeout is up"},
			&cli.DurationFlag{Name: "interval", Value: 5 * time.Minute, Usage: "how long a watch waits between two rounds, as in 10m"},
			&cli.BoolFlag{Name: "pull-request", Usage: "read back only, and keep one branch and pull request with it on GitHub"},
			&cli.StringFlag{Name: "branch", Value: "plotline/sync", Usage: "the `BRANCH` of --pull-request, which is Plotline's own"},
			&cli.StringFlag{Name: "base", Usage: "the `BRANCH` that the pull request is for; the one that is checked out without it"},
			&cli.StringFlag{Name: "remote", Value: "origin", Usage: "the git `REMOTE` of --pull-request"},
			formatFlag("text", "json")),
		Description: examples("plotline sync --yes", "plotline sync --pull-only",
			"plotline sync --watch --interval 10m --yes", "plotline sync --pull-request --yes",
			"plotline sync 7d0b0f5b --prefer tracker"),
		Action: p.syncOrWatch,
	}
}

func (p *program) sync(c *cli.Context) error {
	ctx := c.Context
	prefer := c.String("prefer")
	if prefer != "" {
		if err := oneOf("prefer", prefer, []string{"backlog", "tracker"}); err != nil {
			return err
		}
	}
	push, err := p.preparePush(ctx, c)
	if err != nil {
		return after(err, "nothing was read back or pushed")
	}
	defer push.close()
	if err := push.settle(ctx, c.Args().Slice(), integrations.Side(prefer)); err != nil {
		return err
	}
	reading, err := push.readBack(ctx)
	if err != nil {
		return err
	}
	if err := push.take(ctx, reading, p.person(ctx, c.String("by"))); err != nil {
		return err
	}
	if c.String("format") == "text" {
		p.printReading(push, reading)
	}
	if c.Bool("pull-request") {
		return errors.Join(p.afterPull(c.String("format"), push, reading), p.propose(ctx, c, push, reading))
	}
	if c.Bool("pull-only") {
		return p.afterPull(c.String("format"), push, reading)
	}
	plan, err := push.plan(ctx)
	if err != nil {
		return err
	}
	if c.String("format") == "text" {
		p.printPlanText(plan)
	}
	if err := p.confirm(push, plan, c.Bool("yes")); err != nil {
		return err
	}
	result, err := push.apply(ctx, plan)
	return p.afterSync(c.String("format"), push, reading, result, err)
}

// settle restricts a sync to the named items and says which side wins there.
func (push *pushing) settle(ctx context.Context, texts []string, prefer integrations.Side) error {
	items, err := findItems(ctx, push.backlog, texts)
	if err != nil {
		return err
	}
	push.prefer = map[string]integrations.Side{}
	for _, item := range items {
		push.only = append(push.only, item.ID)
		if prefer != "" {
			push.prefer[item.ID] = prefer
		}
	}
	if len(items) == 0 && prefer != "" {
		push.prefer["*"] = prefer
	}
	return nil
}

func (push *pushing) readBack(ctx context.Context) (*integrations.Reading, error) {
	accept, ask := push.handoffWhen()
	readings, err := integrations.ReadBackAll(ctx, push.rooms(), accept, ask)
	if err != nil {
		return nil, err
	}
	servers := make([]integrations.Server, len(push.homes))
	for i, home := range push.homes {
		home.found, home.moves, servers[i] = readings[i].Found(), readings[i].Moves(), home.server
	}
	return integrations.JoinReadings(readings, servers), nil
}

// handoffWhen is what on a ticket means accepted, and asked, by the settings.
func (push *pushing) handoffWhen() (accept, ask integrations.When) {
	switch push.settings.Tracker {
	case settings.OnGitHub:
		return whenOf(push.settings.GitHub.AcceptWhen), whenOf(push.settings.GitHub.AskWhen)
	case settings.OnJira:
		return whenOf(push.settings.Jira.AcceptWhen), whenOf(push.settings.Jira.AskWhen)
	}
	return integrations.When{}, integrations.When{}
}

func whenOf(w settings.When) integrations.When {
	return integrations.When{Status: w.Status, Labels: w.Label}
}

// take puts what was read back into the backlog's files, and saves them.
func (push *pushing) take(ctx context.Context, reading *integrations.Reading, by string) error {
	for _, pull := range reading.Pulls {
		if err := push.takePull(pull); err != nil {
			return fmt.Errorf("take %s of %s into the backlog: %w", pull.Field, pull.Key, err)
		}
	}
	for _, move := range reading.Handoffs {
		if err := push.takeHandoff(move, by); err != nil {
			return fmt.Errorf("take the handoff of %s into the backlog: %w", move.Key, err)
		}
	}
	for _, heard := range reading.Heard {
		if item := push.backlog.Item(heard.ID); item != nil {
			push.backlog.Hear(item, heard.Signal)
		}
	}
	for _, order := range reading.Orders {
		if order.Changed != integrations.PreferTracker {
			continue
		}
		if err := push.backlog.TakeOrder(order.IDs); err != nil {
			return fmt.Errorf("take the order of %s into the backlog: %w", order.Title, err)
		}
		push.noteOrder(order.IDs)
	}
	push.noteOrder(reading.InStep())
	if _, err := push.backlog.Save(ctx); err != nil {
		return err
	}
	folder, err := push.makeStateFolder()
	if err != nil {
		return err
	}
	if len(push.only) > 0 {
		return integrations.AddTeam(folder, push.homes[0].server, reading.Team)
	}
	return integrations.SaveTeam(folder, push.homes[0].server, reading.Team)
}

// noteOrder notes which items stand as they do in the backlog, each where it
// lives.
func (push *pushing) noteOrder(ids []string) {
	for _, home := range push.homes {
		push.inStep(home, ids)
	}
}

func (push *pushing) takePull(pull integrations.Pull) error {
	item := push.backlog.Item(pull.ID)
	if item == nil {
		return errors.New("it is not in the backlog any more")
	}
	if pull.Field == stories.FieldParent {
		return push.backlog.Move(item, strings.Join(pull.Values, ""))
	}
	return push.backlog.Update(item, pull.Into(item.Content))
}

func (push *pushing) takeHandoff(move integrations.HandoffMove, by string) error {
	item := push.backlog.Item(move.ID)
	if item == nil {
		return errors.New("it is not in the backlog any more")
	}
	now := push.program.now().UTC()
	switch move.To {
	case stories.Accepted:
		return push.backlog.Accept(item, push.roadmap, by, now)
	case stories.Asked:
		return push.backlog.Ask(item, push.roadmap, move.Reason, by, now)
	}
	return push.backlog.SetHandoff(item, move.To)
}
