package main

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "write the golden parts of the scripts anew")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"plotline": func() { os.Exit(runNotingDeadEnds()) },
		"gh":       func() { os.Exit(playGH(os.Args[1:])) },
	})
}

// TestScripts runs one script a promise to a user.
func TestScripts(t *testing.T) {
	scripts, err := filepath.Glob("testdata/script/*.txtar")
	if err != nil || len(scripts) == 0 {
		t.Fatalf("no scripts to run: %v", err)
	}
	deadEnds := noteDeadEnds(t)
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: false,
		RequireUniqueNames:  true,
		UpdateScripts:       *update,
		Setup: func(env *testscript.Env) error {
			env.Values["played"] = &played{}
			env.Values["files"] = &remembered{}
			env.Setenv("NO_COLOR", "1")
			env.Setenv(deadEndsFile, deadEnds)
			env.Setenv("GIT_CONFIG_GLOBAL", filepath.Join(env.WorkDir, "gitconfig"))
			examples, err := filepath.Abs("../../examples")
			env.Setenv("EXAMPLES", examples)
			env.Setenv("ACTION", filepath.Join(examples, "..", ".github", "action", "run.sh"))
			return err
		},
		Cmds: scriptCommands(t),
		Condition: func(name string) (bool, error) {
			if name == "root" { // who may write everywhere
				return os.Geteuid() == 0, nil
			}
			return false, fmt.Errorf("unknown condition %q", name)
		},
	})
}

// scriptCommands are the commands of scripts that are not testscript's own.
func scriptCommands(t *testing.T) map[string]func(*testscript.TestScript, bool, []string) {
	commands := fileCommands()
	maps.Copy(commands, serverCommands(t))
	return commands
}
