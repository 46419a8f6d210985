package main

import (
	"encoding/json"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"

	"plotline/integrations/github/githubtest"
)

// writeIssue writes an issue as a person would: issue FILE [epic=N] [label=…]…
// [closed]; the file's first line is the title.
func writeIssue(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) == 0 {
		ts.Fatalf("usage: issue FILE [epic=N] [label=NAME] [closed]")
	}
	title, body, _ := strings.Cut(ts.ReadFile(args[0]), "\n")
	issue := githubtest.Issue{Title: title, Body: strings.TrimSpace(body)}
	for _, arg := range args[1:] {
		switch name, value, _ := strings.Cut(arg, "="); name {
		case "epic":
			n, err := strconv.Atoi(value)
			ts.Check(err)
			issue.Parent = n
		case "label":
			issue.Labels = append(issue.Labels, value)
		case "closed":
			issue.Closed, issue.Reason = true, "completed"
		default:
			ts.Fatalf("issue: unknown argument %q", arg)
		}
	}
	ts.Value("played").(*played).github.Add(issue)
}

// retitleIssue changes an issue's title as a person would: retitle N TITLE
func retitleIssue(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: retitle N TITLE")
	}
	n, err := strconv.Atoi(args[0])
	ts.Check(err)
	ts.Value("played").(*played).github.Edit(n, func(i *githubtest.Issue) { i.Title = args[1] })
}

// showIssue prints an issue into a file: show N FILE
func showIssue(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: show N FILE")
	}
	n, err := strconv.Atoi(args[0])
	ts.Check(err)
	issue, ok := ts.Value("played").(*played).github.Issue(n)
	if !ok {
		ts.Fatalf("there is no issue %d", n)
	}
	text := issue.Title + "\nlabels: " + strings.Join(issue.Labels, " ") + "\ntype: " + issue.Type + "\n\n" + issue.Body + "\n"
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(text), 0o644))
}

// countIssues holds the repository to a number of issues: issues N
func countIssues(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(strings.Join(args, ""))
	ts.Check(err)
	if got := len(ts.Value("played").(*played).github.Issues()); got != want {
		ts.Fatalf("%d issues, want %d", got, want)
	}
}

// ask sends a request to the Jira that the script started, as a person would
// by her browser: ask METHOD PATH [FILE]
func ask(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) < 2 {
		ts.Fatalf("usage: ask METHOD PATH [FILE]")
	}
	var body io.Reader
	if len(args) > 2 {
		text := ts.ReadFile(args[2])
		if !json.Valid([]byte(text)) {
			ts.Fatalf("%s is no JSON", args[2])
		}
		body = strings.NewReader(text)
	}
	request, err := http.NewRequest(args[0], ts.Getenv("JIRA_URL")+args[1], body)
	ts.Check(err)
	request.Header.Set("Content-Type", "application/json")
	request.SetBasicAuth("pia@example.com", "not-a-real-token")
	response, err := http.DefaultClient.Do(request)
	ts.Check(err)
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	ts.Check(err)
	if response.StatusCode >= 300 {
		ts.Fatalf("%s %s: %s %s", args[0], args[1], response.Status, answer)
	}
	ts.Check(os.WriteFile(ts.MkAbs("answer.json"), answer, 0o644))
}
