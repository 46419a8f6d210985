package integrations_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"plotline/integrations"
	"plotline/integrations/markup"
)

// words are pieces of text that Markdown, trackers or Plotline itself might
// take for something else.
func words() *rapid.Generator[string] {
	return rapid.SampledFrom([]string{
		"shopper", "a_b", "*x*", "`code`", "@ana", "fixes #12", "<!--", "-->", "[x]", "1.", "- ", "#", "##",
		"|", "**Part of**", "*Cut here:", "```", "~~~", "> ", "&amp;", "\\", "日本", "---", "===", "<div>", "Notes",
	})
}

func texts() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		var lines []string
		for range rapid.IntRange(0, 4).Draw(t, "lines") {
			lines = append(lines, strings.Join(rapid.SliceOfN(words(), 0, 4).Draw(t, "words"), " "))
		}
		return strings.TrimSpace(strings.Join(lines, "\n"))
	})
}

// plain are texts as people write them in each field of a backlog file.
func plain() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{
			"a shopper", "sees *this*", "and `that`", "within 2 s", "@ana", "fixes #12", "100 %", "(see -->)",
		}), 1, 6).Draw(t, "words"), " ")
	})
}

func TestPartReadsBackAsItWasComposed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := integrations.Part{Narrative: plain().Draw(t, "narrative"), Destination: plain().Draw(t, "destination"), Notes: plain().Draw(t, "notes")}
		for _, text := range rapid.SliceOfN(plain(), 0, 5).Draw(t, "criteria") {
			p.Criteria = append(p.Criteria, integrations.Check{Text: text, Box: rapid.SampledFrom([]string{"", "[ ] ", "[x] "}).Draw(t, "box")})
		}
		md := integrations.ComposePart(p)
		for _, form := range []string{
			md, strings.ReplaceAll(md, "\n", "\r\n"), strings.ReplaceAll(md, "\n- ", "\n* "), markup.Canonical(md),
		} {
			got := integrations.ParsePart(form)
			for _, pair := range [][2]string{{p.Narrative, got.Narrative}, {p.Destination, got.Destination}, {p.Notes, got.Notes}} {
				if markup.Canonical(pair[0]) != markup.Canonical(pair[1]) {
					t.Fatalf("%q came back as %q from\n%s", pair[0], pair[1], form)
				}
			}
			if len(got.Criteria) != len(p.Criteria) {
				t.Fatalf("%d criteria came back as %d from\n%s", len(p.Criteria), len(got.Criteria), form)
			}
			for i := range p.Criteria {
				if markup.Canonical(got.Criteria[i].Text) != markup.Canonical(p.Criteria[i].Text) || got.Criteria[i].Box != p.Criteria[i].Box {
					t.Fatalf("%+v came back as %+v", p.Criteria[i], got.Criteria[i])
				}
			}
		}
	})
}

func TestPartOfAnythingSettles(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := integrations.Part{Narrative: texts().Draw(t, "narrative"), Destination: texts().Draw(t, "destination"), Notes: texts().Draw(t, "notes")}
		for _, text := range rapid.SliceOfN(texts(), 0, 3).Draw(t, "criteria") {
			p.Criteria = append(p.Criteria, integrations.Check{Text: text})
		}
		once := integrations.ComposePart(integrations.ParsePart(integrations.ComposePart(p)))
		twice := integrations.ComposePart(integrations.ParsePart(once))
		if markup.Canonical(once) != markup.Canonical(twice) {
			t.Fatalf("a part does not settle:\n%s\n---\n%s", once, twice)
		}
	})
}

func TestHarmlessUndoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(words(), 0, 12).Draw(t, "words"), rapid.SampledFrom([]string{" ", "\n", ""}).Draw(t, "glue"))
		safe := integrations.Harmless(text, "")
		if integrations.Unharmed(safe) != text {
			t.Fatalf("%q became %q and then %q", text, safe, integrations.Unharmed(safe))
		}
		if strings.Contains(safe, "<!--") || strings.Contains(safe, "-->") {
			t.Fatalf("%q still holds a comment", safe)
		}
		if again := integrations.Harmless(safe, ""); again != safe {
			t.Fatalf("harmless twice: %q, then %q", safe, again)
		}
	})
}

func TestHarmless(t *testing.T) {
	for _, c := range []struct{ name, text, standing, want string }{
		{"a mention", "ask @ana and @org/team", "", "ask @\u200bana and @\u200borg/team"},
		{"at the start", "@ana", "", "@\u200bana"},
		{"in brackets", "(@ana)", "", "(@\u200bana)"},
		{"no mention", "ana@example.com", "", "ana@example.com"},
		{"an address", "https://example.com/@ana", "", "https://example.com/@ana"},
		{"in code", "`@Override` and @ana", "", "`@Override` and @\u200bana"},
		{"already there", "ask @Ana and @pia", "for @ana", "ask @Ana and @\u200bpia"},
		{"closing", "fixes #12, Closes: org/repo#3", "", "fixes\u200b #12, Closes\u200b: org/repo#3"},
		{"closing by address", "resolves https://github.com/a/b/issues/1", "", "resolves\u200b https://github.com/a/b/issues/1"},
		{"closing old style", "fixed GH-7", "", "fixed\u200b GH-7"},
		{"only a reference", "see #12; it fixes the shop", "", "see #12; it fixes the shop"},
		{"a comment", "a <!-- mark --> b", "", "a <!\u200b-- mark --\u200b> b"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := integrations.Harmless(c.text, c.standing); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func FuzzParsePart(f *testing.F) {
	for _, seed := range []string{
		"", "narrative", "n\n\n## Acceptance criteria\n\n- a\n- b\n  - c\n\n## Notes\n\nx", "## \n##\n", "- [x] a", "```\n## Notes",
		"## Acceptance criteria\n1. a\n\n   b\ntext\n- c", "*Cut here: x*", "**Part of** x\n\ny", "a\n===\n\nNotes\n---\nb", "\r\n\t- x",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, md string) {
		p := integrations.ParsePart(md)
		once := integrations.ComposePart(p)
		for _, word := range strings.Fields(md) {
			if isWord(word) && !strings.Contains(once, word) {
				t.Fatalf("the word %q is lost:\n%q\n%q", word, md, once)
			}
		}
	})
}

// isWord says whether a text is a word that no markup eats.
func isWord(s string) bool {
	return len(s) > 3 && !strings.ContainsFunc(s, func(r rune) bool { return r < 'a' || r > 'z' }) &&
		!slices.Contains([]string{"notes", "acceptance", "criteria", "destination"}, s)
}

func TestBodyIsCutAtASectionWithANote(t *testing.T) {
	b := newBench(t)
	d := b.item("s1")
	d.Part.Notes = strings.Repeat("many words ", 8000)
	limited := limit{b.tracker, 65536}
	plan, err := integrations.MakePlan(t.Context(), limited, b.req)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.pusher(limited).Apply(t.Context(), plan); err != nil {
		t.Fatal(err)
	}
	got := b.ticket("LOCAL-2")
	if len(got.Description) > 65536 || !strings.Contains(got.Part, "*Cut here:") || !strings.Contains(got.Part, "e1/s1.md") || strings.Contains(got.Part, "many words") {
		t.Fatalf("%d characters:\n%.900s", len(got.Description), got.Part)
	}
	plan, err = integrations.MakePlan(t.Context(), limited, b.req)
	if err != nil || !plan.Empty() || len(plan.Conflicts)+len(plan.Notices) > 0 {
		t.Errorf("the plan after is not empty: %+v %v", plan, err)
	}
}
