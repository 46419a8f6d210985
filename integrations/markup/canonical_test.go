package markup

import (
	"reflect"
	"testing"
)

func TestCanonicalReadsTheSameHoweverItWasTyped(t *testing.T) {
	for _, c := range []struct{ name, a, b string }{
		{"line ends", "one\r\ntwo\r\n", "one two"},
		{"bullets", "* a\n* b", "- a\n- b"},
		{"loose list", "- a\n\n- b\n", "- a\n- b"},
		{"numbers", "1. a\n1. b\n1. c", "3) a\n4) b\n5) c"},
		{"emphasis", "_a_ and __b__", "*a* and **b**"},
		{"escapes", `snake\_case \- 1 \+ 2`, "snake_case - 1 + 2"},
		{"trailing space", "a   \n\n\n\nb\t", "a\n\nb"},
		{"hard break", "a  \nb", "a\\\nb"},
		{"table padding", "| a   |   b |\n|:----|-----|\n| 1 | 2", "|a|b|\n|-|-|\n|1|2|"},
		{"heading", "Title\n=====\n", "# Title #"},
		{"rule", "---", "* * *"},
		{"fence", "~~~go\nx := 1\n~~~", "```go\nx := 1\n\n```"},
		{"indented code", "    x := 1", "```\nx := 1\n```"},
		{"address", "see <https://example.com/a_b>", "see https://example.com/a_b"},
		{"entities", "a &amp; b", "a & b"},
		{"bold that ends in a space", "**a** b", "**a**  b"},
		{"check boxes", "* [X] a\n* [ ] b", "- [x] a\n- [ ] b"},
		{"reference link", "[a][1]\n\n[1]: https://example.com", "[a](https://example.com)"},
		{"html is text", "<b>x</b>", `\<b>x\</b>`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if a, b := Canonical(c.a), Canonical(c.b); a != b {
				t.Errorf("differ:\n%q\n%q", a, b)
			}
		})
	}
}

func TestCanonicalTellsApart(t *testing.T) {
	for _, c := range []struct{ a, b string }{
		{"a", "b"},
		{"**a**", "a"},
		{"**a**", "*a*"},
		{"- a", "1. a"},
		{"- [ ] a", "- [x] a"},
		{"# a", "## a"},
		{"`a`", "a"},
		{"[a](https://x.y)", "[a](https://x.z)"},
		{`\*a\*`, "*a*"},
		{"- a\n  - b", "- a\n- b"},
		{"```go\na\n```", "```\na\n```"},
		{"> a", "a"},
	} {
		if a, b := Canonical(c.a), Canonical(c.b); a == b {
			t.Errorf("%q and %q both give %q", c.a, c.b, a)
		}
	}
}

func TestCanonicalSparesBackslashes(t *testing.T) {
	for _, same := range []string{
		"snake_case and a - b",
		"5 * 3 and ~20 of #4, 50% & more",
		"see https://example.com/a_b?c=d&e=f now",
		"Given [a], when (b), then c!",
		"- [ ] one\n- [x] two\n  - three\n    1. four",
		"# Title\n\ntext\\\nmore\n\n> quote\n\n***\n\n| a | b |\n| --- | --- |\n| 1 | 2 |",
	} {
		if got := Canonical(same); got != same {
			t.Errorf("changed:\n%s\n%s", same, got)
		}
	}
}

func FuzzCanonical(f *testing.F) {
	for _, seed := range []string{
		"", "# a\n- b\n  1. *c*", "**a**b", "`` ` ``", "| a |\n|-|\n| `\\|` |", "> - > - x", "[a](<b c> \"d\")",
		"\\", "&amp;amp;", "***a** b*", "a<br>b", "![x](y)", "- [ ] a\n\n  b", "1. a\n\n\n2. b", "~a~", "http://a.b/_c_",
		"**foo:**bar", "- - - a", "-\n\n- a", "a\\\n\\\nb", "\tx", "- \t\tx", "[a]: b\n[a]",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, md string) {
		once := Canonical(md)
		if twice := Canonical(once); twice != once {
			t.Errorf("not stable:\n%q\n%q\n%q\n%#v\n%#v", md, once, twice, readMarkdown(md), readMarkdown(once))
		}
	})
}

func TestPrintingKeepsFormatting(t *testing.T) {
	for _, md := range []string{
		"**a**b", "***a** b*", "**foo:**bar", "a*b*c", "**a***b*", "**a *b***_c_", "~~a **b**~~", "*a*[b](https://c.d)*e*",
	} {
		m := readMarkdown(md)
		if got := readMarkdown(printMarkdown(m)); !reflect.DeepEqual(got, m) {
			t.Errorf("%q: formatting lost\n%#v\n%#v", md, m, got)
		}
	}
}
