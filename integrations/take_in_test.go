package integrations

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"plotline/stories"
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

// TestATableKeepsItsHierarchy: trackers name a parent by key, by an ID of their
// own or by its title; a story is no epic because a sub-task names it.
func TestATableKeepsItsHierarchy(t *testing.T) {
	tickets, err := ReadTable([]byte(`Summary,Issue key,Issue id,Issue Type,Parent id,Parent,Custom field (Epic Link)
Checkout,SHOP-1,10001,Epic,,,
By id,SHOP-2,10002,Story,10001,,
By epic link,SHOP-3,10003,Story,,,SHOP-1
By title,SHOP-4,10004,Story,,Checkout,
Unknown first,SHOP-5,10005,Story,99999,,SHOP-1
Draw it,SHOP-6,10006,Sub-task,10002,,
`))
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []struct {
		kind   stories.Kind
		parent string
	}{
		{stories.Epic, ""}, {stories.Story, "SHOP-1"}, {stories.Story, "SHOP-1"}, {stories.Story, "SHOP-1"},
		{stories.Story, "SHOP-1"}, {stories.Story, "10002"},
	} {
		if got := tickets[i]; got.Kind != want.kind || got.Parent != want.parent {
			t.Errorf("%s is a %s under %q, want %+v", got.Title, got.Kind, got.Parent, want)
		}
	}
}

func TestAListsNamesAreKeysOnlyWhereTheyAre(t *testing.T) {
	jira, github := Server{Tracker: "jira", Project: "northwind.example/SHOP"}, Server{Tracker: "github", Project: "northwind/shop"}
	for _, c := range []struct {
		server     Server
		name, want string
	}{
		{jira, "shop-12", "SHOP-12"}, {jira, "MOB-12", ""}, {jira, "12", ""}, {jira, "SHOP-", ""},
		{github, "#40", "#40"}, {github, "Northwind/Shop#40", "#40"}, {github, "northwind/mobile#40", ""}, {github, "40", ""}, {github, "#0", ""},
		{Server{}, "SHOP-12", ""},
	} {
		if got, ok := KeyOn(c.name, c.server); ok != (c.want != "") || ok && got != c.want {
			t.Errorf("%q on %s is %q, %v", c.name, c.server.Project, got, ok)
		}
	}
}
