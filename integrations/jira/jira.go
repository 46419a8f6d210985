// Package jira keeps tickets in a Jira project, on Cloud and on Data Center: a
// label to find them by, an issue property to know them by, and Plotline's part
// of a description between two titled panels. What the server is, and which
// types and fields the project has, is learned from its answers. Only cmd
// imports it.
package jira

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"

	gojira "github.com/andygrunwald/go-jira"

	"plotline/integrations"
	"plotline/integrations/pace"
	"plotline/integrations/remote"
)

// The deployments that a configuration may name.
const (
	Auto       = "auto"
	Cloud      = "cloud"
	DataCenter = "datacenter"
)

// Config says which project, and how to get there.
type Config struct {
	// URL is the site's address, Project the project's key.
	URL, Project string
	// Deployment is auto, cloud or datacenter; "" is auto.
	Deployment string
	// Email and Token log in to Cloud, Token alone to Data Center; the From
	// fields say where they came from, for messages.
	Email, Token         string
	EmailFrom, TokenFrom string
	// Types are the project's issue types by our types: epic, feature, change,
	// bug, enabler, measure, spike.
	Types map[string]string
	// Fields are values for fields that the project requires, by the field's
	// name or ID.
	Fields map[string][]string
	// Priority and Components are given to new issues, by name.
	Priority   string
	Components []string
	// Board is the board, by name or number, whose order is kept in step and
	// whose sprints are known; Sprint is the one that new stories are put in.
	Board, Sprint string
	// Resolution is what a dropped issue is closed with; "" picks one that
	// says that it will not be done.
	Resolution string
	// Transport sends the requests; nil for http.DefaultTransport.
	Transport http.RoundTripper
	// Clock is required.
	Clock integrations.Clock
	// PerMinute and PerHour limit creations; 0 for none.
	PerMinute, PerHour int
	// Limits are shared by the trackers of one site's projects; nil for its own.
	Limits *pace.Limits
	// OnWait is told of each wait before it begins.
	OnWait func(pace.Wait)
}

// Tracker is a Jira project. It fulfils [integrations.Tracker] and the smaller
// interfaces below.
type Tracker struct {
	config Config
	base   *url.URL
	login  *remote.Login
	pace   *pace.Transport
	client *gojira.Client

	mu     sync.Mutex
	server *server
	learnt learnt
}

var (
	_ integrations.Tracker      = (*Tracker)(nil)
	_ integrations.Preflighter  = (*Tracker)(nil)
	_ integrations.CreateLinker = (*Tracker)(nil)
	_ integrations.FarLinker    = (*Tracker)(nil)
	_ integrations.Watcher      = (*Tracker)(nil)
	_ integrations.Ranker       = (*Tracker)(nil)
	_ integrations.Placer       = (*Tracker)(nil)
	_ integrations.Lister       = (*Tracker)(nil)
)

var projectForm = regexp.MustCompile(`^[A-Z][A-Z0-9_]{0,254}$`)

// New makes a Tracker; it sends nothing.
func New(config Config) (*Tracker, error) {
	config.Project = strings.ToUpper(strings.TrimSpace(config.Project))
	if !projectForm.MatchString(config.Project) {
		return nil, fmt.Errorf("jira.project %q is not a project key such as SHOP", config.Project)
	}
	base, err := remote.Address("jira.url", config.URL, "https://northwind.atlassian.net")
	if err != nil {
		return nil, err
	}
	switch config.Deployment {
	case "":
		config.Deployment = Auto
	case Auto, Cloud, DataCenter:
	default:
		return nil, fmt.Errorf("jira.deployment %q is none of auto, cloud, datacenter", config.Deployment)
	}
	if config.Clock == nil {
		return nil, errors.New("a jira tracker needs a clock")
	}
	if config.Transport == nil {
		config.Transport = http.DefaultTransport
	}
	t := &Tracker{config: config, base: base}
	t.login = remote.NewLogin(base, config.Transport)
	t.pace = pace.New(pace.Config{
		Base: t.login, Clock: config.Clock, Limits: config.Limits, Service: "Jira", OnWait: config.OnWait,
		PerMinute: config.PerMinute, PerHour: config.PerHour,
	})
	t.client, err = gojira.NewClient(&http.Client{Transport: t.pace, CheckRedirect: t.checkRedirect}, base.String())
	return t, err
}

// Counts says how many requests and writes were sent.
func (t *Tracker) Counts() pace.Counts { return t.pace.Counts() }

// Requests says how many requests were sent, for the result of a push.
func (t *Tracker) Requests() int { return t.pace.Counts().Requests }

// checkRedirect follows reads within the site. Elsewhere, such as on a login
// page, no answer of Jira's waits.
func (t *Tracker) checkRedirect(req *http.Request, via []*http.Request) error {
	if len(via) >= 5 || req.URL.Host != t.base.Host || req.URL.Scheme != t.base.Scheme {
		return http.ErrUseLastResponse
	}
	return nil
}
