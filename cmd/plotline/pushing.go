package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"plotline/cmd/settings"
	"plotline/integrations"
	"plotline/stories"
)

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
	return integrations.MakePlans(ctx, push.rooms())
}

// rooms are the homes with how the backlog should stand there.
func (push *pushing) rooms() []integrations.Home {
	rooms := make([]integrations.Home, len(push.homes))
	for i, home := range push.homes {
		rooms[i] = integrations.Home{Place: home.place, Reader: home.tracker.Tracker, Request: push.request(home)}
	}
	return rooms
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
