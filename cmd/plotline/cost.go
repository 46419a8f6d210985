package main

import (
	"archive/tar"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"plotline/integrations"
	"plotline/roadmap"
	"plotline/stories"
)

// draftCost says what a changed roadmap would cost, compared with a revision.
func (p *program) draftCost(c *cli.Context) error {
	if !c.Bool("check") {
		return usagef("add --check: the cost is shown, nothing is written", "--against goes with --check")
	}
	project, err := p.open(c, p.overrides(c))
	if err != nil {
		return after(err, "nothing was compared")
	}
	was, err := project.roadmapAt(c.Context, c.String("against"))
	if err != nil {
		return err
	}
	team, err := integrations.LoadTeam(project.settings.StateFolder())
	if err != nil {
		return err
	}
	cost, err := stories.Cost(c.Context, stories.DraftInput{
		Roadmap: project.roadmap, Pack: project.pack, Backlog: project.backlog,
		Details: project.details(), Now: p.now().UTC(), By: p.person(c.Context, c.String("by")),
	}, was, func(id string, _ stories.Key) string { return team[id].Status })
	if err != nil {
		return err
	}
	for i := range cost.Items {
		cost.Items[i].Path = project.itemPath(cost.Items[i].Path)
	}
	if err := p.printCost(c.String("format"), c.String("against"), cost, project.roadmap); err != nil {
		return err
	}
	if len(cost.Items) > 0 {
		return pending{}
	}
	return nil
}

// roadmapAt reads the roadmap, with what it includes, as a revision had it.
func (p *project) roadmapAt(ctx context.Context, revision string) (*roadmap.Roadmap, error) {
	folder, err := os.MkdirTemp("", "plotline-")
	if err != nil {
		return nil, fmt.Errorf("make a folder for the roadmap of %s: %w", revision, err)
	}
	defer os.RemoveAll(folder)
	if err := exportYAML(ctx, p.settings.Folder, revision, folder); err != nil {
		return nil, err
	}
	path, err := filepath.Rel(p.settings.Folder, p.settings.RoadmapPath)
	if err != nil || strings.HasPrefix(path, "..") {
		return nil, usagef("put the settings beside the roadmap, or above it", "%s is outside the settings' folder", p.settings.RoadmapPath)
	}
	was, err := roadmap.Load(ctx, filepath.Join(folder, path), folder)
	if err != nil {
		return nil, usagef("choose a revision whose roadmap reads", "the roadmap of %s does not read: %s", revision,
			strings.ReplaceAll(err.Error(), folder+string(filepath.Separator), ""))
	}
	return was, nil
}

// maxExport bounds what is read from a revision.
const maxExport = 256 << 20

// exportYAML writes the YAML files that a folder had at a revision into
// another folder.
func exportYAML(ctx context.Context, from, revision, to string) error {
	if strings.HasPrefix(revision, "-") {
		return usagef("name a branch, a tag or a commit, such as main", "%q is not a revision", revision)
	}
	command := exec.CommandContext(ctx, "git", "archive", "--format=tar", revision)
	command.Dir = from
	var out, talk bytes.Buffer
	command.Stdout, command.Stderr = &out, &talk
	if err := command.Run(); err != nil {
		return usagef("name a commit, a branch or a tag that has the roadmap", "git has no %s to compare with: %s", revision, strings.TrimSpace(talk.String()))
	}
	root, err := os.OpenRoot(to)
	if err != nil {
		return err
	}
	defer root.Close()
	archive := tar.NewReader(io.LimitReader(&out, maxExport))
	for {
		header, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read %s: %w", revision, err)
		}
		ending := strings.ToLower(filepath.Ext(header.Name))
		if header.Typeflag != tar.TypeReg || ending != ".yaml" && ending != ".yml" {
			continue
		}
		if err := writeUnder(root, header.Name, archive); err != nil {
			return fmt.Errorf("write %s of %s: %w", header.Name, revision, err)
		}
	}
}

