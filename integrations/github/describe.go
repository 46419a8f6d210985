package github

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"plotline/integrations"
	"plotline/integrations/remote"
)

// GitHub refuses longer bodies, label names and label descriptions.
const (
	bodyLimit        = 65536
	labelLimit       = 50
	descriptionLimit = 100
)

// server is what the answers told of the server and the repository.
type server struct {
	api        *url.URL
	enterprise bool
	version    string

	fullName  string
	node      string
	archived  bool
	hasIssues bool
	push      bool
	triage    bool
	// scopes are those of a classic token; other tokens tell none.
	scopes []string
}

// repository is the API's answer about a repository.
type repository struct {
	NodeID      string          `json:"node_id"`
	FullName    string          `json:"full_name"`
	Archived    bool            `json:"archived"`
	HasIssues   *bool           `json:"has_issues"`
	Permissions map[string]bool `json:"permissions"`
}

// Describe finds the API and the repository.
func (t *Tracker) Describe(ctx context.Context) (integrations.Server, error) {
	s, err := t.found(ctx)
	if err != nil {
		return integrations.Server{}, err
	}
	d := integrations.Server{
		Tracker: "github", Project: s.fullName, Title: s.fullName, Edition: "github.com",
		Signals:   t.config.StartedLabels,
		BodyLimit: bodyLimit,
	}
	if s.enterprise {
		d.Edition = strings.TrimSpace("Enterprise Server " + s.version)
	}
	if !strings.EqualFold(s.fullName, t.config.Repository) {
		d.Notices = append(d.Notices, fmt.Sprintf("%s is called %s now; change repository in the settings", t.config.Repository, s.fullName))
	}
	if !s.push && !s.triage {
		d.Notices = append(d.Notices, "this login may not push: GitHub will leave out labels, types, milestones, parents and links")
	}
	return d, nil
}

// found probes once, and answers from memory from then on.
func (t *Tracker) found(ctx context.Context) (*server, error) {
	t.mu.Lock()
	s := t.server
	t.mu.Unlock()
	if s != nil {
		return s, nil
	}
	s, err := t.probe(ctx)
	if err != nil {
		return nil, err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.server = s
	t.owner, t.name, _ = strings.Cut(s.fullName, "/")
	if s.enterprise && t.config.Pace == nil {
		t.pace.SetLimits(0, 0)
	}
	if !s.triage {
		t.lacking[featureDependencies] = true // it may link nothing
	}
	if s.before(dependenciesSince) {
		t.lacking[featureDependencies] = true
	}
	if s.before(subIssuesSince) {
		t.speech.forgetSubIssues()
		t.lacking[featureSubIssues] = true
	}
	return s, nil
}

// probe asks where the API is. Enterprise has it under /api/v3/ and says its
// version; at github.com, and wherever else that is not answered, it is at the
// root.
func (t *Tracker) probe(ctx context.Context) (*server, error) {
	doing := "find " + t.config.Repository
	s := &server{}
	var first, second = t.under("api/v3/"), t.base
	if t.config.BaseURL == "" || t.base.Host == "api.github.com" || strings.HasSuffix(t.base.Path, "/api/v3/") {
		first, second = nil, t.base
	}
	if first != nil {
		there, err := t.probeMeta(ctx, first, s)
		if err != nil {
			return nil, t.fail(doing, err)
		}
		if there {
			return s, t.fail(doing, t.probeRepository(ctx, first, s))
		}
	}
	err := t.probeRepository(ctx, second, s)
	if first != nil && errors.Is(err, integrations.ErrMissing) {
		if other := t.probeRepository(ctx, first, s); other == nil {
			return s, nil
		}
	}
	if err != nil {
		return nil, t.fail(doing, err)
	}
	if !s.enterprise {
		if _, err := t.probeMeta(ctx, second, s); err != nil {
			return nil, t.fail(doing, err)
		}
	}
	return s, nil
}

func (t *Tracker) under(path string) *url.URL {
	u := *t.base
	u.Path += path
	return &u
}

// probeMeta says whether an API answers there. Errors are those that asking
// elsewhere would not mend.
func (t *Tracker) probeMeta(ctx context.Context, api *url.URL, s *server) (bool, error) {
	var meta struct {
		InstalledVersion string `json:"installed_version"`
	}
	r, err := t.sendTo(ctx, api, http.MethodGet, "meta", nil, &meta)
	s.learn(r, meta.InstalledVersion)
	switch {
	case err == nil:
		return true, nil
	case statusOfError(err) == http.StatusUnauthorized:
		return false, err
	case statusOfError(err) != 0, r.status != 0:
		return false, nil
	}
	return false, err
}

// learn takes the version from an answer.
func (s *server) learn(r reply, installed string) {
	if installed == "" {
		installed = r.header.Get("X-Github-Enterprise-Version")
	}
	if installed == "" {
		return
	}
	s.enterprise = true
	s.version = strings.TrimPrefix(remote.Clip(installed), "enterprise-server@")
}

func (t *Tracker) probeRepository(ctx context.Context, api *url.URL, s *server) error {
	var repo repository
	r, err := t.sendTo(ctx, api, http.MethodGet, "repos/"+t.config.Repository, nil, &repo)
	s.learn(r, "")
	switch {
	case statusOfError(err) == http.StatusNotFound, err == nil && !strings.Contains(repo.FullName, "/"), err != nil && r.status == http.StatusOK:
		return t.missing()
	case err != nil:
		return err
	}
	s.api, s.fullName, s.node, s.archived = api, repo.FullName, repo.NodeID, repo.Archived
	s.hasIssues = repo.HasIssues == nil || *repo.HasIssues
	s.push = repo.Permissions["push"] || repo.Permissions["admin"] || repo.Permissions["maintain"] || repo.Permissions == nil
	s.triage = s.push || repo.Permissions["triage"]
	if said := r.header.Get("X-Oauth-Scopes"); said != "" {
		s.scopes = strings.Split(said, ", ")
	}
	return nil
}

func (t *Tracker) missing() error {
	return &integrations.Failure{
		Doing: "find the repository",
		Err:   fmt.Errorf("%w: repository %s does not exist for this login", integrations.ErrMissing, t.config.Repository),
		Hint:  "check repository in the settings; a private repository answers so to a login without access. " + t.whoHint(),
	}
}

func (t *Tracker) whoHint() string {
	if t.config.Token == "" {
		return "No token was found: set GITHUB_TOKEN"
	}
	return "The token came from " + t.config.TokenFrom
}

// subIssuesSince is the first Enterprise version, 3.x, whose GraphQL is documented
// with sub-issues. An issue that shows them teaches otherwise.
const subIssuesSince = 17

// restSubIssuesSince is the first Enterprise version, 3.x, whose REST may have them:
// the documents of those before list no such address.
const restSubIssuesSince = 20

// dependenciesSince is the first Enterprise version, 3.x, whose REST has them.
const dependenciesSince = 19

// before says that the server named a version 3.x below the given one.
func (s *server) before(minor int) bool {
	var major, named int
	n, err := fmt.Sscanf(s.version, "%d.%d", &major, &named)
	return err == nil && n == 2 && major == 3 && named < minor
}
