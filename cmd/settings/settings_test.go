package settings_test

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"plotline/cmd/settings"
	"plotline/roadmap/source"
)

const example = "../../config.example.yaml"

func TestExampleIsRead(t *testing.T) {
	s, err := settings.Load(example)
	if err != nil {
		t.Fatal(err)
	}
	if s.GitHub.Repository != "northwind/shop" || *s.GitHub.Pace.PerHour != 500 || s.Jira.Fields["Cost centre"][0] != "4711" {
		t.Errorf("read wrongly: %+v", s)
	}
}

// TestExampleShowsEveryKey walks the types and asks the example for each key.
func TestExampleShowsEveryKey(t *testing.T) {
	s, err := settings.Load(example)
	if err != nil {
		t.Fatal(err)
	}
	every(t, reflect.ValueOf(s).Elem(), "")
}

func every(t *testing.T, v reflect.Value, path string) {
	t.Helper()
	places := v.FieldByName("Places").Addr().Interface().(*source.Places)
	for i := range v.NumField() {
		key := v.Type().Field(i).Tag.Get("yaml")
		if key == "" || key == "-" {
			continue
		}
		if !places.Written(key) {
			t.Errorf("config.example.yaml does not show %s%s", path, key)
		}
		if field := v.Field(i); field.Kind() == reflect.Struct && field.FieldByName("Places").IsValid() {
			every(t, field, path+key+".")
		}
	}
}

func TestDefaults(t *testing.T) {
	s := settings.Default("shop")
	if s.Tracker != settings.Local || s.Handoff.Gate != settings.GateOff {
		t.Errorf("tracker %s, gate %s", s.Tracker, s.Handoff.Gate)
	}
	if s.RoadmapPath != filepath.Join("shop", "roadmap.yaml") || s.BacklogPath != filepath.Join("shop", "backlog") {
		t.Errorf("paths %s, %s", s.RoadmapPath, s.BacklogPath)
	}
	if s.Draft.Now != settings.Stories || s.Draft.Next != settings.Epics || s.Draft.Later != settings.None {
		t.Errorf("draft %+v", s.Draft)
	}
	if got := s.Limits.Closures.Of(10); got != 3 {
		t.Errorf("a quarter of 10 is %d", got)
	}
}

func TestGateFollowsTheTracker(t *testing.T) {
	folder := t.TempDir()
	write(t, folder, "plotline.yaml", "version: 1\ngithub: {repository: a/b}\n")
	for _, row := range []struct {
		tracker string
		gate    settings.Gate
	}{{"", settings.GateOff}, {"github", settings.GateAccepted}, {"local", settings.GateOff}} {
		s, err := settings.Open(folder, settings.Overrides{Tracker: row.tracker})
		if err != nil {
			t.Fatal(err)
		}
		if s.Handoff.Gate != row.gate {
			t.Errorf("tracker %q: gate %s", row.tracker, s.Handoff.Gate)
		}
	}
}

// A status on GitHub is the project board's: without one it would mean nothing.
func TestAStatusOnGitHubNeedsABoard(t *testing.T) {
	for text, want := range map[string]string{
		"accept_when: {status: [Ready]}":                        ":3:16: accept_when names a status",
		"started_when: {status: [Begun]}":                       ":3:17: started_when names a status",
		"project: {owner: northwind}":                           ":3:12: project names no number",
		"accept_when: {label: [ready]}":                         "",
		"project: {number: 7}\n  ask_when: {status: [Unclear]}": "",
	} {
		folder := t.TempDir()
		path := write(t, folder, "plotline.yaml", "version: 1\ngithub:\n  "+text+"\n")
		_, err := settings.Load(path)
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func TestFind(t *testing.T) {
	top := t.TempDir()
	inner := filepath.Join(top, "repo", "docs", "product")
	if err := os.MkdirAll(inner, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(top, "repo", ".git"), 0o755); err != nil {
		t.Fatal(err)
	}
	write(t, top, "plotline.yaml", "version: 1\n")
	if found, err := settings.Find(inner); err != nil || found != "" {
		t.Errorf("found %q beyond the repository, %v", found, err)
	}
	want := write(t, filepath.Join(top, "repo"), "plotline.yaml", "version: 1\n")
	if found, err := settings.Find(inner); err != nil || found != want {
		t.Errorf("found %q, %v", found, err)
	}
	t.Chdir(inner)
	if found, err := settings.Find("."); err != nil || found != filepath.Join("..", "..", "plotline.yaml") {
		t.Errorf("found %q, %v", found, err)
	}
}

func TestOverrides(t *testing.T) {
	flags := settings.Overrides{Tracker: "jira"}
	environment := settings.FromEnvironment(func(name string) string { return name })
	got := flags.Or(environment)
	want := settings.Overrides{Config: "PLOTLINE_CONFIG", Roadmap: "PLOTLINE_ROADMAP", Backlog: "PLOTLINE_BACKLOG", Tracker: "jira"}
	if got != want {
		t.Errorf("%+v", got)
	}
	if _, err := settings.Open(t.TempDir(), settings.Overrides{Tracker: "gihub"}); err == nil || !strings.Contains(err.Error(), `did you mean "github"?`) {
		t.Errorf("a misspelt tracker: %v", err)
	}
}

func TestRoadmapElsewhere(t *testing.T) {
	folder := t.TempDir()
	write(t, folder, "plotline.yaml", "version: 1\nbacklog: work\n")
	s, err := settings.Open(".", settings.Overrides{Roadmap: filepath.Join(folder, "plans.yaml")})
	if err != nil {
		t.Fatal(err)
	}
	if s.RoadmapPath != filepath.Join(folder, "plans.yaml") || s.BacklogPath != filepath.Join(folder, "work") {
		t.Errorf("%s, %s", s.RoadmapPath, s.BacklogPath)
	}
}

func write(t *testing.T, folder, name, text string) string {
	t.Helper()
	path := filepath.Join(folder, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
