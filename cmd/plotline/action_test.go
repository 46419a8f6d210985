package main

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

// action is what a test needs of action.yml and of the workflows that use it.
type action struct {
	Inputs map[string]struct{ Description, Default string }
	Runs   struct{ Steps []actionStep }
}

type actionStep struct {
	Uses, Run string
	Env       map[string]string
	With      map[string]string
}

func readAction(t *testing.T) action {
	t.Helper()
	data, err := os.ReadFile("../../action.yml")
	if err != nil {
		t.Fatal(err)
	}
	var read action
	if err := yaml.Unmarshal(data, &read); err != nil {
		t.Fatal(err)
	}
	return read
}

// Nothing of a pull request may be pasted into a script: a title with a quote
// in it would be run.
func TestActionHandsEverythingOverByEnvironment(t *testing.T) {
	read := readAction(t)
	for _, step := range read.Runs.Steps {
		if strings.Contains(step.Run, "${{") {
			t.Errorf("a value stands in a script: %s", step.Run)
		}
		if step.Uses != "" && !regexp.MustCompile(`^actions/(checkout|setup-go)@`).MatchString(step.Uses) {
			t.Errorf("the action uses %s", step.Uses)
		}
	}
	last := read.Runs.Steps[len(read.Runs.Steps)-1]
	script, err := os.ReadFile("../../.github/action/run.sh")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"PLOTLINE", "BASE", "PULL_REQUEST", "FAIL_ON", "CHANGED_ONLY", "PLAN", "COMMENT", "COMMENT_TOKEN"} {
		if last.Env[name] == "" || !strings.Contains(string(script), name) {
			t.Errorf("%s does not get from the action to its script", name)
		}
	}
	for name, input := range read.Inputs {
		if input.Description == "" {
			t.Errorf("input %s has no description", name)
		}
	}
}

// What init writes gives the action only inputs that it has, for every tracker.
func TestInitWritesAWorkflowThatTheActionUnderstands(t *testing.T) {
	inputs := readAction(t).Inputs
	for _, tracker := range []string{"local", "github", "jira"} {
		var workflow struct {
			Jobs map[string]struct{ Steps []actionStep }
		}
		if err := yaml.Unmarshal([]byte(firstAnswers{tracker: tracker}.workflow()), &workflow); err != nil {
			t.Fatalf("%s: %v", tracker, err)
		}
		steps := workflow.Jobs["review"].Steps
		used := steps[len(steps)-1]
		checkout := steps[len(steps)-2]
		if used.Uses != "./"+checkout.With["path"] {
			t.Errorf("%s: the action is in %s, and %s is used", tracker, checkout.With["path"], used.Uses)
		}
		for name := range used.With {
			if _, known := inputs[name]; !known {
				t.Errorf("%s: the action has no input %q", tracker, name)
			}
		}
	}
}
