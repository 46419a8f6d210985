package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"
	"github.com/urfave/cli/v2"

	"plotline/cmd/settings"
	"plotline/integrations"
	"plotline/stories"
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

// pushing is what plan, push, convert and sync share: a project and the homes
// of its tickets.
type pushing struct {
	*project
	program *program
	homes   []*home
	allow   int
	// openGate lets everything through, whatever the settings say.
	openGate bool
	// Of a sync: the items it is restricted to, which side settles conflicts,
	// and what was read already.
	only   []string
	prefer map[string]integrations.Side
	// tell hears each step beside the terminal; nil for nobody.
	tell func(integrations.Event)
}

// preparePush opens the project and its tracker; close it.
func (p *program) preparePush(ctx context.Context, c *cli.Context) (*pushing, error) {
	project, err := p.open(c, p.overrides(c))
	if err != nil {
		return nil, after(err, "nothing was pushed")
	}
	push, err := p.pushOf(ctx, project, c.Int("allow-closures"))
	if err == nil {
		push.noteConflicts()
	}
	return push, err
}

func (p *program) pushOf(ctx context.Context, project *project, allow int) (*pushing, error) {
	if err := project.backlog.Problems.Err(); err != nil {
		return nil, after(err, "nothing was pushed")
	}
	homes, err := p.openHomes(ctx, project)
	if err != nil {
		return nil, err
	}
	return &pushing{project: project, program: p, homes: homes, allow: allow}, nil
}

func (push *pushing) close() { closeHomes(push.homes) }

// plan says what a push would do, in every home.
func (push *pushing) plan(ctx context.Context) (*integrations.Plan, error) {
	requests, err := push.requests(ctx)
	if err != nil {
		return nil, err
	}
	plans := make([]*integrations.Plan, len(push.homes))
	for i, home := range push.homes {
		if plans[i], err = integrations.MakePlan(ctx, home.tracker.Tracker, requests[i]); err != nil {
			return nil, err
		}
	}
	return integrations.JoinPlans(plans)
}

// requests say how the backlog should stand, in each home what lives there.
func (push *pushing) requests(ctx context.Context) ([]integrations.Request, error) {
	housing, err := push.house(ctx)
	if err != nil {
		return nil, err
	}
	requests := make([]integrations.Request, len(push.homes))
	for i, home := range push.homes {
		requests[i] = push.request(home)
		housing.Restrict(&requests[i], i)
	}
	return requests, nil
}

// request says how the backlog should stand if all of it lived in one home.
func (push *pushing) request(home *home) integrations.Request {
	request := integrations.NewRequest(push.backlog, push.roadmap, push.gate(), home.server.Tracker, home.server.Project)
	limit := push.settings.Limits.Closures
	if limit.Percent {
		request.Limit.Percent = limit.Value
	} else {
		request.Limit.Count = int(limit.Value)
	}
	request.AllowClosures = push.allow
	request.Only, request.Prefer = push.only, push.prefer
	request.Known, request.Unsettled = home.found, home.unsettled
	request.Moves = home.moves
	accept, ask := push.handoffWhen()
	request.Signals = slices.Concat(accept.Labels, ask.Labels)
	return request
}

// noteConflicts says which items have a conflict with their draft that nobody
// settled: with the gate on they are held back, without it they are pushed as
// the backlog has them.
func (push *pushing) noteConflicts() {
	var names []string
	for _, item := range push.backlog.Items {
		if len(item.Conflicts()) > 0 {
			names = append(names, fmt.Sprintf("%s %q", shortID(item.ID), item.Title))
		}
	}
	if len(names) == 0 {
		return
	}
	becomes := "held back"
	if push.settings.Handoff.Gate == settings.GateOff {
		becomes = "pushed as the backlog has it"
	}
	const shown = 3
	more := ""
	if rest := len(names) - shown; rest > 0 {
		names, more = names[:shown], fmt.Sprintf(" and %d more", rest)
	}
	fmt.Fprintf(push.program.stderr, "note: in conflict with its draft, and %s: %s%s\n      plotline draft shows both sides; plotline draft --keep ID | --take ID settles it\n",
		becomes, strings.Join(names, ", "), more)
}

