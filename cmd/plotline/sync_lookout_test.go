package main

import (
	"bytes"
	"flag"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/urfave/cli/v2"

	"plotline/integrations"
	"plotline/integrations/jira/jiratest"
)

// TestAWatchRestsWhileNothingMoves counts what rounds of a watch on Jira ask.
func TestAWatchRestsWhileNothingMoves(t *testing.T) {
	played := jiratest.New(jiratest.Config{Cloud: true, Email: "pia@example.com", Token: "not-a-real-token", Clock: integrations.SystemClock{}})
	server := httptest.NewServer(through(played.Transport()))
	defer server.Close()
	roadmap, err := os.ReadFile(filepath.Join("..", "..", "examples", "northwind", "roadmap.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	settings := "version: 1\ntracker: jira\nhandoff: {gate: off}\njira: {url: \"" + server.URL + "\", project: SHOP}\n"
	for name, text := range map[string]string{"roadmap.yaml": string(roadmap), "plotline.yaml": settings} {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	p := &program{stdin: strings.NewReader(""), stdout: &out, stderr: &out, dir: ".", now: time.Now, getenv: func(name string) string {
		return map[string]string{"JIRA_EMAIL": "pia@example.com", "JIRA_API_TOKEN": "not-a-real-token"}[name]
	}}
	if code := p.run(t.Context(), []string{"plotline", "convert", "roadmap.yaml", "--yes"}); code != 0 {
		t.Fatalf("exit code %d\n%s", code, out.String())
	}
	watch := &lookout{program: p, watch: syncContext(t, p)}
	round := func(what string, least, most int) {
		t.Helper()
		before := len(played.Requests())
		if err := watch.round(t.Context()); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		if n := len(played.Requests()) - before; n < least || n > most {
			t.Errorf("%s: %d requests, not %d to %d", what, n, least, most)
		}
	}
	round("the first", 5, 20)
	round("a quiet one", 1, 1)
	round("a quiet one", 1, 1)
	jiratest.People{Server: played}.Retitle(t, "SHOP-10", "Another title")
	round("after an edit on the ticket", 5, 20)
	if !strings.Contains(out.String(), "pulled   1 field") {
		t.Errorf("the edit was not read:\n%s", out.String())
	}
	round("with what that sync changed in the files", 5, 20)
	round("a quiet one", 1, 1)
	if code := p.run(t.Context(), []string{"plotline", "drop", "SHOP-10", "--reason", "done elsewhere"}); code != 0 {
		t.Fatal(out.String())
	}
	round("after an edit in the files", 5, 20)
	round("with what that sync changed on the ticket", 5, 20)
	round("a quiet one", 1, 1)
}

// syncContext is plotline sync --yes as the command line reads it.
func syncContext(t *testing.T, p *program) *cli.Context {
	t.Helper()
	set := flag.NewFlagSet("sync", flag.ContinueOnError)
	for _, f := range p.syncCommand().Flags {
		if err := f.Apply(set); err != nil {
			t.Fatal(err)
		}
	}
	if err := set.Parse([]string{"--yes"}); err != nil {
		t.Fatal(err)
	}
	c := cli.NewContext(p.app(), set, nil)
	c.Context = t.Context()
	return c
}
