package review

import (
	"strings"
	"testing"
	"time"
)

// TestHostileLists holds lists that are made to take long to taking no longer
// than honest ones of their size.
func TestHostileLists(t *testing.T) {
	const size = 1 << 20
	fill := func(piece string) string { return strings.Repeat(piece, size/len(piece)) }
	for name, data := range map[string]string{
		"a.txt":  "As a cook, I want to " + fill("easily cook, "),
		"b.txt":  "As a cook, I want " + fill("("),
		"c.txt":  fill("as a "),
		"d.txt":  fill("so that "),
		"e.txt":  fill("As a cook\nbecause\n"),
		"f.md":   fill("- "),
		"g.md":   fill("<!-- plotline-ignore story/vague: x -->\n"),
		"h.md":   fill("|a"),
		"i.json": "[" + strings.TrimSuffix(fill(`"As a cook, I want to cook easily",`), ",") + "]",
		"j.csv":  "story\n" + fill(`"As a cook",`),
		"k.txt":  fill("As a cook, I want to cook, and "),
		"l.csv":  fill(`"`),
		"m.txt":  fill("1. As a cook , , , ,\n"),
		"n.md":   "# x\n## Acceptance criteria\n- " + fill("given then "),
		"o.txt":  strings.Repeat("a", size),
	} {
		t.Run(name, func(t *testing.T) {
			begin := time.Now()
			texts, _ := ReadList(name, []byte(data))
			found := Run(Input{Stories: texts})
			Suppress(found, []Source{{Path: name, Data: []byte(data)}})
			Fix(name, []byte(data))
			const patience = 30 * time.Second // of a busy machine; an idle one takes a tenth of a second
			if took := time.Since(begin); took > patience {
				t.Errorf("took %s", took)
			}
		})
	}
}
