package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/urfave/cli/v2"

	"plotline/integrations"
	"plotline/stories/render"
	"plotline/stories/store"
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
	p.noteUnread(project)
	view, err := p.view(c.Context, project)
	if err != nil {
		return err
	}
	var picture bytes.Buffer
	if err := draw(&picture, c.String("format"), view); err != nil {
		return fmt.Errorf("render: %w", err)
	}
	p.noteImport(c.String("format"), view)
	out := c.String("out")
	if out == "" || out == "-" {
		_, err := picture.WriteTo(p.stdout)
		return err
	}
	size := picture.Len()
	if err := replacePicture(out, picture.Bytes()); err != nil {
		return err
	}
	fmt.Fprintf(p.stderr, "wrote %s, %d bytes\n", out, size)
	return nil
}

// noteImport says what an importer takes otherwise than it stands here.
func (p *program) noteImport(format string, view *render.View) {
	if format != render.ForAzure && format != render.ForJira {
		return
	}
	if n := render.CutTitles(view); n > 0 {
		fmt.Fprintf(p.stderr, "note: importers take titles of 255 characters; %s cut, and whole in the description\n", count(n, "longer one"))
	}
	if rows := view.Count.Epics + view.Count.Stories; format == render.ForAzure && rows > render.AzureRows {
		fmt.Fprintf(p.stderr, "note: Azure Boards imports %d rows at a time, and these are %d; split the file before an epic's row\n", render.AzureRows, rows)
	}
}

// replacePicture writes a file whole or not at all. What is no plain file, as a
// device, is written to as it is.
func replacePicture(out string, picture []byte) error {
	if real, err := filepath.EvalSymlinks(out); err == nil {
		out = real // a link stays one
	}
	mode := fs.FileMode(0o644)
	info, err := os.Stat(out)
	switch {
	case err == nil && info.IsDir():
		return usagef("--out map.html", "%s is a folder", out)
	case err == nil && !info.Mode().IsRegular():
		return notWritten(out, os.WriteFile(out, picture, mode))
	case err == nil:
		mode = info.Mode().Perm()
	}
	return notWritten(out, store.Replace(out, picture, mode))
}

func notWritten(out string, err error) error {
	if err == nil {
		return nil
	}
	var path *fs.PathError
	var link *os.LinkError
	switch { // the name of the file beside it says nothing to a person
	case errors.As(err, &path):
		err = path.Err
	case errors.As(err, &link):
		err = link.Err
	}
	return &integrations.Failure{Doing: "write " + out, Err: err, Hint: "choose another --out"}
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
