package document

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const engine = `---
id: 7d0b0f5b-4c1a-5a7e-8f5c-0d8f6f2b7c21
type: feature
size: 8
needs: [4be1c7f2-0d3e-5f0a-8c55-91d7f1a0c3aa]   # record-behavior
---
# Implement a recommendation engine

As a returning shopper, I want suggestions, so that I find something.

## Acceptance criteria

- Given a shopper, when they look, then six are shown.
- Given two shoppers, when both look,
  then they differ.

## Notes

Why this story: pain.
Questions? Product: Ana.
`

func TestParseReadsWhatAFileSays(t *testing.T) {
	d, problems := Parse("e/engine.md", []byte(engine))
	if err := problems.Err(); err != nil {
		t.Fatal(err)
	}
	want := Text{
		Title:     "Implement a recommendation engine",
		Narrative: "As a returning shopper, I want suggestions, so that I find something.",
		Criteria: []string{
			"Given a shopper, when they look, then six are shown.",
			"Given two shoppers, when both look,\nthen they differ.",
		},
		Notes: "Why this story: pain.\nQuestions? Product: Ana.",
	}
	if diff := cmp.Diff(want, d.Text()); diff != "" {
		t.Error(diff)
	}
	for key, want := range map[string]string{"type": "feature", "size": "8", "needs": "", "rank": ""} {
		if got := d.Value(key); got != want {
			t.Errorf("%s is %q", key, got)
		}
	}
	if diff := cmp.Diff([]string{"4be1c7f2-0d3e-5f0a-8c55-91d7f1a0c3aa"}, d.List("needs")); diff != "" {
		t.Error(diff)
	}
}

func TestANewFileSaysWhatItWasGiven(t *testing.T) {
	keys := []Key{
		{Name: "id", Value: "7d0b0f5b-4c1a-5a7e-8f5c-0d8f6f2b7c21"}, {Name: "size"}, {Name: "labels", List: []string{"a b", "c: d"}},
		{Name: "horizon", Value: "now"},
	}
	text := canonical(Text{
		Title: "A # #", Narrative: "x\n---\n# y", Destination: "d", Criteria: []string{"- - -", "a\n\n```\nb"},
	})
	d, problems := Parse("a/epic.md", New("a/epic.md", keys, text).Bytes())
	if err := problems.Err(); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(text, d.Text()); diff != "" {
		t.Errorf("%s\n%s", diff, d.Bytes())
	}
	for _, key := range keys {
		if d.Has(key.Name) != (len(key.values()) > 0) || !slices.Equal(d.List(key.Name), key.values()) {
			t.Errorf("%s says %q\n%s", key.Name, d.List(key.Name), d.Bytes())
		}
	}
}
