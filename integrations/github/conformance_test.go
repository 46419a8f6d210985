package github_test

import (
	"fmt"
	"maps"
	"net/http"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"plotline/integrations"
	"plotline/integrations/contract"
	"plotline/integrations/github"
	"plotline/integrations/github/githubtest"
	"plotline/integrations/trackertest"
)

func TestConformance(t *testing.T) {
	editions(t, func(t *testing.T, config githubtest.Config) {
		trackertest.Conformance(t, func(t *testing.T) trackertest.Harness { return harness(t, config) })
	})
}

// TestRequestsOfPush counts what a whole push costs.
func TestRequestsOfPush(t *testing.T) {
	editions(t, func(t *testing.T, config githubtest.Config) {
		for _, epics := range []int{1, 5, 20} {
			t.Run(fmt.Sprintf("%d epics", epics), func(t *testing.T) {
				trackertest.Requests(t, harness(t, config), trackertest.Waiting(epics), budget(config))
			})
		}
	})
}

// TestRequestsOfTheExamples pushes what the default pack drafts, alone and all
// together.
func TestRequestsOfTheExamples(t *testing.T) {
	lists := trackertest.Examples(t, filepath.Join("..", "..", "examples"), "github")
	editions(t, func(t *testing.T, config githubtest.Config) {
		for _, name := range slices.Sorted(maps.Keys(lists)) {
			t.Run(name, func(t *testing.T) {
				promised := budget(config)
				stones := milestones(lists[name])
				promised.First = func(n int) int { return budget(config).First(n) + stones }
				trackertest.Requests(t, harness(t, config), slices.Clone(lists[name]), promised)
			})
		}
	})
}

// milestones counts those of a backlog. GitHub has no request that makes several,
// nor one of GraphQL's that makes any.
func milestones(items []integrations.Desired) int {
	names := map[string]bool{}
	for _, d := range items {
		if d.Release != nil {
			names[d.Release.Name] = true
		}
	}
	return len(names)
}

// budget is what was promised, with what an older server costs besides. Again
// unchanged costs the same on all.
func budget(config githubtest.Config) trackertest.Budget {
	b := trackertest.GitHubBudget()
	if config.NoGraphQL {
		// An issue, its place under the epic and its needs are a request each.
		b.First = func(n int) int { return 26 + 5*n }
	}
	return b
}

// TestStorm sends storms over the wire to GitHub, all editions in turn.
func TestStorm(t *testing.T) {
	trackertest.Storms(t, 5, []uint64{195, 500, 1484, 2054, 2098, 2225, 2418, 2543, 2574}, func(t *testing.T, seed uint64) trackertest.Harness {
		config := stormy(seed)
		if seed%5 == 0 && !config.NoGraphQL {
			config.Board = testBoard()
		}
		return harness(t, config)
	})
}

// stormy is a server whose edition, lag and shortcomings the seed decides.
func stormy(seed uint64) githubtest.Config {
	config := githubtest.Config{Lag: time.Duration(seed%20) * time.Second, NoGraphQL: seed%4 == 0, HalfDone: int(seed % 3), HalfDoneEvery: 3}
	config.NoGraphQLDuplicates, config.NoGraphQLLinks = seed%26 == 0, seed%13 == 3
	config.Edition = []githubtest.Edition{githubtest.GitHubCom, githubtest.Enterprise316, githubtest.Enterprise319}[seed%3]
	if config.Edition == githubtest.Enterprise319 {
		config.NoSubIssues = seed%2 == 0
	}
	return config
}

// TestStormOfTeams sends storms over two repositories of one server.
func TestStormOfTeams(t *testing.T) {
	trackertest.Storms(t, 5, failedTeams(), func(t *testing.T, seed uint64) trackertest.Harness {
		return teams(t, stormy(seed))
	})
}

// TestRequestsOfTeams counts what pushes to two repositories cost.
func TestRequestsOfTeams(t *testing.T) {
	for _, edition := range []githubtest.Edition{githubtest.GitHubCom, githubtest.Enterprise319} {
		t.Run(string(edition), func(t *testing.T) {
			trackertest.RequestsOfTeams(t, teams(t, githubtest.Config{Edition: edition}), trackertest.GitHubBudget())
		})
	}
}

// teams are two repositories of one server.
func teams(t *testing.T, config githubtest.Config) trackertest.Harness {
	clock := trackertest.NewClock()
	config.Clock = clock
	names := []string{"northwind/shop", "northwind/mobile"}
	host := githubtest.NewHost(config, names...)
	checked := contract.Watch(t, host, githubtest.Documented(t, host.Repository(names[0])))
	h := harnessOf(t, clock, host.Repository(names[0]), names[0], checked, config)
	h.Others = []trackertest.Harness{harnessOf(t, clock, host.Repository(names[1]), names[1], checked, config)}
	h.FarKey = func(key string, of int) string { return names[of] + key }
	h.Move = func(t testing.TB, key string, from, to int) string {
		return fmt.Sprintf("#%d", host.Transfer(host.Repository(names[from]), host.Repository(names[to]), number(t, key)))
	}
	return h
}

// failedTeams are seeds of such storms that once got through to somebody.
func failedTeams() []uint64 { return []uint64{36, 52, 146} }

// harness is an empty repository as the suite wants it.
func harness(t *testing.T, config githubtest.Config) trackertest.Harness {
	clock := trackertest.NewClock()
	config.Clock = clock
	server := githubtest.New(config)
	return harnessOf(t, clock, server, "northwind/shop", contract.Watch(t, server, githubtest.Documented(t, server)), config)
}

