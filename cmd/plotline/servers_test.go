package main

import (
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"plotline/integrations"
	"plotline/integrations/contract"
	"plotline/integrations/github/githubtest"
	"plotline/integrations/jira/jiratest"
)

// played is a test server that a script started.
type played struct {
	writes func() int
	told   int
	github *githubtest.Server
	jira   *jiratest.Server
	// host has all repositories that the script started, by name.
	host         *githubtest.Host
	repositories map[string]*githubtest.Server
}

// serverCommands start test servers that play the trackers, and hold the
// program to how often it writes.
func serverCommands(t testing.TB) map[string]func(ts *testscript.TestScript, neg bool, args []string) {
	return map[string]func(ts *testscript.TestScript, neg bool, args []string){
		"github":  func(ts *testscript.TestScript, _ bool, args []string) { startGitHub(t, ts, args) },
		"jira":    func(ts *testscript.TestScript, _ bool, args []string) { startJira(t, ts, args) },
		"writes":  expectWrites,
		"expand":  expand,
		"copy":    copyFolder,
		"issue":   writeIssue,
		"retitle": retitleIssue,
		"show":    showIssue,
		"issues":  countIssues,
		"in":      inRepository,
		"ask":     ask,
		"edit":    editText,
		"ticket":  editTicket,
		"drag":    func(ts *testscript.TestScript, _ bool, args []string) { dragIssue(t, ts, args) },
		"board":   expectBoard,
		"sprint":  expectSprint,
		"status":  func(ts *testscript.TestScript, _ bool, args []string) { putIssue(t, ts, args) },
		"blocked": func(ts *testscript.TestScript, neg bool, args []string) { expectBlocked(t, ts, neg, args) },
	}
}

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

func play(ts *testscript.TestScript, variable string, handler http.RoundTripper, writes func() int) {
	server := httptest.NewServer(through(handler))
	ts.Defer(server.Close)
	ts.Setenv(variable, server.URL)
	*ts.Value("played").(*played) = played{writes: writes}
}

// through serves what a transport answers.
func through(transport http.RoundTripper) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		request := r.Clone(r.Context())
		request.URL.Scheme, request.URL.Host, request.RequestURI = "http", r.Host, ""
		response, err := transport.RoundTrip(request)
		if err != nil {
			panic(http.ErrAbortHandler) // the connection is cut
		}
		defer response.Body.Close()
		maps.Copy(w.Header(), response.Header)
		w.WriteHeader(response.StatusCode)
		_, _ = io.Copy(w, response.Body)
	})
}

// expectWrites holds the program to a number of writing requests since the
// last time, or with "some" to at least one: writes 0
func expectWrites(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 1 {
		ts.Fatalf("usage: writes N|some")
	}
	p := ts.Value("played").(*played)
	all := p.writes()
	got := all - p.told
	p.told = all
	if args[0] == "some" {
		if got == 0 {
			ts.Fatalf("nothing was written")
		}
		return
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	if got != want {
		ts.Fatalf("%s", fmt.Sprintf("%d writes, want %d", got, want))
	}
}

// expand puts the script's variables into a file: expand plotline.yaml
func expand(ts *testscript.TestScript, _ bool, args []string) {
	for _, path := range args {
		text := os.Expand(ts.ReadFile(path), ts.Getenv)
		ts.Check(os.WriteFile(ts.MkAbs(path), []byte(text), 0o644))
	}
}

// copyFolder copies a folder without its backlog: copy FROM TO
func copyFolder(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: copy FROM TO")
	}
	ts.Check(os.CopyFS(ts.MkAbs(args[1]), os.DirFS(ts.MkAbs(args[0]))))
	ts.Check(os.RemoveAll(filepath.Join(ts.MkAbs(args[1]), "backlog")))
	ts.Check(os.RemoveAll(filepath.Join(ts.MkAbs(args[1]), ".plotline")))
}

// editText does what a person does in an editor; \\n is a new line:
// edit FILE FROM TO
func editText(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 3 {
		ts.Fatalf("usage: edit FILE FROM TO")
	}
	text := ts.ReadFile(args[0])
	if !strings.Contains(text, args[1]) {
		ts.Fatalf("%s does not hold %q:\n%s", args[0], args[1], text)
	}
	text = strings.Replace(text, args[1], strings.ReplaceAll(args[2], `\n`, "\n"), 1)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o644))
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
