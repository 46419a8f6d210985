package main

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"plotline/integrations"
	"plotline/integrations/contract"
	"plotline/integrations/jira/jiratest"
)

// startJira plays Jira with one project, SHOP, and sets JIRA_URL:
// jira cloud|datacenter [token=…] [require=FIELD:VALUE,…] [types=…] [board=NAME]
// [forbid=PERMISSION,…] [no-way], which is a workflow that cannot close what nobody began, [and=KEY],
// which is a second project.
func startJira(t testing.TB, ts *testscript.TestScript, args []string) {
	config := jiratest.Config{Email: "pia@example.com", Token: "not-a-real-token", Clock: integrations.SystemClock{}}
	for _, arg := range args {
		switch name, value, _ := strings.Cut(arg, "="); name {
		case "cloud", "datacenter":
			config.Cloud = name == "cloud"
		case "token":
			config.Token = value
		case "require":
			field, values, _ := strings.Cut(value, ":")
			config.Required, config.RequiredValues = field, strings.Split(values, ",")
		case "board":
			config.Boards = []jiratest.Board{{ID: 3, Name: value, Type: "scrum", Sprints: []jiratest.Sprint{
				{ID: 6, Name: "Sprint 6", State: "closed"}, {ID: 7, Name: "Sprint 7", State: "active"},
			}}}
		case "no-way":
			config.Workflow = []jiratest.Transition{
				{Name: "Begin", From: "To Do", To: "In Progress"}, {Name: "Finish", From: "In Progress", To: "Done"},
			}
		case "types":
			config.Types = strings.Split(value, ",")
		case "forbid":
			config.Forbidden = strings.Split(value, ",")
		case "and":
			config.Also = []string{value}
		default:
			ts.Fatalf("jira: unknown argument %q", arg)
		}
	}
	server := jiratest.New(config)
	checked := contract.Watch(t, server.Transport(), jiratest.Documented(t, config.Cloud))
	play(ts, "JIRA_URL", checked, func() int { return jiraWrites(server.Requests()) })
	ts.Value("played").(*played).jira = server
}

// jiraOf is Jira as the script plays it.
func jiraOf(ts *testscript.TestScript, args []string, n int, usage string) *jiratest.Server {
	server := ts.Value("played").(*played).jira
	if server == nil || len(args) < n {
		ts.Fatalf("usage: %s, after jira", usage)
	}
	return server
}

// dragIssue does what a person does on the board: drag KEY BEFORE
func dragIssue(t testing.TB, ts *testscript.TestScript, args []string) {
	server := jiraOf(ts, args, 2, "drag KEY BEFORE")
	jiratest.People{Server: server}.Drag(t, args[0], args[1])
}

// expectBoard holds the board to begin with these issues: board KEY…
func expectBoard(ts *testscript.TestScript, neg bool, args []string) {
	got := jiraOf(ts, args, 1, "board KEY…").Ranked()
	if len(got) < len(args) || slices.Equal(got[:len(args)], args) == neg {
		ts.Fatalf("the board has %s", strings.Join(got, " "))
	}
}

// putIssue does what a person does on the board of Jira: status KEY NAME
func putIssue(t testing.TB, ts *testscript.TestScript, args []string) {
	server := jiraOf(ts, args, 2, "status KEY NAME")
	jiratest.People{Server: server}.Put(t, args[0], args[1])
}

// expectBlocked holds an issue of Jira to be blocked by another one, or lets a
// person end that: blocked KEY BY [end]
func expectBlocked(t testing.TB, ts *testscript.TestScript, neg bool, args []string) {
	server := jiraOf(ts, args, 2, "blocked KEY BY [end]")
	if len(args) > 2 {
		jiratest.People{Server: server}.Unblock(t, args[0], args[1])
		return
	}
	if got := server.Blockers(args[0]); slices.Contains(got, args[1]) == neg {
		ts.Fatalf("%s is blocked by %v", args[0], got)
	}
}

// expectSprint holds an issue to a sprint, "" for none: sprint KEY NAME
func expectSprint(ts *testscript.TestScript, neg bool, args []string) {
	server := jiraOf(ts, args, 2, "sprint KEY NAME")
	if got := server.SprintOf(args[0]); (got == args[1]) == neg {
		ts.Fatalf("%s is in %q", args[0], got)
	}
}

// jiraWrites counts the requests that change something: searches and reads in
// bulk are posted too.
func jiraWrites(requests []string) int {
	n := 0
	for _, request := range requests {
		method, path, _ := strings.Cut(request, " ")
		reads := strings.Contains(path, "/search") || strings.Contains(path, "/bulkfetch")
		if method != http.MethodGet && !reads {
			n++
		}
	}
	return n
}
