package render

import (
	"slices"
	"strings"
	"testing"

	"github.com/rivo/uniseg"
	"pgregory.net/rapid"
)

// anyText is of narrow and wide characters, of such that belong together, and
// of words of any length.
func anyText(t *rapid.T) string {
	return strings.Join(rapid.SliceOf(rapid.SampledFrom([]string{
		"a", "shop", " ", "  ", "商", "店里", "👩‍👩‍👧‍👦", "🇩🇪", "é", "נכון", strings.Repeat("long", 15),
	})).Draw(t, "text"), "")
}

// characters are a text's as a person sees them, without spaces.
func characters(text string) []string {
	var all []string
	for g := uniseg.NewGraphemes(text); g.Next(); {
		if strings.TrimSpace(g.Str()) != "" {
			all = append(all, g.Str())
		}
	}
	return all
}

func TestTextsFitTheirPlace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, columns := anyText(t), rapid.IntRange(2, 40).Draw(t, "columns")
		cut := fit(text, columns)
		if uniseg.StringWidth(cut) > columns {
			t.Fatalf("%q is wider than %d columns", cut, columns)
		}
		if kept, all := characters(strings.TrimSuffix(cut, "…")), characters(text); !slices.Equal(kept, all[:len(kept)]) {
			t.Fatalf("%q cuts a character of %q in two", cut, text)
		}
	})
}

func TestWrappedTextsLoseNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, columns := anyText(t), rapid.IntRange(2, 40).Draw(t, "columns")
		lines := wrap(text, columns, len(text)+1)
		for _, line := range lines {
			if uniseg.StringWidth(line) > columns {
				t.Fatalf("%q is wider than %d columns", line, columns)
			}
		}
		if got := characters(strings.Join(lines, " ")); !slices.Equal(got, characters(text)) {
			t.Fatalf("%q became %q", text, lines)
		}
		if few := wrap(text, columns, 3); len(few) > 3 || len(few) == 3 && len(lines) > 3 && uniseg.StringWidth(few[2]) > columns {
			t.Fatalf("three lines are %q", few)
		}
	})
}
