package jira

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	"plotline/integrations"
	"plotline/integrations/markup"
	"plotline/integrations/remote"
)

// server is what the site told about itself.
type server struct {
	cloud   bool
	version string
	// site is the address that people browse.
	site    *url.URL
	notices []string
	// asked says that it was asked who it is; of Atlassian's own hosts the name
	// tells.
	asked bool
}

// form is the markup of descriptions.
func (s *server) form() markup.Form {
	if s.cloud {
		return markup.ADF{}
	}
	return markup.Wiki{}
}

func (s *server) edition() string {
	if s.cloud {
		return "Jira Cloud"
	}
	return strings.TrimSpace("Jira Data Center " + s.version)
}

// size counts a text as Data Center does, in wiki markup; nil on Cloud, which
// counts the text of a document.
func (s *server) size() func(md string) int {
	if s.cloud {
		return nil
	}
	return func(md string) int { return utf8.RuneCountInString(markup.ToWiki(md)) }
}

// bodyLimit is how many characters a description may hold.
const bodyLimit = 32767

// Describe learns what the server is.
func (t *Tracker) Describe(ctx context.Context) (integrations.Server, error) {
	s, err := t.connect(ctx)
	if err != nil {
		return integrations.Server{}, err
	}
	site := s.site.Host + strings.TrimRight(s.site.Path, "/")
	return integrations.Server{
		Tracker: "jira", Project: site + "/" + t.config.Project,
		Title:   t.config.Project + " on " + site,
		Edition: s.edition(), BodyLimit: bodyLimit, Size: s.size(), Notices: s.notices,
	}, nil
}

// serverInfo is the part of Jira's answer that counts.
type serverInfo struct {
	BaseURL        string `json:"baseUrl"`
	DeploymentType string `json:"deploymentType"`
	Version        string `json:"version"`
	VersionNumbers []int  `json:"versionNumbers"`
}

// connect finds out the deployment, once, and logs in as it wants.
func (t *Tracker) connect(ctx context.Context) (*server, error) {
	t.mu.Lock()
	known := t.server
	t.mu.Unlock()
	if known != nil {
		return known, nil
	}
	asked := !t.onAtlassiansHost()
	info := serverInfo{DeploymentType: Cloud}
	if asked {
		var err error
		if info, err = t.serverInfo(ctx); err != nil {
			return nil, t.unreached(err)
		}
	}
	s := &server{cloud: t.cloud(info), version: info.Version, site: t.site(info), asked: asked}
	if said := info.DeploymentType; said != "" && t.config.Deployment != Auto && s.cloud != strings.EqualFold(said, "cloud") {
		s.notices = append(s.notices, fmt.Sprintf("jira.deployment says %s, and the server says %s", t.config.Deployment, remote.Clip(said)))
	}
	t.signAs(s.cloud)
	t.mu.Lock()
	t.server = s
	t.mu.Unlock()
	return s, t.credentials(s)
}

// onAtlassiansHost says whether the address tells that it is Cloud's: nobody else
// answers there.
func (t *Tracker) onAtlassiansHost() bool {
	return strings.HasSuffix(strings.ToLower(t.base.Hostname()), ".atlassian.net")
}

// reached makes sure that a server which has no such project is Jira at all: of
// a site that is not there, its host says the same.
func (t *Tracker) reached(ctx context.Context) error {
	t.mu.Lock()
	asked := t.server.asked
	t.mu.Unlock()
	if asked {
		return nil
	}
	if _, err := t.whoIs(ctx); err != nil {
		return t.unreached(err)
	}
	t.mu.Lock()
	t.server.asked = true
	t.mu.Unlock()
	return nil
}

// unreached says that no Jira answers at the address.
func (t *Tracker) unreached(err error) error {
	failure := t.fail("reach Jira at "+t.base.Host, err)
	var f *integrations.Failure
	if lacks(err) && errors.As(failure, &f) {
		f.Hint = "no Jira answers there: check jira.url"
	}
	return failure
}

// credentials says early what a login lacks.
func (t *Tracker) credentials(s *server) error {
	if t.config.Token != "" && (!s.cloud || t.config.Email != "") {
		return nil
	}
	missing := "no token was found"
	if t.config.Token != "" {
		missing = "no e-mail address was found"
	}
	return &integrations.Failure{
		Doing: "log in to " + s.edition() + " at " + t.base.Host,
		Err:   fmt.Errorf("%w: %s", integrations.ErrLogin, missing), Hint: t.needs(),
	}
}

func (t *Tracker) cloud(info serverInfo) bool {
	switch t.config.Deployment {
	case Cloud:
		return true
	case DataCenter:
		return false
	}
	if info.DeploymentType != "" {
		return strings.EqualFold(info.DeploymentType, "cloud")
	}
	return len(info.VersionNumbers) > 0 && info.VersionNumbers[0] >= 1000
}

// site is where people browse: the configured address, but for the gateway
// through which scoped tokens go.
func (t *Tracker) site(info serverInfo) *url.URL {
	if t.base.Host == "api.atlassian.com" {
		if u, err := url.Parse(info.BaseURL); err == nil && u.Host != "" {
			return u
		}
	}
	return t.base
}

// serverInfo asks who the server is: without a login, since the login follows
// from the answer; with one only where the server wants it.
func (t *Tracker) serverInfo(ctx context.Context) (serverInfo, error) {
	logins := []func(){func() { t.login.Use(nil) }, func() { t.signAs(t.config.Email != "") }}
	if t.config.Email != "" && t.config.Token != "" {
		logins = append(logins, func() { t.signAs(false) })
	}
	if t.config.Deployment != Auto {
		logins = []func(){func() { t.signAs(t.config.Deployment == Cloud) }}
	}
	var err error
	for _, use := range logins {
		use()
		var info serverInfo
		if info, err = t.whoIs(ctx); err == nil {
			return info, nil
		}
		if !wantsLogin(err) {
			break
		}
	}
	if t.config.Deployment != Auto && lacks(err) {
		return serverInfo{}, nil
	}
	return serverInfo{}, err
}

func wantsLogin(err error) bool {
	status := statusOf(err)
	return status == http.StatusUnauthorized || status == http.StatusForbidden || status/100 == 3
}

func (t *Tracker) whoIs(ctx context.Context) (serverInfo, error) {
	var err error
	for _, version := range []string{"2", "3", "latest"} {
		var info serverInfo
		err = t.send(ctx, http.MethodGet, "rest/api/"+version+"/serverInfo", nil, nil, &info)
		if err == nil || !lacks(err) {
			return info, err
		}
	}
	return serverInfo{}, err
}

// signAs logs in as a deployment wants: Cloud by e-mail address and token, Data
// Center by token.
func (t *Tracker) signAs(cloud bool) {
	email, token := t.config.Email, t.config.Token
	switch {
	case token == "":
		t.login.Use(nil)
	case cloud:
		t.login.Use(func(r *http.Request) { r.SetBasicAuth(email, token) })
	default:
		t.login.Use(func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+token) })
	}
}
