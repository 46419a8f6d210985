package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// The tutorial's commands run as they stand there, in one empty folder, and
// print what it says. Up to ten of them lead to an edited, accepted backlog.
func TestTutorialScript(t *testing.T) {
	text, err := os.ReadFile("../../docs/tutorial.md")
	if err != nil {
		t.Fatal(err)
	}
	script, commands := tutorialScript(string(text))
	if commands < 5 || commands > 10 {
		t.Errorf("the tutorial takes %d commands; it promises at most ten", commands)
	}
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "tutorial.txtar"), []byte(script), 0o600); err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: folder,
		Setup: func(env *testscript.Env) error {
			env.Setenv("NO_COLOR", "1")
			env.Setenv("GIT_CONFIG_GLOBAL", filepath.Join(env.WorkDir, "gitconfig"))
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"prints": func(ts *testscript.TestScript, _ bool, args []string) {
				want, got := ts.ReadFile(args[0]), ts.ReadFile("stdout")
				if !fits(splitLines(want), splitLines(got)) {
					ts.Fatalf("the tutorial says\n%s\nand the command printed\n%s", want, got)
				}
			},
		},
	})
}

// tutorialScript is the page as a script: a block of sh is run, the block of
// text behind it is what it prints.
func tutorialScript(page string) (script string, commands int) {
	var steps, files strings.Builder
	steps.WriteString("[!exec:bash] skip 'the tutorial is written for a shell'\nmkdir shop\ncd shop\n")
	for language, block := range fences(page) {
		switch language {
		case "sh":
			commands++
			fmt.Fprintf(&files, "-- command%d.sh --\n%s", commands, block)
			fmt.Fprintf(&steps, "exec bash -e ../command%d.sh\n", commands)
		case "text":
			fmt.Fprintf(&files, "-- printed%d.txt --\n%s", commands, block)
			fmt.Fprintf(&steps, "prints ../printed%d.txt\n", commands)
		}
	}
	return steps.String() + files.String(), commands
}

// fences gives the fenced blocks of a page with their languages, in order.
func fences(page string) func(yield func(language, block string) bool) {
	return func(yield func(string, string) bool) {
		var block strings.Builder
		language, inside := "", false
		for line := range strings.Lines(page) {
			mark, fence := strings.CutPrefix(strings.TrimSpace(line), "```")
			switch {
			case fence && !inside:
				language, inside = mark, true
				block.Reset()
			case fence:
				inside = false
				if !yield(language, block.String()) {
					return
				}
			case inside:
				block.WriteString(line)
			}
		}
	}
}

func splitLines(text string) []string {
	var lines []string
	for line := range strings.Lines(text) {
		lines = append(lines, strings.TrimRight(line, " \n"))
	}
	return lines
}

// fits says whether the lines are the wanted ones, where … is any number of lines.
func fits(want, got []string) bool {
	if len(want) == 0 {
		return len(got) == 0
	}
	if want[0] == "…" {
		return fits(want[1:], got) || len(got) > 0 && fits(want, got[1:])
	}
	return len(got) > 0 && want[0] == got[0] && fits(want[1:], got[1:])
}

func TestFits(t *testing.T) {
	for _, c := range []struct {
		want, got string
		fit       bool
	}{
		{"a b", "a b", true}, {"a b", "a", false}, {"a", "a b", false}, {"… b", "a b", true},
		{"a …", "a", true}, {"… b …", "a c", false}, {"a … c", "a b b c", true}, {"a … c", "a b", false},
	} {
		if fit := fits(strings.Fields(c.want), strings.Fields(c.got)); fit != c.fit {
			t.Errorf("%q against %q: %v", c.want, c.got, fit)
		}
	}
	if languages := slices.Sorted(func(yield func(string) bool) {
		for language := range fences("```sh\na\n```\n```text\n```\n") {
			if !yield(language) {
				return
			}
		}
	}); !slices.Equal(languages, []string{"sh", "text"}) {
		t.Errorf("read blocks %v", languages)
	}
}
