package main

import (
	"bytes"
	"context"
	"fmt"
	"os"

	"github.com/natefinch/atomic"
	"github.com/urfave/cli/v2"

	"plotline/stories/review"
)

func (p *program) explainRule(rule string) error {
	page, err := review.Explain(rule)
	if err != nil {
		return usagef("the names stand in brackets behind each finding", "%v", err)
	}
	fmt.Fprint(p.stdout, page)
	return nil
}

// filtered leaves out what the branch does not bring and what a baseline
// accepts.
func (p *program) filtered(c *cli.Context, all *reviewed) ([]review.Finding, error) {
	findings := all.findings
	if revision := c.String("changed-since"); revision != "" {
		changes, err := review.ChangedSince(c.Context, p.gitBytes, revision)
		if err != nil {
			return nil, usagef("name a commit, a branch or a tag, in a git repository", "%v", err)
		}
		items := map[string]bool{}
		for _, source := range all.sources {
			items[source.Path] = source.Item
		}
		findings = changes.Filter(findings, func(path string) bool { return items[path] })
	}
	path := c.String("baseline")
	if path == "" {
		return findings, nil
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, usagef("write one with: plotline review --write-baseline "+path, "read the baseline: %v", err)
	}
	baseline, err := review.ParseBaseline(path, data)
	if err != nil {
		return nil, err
	}
	kept, gone := baseline.Filter(findings)
	if gone > 0 {
		fmt.Fprintf(p.stderr, "note: %s of the baseline is not found any more; plotline review --write-baseline %s\n", count(gone, "finding"), path)
	}
	return kept, nil
}

// gitBytes runs git as review asks for it.
func (p *program) gitBytes(ctx context.Context, arguments ...string) ([]byte, error) {
	out, err := p.git(ctx, arguments...)
	return []byte(out), err
}

func (p *program) writeBaseline(path string, findings []review.Finding) error {
	baseline := review.NewBaseline(findings)
	data, err := baseline.Bytes()
	if err != nil {
		return fmt.Errorf("encode the baseline: %w", err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		return fmt.Errorf("write the baseline: %w", err)
	}
	fmt.Fprintf(p.stdout, "wrote    %s: %s accepted\n", path, count(len(baseline.Findings), "finding"))
	return nil
}

// fix mends what is safe in the reviewed files and shows the diff.
func (p *program) fix(all *reviewed) error {
	fixed := 0
	for _, source := range all.sources {
		if all.accepted[source.Path] {
			continue // its words are what was agreed
		}
		mended := review.Fix(source.Path, source.Data)
		diff := review.Diff(source.Path, source.Data, mended)
		if diff == "" {
			continue
		}
		fmt.Fprint(p.stdout, diff)
		if source.Path == "-" {
			continue
		}
		if err := atomic.WriteFile(source.Path, bytes.NewReader(mended)); err != nil {
			return fmt.Errorf("write %s: %w", source.Path, err)
		}
		fixed++
	}
	fmt.Fprintf(p.stderr, "%s mended\n", count(fixed, "file"))
	return nil
}