// harnessOf is one repository of a server.
func harnessOf(t *testing.T, clock *trackertest.Clock, server *githubtest.Server, name string, next http.RoundTripper, config githubtest.Config) trackertest.Harness {
	return trackertest.Harness{
		Clock:  clock,
		People: people{server, config.Edition == githubtest.GitHubCom},
		Open: func(wire *trackertest.Wire) integrations.Tracker {
			settings := github.Config{
				Repository: name, BaseURL: address(config), Clock: clock,
				Transport: &trackertest.Faulty{Next: next, Clock: clock, Choose: func(n int, req *http.Request) trackertest.Fault {
					return wire.Choose(n, req)
				}},
			}
			if config.Board != nil {
				settings.Board = &github.Board{Number: config.Board.Number, Fields: map[string][]string{"Area": {"Storefront"}}, Statuses: []string{"Ready"}}
			}
			tracker, err := github.New(settings)
			if err != nil {
				t.Fatal(err)
			}
			return tracker
		},
		Settle:   func() { clock.Pass(config.Lag) },
		Requests: func() (int, int) { return len(server.Requests()), server.Writes() },
	}
}

// address is where a server stands, as the settings name it.
func address(config githubtest.Config) string {
	if config.Edition == "" || config.Edition == githubtest.GitHubCom {
		return ""
	}
	return "http://127.0.0.1:8080"
}

// people edit the test server by hand.
type people struct {
	server    *githubtest.Server
	subIssues bool
}

func number(t testing.TB, key string) int {
	t.Helper()
	n, err := strconv.Atoi(strings.TrimPrefix(key, "#"))
	if err != nil {
		t.Fatalf("no key: %q", key)
	}
	return n
}

func (p people) edit(t testing.TB, key string, change func(*githubtest.Issue)) {
	t.Helper()
	p.server.Edit(number(t, key), change)
}

func (p people) get(t testing.TB, key string) githubtest.Issue {
	t.Helper()
	i, ok := p.server.Issue(number(t, key))
	if !ok {
		t.Fatalf("%s is not there", key)
	}
	return i
}

func (p people) Write(t testing.TB, title, parent string) string {
	key := fmt.Sprintf("#%d", p.server.Add(githubtest.Issue{Title: title, Body: "written by hand"}))
	if parent != "" {
		p.Reparent(t, key, parent)
	}
	return key
}

func (p people) Retitle(t testing.TB, key, title string) {
	p.edit(t, key, func(i *githubtest.Issue) { i.Title = title })
}

func (p people) Replace(t testing.TB, key, from, to string) {
	p.edit(t, key, func(i *githubtest.Issue) {
		if !strings.Contains(i.Body, from) {
			t.Fatalf("%s does not say %q:\n%s", key, from, i.Body)
		}
		i.Body = strings.Replace(i.Body, from, to, 1)
	})
}

func (p people) Around(t testing.TB, key, before, after string) {
	p.edit(t, key, func(i *githubtest.Issue) { i.Body = before + "\n\n" + i.Body + "\n\n" + after })
}

// Description leaves out the mark, which changes with every edit.
func (p people) Description(t testing.TB, key string) string {
	return markJSON.ReplaceAllString(p.get(t, key).Body, "")
}

var fenced = regexp.MustCompile(`(?s)<!-- plotline begin.*<!-- plotline end -->`)

func (p people) BreakFence(t testing.TB, key string) {
	p.edit(t, key, func(i *githubtest.Issue) { i.Body = fenced.ReplaceAllString(i.Body, "") })
}

func (p people) Unlabel(t testing.TB, key string) {
	p.edit(t, key, func(i *githubtest.Issue) { i.Labels = nil })
}

var markJSON = regexp.MustCompile(`<!-- plotline begin \{.*\} -->`)

func (p people) Unmark(t testing.TB, key string) {
	p.edit(t, key, func(i *githubtest.Issue) { i.Body = markJSON.ReplaceAllString(i.Body, "") })
}

func (p people) Label(t testing.TB, key, label string) {
	p.edit(t, key, func(i *githubtest.Issue) { i.Labels = append(i.Labels, label) })
}

func (p people) Start(t testing.TB, key string) {
	p.edit(t, key, func(i *githubtest.Issue) { i.Assignees = []string{"pia"} })
}

func (p people) Finish(t testing.TB, key string) {
	p.edit(t, key, func(i *githubtest.Issue) { i.Closed, i.Reason = true, "completed" })
}

func (p people) Comment(t testing.TB, key, text string) {
	p.edit(t, key, func(i *githubtest.Issue) { i.Comments = append(i.Comments, text) })
}

func (p people) Comments(t testing.TB, key string) int { return len(p.get(t, key).Comments) }

// Reparent moves a sub-issue; without sub-issues people edit the task lists.
func (p people) Reparent(t testing.TB, key, parent string) {
	if p.subIssues {
		p.edit(t, key, func(i *githubtest.Issue) { i.Parent = number(t, parent) })
		return
	}
	line := regexp.MustCompile(`(?m)^- \[.\] ` + key + `\b\n?`)
	for _, i := range p.server.Issues() {
		if line.MatchString(i.Body) {
			p.server.Edit(i.Number, func(i *githubtest.Issue) { i.Body = line.ReplaceAllString(i.Body, "") })
		}
	}
	p.edit(t, parent, func(i *githubtest.Issue) { i.Body += "\n\n- [ ] " + key + "\n" })
}

func (p people) Copy(t testing.TB, key string) string {
	i := p.get(t, key)
	return fmt.Sprintf("#%d", p.server.Add(githubtest.Issue{Title: "Copy of " + i.Title, Body: i.Body, Labels: i.Labels}))
}

func (p people) Delete(t testing.TB, key string) { p.server.Delete(number(t, key)) }
