// Package github keeps tickets as GitHub issues, on github.com and Enterprise
// Server: a label to find them by, a hidden comment to know them by, sub-issues
// under the epic where the server has them and a task list where not. What the
// server can do is learned from its answers. Only cmd imports it.
package github

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"sync"

	gh "github.com/google/go-github/v60/github"

	"plotline/integrations"
	"plotline/integrations/pace"
	"plotline/integrations/remote"
)

// Config says which repository, and how to get there.
type Config struct {
	// Repository is owner/name.
	Repository string
	// BaseURL is the server's address, "" for github.com. Whether the API
	// stands at its root or under /api/v3/ is found out.
	BaseURL string
	// Token logs in; TokenFrom is where it came from, for messages.
	Token     string
	TokenFrom string
	// Transport sends the requests; nil for http.DefaultTransport.
	Transport http.RoundTripper
	// Answers are shared by trackers that ask the same again; nil for none.
	Answers *Answers
	// Clock is required.
	Clock integrations.Clock
	// Pace limits creations; nil for 80 a minute and 500 an hour, and for
	// none where the server says that it is Enterprise.
	Pace *Pace
	// Limits are shared by the trackers of one server's repositories; nil for its
	// own.
	Limits *pace.Limits
	// OnWait is told of each wait before it begins.
	OnWait func(pace.Wait)
	// Types are names of the organization's issue types, by our types; what is
	// not named gets none.
	Types map[string]string
	// StartedLabels are labels that say work has begun, beside an assignee;
	// nil for "in progress" and "started".
	StartedLabels []string
	// StartedStatuses are statuses of the board that say the same.
	StartedStatuses []string
	// Board is where new issues are put; nil for nowhere.
	Board *Board
}

// Pace is a limit of creations; 0 for none.
type Pace struct {
	PerMinute, PerHour int
}

// The limits that GitHub documents for content.
const (
	perMinute = 80
	perHour   = 500
)

// Tracker is a repository's issues. It fulfils [integrations.Tracker],
// [integrations.Preflighter] and [integrations.Linker].
type Tracker struct {
	config Config
	owner  string
	name   string
	base   *url.URL
	pace   *pace.Transport
	http   *http.Client

	mu     sync.Mutex
	server *server
	labels map[string]label // by name in lower case
	// allLabels says that labels holds every label there is, passed that they
	// were asked for in passing.
	allLabels, passed bool
	// expected are those that the drafts of the preflight bear.
	expected []string

	types   []issueType      // nil before they were read
	stones  map[string]stone // milestones by title; nil before they were read
	known   map[int]identity // what the server calls an issue, by number
	caps    map[int]int      // sub-issues by epic's number, as far as known
	speech  dialect          // what the server's GraphQL takes
	links   knownLinks
	columns columns
	// refusedSubIssues: the server itself said that it has none.
	refusedSubIssues bool
	lacking          map[string]bool // features that the server lacks
	batch            batchSize
}

var (
	_ integrations.Tracker     = (*Tracker)(nil)
	_ integrations.Preflighter = (*Tracker)(nil)
	_ integrations.FarLinker   = (*Tracker)(nil)
	_ integrations.Lister      = (*Tracker)(nil)
	_ integrations.Placer      = (*Tracker)(nil)
)

// identity is what the APIs call an issue beside its number.
type identity struct {
	node string
	db   int64
}

var repositoryForm = regexp.MustCompile(`^([A-Za-z0-9][A-Za-z0-9-]*)/([A-Za-z0-9._-]+)$`)

// New makes a Tracker; it sends nothing.
func New(config Config) (*Tracker, error) {
	m := repositoryForm.FindStringSubmatch(config.Repository)
	if m == nil {
		return nil, fmt.Errorf("repository %q is not of the form owner/name", config.Repository)
	}
	base, err := parseBase(config.BaseURL)
	if err != nil {
		return nil, err
	}
	if config.Clock == nil {
		return nil, errors.New("a github tracker needs a clock")
	}
	if config.StartedLabels == nil {
		config.StartedLabels = []string{"in progress", "started"}
	}
	if config.Transport == nil {
		config.Transport = http.DefaultTransport
	}
	t := &Tracker{
		config: config, owner: m[1], name: m[2], base: base,
		labels: map[string]label{}, known: map[int]identity{}, caps: map[int]int{},
		lacking: map[string]bool{}, links: newKnownLinks(), columns: newColumns(), speech: fullDialect(), batch: newBatchSize(),
	}
	limits := Pace{perMinute, perHour}
	if config.Pace != nil {
		limits = *config.Pace
	}
	login := remote.NewLogin(base, config.Answers.through(config.Transport))
	if config.Token != "" {
		login.Use(func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+config.Token) })
	}
	t.pace = pace.New(pace.Config{
		Base: login, Clock: config.Clock, Limits: config.Limits, Service: "GitHub", OnWait: config.OnWait,
		PerMinute: limits.PerMinute, PerHour: limits.PerHour,
	})
	t.http = &http.Client{Transport: plain{t.pace}, CheckRedirect: t.checkRedirect}
	return t, nil
}

// parseBase reads the server's address, github.com's where there is none.
func parseBase(text string) (*url.URL, error) {
	if text == "" {
		text = "https://api.github.com/"
	}
	base, err := remote.Address("base_url", text, "https://github.example.com/")
	if err != nil {
		return nil, err
	}
	if base.Host == "github.com" || base.Host == "www.github.com" {
		base.Host, base.Path = "api.github.com", "/"
	}
	return base, nil
}

// Counts says how many requests and writes were sent.
func (t *Tracker) Counts() pace.Counts { return t.pace.Counts() }

// Requests says how many requests were sent, for the result of a push.
func (t *Tracker) Requests() int { return t.pace.Counts().Requests }

// plain hides the limits' headers, which pace has heeded, from go-github: it
// would judge them by the wall clock and answer for the server.
type plain struct{ next http.RoundTripper }

// RoundTrip sends the request on.
func (p plain) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := p.next.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	resp.Header = resp.Header.Clone()
	for _, name := range []string{"Retry-After", "X-Ratelimit-Limit", "X-Ratelimit-Remaining", "X-Ratelimit-Reset"} {
		resp.Header.Del(name)
	}
	return resp, nil
}

// checkRedirect follows reads within the server, as for a renamed repository.
func (t *Tracker) checkRedirect(req *http.Request, via []*http.Request) error {
	if len(via) >= 5 || req.URL.Host != t.base.Host || req.URL.Scheme != t.base.Scheme {
		return http.ErrUseLastResponse
	}
	return nil
}

// client speaks to the API as it was found.
func (t *Tracker) client(api *url.URL) *gh.Client {
	c := gh.NewClient(t.http)
	c.BaseURL = api
	c.UserAgent = "plotline"
	return c
}
