package render

import (
	"bytes"
	"fmt"
	"io"
	"strings"
)

// Mermaid writes the map as a diagram for READMEs and pull requests: goals,
// their epics, and how many stories of each are done. Epics and stories are
// shown where there are few enough to read, and for Mermaid to draw.
func Mermaid(w io.Writer, view *View) error {
	var out bytes.Buffer
	out.WriteString("flowchart LR\n")
	withStories, withEpics := view.Count.Stories <= mostStories, view.Count.Epics <= mostEpics
	n := 0
	node := func(shape, text string) string {
		n++
		name := fmt.Sprintf("n%d", n)
		fmt.Fprintf(&out, "  %s"+shape+"\n", name, label(text))
		return name
	}
	for _, column := range view.Columns {
		if len(column.Epics) == 0 {
			continue
		}
		if !withEpics {
			node(`(["%s"])`, fmt.Sprintf("%s (%d of %d done)", fit(column.Statement, 60), column.Count.Done, column.Count.Stories))
			continue
		}
		goal := node(`(["%s"])`, column.Statement)
		for _, epic := range column.Epics {
			name := node(`["%s"]`, fmt.Sprintf("%s (%d of %d done)", epic.Title, epic.Count.Done, epic.Count.Stories))
			fmt.Fprintf(&out, "  %s --> %s\n", goal, name)
			for _, story := range epic.Stories {
				if withStories {
					fmt.Fprintf(&out, "  %s --> %s\n", name, node(`("%s")`, storyLabel(story)))
				}
			}
		}
	}
	_, err := out.WriteTo(w)
	return err
}

// What a diagram can show. Mermaid draws at most 500 arrows and 50,000
// characters, and a reader tires before.
const (
	mostStories = 60
	mostEpics   = 150
)

func storyLabel(story Item) string {
	if story.Ticket.Key == "" {
		return story.Title
	}
	return story.Ticket.Key + " " + story.Title
}

// read are the characters that Mermaid would read in a quoted label: quotes and
// markup, its Markdown, names of icons and styles by their colon, and directives,
// which it looks for before it parses.
const read = "\"<>&#;`\\*_~%{}$:"

// label makes a text harmless inside a quoted label: entities for what Mermaid
// or HTML would read, and a bound on its length.
func label(text string) string {
	var out strings.Builder
	for _, r := range cut(fold(text), 80) {
		switch {
		case strings.ContainsRune(read, r), isFormat(r):
			fmt.Fprintf(&out, "#%d;", r)
		default:
			out.WriteRune(r)
		}
	}
	return out.String()
}

// isFormat says that a character is none that is seen: controls, and what turns
// the direction of writing. The joiners, without which Persian and the families
// of emoji fall apart, are none of them.
func isFormat(r rune) bool {
	return r < ' ' || r >= 0x7f && r < 0xa0 || r == 0x200b || r == 0x200e || r == 0x200f || r >= 0x2028 && r <= 0x202e || r >= 0x2060 && r <= 0x206f
}
