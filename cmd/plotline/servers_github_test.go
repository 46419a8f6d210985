package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"plotline/integrations/contract"
	"plotline/integrations/github/githubtest"
)

// startGitHub plays GitHub with one repository, northwind/shop, and sets
// GITHUB_URL: github [edition] [token=…] [types=…] [scopes=…] [board] [readonly] [archived] [issues-off]
// [and=OWNER/NAME], which is a second repository.
func startGitHub(t testing.TB, ts *testscript.TestScript, args []string) {
	config, second := githubtest.Config{}, ""
	for _, arg := range args {
		switch name, value, _ := strings.Cut(arg, "="); name {
		case "readonly":
			config.ReadOnly = true
		case "archived":
			config.Archived = true
		case "issues-off":
			config.IssuesOff = true
		case "token":
			config.Token = value
		case "types":
			config.Types = strings.Split(value, ",")
		case "scopes":
			config.Scopes = strings.ReplaceAll(value, ",", ", ")
		case "board":
			config.Board = &githubtest.Board{Number: 7, Title: "Shop", Fields: []githubtest.BoardField{
				{Name: "Status", Type: "SINGLE_SELECT", Options: []string{"Todo", "Ready", "Question", "In Progress"}},
				{Name: "Area", Type: "SINGLE_SELECT", Options: []string{"Storefront", "Checkout"}},
			}}
		case "no-graphql":
			config.NoGraphQL = true
		case "and":
			second = value
		default:
			editions := []githubtest.Edition{githubtest.GitHubCom, githubtest.Enterprise317, githubtest.Enterprise319}
			if !slices.Contains(editions, githubtest.Edition(arg)) {
				ts.Fatalf("github: unknown argument %q", arg)
			}
			config.Edition = githubtest.Edition(arg)
		}
	}
	names := []string{"northwind/shop"}
	if second != "" {
		names = append(names, second)
	}
	host := githubtest.NewHost(config, names...)
	repositories := map[string]*githubtest.Server{}
	for _, name := range names {
		repositories[name] = host.Repository(name)
	}
	server := host.Repository(names[0])
	play(ts, "GITHUB_URL", contract.Watch(t, host, githubtest.Documented(t, server)), func() int {
		n := 0
		for _, repository := range repositories {
			n += repository.Writes()
		}
		return n
	})
	p := ts.Value("played").(*played)
	p.github, p.repositories, p.host = server, repositories, host
}

// inRepository says whose issues the script looks at from here on:
// in OWNER/NAME
func inRepository(ts *testscript.TestScript, _ bool, args []string) {
	p := ts.Value("played").(*played)
	if len(args) != 1 || p.repositories[args[0]] == nil {
		ts.Fatalf("usage: in OWNER/NAME, one of those that github started")
	}
	p.github = p.repositories[args[0]]
}

// editTicket does what a person does on the issue of a title:
// ticket TITLE title NEW | ticket TITLE body FROM TO | ticket TITLE has TEXT |
// ticket TITLE board FIELD VALUE | ticket TITLE on-board FIELD VALUE |
// ticket TITLE label NAME | ticket TITLE close | ticket TITLE closed |
// ticket TITLE waits OWNER/NAME#NUMBER | ticket TITLE unblock
func editTicket(ts *testscript.TestScript, neg bool, args []string) {
	server := ts.Value("played").(*played).github
	if len(args) < 2 || server == nil {
		ts.Fatalf("usage: ticket TITLE title|body|has|label|close|closed …, after github")
	}
	issue := issueTitled(ts, server, args[0])
	switch args[1] {
	case "has":
		if strings.Contains(issue.Body, args[2]) == neg {
			ts.Fatalf("the body of #%d:\n%s", issue.Number, issue.Body)
		}
	case "milestone":
		if (issue.Milestone == args[2]) == neg {
			ts.Fatalf("the milestone of #%d is %q", issue.Number, issue.Milestone)
		}
	case "on-board":
		if (issue.Board[args[2]] == args[3]) == neg {
			ts.Fatalf("#%d on the board: %v", issue.Number, issue.Board)
		}
	case "waits":
		if got := server.Blockers(issue.Number); slices.Contains(got, args[2]) == neg {
			ts.Fatalf("#%d waits for %v", issue.Number, got)
		}
	case "closed":
		if issue.Closed == neg {
			ts.Fatalf("closed is %v", issue.Closed)
		}
	default:
		server.Edit(issue.Number, func(i *githubtest.Issue) { change(ts, i, args[1:]) })
	}
}

func issueTitled(ts *testscript.TestScript, server *githubtest.Server, title string) githubtest.Issue {
	for _, issue := range server.Issues() {
		if issue.Title == title {
			return issue
		}
	}
	ts.Fatalf("there is no issue %q", title)
	return githubtest.Issue{}
}

func change(ts *testscript.TestScript, issue *githubtest.Issue, what []string) {
	switch what[0] {
	case "title":
		issue.Title = what[1]
	case "label":
		issue.Labels = append(issue.Labels, what[1])
	case "board":
		issue.Board[what[1]] = what[2]
	case "unblock":
		issue.BlockedBy, issue.BlockedFar = nil, nil
	case "close":
		issue.Closed, issue.Reason = true, "completed"
	case "body":
		if !strings.Contains(issue.Body, what[1]) {
			ts.Fatalf("the body of #%d lacks %q:\n%s", issue.Number, what[1], issue.Body)
		}
		issue.Body = strings.Replace(issue.Body, what[1], strings.ReplaceAll(what[2], `\n`, "\n"), 1)
	default:
		ts.Fatalf("nobody can %q a ticket", what[0])
	}
}
