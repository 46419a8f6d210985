package roadmap_test

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"plotline/roadmap"
)

func parse(t require, text string) *roadmap.Roadmap {
	t.Helper()
	r, err := roadmap.Parse("roadmap.yaml", []byte(text))
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return r
}

// require is what tests and property tests have in common.
type require interface {
	Helper()
	Fatalf(format string, args ...any)
}

func allKeys(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile("testdata/ok/all_keys.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

var everything = []roadmap.Ref{"initiative:recommendations", "pain-point:cannot-find", "goal:speed", "standing:upkeep"}

func TestDestination(t *testing.T) {
	got := parse(t, allKeys(t)).Destination(everything)
	want := roadmap.Destination{
		{Of: "goal:engagement", Name: "statement", Value: "Increase user engagement by 20% through personalized recommendations"},
		{Of: "goal:engagement", Name: "metric engaged name", Value: "weekly engaged shoppers"},
		{Of: "goal:engagement", Name: "metric engaged target", Value: "+20%"},
		{Of: "goal:engagement", Name: "metric engaged due", Value: "2027-03-31"},
		{Of: "goal:engagement", Name: "guardrail", Value: "The home page still renders within 2 s"},
		{Of: "goal:speed", Name: "statement", Value: "Pages appear at once"},
		{Of: "pain-point:cannot-find", Name: "problem", Value: "Users struggle to find relevant products"},
		{Of: "pain-point:cannot-find", Name: "persona shopper", Value: "returning shopper"},
		{Of: "standing:upkeep", Name: "name", Value: "Bugs and upkeep"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// change is an edit of the roadmap of all keys.
type change struct{ was, is string }

// free are edits that never touch a destination.
var free = []change{
	{"why: Engaged shoppers come back three times as often", "why: They stay"},
	{"    why: Engaged shoppers come back three times as often\n", ""},
	{"- 412 support tickets in Q3", "- 500 support tickets in Q4"},
	{"url: \"https://example.com/i\"", "url: \"https://example.com/j\""},
	{`value: "41,500"`, "value: 43k"},
	{"baseline: 41k", "baseline: 42000"},
	{"source: the warehouse", "source: the lake"},
	{"horizon: now", "horizon: later"},
	{"state: active", "state: achieved"},
	{"severity: high", "severity: low"},
	{"vision: |\n    Every shopper", "vision: |\n    Each shopper"},
	{"description: Has bought at least twice", "description: Has bought thrice"},
	{"- No loyalty programme", "- No programme"},
	{"name: Personalized recommendations", "name: Suggestions"},
	{"stage: committed", "stage: exploring"},
	{"name: Ana", "name: Anna"},
	{"SKU: stock keeping unit", "SKU: a unit"},
	{"{id: spring, name: Spring 2027, due: 2027-03-31}", "{id: spring, name: Spring, due: 2027-04-30}"},
	// The same in other words of the format.
	{"target: +20%", `target: "+20.0 %"`},
	{"due: FY27-Q4", "due: 2027-Q1"},
	{"due: FY27-Q4", "due: March 2027"},
	{"statement: Increase user engagement", "statement: Increase  user\n      engagement"},
	{"problem: Users struggle to find relevant products", `problem: "Users struggle to find relevant products"`},
	{"    statement: Pages appear at once\n    horizon: next\n", "    horizon: next\n    statement: Pages appear at once\n"},
	{"personas: [shopper]", "personas: shopper"},
}

// covered are edits that always change the destination.
var covered = []change{
	{"statement: Increase user engagement by 20%", "statement: Increase user engagement by 25%"},
	{"name: weekly engaged shoppers", "name: monthly engaged shoppers"},
	{"target: +20%", "target: +25%"},
	{"target: +20%", "target: -20%"},
	{"target: +20%", "target: 20"},
	{"target: +20%\n", "\n"},
	{"due: FY27-Q4", "due: FY27-Q3"},
	{"renders within 2 s", "renders within 3 s"},
	{"      - The home page still renders within 2 s", "      - The home page still renders within 2 s\n      - Nobody is tracked"},
	{"problem: Users struggle", "problem: Users fail"},
	{"    personas: [shopper]\n", ""},
	{"name: returning shopper", "name: new shopper"},
	{"name: Bugs and upkeep", "name: Upkeep"},
}

func apply(t require, text string, c change) string {
	t.Helper()
	if !strings.Contains(text, c.was) {
		t.Fatalf("the roadmap does not hold %q", c.was)
	}
	return strings.Replace(text, c.was, c.is, 1)
}

func TestFreeEditsKeepTheFingerprint(t *testing.T) {
	text := allKeys(t)
	was := parse(t, text).Destination(everything)
	for _, c := range free {
		is := parse(t, apply(t, text, c)).Destination(everything)
		if is.Fingerprint() != was.Fingerprint() || roadmap.Diff(was, is) != nil {
			t.Errorf("%q to %q changed it: %v", c.was, c.is, roadmap.Diff(was, is))
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		edited := text
		for _, i := range rapid.SliceOfDistinct(rapid.IntRange(0, len(free)-1), rapid.ID).Draw(t, "edits") {
			edited = strings.Replace(edited, free[i].was, free[i].is, 1)
		}
		order := rapid.Permutation(everything).Draw(t, "order")
		is := parse(t, edited).Destination(order)
		if is.Fingerprint() != was.Fingerprint() {
			t.Fatalf("changed: %v", roadmap.Diff(was, is))
		}
	})
}

func TestCoveredEditsChangeTheFingerprint(t *testing.T) {
	text := allKeys(t)
	was := parse(t, text).Destination(everything)
	for _, c := range covered {
		is := parse(t, apply(t, text, c)).Destination(everything)
		if is.Fingerprint() == was.Fingerprint() || len(roadmap.Diff(was, is)) == 0 {
			t.Errorf("%q to %q left it unchanged", c.was, c.is)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		edited := apply(t, text, covered[rapid.IntRange(0, len(covered)-1).Draw(t, "covered")])
		for _, i := range rapid.SliceOf(rapid.IntRange(0, len(free)-1)).Draw(t, "free") {
			edited = strings.Replace(edited, free[i].was, free[i].is, 1)
		}
		r, err := roadmap.Parse("roadmap.yaml", []byte(edited))
		if err != nil {
			t.Skip(err)
		}
		if r.Destination(everything).Fingerprint() == was.Fingerprint() {
			t.Fatal("left it unchanged")
		}
	})
}

func TestTheCalendarIsCovered(t *testing.T) {
	text := allKeys(t)
	was := parse(t, text).Destination(everything)
	is := parse(t, apply(t, text, change{"fiscal_year_starts: April", "fiscal_year_starts: May"})).Destination(everything)
	want := []roadmap.AspectChange{{Of: "goal:engagement", Name: "metric engaged due", Was: "2027-03-31", Is: "2027-04-30"}}
	if diff := cmp.Diff(want, roadmap.Diff(was, is)); diff != "" {
		t.Error(diff)
	}
}

func TestDiff(t *testing.T) {
	text := allKeys(t)
	was := parse(t, text).Destination(everything)
	edited := apply(t, text, change{"target: +20%", "target: +25%"})
	edited = apply(t, edited, change{"- The home page still renders within 2 s", "- Nobody is tracked"})
	edited = apply(t, edited, change{"problem: Users struggle", "problem: Users fail"})
	want := []roadmap.AspectChange{
		{Of: "goal:engagement", Name: "metric engaged target", Was: "+20%", Is: "+25%"},
		{Of: "goal:engagement", Name: "guardrail", Was: "The home page still renders within 2 s", Is: "Nobody is tracked"},
		{Of: "pain-point:cannot-find", Name: "problem", Was: "Users struggle to find relevant products", Is: "Users fail to find relevant products"},
	}
	if diff := cmp.Diff(want, roadmap.Diff(was, parse(t, edited).Destination(everything))); diff != "" {
		t.Error(diff)
	}
}

// TestRenamedSources: was: carries a destination over to a new ID.
func TestRenamedSources(t *testing.T) {
	text := allKeys(t)
	was := parse(t, text).Destination(everything)
	edited := strings.ReplaceAll(text, "cannot-find", "hard-to-find")
	edited = apply(t, edited, change{"was: [lost]", "was: [lost, cannot-find]"})
	r := parse(t, edited)
	is := r.Destination(everything)
	if is.Fingerprint() != r.Renamed(was).Fingerprint() {
		t.Errorf("a renaming changed it: %v", roadmap.Diff(r.Renamed(was), is))
	}
	if is.Fingerprint() == was.Fingerprint() {
		t.Error("the new ID is not in the fingerprint")
	}
}

func TestResolve(t *testing.T) {
	r := parse(t, allKeys(t))
	for text, want := range map[string]roadmap.Ref{
		"engagement": "goal:engagement", "goal:engagement": "goal:engagement", "stickiness": "goal:engagement", "goal:stickiness": "goal:engagement",
		"recommendations": "initiative:recommendations", "suggestions": "initiative:recommendations", "cannot-find": "pain-point:cannot-find",
		"lost": "pain-point:cannot-find", "upkeep": "standing:upkeep",
		"nothing": "", "goal:cannot-find": "", "story:engagement": "", "": "", ":": "",
	} {
		if got, ok := r.Resolve(text); ok != (want != "") || ok && got != want {
			t.Errorf("%q is %q, %v; want %q", text, got, ok, want)
		}
	}
}

func TestSlug(t *testing.T) {
	for name, want := range map[string]string{"Northwind Shop": "northwind-shop", "Über  Café 2": "über-café-2", "a/b": "a-b"} {
		if got := parse(t, "version: 1\nproduct: {name: \""+name+"\"}\n").Slug(); got != want {
			t.Errorf("%q gives %q, want %q", name, got, want)
		}
	}
}

func TestTeams(t *testing.T) {
	r := parse(t, allKeys(t))
	goal, initiative := r.Initiative("recommendations")
	team := r.TeamOf(goal, initiative)
	if team.ProductOwner.Name != "Pat" || team.ProductManager.GitHub != "ana" || team.Jira.Project != "DISC" {
		t.Errorf("%+v", team)
	}
	if got := r.TeamOf(goal, nil).ProductOwner.Name; got != "Pia" {
		t.Errorf("the goal's product owner is %s", got)
	}
	if r.Team.OnePerson() || !parse(t, "version: 1\nproduct: {name: X}\nteam: {product_manager: Ana, product_owner: Ana}\n").Team.OnePerson() {
		t.Error("OnePerson is wrong")
	}
}
