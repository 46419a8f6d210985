package main

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/urfave/cli/v2"
)

// page is a command's page in docs/commands: its help, as a person sees it.
type page struct{ name, file, usage, help string }

// pages are those of every command, in the order of plotline --help.
func pages(t *testing.T) []page {
	t.Helper()
	var all []page
	var walk func(words []string, commands []*cli.Command)
	walk = func(words []string, commands []*cli.Command) {
		for _, command := range commands {
			if command.Hidden || command.Name == "help" {
				continue
			}
			line := append(append([]string{}, words...), command.Name)
			all = append(all, page{
				name: "plotline " + strings.Join(line, " "), file: strings.Join(line, "-") + ".md",
				usage: command.Usage, help: help(t, line...),
			})
			walk(line, command.Subcommands)
		}
	}
	walk(nil, quietProgram(&bytes.Buffer{}).app().Commands)
	return all
}

// quietProgram is one that prints into a buffer and knows no environment.
func quietProgram(out *bytes.Buffer) *program {
	return &program{
		stdin: strings.NewReader(""), stdout: out, stderr: out,
		getenv: func(string) string { return "" }, dir: ".", now: time.Now,
	}
}

func help(t *testing.T, words ...string) string {
	t.Helper()
	var out bytes.Buffer
	args := append(append([]string{"plotline"}, words...), "--help")
	if code := quietProgram(&out).run(context.Background(), args); code != 0 {
		t.Fatalf("%s: exit code %d\n%s", strings.Join(args, " "), code, out.String())
	}
	return out.String()
}

func (p page) text() string {
	return fmt.Sprintf("# %s\n\nIt %s.\n\n```text\n%s\n```\n\n[All commands](README.md)\n",
		p.name, p.usage, strings.TrimRight(p.help, "\n"))
}

func commandIndex(all []page) string {
	var b strings.Builder
	b.WriteString("# The commands\n\nEach page is what `--help` prints; `go test ./cmd/plotline -run Commands -update` writes them anew.\n\n| command | it |\n|---|---|\n")
	for _, p := range all {
		fmt.Fprintf(&b, "| [%s](%s) | %s |\n", p.name, p.file, strings.ReplaceAll(p.usage, "|", `\|`))
	}
	b.WriteString("\nExit codes: 0 fine; 1 findings at `--fail-on`, an item that is not ready, or pending changes or conflicts when asked to check; 2 usage or invalid input; 3 tracker or I/O failure; 130 interrupted.\n")
	b.WriteString("\nWith 2 or 3 there may be nothing on stdout, also with `--format json`: what is wrong stands on stderr. A push that is refused before it begins, as by the limit of closures, is 3.\n")
	return b.String()
}

const commandFolder = "../../docs/commands"

func TestCommandsGoldenPages(t *testing.T) {
	all := pages(t)
	want := map[string]string{"README.md": commandIndex(all)}
	for _, p := range all {
		want[p.file] = p.text()
	}
	if *update {
		if err := os.MkdirAll(commandFolder, 0o755); err != nil {
			t.Fatal(err)
		}
		for name, text := range want {
			if err := os.WriteFile(filepath.Join(commandFolder, name), []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	for name, text := range want {
		data, err := os.ReadFile(filepath.Join(commandFolder, name))
		if err != nil {
			t.Errorf("%v; go test ./cmd/plotline -run Commands -update writes it", err)
			continue
		}
		if diff := cmp.Diff(text, string(data)); diff != "" {
			t.Errorf("docs/commands/%s is not what --help prints (-want +got); -update writes it anew:\n%s", name, diff)
		}
	}
	err := fs.WalkDir(os.DirFS(commandFolder), ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && want[name] == "" {
			t.Errorf("docs/commands/%s is about no command", name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Every command that does something shows what a person would type, last.
func TestCommandsHelpEndsInExamples(t *testing.T) {
	for _, p := range pages(t) {
		if strings.Contains(p.help, "\nCommands:\n") {
			continue // its own commands have them
		}
		_, examples, found := strings.Cut(p.help, "\nExamples:\n")
		if !found || !strings.Contains(examples, "plotline ") {
			t.Errorf("%s --help does not end in examples", p.name)
		}
		if regexp.MustCompile(`(?m)^\S`).MatchString(examples) {
			t.Errorf("%s --help has something behind its examples:\n%s", p.name, examples)
		}
	}
}
