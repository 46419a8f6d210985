package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"plotline/roadmap"
	"plotline/stories"
	"plotline/stories/render"
	"plotline/stories/report"
	"plotline/stories/review"
)

// findings reviews roadmap and backlog.
func (p *program) findings(ctx context.Context, project *project) []review.Finding {
	return p.findingsBy(ctx, review.Run, project)
}

// findingsBy is [program.findings] by a review that may remember an earlier one.
func (p *program) findingsBy(ctx context.Context, run func(review.Input) []review.Finding, project *project) []review.Finding {
	s := project.settings.Review
	severities := map[string]review.Severity{}
	for rule, severity := range s.Severities {
		severities[rule] = review.Severity(severity)
	}
	found := run(review.Input{
		Roadmap: project.roadmap, Backlog: project.backlog, Pack: project.pack, IsOpen: project.openStories(ctx),
		Settings: review.Settings{
			Severities: severities, Drafted: project.drafted(), Today: roadmap.DateOf(p.now()),
			MaxCriteria: s.MaxCriteria, MaxSize: s.MaxSize, MaxWords: s.MaxWords,
		},
	})
	for i := range found {
		if project.backlog != nil && found[i].ID != "" {
			found[i].Path = p.shownPath(found[i].Path, project)
		}
	}
	return review.Quote(found, os.ReadFile)
}

// openStories tells what is known not to be done. Tickets are read only where a
// goal is over and that matters; what cannot be read is not known.
func (p *project) openStories(ctx context.Context) func(*stories.Item) bool {
	if !slices.ContainsFunc(p.roadmap.Goals, func(g roadmap.Goal) bool { return g.State == roadmap.Achieved || g.State == roadmap.Missed }) {
		return nil
	}
	tickets, _, err := p.knownTickets(ctx)
	return func(item *stories.Item) bool {
		if ticket, known := tickets[item.ID]; known {
			return ticket.Phase != render.PhaseDone && ticket.Phase != render.PhaseRefused
		}
		return err == nil && (item.Sidecar == nil || len(item.Sidecar.Keys) == 0)
	}
}

// shownPath is a backlog file's path as a person would type it here.
func (p *program) shownPath(path string, project *project) string {
	if _, err := os.Stat(path); err == nil || filepath.IsAbs(path) {
		return path
	}
	return filepath.ToSlash(filepath.Join(project.settings.BacklogPath, path))
}

func (p *program) writeReport(format string, findings []review.Finding) error {
	paint := p.outPaint()
	err := report.Write(p.stdout, format, report.Report{
		Findings: findings, Version: releaseName(),
		Paint: report.Paint{Error: paint.red, Warning: paint.yellow, Info: paint.faint, Faint: paint.faint},
	})
	if err != nil && !errors.Is(err, context.Canceled) {
		return fmt.Errorf("write the report: %w", err)
	}
	return err
}
