package stories

import (
	"testing"

	"plotline/roadmap"

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
	d, problems := ParseDocument("e/engine.md", []byte(engine))
	if err := problems.Err(); err != nil {
		t.Fatal(err)
	}
	want := Content{
		Title:     "Implement a recommendation engine",
		Narrative: "As a returning shopper, I want suggestions, so that I find something.",
		Criteria: []Criterion{
			{Text: "Given a shopper, when they look, then six are shown."},
			{Text: "Given two shoppers, when both look,\nthen they differ."},
		},
		Notes: "Why this story: pain.\nQuestions? Product: Ana.",
		Type:  TypeFeature, Size: "8", Needs: []string{"4be1c7f2-0d3e-5f0a-8c55-91d7f1a0c3aa"},
	}
	if diff := cmp.Diff(want, d.Content()); diff != "" {
		t.Error(diff)
	}
}

func TestNewDocumentSaysWhatTheItemSays(t *testing.T) {
	item := &Item{ID: "7d0b0f5b-4c1a-5a7e-8f5c-0d8f6f2b7c21", Kind: Epic, Path: "a/epic.md", Content: Content{
		Title: "A # #", Narrative: "x\n---\n# y", Destination: "d", Type: TypeEpic,
		Criteria: []Criterion{{Text: "- - -"}, {Text: "a\n\n```\nb"}},
		Serves:   []roadmap.Ref{"initiative:a", "goal:b"}, Horizon: "now",
	}}
	d, problems := ParseDocument("a/epic.md", NewDocument(item).Bytes())
	if err := problems.Err(); err != nil {
		t.Fatal(err)
	}
	want := item.Content.Canonical()
	want.Serves = item.Serves
	if diff := cmp.Diff(want, d.Content()); diff != "" {
		t.Errorf("%s\n%s", diff, d.Bytes())
	}
}
