package main

import (
	"io"
	"os"

	"charm.land/lipgloss/v2"
	"golang.org/x/term"
)

// paint colours words for a person at a terminal, and leaves them alone for a
// pipe or where NO_COLOR is set.
type paint struct{ on bool }

func (p *program) outPaint() paint { return paint{on: p.colour(p.outTerminal)} }

func (p *program) colour(terminal bool) bool {
	return terminal && p.getenv("NO_COLOR") == "" && p.getenv("TERM") != "dumb"
}

func (c paint) style(text string, style lipgloss.Style) string {
	if !c.on || text == "" {
		return text
	}
	return style.Render(text)
}

func (c paint) bold(text string) string {
	return c.style(text, lipgloss.NewStyle().Bold(true))
}

func (c paint) faint(text string) string {
	return c.style(text, lipgloss.NewStyle().Faint(true))
}

func (c paint) green(text string) string {
	return c.style(text, lipgloss.NewStyle().Foreground(lipgloss.Green))
}

func (c paint) yellow(text string) string {
	return c.style(text, lipgloss.NewStyle().Foreground(lipgloss.Yellow))
}

func (c paint) red(text string) string {
	return c.style(text, lipgloss.NewStyle().Foreground(lipgloss.Red))
}

// plainWidth is the width of a page for a pipe or a file.
const plainWidth = 100

// width is how many columns a line of the product may take.
func (p *program) width(w io.Writer) int {
	file, ok := w.(*os.File)
	if !ok || !p.outTerminal {
		return plainWidth
	}
	columns, _, err := term.GetSize(int(file.Fd()))
	if err != nil || columns < 40 {
		return plainWidth
	}
	return min(columns, 140)
}
