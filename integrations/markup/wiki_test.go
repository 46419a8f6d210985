package markup

import (
	"testing"

	"pgregory.net/rapid"
)

func TestWikiKeepsWhatMarkdownSays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		wikiRoundTrip(t, markdownText().Draw(t, "markdown"))
	})
}

func wikiRoundTrip(t fataler, md string) {
	wiki := ToWiki(md)
	back, lossy := FromWiki(wiki)
	if len(lossy) > 0 {
		t.Fatalf("%q: %v\n%s", md, lossy, wiki)
	}
	if got, want := Canonical(back), Canonical(md); got != want {
		t.Fatalf("changed on the way:\n%q\nwant %q\ngot  %q\n%s", md, want, got, wiki)
	}
}

func FuzzWikiRoundTrip(f *testing.F) {
	f.Add("# a\n- [ ] b\n  1. *c*\n\n> | a |\n> |-|\n> | b |")
	f.Fuzz(func(t *testing.T, md string) { wikiRoundTrip(t, md) })
}

func FuzzFromWiki(f *testing.F) {
	for _, seed := range []string{
		"h1. a\n* b\n*# c\n||a||\n|b|\n{code:go}\nx\n{code}\nbq. q\n----", "[~ana] [^a.png] !b.png|thumbnail! {color:red}x{color}",
		"*a* _b_ -c- +d+ ^e^ ~f~ ??g?? {{h}} {*}i{*}j", "{quote}\n{panel:title=x}\ny\n{panel}\n{quote}", "|a\nb|\n", "[a|b|c] [http://x.y]",
		`\\ \* &#42; {anchor:x} {code} {quote}`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, wiki string) {
		md, _ := FromWiki(wiki)
		wikiRoundTrip(t, md)
		Wiki{}.Read(wiki)
	})
}
