package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"plotline/cmd/settings"
	"plotline/integrations"
	"plotline/integrations/local"
	"plotline/stories/render"
	"plotline/stories/review"
)

// openToLook reads roadmap and backlog; templates are for drafting only.
func (p *program) openToLook(ctx context.Context, o settings.Overrides) (*project, error) {
	project, err := p.openRoadmap(ctx, o)
	if err != nil {
		return nil, err
	}
	return project, project.loadBacklog(ctx)
}

// noteUnread says which files of the backlog are no items for their mistakes:
// what is shown would seem to be all there is.
func (p *program) noteUnread(project *project) {
	const shown = 3
	problems := project.backlog.Problems
	for i, problem := range problems {
		if i == shown {
			fmt.Fprintf(p.stderr, "note: %d more\n", len(problems)-shown)
			break
		}
		fmt.Fprintf(p.stderr, "note: not all of the backlog can be read: %s\n", problem.Error())
	}
	if len(problems) > 0 {
		fmt.Fprintln(p.stderr, "      plotline review shows each with its way out")
	}
}

// view is everything there is to look at: roadmap, backlog, findings, and the
// tickets as far as they can be told without asking a remote tracker.
func (p *program) view(ctx context.Context, project *project) (*render.View, error) {
	return p.viewWith(ctx, project, p.findings(ctx, project))
}

func (p *program) viewWith(ctx context.Context, project *project, findings []review.Finding) (*render.View, error) {
	in := render.Input{Roadmap: project.roadmap, Backlog: project.backlog, Findings: findings, Now: p.now(), Tracker: project.trackerName()}
	var err error
	if in.Tickets, in.Read, err = project.knownTickets(ctx); err != nil {
		return nil, err
	}
	return render.New(in), nil
}

// knownTickets are the tickets as far as they are known without asking a remote
// tracker, and when that was read, zero for now.
func (p *project) knownTickets(ctx context.Context) (map[string]render.Ticket, time.Time, error) {
	if p.settings.Tracker != settings.Local {
		return p.lastTickets()
	}
	tickets, err := p.localTickets(ctx)
	return tickets, time.Time{}, err
}

func (p *project) trackerName() string {
	switch p.settings.Tracker {
	case settings.Local:
		return local.Name
	case settings.OnGitHub:
		return p.settings.GitHub.Repository
	}
	return p.settings.Jira.Project + " on " + hostOf(p.settings.Jira.URL)
}

// localTickets reads the local tickets as they are now; looking makes none.
func (p *project) localTickets(ctx context.Context) (map[string]render.Ticket, error) {
	folder := p.settings.StateFolder()
	if _, err := os.Stat(filepath.Join(folder, local.File)); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	tracker, err := local.Open(ctx, folder, integrations.SystemClock{})
	if err != nil {
		return nil, err
	}
	defer func() { _ = tracker.Shut() }() // only read from
	found, err := tracker.Marked(ctx, p.backlog.RoadmapID(p.roadmap))
	if err != nil {
		return nil, err
	}
	tickets := map[string]render.Ticket{}
	for _, ticket := range found.Tickets {
		if first, again := tickets[ticket.Mark.ID]; again && first.Phase != render.PhaseRefused {
			continue // a twin: the older one counts
		}
		tickets[ticket.Mark.ID] = shownTicket(integrations.TeamState{
			Key: ticket.Key, URL: ticket.URL, Status: ticket.Status, Phase: ticket.Phase,
			Assignee: ticket.Assignee, Estimate: ticket.Estimate, Closed: ticket.Closed,
		})
	}
	return tickets, nil
}

// lastTickets is what the last sync read, and when that was.
func (p *project) lastTickets() (map[string]render.Ticket, time.Time, error) {
	folder := p.settings.StateFolder()
	team, err := integrations.LoadTeam(folder)
	if err != nil {
		return nil, time.Time{}, err
	}
	tickets := map[string]render.Ticket{}
	for id, state := range team {
		tickets[id] = shownTicket(state)
	}
	read, _ := integrations.TeamRead(folder)
	return tickets, read, nil
}

func shownTicket(state integrations.TeamState) render.Ticket {
	ticket := render.Ticket{
		Key: state.Key, URL: state.URL, Status: state.Status, Phase: string(state.Phase),
		Assignee: state.Assignee, Estimate: strings.TrimSpace(state.Estimate),
	}
	if state.Phase == integrations.Done {
		ticket.Finished = state.Closed
	}
	return ticket
}
