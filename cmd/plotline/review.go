package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"plotline/cmd/settings"
	"plotline/roadmap"
	"plotline/stories/report"
	"plotline/stories/review"
)

func (p *program) reviewCommand() *cli.Command {
	return &cli.Command{
		Name:      "review",
		Usage:     "says what is wrong with the roadmap, the backlog or any list of stories",
		ArgsUsage: "[PATH…]",
		Flags: append(projectFlags(),
			formatFlag(report.Formats()...),
			&cli.StringFlag{Name: "fail-on", Usage: "exit 1 at findings of this severity: error, warning, never"},
		),
		Description: examples("plotline review", "plotline review --format github --fail-on warning",
			"plotline review stories.csv", "pbpaste | plotline review -"),
		Action: p.review,
	}
}

func (p *program) review(c *cli.Context) error {
	findings, settings, err := p.reviewAll(c)
	if err != nil {
		return after(err, "nothing was reviewed")
	}
	if err := p.writeReport(c.String("format"), findings); err != nil {
		return err
	}
	limit := c.String("fail-on")
	if limit == "" {
		limit = string(settings.Review.FailOn)
	}
	return failOn(findings, limit)
}

// failOn is exit code 1 when a finding is as bad as the limit.
func failOn(findings []review.Finding, limit string) error {
	if err := oneOf("fail-on", limit, []string{"error", "warning", "never"}); err != nil {
		return err
	}
	if report.Worst(findings, review.Severity(limit)) {
		return pending{}
	}
	return nil
}

// reviewAll reviews the project, or what the arguments name: a roadmap with its
// backlog, a part of the backlog, or any list of stories, which needs neither
// settings nor a roadmap.
func (p *program) reviewAll(c *cli.Context) ([]review.Finding, *settings.Settings, error) {
	overrides := p.overrides(c)
	var lists, parts []string
	for _, path := range c.Args().Slice() {
		switch {
		case path == "-" || !p.isYAML(path) && !p.inBacklog(path, overrides):
			lists = append(lists, path)
		case p.isYAML(path):
			overrides.Roadmap = path
		default:
			parts = append(parts, path)
		}
	}
	if len(lists) == c.NArg() && c.NArg() > 0 {
		findings, err := p.reviewLists(lists)
		return findings, settings.Default("."), err
	}
	project, err := p.open(c, overrides)
	if err != nil {
		return nil, nil, err
	}
	findings := within(p.findings(project), parts)
	if len(lists) > 0 {
		more, err := p.reviewLists(lists)
		if err != nil {
			return nil, nil, err
		}
		findings = review.Sort(append(findings, more...))
	}
	return findings, project.settings, nil
}

func (p *program) isYAML(path string) bool {
	ending := strings.ToLower(filepath.Ext(path))
	return ending == ".yaml" || ending == ".yml"
}

// inBacklog says whether a path leads into the project's backlog folder.
func (p *program) inBacklog(path string, o settings.Overrides) bool {
	s, err := settings.Open(".", o)
	if err != nil {
		return false
	}
	folder, err1 := filepath.Abs(s.BacklogPath)
	whole, err2 := filepath.Abs(path)
	return err1 == nil && err2 == nil && (whole == folder || strings.HasPrefix(whole, folder+string(filepath.Separator)))
}

// within keeps the findings in the named files and folders; all, when none is
// named.
func within(findings []review.Finding, parts []string) []review.Finding {
	if len(parts) == 0 {
		return findings
	}
	return slices.DeleteFunc(findings, func(f review.Finding) bool {
		return !slices.ContainsFunc(parts, func(part string) bool {
			part = filepath.ToSlash(filepath.Clean(part))
			return f.Path == part || strings.HasPrefix(f.Path, part+"/")
		})
	})
}

func (p *program) reviewLists(paths []string) ([]review.Finding, error) {
	var texts []review.Text
	for _, path := range paths {
		data, err := p.readList(path)
		if err != nil {
			return nil, usagef("name a file with stories, or - for standard input", "read the stories: %v", err)
		}
		read, problems := review.ReadList(path, data)
		if err := problems.Err(); err != nil {
			return nil, err
		}
		texts = append(texts, read...)
	}
	return review.Run(review.Input{Stories: texts}), nil
}

func (p *program) readList(path string) ([]byte, error) {
	if path == "-" {
		return io.ReadAll(p.stdin)
	}
	return os.ReadFile(path)
}

// findings reviews roadmap and backlog.
func (p *program) findings(project *project) []review.Finding {
	s := project.settings.Review
	severities := map[string]review.Severity{}
	for rule, severity := range s.Severities {
		severities[rule] = review.Severity(severity)
	}
	found := review.Run(review.Input{
		Roadmap: project.roadmap, Backlog: project.backlog,
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
