package main

import (
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

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
