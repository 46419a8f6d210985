package markup

import (
	"encoding/json"
	"testing"

	"pgregory.net/rapid"
)

func TestCanonicalIsStable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		md := markdownText().Draw(t, "markdown")
		once := Canonical(md)
		if twice := Canonical(once); twice != once {
			t.Fatalf("not stable:\n%q\n%q", once, twice)
		}
	})
}

func TestADFKeepsWhatMarkdownSays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		md := markdownText().Draw(t, "markdown")
		adfRoundTrip(t, md)
	})
}

type fataler interface {
	Fatalf(string, ...any)
}

func adfRoundTrip(t fataler, md string) {
	doc := ToADF(md)
	back, lossy, err := FromADF(doc)
	if err != nil || len(lossy) > 0 {
		t.Fatalf("%q: %v %v\n%s", md, err, lossy, doc)
	}
	if got, want := Canonical(back), Canonical(md); got != want {
		t.Fatalf("changed on the way:\n%q\nwant %q\ngot  %q\n%s", md, want, got, doc)
	}
	if again := ToADF(back); Canonical(md) != "" && !json.Valid(again) {
		t.Fatalf("not JSON: %s", again)
	}
}

func FuzzADFRoundTrip(f *testing.F) {
	f.Add("# a\n- [ ] b\n  1. *c*\n\n> | a |\n> |-|\n> | b |")
	f.Fuzz(func(t *testing.T, md string) { adfRoundTrip(t, md) })
}

func FuzzFromADF(f *testing.F) {
	for _, seed := range []string{
		`{"version":1,"type":"doc","content":[]}`, string(ToADF("- [ ] a\n\n| a |\n|-|\n| b |")),
		`{"content":[{"type":"paragraph","content":[{"type":"mention","attrs":{"text":"@a"}}]}]}`,
		`{"content":[{"type":"table","content":[{"type":"tableRow","content":[{"type":"tableCell","attrs":{"colspan":2},"content":[{"type":"bulletList"}]}]}]}]}`,
		`{"content":[{"type":"taskList","content":[{"type":"taskList"},{"type":"taskItem"}]},{"type":"panel","content":[{"type":"text","text":"x"}]}]}`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, doc string) {
		md, _, err := FromADF([]byte(doc))
		if err == nil {
			adfRoundTrip(t, md)
		}
		ADF{}.Read(doc)
	})
}