// gate is the handoff's gate where the settings have one.
func (push *pushing) gate() integrations.Gate {
	if push.openGate || push.settings.Handoff.Gate == settings.GateOff {
		return integrations.OpenGate
	}
	return func(item *stories.Item) (string, bool) {
		hold, ok := push.backlog.Gate(item, push.roadmap)
		return hold.Reason, ok
	}
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
	if err := refusal(plan); err != nil {
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
	return usagef("", "nothing was written")
}

// apply does what the plan says, home by home, and remembers the Keys in the
// sidecars.
func (push *pushing) apply(ctx context.Context, plan *integrations.Plan) (*integrations.Result, error) {
	folder, err := push.makeStateFolder()
	if err != nil {
		return nil, err
	}
	unlock, err := integrations.Lock(ctx, folder)
	if err != nil {
		return nil, err
	}
	defer unlock()
	bar := push.program.newProgress("pushing")
	defer bar.finish()
	var results []*integrations.Result
	for i, part := range plan.Parts() {
		result := integrations.ResultOf(part)
		if err == nil {
			result, err = push.applyIn(ctx, push.homes[i], folder, part, bar)
		}
		results = append(results, result)
	}
	result := integrations.JoinResults(results)
	if _, saveErr := push.backlog.Save(context.WithoutCancel(ctx)); saveErr != nil {
		return result, errors.Join(err, saveErr)
	}
	return result, err
}

// applyIn does what the plan says in one home.
func (push *pushing) applyIn(ctx context.Context, home *home, folder string, plan *integrations.Plan, bar *progress) (*integrations.Result, error) {
	journal, err := home.journal(folder)
	if err != nil {
		return integrations.ResultOf(plan), err
	}
	home.tracker.waiting(bar.wait)
	pusher := integrations.Pusher{
		Tracker: home.tracker.Tracker, Clock: integrations.SystemClock{}, Journal: journal, Nonce: uuid.NewString,
		Known:    func(id, key string) error { return push.rememberKey(home, id, key) },
		Progress: push.steps(bar),
	}
	result, err := pusher.Apply(ctx, plan)
	push.notePushed(home, result)
	return result, err
}

// steps tells each step to everybody who wants to hear of it.
func (push *pushing) steps(bar *progress) func(integrations.Event) {
	if push.tell == nil {
		return bar.step
	}
	return func(event integrations.Event) {
		bar.step(event)
		push.tell(event)
	}
}

// rememberKey notes a remote ticket's Key in the item's sidecar; local Keys
// stay in .plotline.
func (push *pushing) rememberKey(home *home, id, key string) error {
	if home.server.Tracker == string(settings.Local) {
		return nil
	}
	return push.backlog.RememberKey(id, stories.Key{
		Tracker: home.server.Tracker, Project: home.server.Project, Key: key,
	})
}

// notePushed notes which tickets were written to, and where they are when there
// are several homes.
func (push *pushing) notePushed(home *home, result *integrations.Result) {
	for i := range result.Tickets {
		ticket := &result.Tickets[i]
		if ticket.Action == integrations.Update && ticket.Error == "" {
			push.backlog.Pushed(ticket.ID, home.server.Tracker, home.server.Project)
		}
		if len(push.homes) > 1 {
			ticket.Project = home.server.Project
		}
	}
	push.inStep(home, result.InStep())
}

// inStep notes which items stand in a home as they do in the backlog.
func (push *pushing) inStep(home *home, ids []string) {
	push.backlog.InStep(ids, home.server.Tracker, home.server.Project)
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
		return err
	}
	if result.Failed > 0 {
		return &integrations.Failure{Doing: "push", Err: fmt.Errorf("%s failed", count(result.Failed, "ticket")),
			Hint: "the reasons stand above; plotline push goes on from here"}
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
	titles := make([]string, len(push.homes))
	for i, home := range push.homes {
		titles[i] = home.server.Title
	}
	return strings.Join(titles, " and ")
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
