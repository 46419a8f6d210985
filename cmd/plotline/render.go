package main

import (
	"bytes"
	"fmt"
	"io"
	"os"

	"github.com/urfave/cli/v2"

	"plotline/stories/render"
	"plotline/templates"
)

func (p *program) renderCommand() *cli.Command {
	return &cli.Command{
		Name:  "render",
		Usage: "writes the story map, and other pictures of the work, as files",
		Flags: append(projectFlags(),
			formatFlag(render.Formats()...),
			&cli.StringFlag{Name: "out", Usage: "write to `FILE` instead of standard output"}),
		Description: examples("plotline render --out map.html", "plotline render --format mermaid",
			"plotline render --format gantt --out gantt.svg", "plotline render --format jira-csv --out import.csv",
			"plotline render --format demo --out review.md"),
		Action: p.render,
	}
}

func (p *program) render(c *cli.Context) error {
	if err := noArguments(c); err != nil {
		return err
	}
	project, err := p.openToLook(c.Context, p.overrides(c))
	if err != nil {
		return after(err, "nothing was rendered")
	}
	view, err := p.view(c.Context, project)
	if err != nil {
		return err
	}
	var picture bytes.Buffer
	if err := draw(&picture, c.String("format"), view); err != nil {
		return fmt.Errorf("render: %w", err)
	}
	if rows := view.Count.Epics + view.Count.Stories; c.String("format") == render.ForAzure && rows > render.AzureRows {
		fmt.Fprintf(p.stderr, "note: Azure Boards imports %d rows at a time, and these are %d; split the file before an epic's row\n", render.AzureRows, rows)
	}
	out := c.String("out")
	if out == "" || out == "-" {
		_, err := picture.WriteTo(p.stdout)
		return err
	}
	if info, err := os.Stat(out); err == nil && info.IsDir() {
		return usagef("--out map.html", "%s is a folder", out)
	}
	size := picture.Len()
	if err := os.WriteFile(out, picture.Bytes(), 0o644); err != nil {
		return fmt.Errorf("write %s: %w", out, err)
	}
	fmt.Fprintf(p.stderr, "wrote %s, %d bytes\n", out, size)
	return nil
}

// draw writes a view in a format.
func draw(w io.Writer, format string, view *render.View) error {
	if format != render.HTML {
		return render.Draw(w, format, view)
	}
	pages, err := render.NewPages(templates.Page())
	if err != nil {
		return err
	}
	return pages.File(w, view)
}
