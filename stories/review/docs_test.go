package review

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"plotline/docs/rules"
	"plotline/roadmap"
	"plotline/stories"
)

// TestPages holds every rule to a page whose bad example it finds and whose
// good example it lets pass, and every page to a rule.
func TestPages(t *testing.T) {
	var names []string
	for _, rule := range Rules() {
		names = append(names, rule.Name)
		t.Run(rule.Name, func(t *testing.T) { testPage(t, rule) })
	}
	slices.Sort(names)
	pages := rules.Names()
	slices.Sort(pages)
	if !slices.Equal(names, pages) {
		t.Errorf("rules %q\npages %q", names, pages)
	}
}

// TestIndex holds the list of rules to every rule, its severity and what it
// finds.
func TestIndex(t *testing.T) {
	data, err := os.ReadFile("../../docs/rules/README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, rule := range Rules() {
		row := fmt.Sprintf("| [%s](%s.md) | %s | %s |\n", rule.Name, rule.Name, rule.Severity, rule.Summary)
		if !strings.Contains(string(data), row) {
			t.Errorf("the list lacks\n%s", row)
		}
	}
}

func testPage(t *testing.T, rule Rule) {
	page := rules.Page(rule.Name)
	if page == "" {
		t.Fatal("no page")
	}
	for _, part := range []string{"# " + rule.Name + "\n", fmt.Sprintf("*Default severity: %s.", rule.Severity), "## Why\n", "## How to fix\n"} {
		if !strings.Contains(page, part) {
			t.Errorf("the page lacks %q", part)
		}
	}
	bad := reviewExample(t, example(t, page, "Bad"))
	if !found(bad, rule.Name) {
		t.Errorf("the bad example is not found; findings: %s", listed(bad))
	}
	for _, f := range bad {
		if f.Rule == rule.Name && (f.Line == 0 || f.Path == "" || f.Message == "") {
			t.Errorf("a finding without a place: %+v", f)
		}
	}
	if good := reviewExample(t, example(t, page, "Good")); found(good, rule.Name) {
		t.Errorf("the good example is found: %s", listed(good))
	}
}

func found(findings []Finding, rule string) bool {
	return slices.ContainsFunc(findings, func(f Finding) bool { return f.Rule == rule })
}

func listed(findings []Finding) string {
	var b strings.Builder
	for _, f := range findings {
		fmt.Fprintf(&b, "\n  %s %s: %s", f.Position, f.Rule, f.Message)
	}
	return b.String()
}

// fenced is an example with its language.
type fenced struct{ language, text string }

func example(t *testing.T, page, heading string) fenced {
	t.Helper()
	m := regexp.MustCompile("(?s)## " + heading + "\n\n```([a-z]+)\n(.*?)\n```\n").FindStringSubmatch(page)
	if m == nil {
		t.Fatalf("no example under %q", heading)
	}
	return fenced{m[1], m[2] + "\n"}
}

func reviewExample(t *testing.T, e fenced) []Finding {
	t.Helper()
	in := Input{Settings: Settings{Today: roadmap.Date{Year: 2030, Month: 1, Day: 1}}}
	sources := []Source{{Path: "stories.md", Data: []byte(e.text)}}
	switch e.language {
	case "story":
		in.Stories, _ = ReadList("stories.txt", []byte(e.text))
	case "markdown":
		in.Stories, _ = ReadList("stories.md", []byte(e.text))
	case "yaml":
		r, err := roadmap.Parse("roadmap.yaml", []byte(e.text))
		if err != nil {
			t.Fatal(err)
		}
		in.Roadmap = r
	case "txtar":
		in.Roadmap, in.Backlog = project(t, e.text)
		sources = SourcesOf(in.Backlog)
	default:
		t.Fatalf("unknown language %q", e.language)
	}
	return Suppress(Run(in), sources)
}

// project writes an archive into a folder and loads it.
func project(t *testing.T, archive string) (*roadmap.Roadmap, *stories.Backlog) {
	t.Helper()
	folder := t.TempDir()
	for _, file := range txtar.Parse([]byte(archive)).Files {
		path := filepath.Join(folder, filepath.FromSlash(file.Name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, file.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	r, err := roadmap.Load(t.Context(), filepath.Join(folder, "roadmap.yaml"), folder)
	if err != nil {
		t.Fatal(err)
	}
	b, err := stories.LoadBacklog(t.Context(), filepath.Join(folder, "backlog"))
	if err != nil {
		t.Fatal(err)
	}
	return r, b
}
