package review

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"plotline/docs/rules"
	"plotline/roadmap"
	"plotline/stories"
)

// harbour is the good example of a page, which tests change.
func harbour(t *testing.T, rule, heading string, replace ...string) Input {
	t.Helper()
	var in Input
	in.Roadmap, in.Backlog = project(t, strings.NewReplacer(replace...).Replace(example(t, rules.Page(rule), heading).text))
	return in
}

func rulesOf(findings []Finding) []string {
	var names []string
	for _, f := range findings {
		names = append(names, f.Rule)
	}
	return names
}

func TestGoalsOfLaterHorizonsNeedNoStories(t *testing.T) {
	for _, test := range []struct {
		horizon string
		drafted []roadmap.Horizon
		want    bool
	}{
		{"now", nil, true},
		{"next", nil, false},
		{"later", nil, false},
		{"next", []roadmap.Horizon{roadmap.Now, roadmap.Next}, true},
		{"now", []roadmap.Horizon{}, false},
	} {
		in := harbour(t, "goal/no-stories", "Bad", "    metrics:", "    horizon: "+test.horizon+"\n    metrics:")
		in.Settings.Drafted = test.drafted
		in.Backlog.Items = upkeep()
		names := rulesOf(Run(in))
		if slices.Contains(names, "goal/no-stories") != test.want || slices.Contains(names, "pain-point/no-stories") != test.want {
			t.Errorf("%s, drafted %q: %q", test.horizon, test.drafted, names)
		}
	}
}

// upkeep is a backlog that serves no goal.
func upkeep() []*stories.Item {
	return []*stories.Item{{ID: "00000000-0000-4000-8000-000000000001", Kind: stories.Story, Content: stories.Content{Title: "Renew the certificates", Type: stories.TypeEnabler}}}
}

// That nothing is drafted yet is one thing to say, however many goals there are.
func TestAnEmptyBacklogIsSaidOnce(t *testing.T) {
	for items, want := range map[int][]string{
		0: {"goal/no-stories"},
		1: {"goal/no-stories", "goal/no-stories", "pain-point/no-stories", "pain-point/no-stories"},
	} {
		r, err := roadmap.Parse("roadmap.yaml", []byte(`version: 1
product: {name: P}
goals:
  - {id: first, statement: More orders}
  - {id: second, statement: Fewer calls}
pain_points:
  - {id: order, problem: Customers cannot order, goals: [first]}
  - {id: call, problem: Customers have to call, goals: [second]}
`))
		if err != nil {
			t.Fatal(err)
		}
		backlog := stories.NewBacklog(t.TempDir())
		backlog.Items = upkeep()[:items]
		got := slices.DeleteFunc(rulesOf(Run(Input{Roadmap: r, Backlog: backlog})), func(name string) bool { return !strings.HasSuffix(name, "/no-stories") })
		if slices.Sort(got); !slices.Equal(got, want) {
			t.Errorf("%d items: %q", items, got)
		}
	}
}

func TestGoalsThatAreOverNeedNothing(t *testing.T) {
	in := harbour(t, "goal/no-stories", "Bad", "    metrics:", "    state: achieved\n    metrics:", "        target: 80%\n", "")
	if names := rulesOf(Run(in)); len(names) > 0 {
		t.Errorf("%q", names)
	}
}

func TestStoriesLeftByGoalsThatAreOver(t *testing.T) {
	in := harbour(t, "goal/over", "Bad")
	over := func() []Finding {
		return slices.DeleteFunc(Run(in), func(f Finding) bool { return f.Rule != "goal/over" })
	}
	if found := over(); len(found) != 1 || !strings.Contains(found[0].Message, `goal "berths" is achieved, and 1 story is not done`) {
		t.Errorf("%+v", found)
	}
	in.IsOpen = func(*stories.Item) bool { return false }
	if found := over(); len(found) > 0 {
		t.Errorf("all is done: %+v", found)
	}
	in = harbour(t, "goal/over", "Bad", "personas:\n  - id", "standing:\n  - {id: upkeep, name: Upkeep}\npersonas:\n  - id",
		"serves: [goal:berths, ", "serves: [upkeep, goal:berths, ")
	if found := over(); len(found) > 0 {
		t.Errorf("it serves what goes on: %+v", found)
	}
}

func TestSeveritiesBySettings(t *testing.T) {
	in := Input{Stories: []Text{{Story: "As a cook, I want to bake quickly"}}}
	in.Settings.Severities = map[string]Severity{"story/no-benefit": Off, "story/vague": Error}
	found := Run(in)
	if len(found) != 1 || found[0].Rule != "story/vague" || found[0].Severity != Error {
		t.Errorf("%+v", found)
	}
}

func TestMovedItemsShareACause(t *testing.T) {
	in := harbour(t, "handoff/moved", "Good", "name: Bugs and upkeep\n", "name: Bugs, upkeep and paint\n")
	var moved []Finding
	for _, f := range Run(in) {
		if f.Rule == "handoff/moved" {
			moved = append(moved, f)
		}
	}
	if len(moved) != 2 || moved[0].Cause == nil || moved[1].Cause == nil {
		t.Fatalf("%+v", moved)
	}
	cause := moved[0].Cause
	if cause.Message != moved[1].Cause.Message || cause.Line == 0 || !strings.HasSuffix(cause.Path, "roadmap.yaml") ||
		!slices.Equal(cause.Details, []string{"name   was Bugs and upkeep   is Bugs, upkeep and paint"}) {
		t.Errorf("%+v", cause)
	}
}

func TestExplain(t *testing.T) {
	for _, rule := range Rules() {
		if page, err := Explain(rule.Name); err != nil || !strings.HasPrefix(page, "# "+rule.Name+"\n") {
			t.Errorf("%s: %v", rule.Name, err)
		}
	}
	if page, err := Explain("no-role"); err != nil || !strings.HasPrefix(page, "# story/no-role") {
		t.Errorf("%q %v", page, err)
	}
	if _, err := Explain("story/no-rol"); err == nil || !strings.Contains(err.Error(), `"story/no-role"`) {
		t.Errorf("%v", err)
	}
}

// TestRunIsPure holds a run to giving the same for the same input, and to
// leaving the input alone.
func TestRunIsPure(t *testing.T) {
	in := harbour(t, "backlog/broken-reference", "Bad")
	first := listed(Run(in))
	for range 3 {
		if again := listed(Run(in)); again != first {
			t.Fatalf("first%s\nthen%s", first, again)
		}
	}
	if first == "" {
		t.Error("nothing found")
	}
}

// Its stories stand in the epic of the initiative that addresses a pain point,
// and come when that one's goal does.
func TestPainPointsWaitForTheGoalOfTheirInitiative(t *testing.T) {
	for horizon, want := range map[string]bool{"now": true, "next": false} {
		r, err := roadmap.Parse("roadmap.yaml", fmt.Appendf(nil, `version: 1
product: {name: P}
goals:
  - {id: first, statement: More orders, horizon: now}
  - {id: second, statement: Fewer calls, horizon: %s, initiatives: [{id: mend, name: Mend it, addresses: [pain]}]}
pain_points: [{id: pain, problem: Customers cannot order, goals: [first]}]
`, horizon))
		if err != nil {
			t.Fatal(err)
		}
		backlog := stories.NewBacklog(t.TempDir())
		backlog.Items = upkeep()
		names := rulesOf(Run(Input{Roadmap: r, Backlog: backlog}))
		if slices.Contains(names, "pain-point/no-stories") != want {
			t.Errorf("%s: %q", horizon, names)
		}
	}
}
