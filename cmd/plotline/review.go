package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"plotline/cmd/settings"
	"plotline/stories"
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
			&cli.StringFlag{Name: "changed-since", Usage: "only what the branch brings since it left this git `REV`"},
			&cli.StringFlag{Name: "baseline", Usage: "leave out what this `FILE` accepts"},
			&cli.StringFlag{Name: "write-baseline", Usage: "accept what is found now, in `FILE`; errors are never accepted"},
			&cli.BoolFlag{Name: "fix", Usage: "mend what is safe (numbering, spacing, form) and show the diff"},
			&cli.StringFlag{Name: "explain", Usage: "print the page of a `RULE`"},
		),
		Description: examples("plotline review", "plotline review --format github --fail-on warning",
			"plotline review --changed-since origin/main", "plotline review --explain story/vague",
			"plotline review stories.csv", "pbpaste | plotline review -"),
		Action: p.review,
	}
}

func (p *program) review(c *cli.Context) error {
	if rule := c.String("explain"); rule != "" {
		return p.explainRule(rule)
	}
	reviewed, err := p.reviewAll(c)
	if err != nil {
		return after(err, "nothing was reviewed")
	}
	if c.Bool("fix") {
		return p.fix(reviewed)
	}
	findings, err := p.filtered(c, reviewed)
	if err != nil {
		return err
	}
	if path := c.String("write-baseline"); path != "" {
		return p.writeBaseline(path, findings)
	}
	if err := p.writeReport(c.String("format"), findings); err != nil {
		return err
	}
	limit := c.String("fail-on")
	if limit == "" {
		limit = string(reviewed.settings.Review.FailOn)
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

// reviewed is what was looked at, and what was found there.
type reviewed struct {
	findings []review.Finding
	sources  []review.Source
	settings *settings.Settings
	// accepted are the paths of items whose words were agreed on.
	accepted map[string]bool
}

// reviewAll reviews the project, or what the arguments name: a roadmap with its
// backlog, a part of the backlog, or any list of stories, which needs neither
// settings nor a roadmap.
func (p *program) reviewAll(c *cli.Context) (*reviewed, error) {
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
	all := &reviewed{settings: settings.Default(".")}
	if len(lists) < c.NArg() || c.NArg() == 0 {
		project, err := p.open(c, overrides)
		if err != nil {
			return nil, err
		}
		if all, err = p.reviewProject(c.Context, project, parts); err != nil {
			return nil, err
		}
	}
	if len(lists) > 0 {
		return all, p.reviewLists(lists, all)
	}
	return all, nil
}

// reviewProject reviews roadmap and backlog, or the named parts of the backlog.
func (p *program) reviewProject(ctx context.Context, project *project, parts []string) (*reviewed, error) {
	sources, err := project.sources()
	if err != nil {
		return nil, err
	}
	findings := review.Suppress(p.findings(ctx, project), sources)
	accepted := map[string]bool{}
	for _, item := range project.backlog.Items {
		if item.Handoff == stories.Accepted && item.Document != nil {
			accepted[item.Document.Path()] = true
		}
	}
	return &reviewed{
		findings: within(findings, parts), sources: sources, settings: project.settings, accepted: accepted,
	}, nil
}

// sources are the files of roadmap and backlog, as findings name them.
func (p *project) sources() ([]review.Source, error) {
	sources := review.SourcesOf(p.backlog)
	for _, path := range review.FilesOf(p.roadmap) {
		data, err := os.ReadFile(path)
		if err != nil {
			return nil, fmt.Errorf("read %s again: %w", path, err)
		}
		sources = append(sources, review.Source{Path: path, Data: data})
	}
	return sources, nil
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

// reviewLists adds what is found in lists of stories.
func (p *program) reviewLists(paths []string, all *reviewed) error {
	var texts []review.Text
	var sources []review.Source
	var empty []string
	for _, path := range paths {
		data, err := p.readList(path)
		if err != nil {
			return usagef("name a file with stories, or - for standard input", "read the stories: %v", err)
		}
		read, problems := review.ReadList(path, data)
		if err := problems.Err(); err != nil {
			return err
		}
		if len(read) == 0 {
			empty = append(empty, path)
		}
		texts = append(texts, read...)
		sources = append(sources, review.Source{Path: path, Data: data})
	}
	if err := p.noteEmpty(empty, len(texts)); err != nil {
		return err
	}
	found := review.Suppress(review.Run(review.Input{Stories: texts}), sources)
	all.findings = review.Sort(append(all.findings, found...))
	all.sources = append(all.sources, sources...)
	return nil
}

// noteEmpty says which lists hold no story. Where none holds one, that is an
// error: "no findings" would be said of nothing.
func (p *program) noteEmpty(lists []string, stories int) error {
	for i, path := range lists {
		if path == "-" {
			lists[i] = "standard input"
		}
	}
	switch where := strings.Join(lists, ", "); {
	case len(lists) == 0:
		return nil
	case stories == 0:
		return usagef("write one story a line, or name another file; of a table or a list of JSON the stories are found by their columns' and keys' names",
			"there is no story in %s; nothing was reviewed", where)
	default:
		fmt.Fprintf(p.stderr, "note: there is no story in %s\n", where)
		return nil
	}
}

func (p *program) readList(path string) ([]byte, error) {
	if path == "-" {
		return io.ReadAll(p.stdin)
	}
	return os.ReadFile(path)
}
