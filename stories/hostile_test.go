package stories

import (
	"strings"
	"testing"
	"time"

	"plotline/stories/document"
	"plotline/stories/sidecar"
)

// TestHostileFilesEndSoon holds that files made to cost much cost little.
func TestHostileFilesEndSoon(t *testing.T) {
	fill := func(piece string, size int) string { return strings.Repeat(piece, size/len(piece)) }
	matter := func(text string) string { return "---\n" + text + "\n---\n# T\n" }
	criteria := "# T\n\n## Acceptance criteria\n\n"
	documents := map[string]string{
		"open brackets":      matter("labels: " + fill("[", document.MaxMatter-20)),
		"open braces":        matter("x-a: " + fill("{a: ", document.MaxMatter-20)),
		"many values":        matter("labels: [" + fill("'a',", document.MaxMatter-20) + "]"),
		"many keys":          matter(fill("a: 'b'\n", document.MaxMatter-20)),
		"aliases":            matter("a: &a [x,x,x,x]\nb: &b [*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b]\nd: [*c,*c,*c,*c]"),
		"large matter":       matter("labels: " + fill("a", document.MaxSize-100)),
		"sections":           "# T\n" + fill("## Notes\n", document.MaxSize-100),
		"empty sections":     "# T\n" + fill("##\n", document.MaxSize-100),
		"setext sections":    "# T\n\n" + fill("a\n-\n", document.MaxSize-100),
		"titles":             fill("# T\n", document.MaxSize-100),
		"nested lists":       criteria + fill("- ", document.MaxSize-100),
		"deeper lists":       criteria + deeper(1000),
		"items":              criteria + fill("- a\n", document.MaxSize-100),
		"differing items":    criteria + fill("- a\n- b\n\n", document.MaxSize-100),
		"fences":             "# T\n" + fill("```\n", document.MaxSize-100),
		"open comment":       "# T\n" + fill("<!--\n", document.MaxSize-100),
		"quotes":             "# T\n" + fill("> ", document.MaxSize-100),
		"one long line":      "# " + fill("a", document.MaxSize-100),
		"hashes":             "# " + fill("# ", document.MaxSize-100),
		"blank lines":        "# T\n" + fill("\n", document.MaxSize-100) + "x",
		"lone returns":       "# T\r" + fill("a\r", document.MaxSize-100),
		"white space":        "# T\n" + fill(" \t", document.MaxSize-100),
		"conflicts":          "# T\n" + fill("<<<<<<< a\n", document.MaxSize-100),
		"backslashes":        "# T\n" + fill(`\`, document.MaxSize-100),
		"numbered":           criteria + fill("999999999. a\n", document.MaxSize-100),
		"checkboxes":         criteria + "- " + fill("[ ] ", document.MaxSize-100),
		"every kind at once": "# T\n" + fill("- ```\n# a\n  ---\n<!-- x\n", document.MaxSize-100),
	}
	for name, text := range documents {
		t.Run(name, func(t *testing.T) {
			within(t, func() {
				d, problems := parseDocument("x.md", []byte(text))
				if len(problems) > 30 {
					t.Errorf("%d problems", len(problems))
				}
				if len(problems) > 0 {
					return
				}
				c := contentOf(d)
				c.Title, c.Narrative, c.Notes = "New", text[:min(len(text), 1<<18)], "New"
				c.Criteria = append(c.Criteria, Criterion{Text: "new"})
				c.Labels = []string{"new"}
				if changed, err := d.With(textOf(c.Canonical()), changedKeys(contentOf(d), c)...); err == nil {
					changed.At("criteria[1]")
				}
			})
		})
	}
	head := "id: " + storyID + "\nkind: story\n"
	for name, text := range map[string]string{
		"open brackets": head + "slots: " + fill("[", sidecar.MaxSize/8),
		"many values":   head + "drafted: {labels: [" + fill("'a', ", sidecar.MaxSize/8) + "]}",
		"many keys":     head + fill("a: b\n", sidecar.MaxSize/8),
		"other keys":    head + fill("'a': b\n", sidecar.MaxSize/8),
		"elements":      head + "slots:\n" + fill("  - bad: x\n", sidecar.MaxSize/8),
		"lines":         head + "path: |-\n" + fill("  a\n", sidecar.MaxSize/8),
		"aliases":       head + "path: &a x\nslots: [" + fill("*a, ", sidecar.MaxSize/8) + "]",
		"quotes":        head + `path: "` + fill(`\"`, sidecar.MaxSize/8) + `"`,
	} {
		t.Run("sidecar "+name, func(t *testing.T) {
			within(t, func() { ParseSidecar("x.yaml", []byte(text)) })
		})
	}
}

// deeper is a list in which every line stands deeper than the last.
func deeper(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat("  ", i) + "- a\n")
	}
	return b.String()
}

func within(t *testing.T, do func()) {
	t.Helper()
	const limit = 20 * time.Second
	start := time.Now()
	do()
	if took := time.Since(start); took > limit {
		t.Errorf("took %v", took)
	}
}
