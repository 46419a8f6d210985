package comment

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"plotline/integrations"
	"plotline/stories"
)

var updateGolden = flag.Bool("update", false, "write the golden files")

func TestPlan(t *testing.T) {
	plan := &integrations.Plan{
		Title: "northwind/shop", Digest: "d1g357", Summary: integrations.Summary{Create: 1, Update: 1, Close: 1, Keep: 8},
		Changes: []integrations.Change{
			{Action: integrations.Create, Kind: stories.Story, Title: "Search | by <b>word</b>", ParentTitle: "Search"},
			{Action: integrations.Update, Kind: stories.Epic, Key: "#4", Title: "Ping @ana, closes #12", Reason: "title changed in the backlog",
				Fields: []integrations.FieldChange{
					{Field: stories.FieldTitle, Owner: stories.OwnerPO, From: "Ping", To: "Ping @ana, closes #12"},
					{Field: stories.FieldCriteria, Owner: stories.OwnerPO, From: "- one\n- two", To: "- one\n```\n</details>\n- three", PutBack: true},
				}},
			{Action: integrations.Close, Kind: stories.Story, Key: "#9", Title: "See https://example.com/issues/3 and GH-3", Reason: "dropped by Pia"},
			{Action: integrations.Keep, ID: "quiet", Key: "#1", Title: "Quiet"},
			{Action: integrations.Keep, ID: "both", Key: "#5", Title: "Both"},
		},
		Conflicts: []integrations.Conflict{{ID: "both", Key: "#5", Title: "Both", Field: stories.FieldTitle, Backlog: "a|b", Ticket: "`c`", WayOut: "plotline sync 1234 --prefer backlog | tracker"}},
		Held:      []integrations.Held{{ID: "later", Title: "Later", Reason: "not accepted yet"}},
		Notices:   []integrations.Notice{{Message: "milestones cost a request each"}},
		Obstacles: []integrations.Obstacle{
			{Message: "needs stay unlinked"},
			{Refuse: true, Message: "it would close 4 of 9 open tickets, more than the limit", Hint: "plotline push --allow-closures 4"},
			{Refuse: true, Message: "the title has 300 characters; GitHub takes 256", Hint: "shorten it"},
		},
	}
	golden(t, "plan.md", Plan(plan))
}

func TestPlanMarkdownIsNeverTooLong(t *testing.T) {
	for _, title := range []string{strings.Repeat("<", 500), strings.Repeat("ß*@#", 100), "short"} {
		plan := &integrations.Plan{Title: title}
		for i := range 3000 {
			fields := []integrations.FieldChange{{Field: stories.FieldNotes, From: strings.Repeat(title+"\n", 50), To: fmt.Sprint(i)}}
			plan.Changes = append(plan.Changes, integrations.Change{Action: []integrations.Action{integrations.Create, integrations.Update, integrations.Close}[i%3], Key: "#7", Title: title, Reason: title, ParentTitle: title, Fields: fields})
			plan.Conflicts = append(plan.Conflicts, integrations.Conflict{Title: title, Backlog: title, Ticket: title, WayOut: title})
			plan.Held = append(plan.Held, integrations.Held{Title: title, Reason: fmt.Sprint(title, i)})
			plan.Notices = append(plan.Notices, integrations.Notice{Message: title})
			plan.Obstacles = append(plan.Obstacles, integrations.Obstacle{Refuse: i%2 == 0, Message: title, Hint: title})
		}
		md := Plan(plan)
		if n := utf8.RuneCountInString(md); n >= 60_000 {
			t.Errorf("%d characters", n)
		}
		if open, closed := strings.Count(md, "\n<details>"), strings.Count(md, "\n</details>"); open == 0 || open != closed {
			t.Errorf("%d folds begin, %d end", open, closed)
		}
		if !strings.Contains(md, "more changes: `plotline plan` shows all") {
			t.Error("nothing says what was left out")
		}
		for _, fold := range []string{"3000 items held back", "5999 notes", "what is written, field by field"} {
			if !strings.Contains(md, "<summary>"+fold+"</summary>\n\n") {
				t.Errorf("no room is left for %q", fold)
			}
		}
	}
}

// ping is what mentions a person.
var ping = regexp.MustCompile(`(?:^|[^\w])@[A-Za-z0-9]`)

func TestPlainCellHoldsNoMarkup(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.SampledFrom([]rune("ab1 |<>@#`\\*[]()!&:/.wghGH-\n\u202e"))).Draw(t, "text")
		got := plainCell(text)
		bare := strings.NewReplacer(`\\`, "", `\|`, "", "\\`", "", `\*`, "", `\[`, "", `\]`, "").Replace(got)
		if strings.ContainsAny(bare, "|<>`*[]\n\u202e") || ping.MatchString(got) || strings.Contains(got, "://") {
			t.Fatalf("%q holds markup: %q", text, got)
		}
		for _, bad := range []string{"#1", "www.", "GH-1", "gh-1"} {
			if strings.Contains(got, bad) {
				t.Fatalf("%q refers: %q", text, got)
			}
		}
	})
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *updateGolden {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}
