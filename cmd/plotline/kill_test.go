package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"plotline/integrations"
	"plotline/integrations/github/githubtest"
	"plotline/integrations/jira/jiratest"
)

var kills = flag.Int("kills", 3, "how often the real program is killed for real, for each tracker")

// TestKilledPushesMakeEachTicketOnce kills the real program with SIGKILL in the
// middle of a push, again and again, and then lets one finish: each item has
// exactly one ticket.
func TestKilledPushesMakeEachTicketOnce(t *testing.T) {
	if testing.Short() {
		t.Skip("kills a real process many times")
	}
	for _, tracker := range []killable{killableGitHub(), killableJira(true), killableJira(false)} {
		t.Run(tracker.name, func(t *testing.T) {
			t.Parallel() // most of the time is waiting for creates that may be late
			killOften(t, tracker)
		})
	}
	t.Run("local", killLocalOften)
}

// killable is a test server with what it holds.
type killable struct {
	name     string
	server   http.Handler
	settings func(url string) string
	env      []string
	// ids are the item IDs of the live tickets.
	ids func() []string
}

var markedID = regexp.MustCompile(`"id": ?"([0-9a-f-]{36})"`)

func killableGitHub() killable {
	server := githubtest.New(githubtest.Config{})
	return killable{
		name: "github", server: server, env: []string{"GITHUB_TOKEN=not-a-real-token"},
		settings: func(url string) string {
			return fmt.Sprintf("version: 1\ntracker: github\nhandoff: {gate: off}\n"+
				"github: {repository: northwind/shop, base_url: %q, pace: {per_minute: 0, per_hour: 0}}\n", url)
		},
		ids: func() []string {
			var ids []string
			for _, issue := range server.Issues() {
				if found := markedID.FindStringSubmatch(issue.Body); found != nil && !issue.Closed && !issue.Deleted {
					ids = append(ids, found[1])
				}
			}
			return ids
		},
	}
}

func killableJira(cloud bool) killable {
	server := jiratest.New(jiratest.Config{Cloud: cloud, Email: "pia@example.com", Token: "not-a-real-token", Clock: integrations.SystemClock{}})
	env := []string{"JIRA_API_TOKEN=not-a-real-token"}
	name := "jira-datacenter"
	if cloud {
		env, name = append(env, "JIRA_EMAIL=pia@example.com"), "jira-cloud"
	}
	return killable{
		name: name, server: server, env: env,
		settings: func(url string) string {
			return fmt.Sprintf("version: 1\ntracker: jira\nhandoff: {gate: off}\njira: {url: %q, project: SHOP}\n", url)
		},
		ids: func() []string {
			var ids []string
			for _, key := range server.Keys() {
				if found := markedID.FindSubmatch(compact(server.Property(key, "plotline"))); found != nil {
					ids = append(ids, string(found[1]))
				}
			}
			return ids
		},
	}
}

func compact(data []byte) []byte {
	var out bytes.Buffer
	if json.Compact(&out, data) != nil {
		return nil
	}
	return out.Bytes()
}

func killOften(t *testing.T, tracker killable) {
	k := &killer{next: tracker.server, seeded: rand.New(rand.NewPCG(7, 11))}
	server := httptest.NewServer(k)
	t.Cleanup(server.Close)
	folder := projectFolder(t, tracker.settings(server.URL))
	run(t, folder, tracker.env, "draft")
	for range *kills {
		k.arm(folder, tracker.env)
	}
	k.disarm()
	run(t, folder, tracker.env, "push", "--yes")
	out := run(t, folder, tracker.env, "plan", "--exit-code", "--format", "json")
	once(t, out, tracker.ids())
}

// killer passes requests on and kills the program at one of them: before the
// server does anything, or after it did and before the answer is sent.
type killer struct {
	next   http.Handler
	seeded *rand.Rand
	left   atomic.Int64
	after  atomic.Bool
	victim atomic.Pointer[os.Process]
}

func (k *killer) arm(folder string, env []string) {
	k.left.Store(1 + k.seeded.Int64N(14))
	k.after.Store(k.seeded.IntN(2) == 0)
	command := process(folder, env, "push", "--yes")
	if command.Start() != nil {
		return
	}
	k.victim.Store(command.Process)
	_ = command.Wait() // killed, or done before its turn came
	k.victim.Store(nil)
}

func (k *killer) disarm() { k.left.Store(-1) }

func (k *killer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	turn := k.left.Add(-1) == 0
	if turn && !k.after.Load() {
		k.kill()
		return
	}
	answer := httptest.NewRecorder()
	k.next.ServeHTTP(answer, r)
	if turn {
		k.kill()
		return
	}
	for name, values := range answer.Header() {
		w.Header()[name] = values
	}
	w.WriteHeader(answer.Code)
	_, _ = w.Write(answer.Body.Bytes())
}

