package integrations

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTakeIn(t *testing.T) {
	tests := []struct {
		name, text string
		want       Part
	}{
		{"nothing", "", Part{}},
		{"plain", "It breaks.\r\nOften.", Part{Narrative: "It breaks.\nOften."}},
		{"a story's sentence and notes", "As a cook, I want salt, so that it tastes.\n\nAsk Pia.",
			Part{Narrative: "As a cook, I want salt, so that it tastes.", Notes: "Ask Pia."}},
		{"criteria under any heading, boxes kept", "Why.\n\n**Acceptance criteria:**\n- [x] one\n- [ ] two\n\n# More\ntext",
			Part{Narrative: "Why.", Criteria: []Check{{Text: "one", Box: "[x] "}, {Text: "two", Box: "[ ] "}}, Notes: "### More\ntext"}},
		{"a title in the text is lowered", "# Title\n\ntext", Part{Narrative: "### Title\n\ntext"}},
		{"code is code", "```\n# no heading\n## Acceptance criteria\n- x\n```", Part{Narrative: "```\n# no heading\n## Acceptance criteria\n- x\n```"}},
		{"criteria that are prose stay", "## Acceptance criteria\n\nIt works.", Part{Narrative: "It works."}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, TakeIn(test.text)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func FuzzTakeIn(f *testing.F) {
	f.Add("As a cook, I want salt.\n\n## Acceptance criteria\n\n1. one\n   - a\n\n| a | b |\n|---|---|\n| 1 | 2 |\n")
	f.Add("Title\n=====\n\n- x\n~~~\n# y\n")
	f.Fuzz(func(t *testing.T, text string) {
		// Whether all of it is held decides if the part may take its place;
		// neither may panic or hang.
		holdsLines(ComposePart(TakeIn(text)), text)
	})
}

func TestHoldsLinesTellsWhatIsMissing(t *testing.T) {
	text := "# Head\n\nOne.\n\n- [x] two\n- two"
	if !holdsLines("One.\n\n### Head\n\n- two\n- two", text) {
		t.Error("a text that holds all is said to miss something")
	}
	if holdsLines("One.\n\n### Head\n\n- two", text) {
		t.Error("a missing line is not seen")
	}
}

func FuzzReadTable(f *testing.F) {
	f.Add([]byte("key,title,parent\n1,a,\n2,b,1\n"))
	f.Add([]byte("\xef\xbb\xbfSummary;Labels;Labels\n\"x\ny\";a;b,c\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		tickets, err := ReadTable(data)
		if err == nil {
			for _, ticket := range tickets {
				if ticket.Title == "" {
					t.Error("a ticket without a title")
				}
			}
		}
	})
}
