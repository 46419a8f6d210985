package jira_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"plotline/integrations"
	"plotline/integrations/contract"
	"plotline/integrations/jira"
	"plotline/integrations/jira/jiratest"
	"plotline/integrations/trackertest"
)

// deployments run a test on Cloud and on Data Center.
func deployments(t *testing.T, test func(t *testing.T, config jiratest.Config)) {
	for _, c := range []struct {
		name  string
		cloud bool
	}{{"Cloud", true}, {"DataCenter", false}} {
		t.Run(c.name, func(t *testing.T) {
			test(t, jiratest.Config{Cloud: c.cloud, Lag: 20 * time.Second})
		})
	}
}

// world is a Jira server with a clock.
type world struct {
	t      testing.TB
	clock  *trackertest.Clock
	server *jiratest.Server
	people jiratest.People
	config jiratest.Config
	wire   http.RoundTripper
}

func newWorld(t testing.TB, config jiratest.Config) *world {
	t.Helper()
	w := &world{t: t, clock: trackertest.NewClock()}
	config.Clock, config.Email, config.Token = w.clock, "pia@northwind.example", "not-a-real-token"
	w.config, w.server = config, jiratest.New(config)
	w.people = jiratest.People{Server: w.server}
	w.wire = contract.Watch(t, w.server.Transport(), jiratest.Documented(t, config.Cloud))
	return w
}

// open is a new run of the program on the server, with changed settings.
func (w *world) open(change func(*jira.Config)) *jira.Tracker {
	w.t.Helper()
	config := jira.Config{
		URL: w.server.URL(), Project: "SHOP", Token: w.config.Token, TokenFrom: "JIRA_API_TOKEN",
		Transport: w.wire, Clock: w.clock,
	}
	if w.config.Cloud {
		config.Email, config.EmailFrom = w.config.Email, "JIRA_EMAIL"
	}
	if change != nil {
		change(&config)
	}
	tracker, err := jira.New(config)
	if err != nil {
		w.t.Fatal(err)
	}
	return tracker
}

// harness is an empty project as the suite wants it.
func harness(t testing.TB, config jiratest.Config) trackertest.Harness {
	w := newWorld(t, config)
	h := w.harnessOf("SHOP")
	h.Requests = w.sent
	return h
}

// sent counts the requests, and the writes among them.
func (w *world) sent() (all, writes int) {
	for _, r := range w.server.Requests() {
		all++
		if writing(r) {
			writes++
		}
	}
	return all, writes
}

// harnessOf is one project of the server.
func (w *world) harnessOf(project string) trackertest.Harness {
	people := w.people
	people.Project = project
	return trackertest.Harness{
		Clock: w.clock, People: people, Settle: w.server.Settle,
		Open: func(wire *trackertest.Wire) integrations.Tracker {
			faulty := &trackertest.Faulty{Next: w.wire, Clock: w.clock, Choose: wire.Choose}
			return w.open(func(c *jira.Config) {
				c.Transport, c.Project = faulty, project
				if len(w.config.Boards) > 0 && project == "SHOP" {
					c.Board, c.Sprint = "Shop board", "Sprint 7"
				}
			})
		},
	}
}

// writing tells writes from searches and bulk reads, which are posted too.
func writing(request string) bool {
	return !strings.HasPrefix(request, "GET ") && !strings.Contains(request, "/search") && !strings.HasSuffix(request, "/bulkfetch")
}

func TestConformance(t *testing.T) {
	deployments(t, func(t *testing.T, config jiratest.Config) {
		trackertest.Conformance(t, func(t *testing.T) trackertest.Harness { return harness(t, config) })
	})
}
