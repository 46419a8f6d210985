package report

import (
	"fmt"
	"io"
	"strings"

	"plotline/stories/review"
)

const (
	// maxComment is how many bytes a comment may have: trackers take 65,536
	// characters, and whoever posts it adds a few.
	maxComment = 58_000
	// maxCell is how many characters a cell of the table may have.
	maxCell = 400
)

// writeMarkdown prints a comment for a pull request: what counts as a table,
// notes folded away. However much was found, it fits; what was left out is
// counted.
func writeMarkdown(w io.Writer, r Report) error {
	var loud, notes []group
	for _, g := range groups(r.Findings) {
		if g.severity == review.Info {
			notes = append(notes, g)
		} else {
			loud = append(loud, g)
		}
	}
	c := comment{}
	c.add("### Plotline review: " + CountOf(r.Findings).String() + "\n")
	c.table(loud)
	if len(notes) > 0 && c.add(fmt.Sprintf("\n<details>\n<summary>Notes (%d)</summary>\n", len(notes))) {
		c.table(notes)
		c.text.WriteString("\n</details>\n")
	}
	if c.left > 0 {
		fmt.Fprintf(&c.text, "\n%d more are not shown here; `plotline review` lists all.\n", c.left)
	}
	_, err := io.WriteString(w, c.text.String())
	return err
}

// comment grows until it is full.
type comment struct {
	text strings.Builder
	left int
}

// add appends a piece if it fits.
func (c *comment) add(piece string) bool {
	if c.text.Len()+len(piece) > maxComment {
		return false
	}
	c.text.WriteString(piece)
	return true
}

func (c *comment) table(all []group) {
	if len(all) == 0 {
		return
	}
	if !c.add("\n| | Where | What | Rule |\n|---|---|---|---|\n") {
		c.left += len(all)
		return
	}
	for i, g := range all {
		if !c.add(row(g)) {
			c.left += len(all) - i
			return
		}
	}
}

func row(g group) string {
	what := inert(g.message)
	for _, detail := range g.details {
		what += "<br>" + inert(detail)
	}
	if g.hint != "" {
		what += "<br>*" + inert(g.hint) + "*"
	}
	return fmt.Sprintf("| %s | %s | %s | `%s` |\n", g.severity, inert(g.at.String()), what, g.rule)
}

// inert writes a text so that it stands as text in a table's cell: no markup,
// no mention, no reference, no link.
func inert(text string) string {
	runes := []rune(oneLine(text))
	if len(runes) > maxCell {
		runes = append(runes[:maxCell-1], '…')
	}
	const gap = "\u200b"
	return strings.NewReplacer(
		`\`, `\\`, "|", `\|`, "`", "\\`", "*", `\*`, "_", `\_`, "~", `\~`, "[", `\[`, "]", `\]`, "!", `\!`,
		"<", "&lt;", ">", "&gt;", "&", "&amp;", "@", "@"+gap, "#", "#"+gap, "://", ":"+gap+"//", "GH-", "GH"+gap+"-",
		"$", `\$`).Replace(string(runes))
}
