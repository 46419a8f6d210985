package settings

import (
	"fmt"
	"net"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"plotline/roadmap/source"
)

var (
	repository = regexp.MustCompile(`^[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+$`)
	projectKey = regexp.MustCompile(`^[A-Z][A-Z0-9_]+$`)
)

// itemTypes are the types of items that an issue type can be given to.
var itemTypes = []string{"epic", "feature", "change", "bug", "enabler", "measure", "spike"}

// checker reports what is wrong with the values of a settings file.
type checker struct {
	file     *source.File
	problems source.Problems
}

func (c *checker) fail(places *source.Places, key, text, message, hint string) {
	c.problems = append(c.problems, c.file.Problem(places.At(key), text, message, hint))
}

// checkFile checks what stands in the file, whatever the overrides say.
func (s *Settings) checkFile(file *source.File) source.Problems {
	c := &checker{file: file}
	if s.Version != 1 {
		c.fail(&s.Places, "version", fmt.Sprint(s.Version), fmt.Sprintf("version %d is not known; this is version 1", s.Version), "write version: 1")
	}
	c.path(s, "roadmap", s.Roadmap)
	c.path(s, "backlog", s.Backlog)
	for i, pack := range s.Templates {
		if pack != DefaultPack {
			c.path(s, fmt.Sprintf("templates[%d]", i), pack)
		}
	}
	c.gitHub(&s.GitHub)
	c.jira(&s.Jira)
	return c.problems
}

func (c *checker) path(s *Settings, key, path string) {
	if path != "" && !filepath.IsLocal(filepath.FromSlash(path)) {
		c.fail(&s.Places, key, path, fmt.Sprintf("%q leaves the settings' folder", path), "put "+Name+" into a folder that holds everything")
	}
}

func (c *checker) gitHub(g *GitHub) {
	if g.Repository != "" && !repository.MatchString(g.Repository) {
		c.fail(&g.Places, "repository", g.Repository, fmt.Sprintf("%q is not a repository", g.Repository), "write it as owner/name")
	}
	c.address(&g.Places, "base_url", g.BaseURL)
	c.types(&g.Places, g.Types)
	c.pace(&g.Pace)
	c.board(g)
}

// board checks that a status, which is the project board's, has a board.
func (c *checker) board(g *GitHub) {
	if g.Project.Number > 0 {
		return
	}
	if !g.Project.IsZero() {
		c.fail(&g.Places, "project", "", "project names no number", "write the number that stands in the board's address")
		return
	}
	for _, when := range []struct {
		key  string
		when When
	}{{"started_when", g.StartedWhen}, {"accept_when", g.AcceptWhen}, {"ask_when", g.AskWhen}} {
		if len(when.when.Status) > 0 {
			c.fail(&g.Places, when.key, "", when.key+" names a status, which is the project board's, and no board is named",
				"write the board under github.project, or use label")
		}
	}
}

func (c *checker) jira(j *Jira) {
	if j.Project != "" && !projectKey.MatchString(j.Project) {
		hint := "write the key that its tickets begin with, such as SHOP"
		if upper := strings.ToUpper(j.Project); projectKey.MatchString(upper) {
			hint = "write " + upper
		}
		c.fail(&j.Places, "project", j.Project, fmt.Sprintf("%q is not a project's key", j.Project), hint)
	}
	c.address(&j.Places, "url", j.URL)
	c.types(&j.Places, j.Types)
	c.pace(&j.Pace)
}

func (c *checker) types(places *source.Places, types map[string]string) {
	keys := make([]string, 0, len(types))
	for key := range types {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	for _, key := range keys {
		if slices.Contains(itemTypes, key) {
			continue
		}
		message := fmt.Sprintf("unknown type %q; one of: %s", key, strings.Join(itemTypes, ", "))
		if near := source.Nearest(key, itemTypes); near != "" {
			message = fmt.Sprintf("unknown type %q; did you mean %q?", key, near)
		}
		c.fail(places, "types."+key, "", message, "")
	}
}

func (c *checker) pace(p *Pace) {
	for _, bound := range []struct {
		key   string
		value *int
	}{{"per_minute", p.PerMinute}, {"per_hour", p.PerHour}} {
		if bound.value != nil && *bound.value < 0 {
			c.fail(&p.Places, bound.key, fmt.Sprint(*bound.value), bound.key+" must be 0 or more", "0 is no bound")
		}
	}
}

// address checks a server's address. Plain http is for loopback only.
func (c *checker) address(places *source.Places, key, address string) {
	if address == "" {
		return
	}
	if message, hint := wrongAddress(address); message != "" {
		c.fail(places, key, address, fmt.Sprintf("%s: %s", key, message), hint)
	}
}

func wrongAddress(address string) (message, hint string) {
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Host == "":
		return fmt.Sprintf("%q is not an address", address), "write it as https://…"
	case u.Scheme == "http" && !loopback(u.Hostname()):
		return "http:// would send your login unencrypted", "write https://; plain http is for this machine only"
	case u.Scheme != "http" && u.Scheme != "https":
		return fmt.Sprintf("%q is not a web address", address), "write it as https://…"
	case u.RawQuery != "" || u.Fragment != "":
		return "an address has no ? and no #", "write only the server's address"
	}
	return "", ""
}

func loopback(host string) bool {
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// check checks what the chosen tracker needs.
func (s *Settings) check() source.Problems {
	at := source.Position{Path: s.Path}
	var problems source.Problems
	need := func(missing bool, key, example string) {
		if missing {
			problems = append(problems, source.Problem{Position: at,
				Message: fmt.Sprintf("tracker %s needs %s", s.Tracker, key), Hint: fmt.Sprintf("write it in %s: %s", Name, example)})
		}
	}
	switch s.Tracker {
	case OnGitHub:
		need(s.GitHub.Repository == "", "github.repository", "github: {repository: owner/name}")
	case OnJira:
		need(s.Jira.URL == "", "jira.url", `jira: {url: "https://….atlassian.net"}`)
		need(s.Jira.Project == "", "jira.project", "jira: {project: SHOP}")
	}
	return problems
}
