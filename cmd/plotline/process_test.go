package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"plotline/integrations"
	"plotline/integrations/github/githubtest"
	"plotline/integrations/jira/jiratest"
)

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