func (k *killer) kill() {
	// The process may not be noted yet when its first request arrives.
	for range 100 {
		if victim := k.victim.Load(); victim != nil {
			_ = victim.Kill()
			return
		}
		time.Sleep(time.Millisecond)
	}
}

// TestInterruptedPushSaysHowToGoOn interrupts the real program as Ctrl-C does:
// it finishes the request in flight, says how to go on, and the next push does.
func TestInterruptedPushSaysHowToGoOn(t *testing.T) {
	tracker := killableGitHub()
	k := &interrupter{next: tracker.server}
	server := httptest.NewServer(k)
	t.Cleanup(server.Close)
	folder := projectFolder(t, tracker.settings(server.URL))
	run(t, folder, tracker.env, "draft")
	command := process(folder, tracker.env, "push", "--yes")
	var talk bytes.Buffer
	command.Stderr = &talk
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	k.victim.Store(command.Process)
	err := command.Wait()
	k.victim.Store(nil)
	if code := command.ProcessState.ExitCode(); code != exitInterrupted {
		t.Errorf("exit code %d (%v), want %d:\n%s", code, err, exitInterrupted, talk.String())
	}
	if !strings.Contains(talk.String(), "goes on from here") {
		t.Errorf("it does not say how to go on:\n%s", talk.String())
	}
	run(t, folder, tracker.env, "push", "--yes")
	out := run(t, folder, tracker.env, "plan", "--exit-code", "--format", "json")
	once(t, out, tracker.ids())
}

// interrupter sends the interrupt while the first creating request is in
// flight.
type interrupter struct {
	next   http.Handler
	victim atomic.Pointer[os.Process]
	done   atomic.Bool
}

func (k *interrupter) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if strings.HasSuffix(r.URL.Path, "/graphql") {
		for range 100 {
			if victim := k.victim.Load(); victim != nil && !k.done.Swap(true) {
				_ = victim.Signal(os.Interrupt)
				break
			}
			time.Sleep(time.Millisecond)
		}
		time.Sleep(50 * time.Millisecond) // the answer comes after the interrupt
	}
	k.next.ServeHTTP(w, r)
}

// killLocalOften kills at any moment: there is no request to count.
func killLocalOften(t *testing.T) {
	folder := projectFolder(t, "version: 1\n")
	run(t, folder, nil, "draft")
	seeded := rand.New(rand.NewPCG(3, 5))
	for range *kills {
		command := process(folder, nil, "push")
		if err := command.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(seeded.IntN(60)) * time.Millisecond)
		_ = command.Process.Kill()
		_ = command.Wait()
	}
	run(t, folder, nil, "push")
	out := run(t, folder, nil, "plan", "--exit-code", "--format", "json")
	if strings.Contains(out, `"action": "create"`) {
		t.Errorf("there is still something to create:\n%s", out)
	}
	again := run(t, folder, nil, "push", "--format", "json")
	if !strings.Contains(again, `"created": 0`) {
		t.Errorf("a second push made tickets:\n%s", again)
	}
}

// once fails unless every item of the plan has exactly one live ticket.
func once(t *testing.T, plan string, live []string) {
	t.Helper()
	var p struct {
		Changes []struct {
			ID     string `json:"id"`
			Action string `json:"action"`
		} `json:"changes"`
	}
	if err := json.Unmarshal([]byte(plan), &p); err != nil {
		t.Fatal(err)
	}
	if len(p.Changes) < 10 {
		t.Fatalf("only %d items were planned", len(p.Changes))
	}
	count := map[string]int{}
	for _, id := range live {
		count[id]++
	}
	for _, change := range p.Changes {
		if count[change.ID] != 1 || change.Action != "keep" {
			t.Errorf("item %s has %d live tickets, and the plan says %s", change.ID, count[change.ID], change.Action)
		}
		delete(count, change.ID)
	}
	if len(count) > 0 {
		t.Errorf("tickets of no item: %v", count)
	}
}

func projectFolder(t *testing.T, settings string) string {
	t.Helper()
	folder := t.TempDir()
	roadmap, err := os.ReadFile("../../examples/northwind/roadmap.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"roadmap.yaml": roadmap, "plotline.yaml": []byte(settings)} {
		if err := os.WriteFile(filepath.Join(folder, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

// process is the real program as a process of its own, in a folder.
func process(folder string, env []string, args ...string) *exec.Cmd {
	self, err := os.Executable()
	if err != nil {
		self = os.Args[0]
	}
	command := exec.Command(self, args...)
	command.Args[0] = "plotline" // TestMain answers to this name
	command.Dir = folder
	command.Env = append(os.Environ(), append(env, "NO_COLOR=1")...)
	return command
}

func run(t *testing.T, folder string, env []string, args ...string) string {
	t.Helper()
	command := process(folder, env, args...)
	var out, talk bytes.Buffer
	command.Stdout, command.Stderr = &out, &talk
	if err := command.Run(); err != nil {
		t.Fatalf("plotline %s: %v\n%s%s", strings.Join(args, " "), err, out.String(), talk.String())
	}
	return out.String()
}
