package render

import (
	"bytes"
	"fmt"
	"io"
	"strings"
)

// Mermaid writes the map as a diagram for READMEs and pull requests: goals,
// their epics, and how many stories of each are done. Stories are shown where
// there are few enough to read.
func Mermaid(w io.Writer, view *View) error {
	var out bytes.Buffer
	out.WriteString("flowchart LR\n")
	withStories := view.Count.Stories <= mostStories
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

// mostStories is how many a diagram can show.
const mostStories = 60

func storyLabel(story Item) string {
	if story.Ticket.Key == "" {
		return story.Title
	}
	return story.Ticket.Key + " " + story.Title
}

// label makes a text harmless inside a quoted label: entities for what Mermaid
// or HTML would read, and a bound on its length.
func label(text string) string {
	var out strings.Builder
	for _, r := range cut(fold(text), 80) {
		switch {
		case strings.ContainsRune("\"<>&#;`\\", r), isFormat(r):
			fmt.Fprintf(&out, "#%d;", r)
		default:
			out.WriteRune(r)
		}
	}
	return out.String()
}

// isFormat says that a character is none that is seen: controls, and what turns
// the direction of writing.
func isFormat(r rune) bool {
	return r < ' ' || r >= 0x7f && r < 0xa0 || r >= 0x200b && r <= 0x200f || r >= 0x2028 && r <= 0x202e || r >= 0x2060 && r <= 0x206f
}
