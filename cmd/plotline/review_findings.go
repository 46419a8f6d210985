package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"plotline/roadmap"
	"plotline/stories/report"
	"plotline/stories/review"
)

// findings reviews roadmap and backlog.
func (p *program) findings(project *project) []review.Finding {
	return p.findingsBy(review.Run, project)
}

// findingsBy is [program.findings] by a review that may remember an earlier one.
func (p *program) findingsBy(run func(review.Input) []review.Finding, project *project) []review.Finding {
	s := project.settings.Review
	severities := map[string]review.Severity{}
	for rule, severity := range s.Severities {
		severities[rule] = review.Severity(severity)
	}
	found := run(review.Input{
		Roadmap: project.roadmap, Backlog: project.backlog, Pack: project.pack,
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