func writeUnder(root *os.Root, name string, content io.Reader) error {
	if err := root.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	file, err := root.Create(name)
	if err != nil {
		return err
	}
	_, err = io.Copy(file, content)
	return errors.Join(err, file.Close())
}

type costJSON struct {
	Version int    `json:"version"`
	Against string `json:"against"`
	*stories.CostResult
}

func (p *program) printCost(format, against string, cost *stories.CostResult, in *roadmap.Roadmap) error {
	if format != "json" {
		var notices []stories.Notice
		for _, rename := range cost.Renamed {
			notices = append(notices, stories.Notice{At: rename.At(in), Message: rename.Message(), Hint: rename.Hint()})
		}
		p.printNotices(notices)
	}
	switch format {
	case "json":
		if cost.Items == nil {
			cost.Items = []stories.CostItem{}
		}
		return printJSON(p.stdout, costJSON{1, against, cost})
	case "markdown":
		p.printCostMarkdown(cost)
	default:
		p.printCostText(cost)
	}
	return nil
}

func costSummary(cost *stories.CostResult) string {
	var parts []string
	for _, part := range []struct {
		n    int
		what string
	}{
		{cost.Added, "new"}, {cost.Changed, "changed"}, {cost.Dropped, "dropped"}, {cost.Conflicts, "in conflict"},
		{len(cost.Items) - cost.Added - cost.Changed - cost.Dropped - cost.Conflicts, "with the same words for another destination"},
	} {
		if part.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", part.n, part.what))
		}
	}
	if len(parts) == 0 {
		return "nothing"
	}
	summary := strings.Join(parts, ", ")
	if cost.Moved > 0 {
		summary += fmt.Sprintf("; of these %d to accept again", cost.Moved)
	}
	return summary
}

func (p *program) printCostText(cost *stories.CostResult) {
	for _, item := range cost.Items {
		fmt.Fprintf(p.stdout, "%-8s %-6s %s%s\n", costWord(item), item.Kind, item.Title, costKeys(item))
		for _, move := range item.Moves {
			was, is := quoteBoth(move.Was, move.Is)
			fmt.Fprintf(p.stdout, "           %s  was %s  is %s\n", move.Name, was, is)
		}
	}
	fmt.Fprintf(p.stdout, "this change costs: %s\n", costSummary(cost))
}

func costWord(item stories.CostItem) string {
	if item.Action == stories.ActionKept {
		return "moved"
	}
	return string(item.Action)
}

func costKeys(item stories.CostItem) string {
	var keys []string
	for _, key := range item.Keys {
		text := key.Key
		if key.Status != "" {
			text += " " + key.Status
		}
		keys = append(keys, text)
	}
	if len(keys) == 0 {
		return ""
	}
	return "    (" + strings.Join(keys, ", ") + ")"
}

// maxRows keeps a comment on a pull request short.
const maxRows = 100

func (p *program) printCostMarkdown(cost *stories.CostResult) {
	fmt.Fprintf(p.stdout, "### What this change of the roadmap costs\n\n%s\n", costSummary(cost))
	for _, rename := range cost.Renamed {
		fmt.Fprintf(p.stdout, "\n%s: %s.\n", tableCell(rename.Message()), tableCell(rename.Hint()))
	}
	if len(cost.Items) == 0 {
		return
	}
	fmt.Fprintln(p.stdout, "\n| | item | tickets | was → is |\n|---|---|---|---|")
	for i, item := range cost.Items {
		if i == maxRows {
			fmt.Fprintf(p.stdout, "\n… and %s more\n", count(len(cost.Items)-maxRows, "item"))
			break
		}
		var moves []string
		for _, move := range item.Moves {
			was, is := quoteBoth(move.Was, move.Is)
			moves = append(moves, fmt.Sprintf("%s: %s → %s", move.Name, was, is))
		}
		fmt.Fprintf(p.stdout, "| %s | %s | %s | %s |\n", costWord(item), tableCell(item.Title),
			tableCell(strings.Trim(costKeys(item), " ()")), tableCell(strings.Join(moves, "; ")))
	}
}
