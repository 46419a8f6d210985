package settings_test

import (
	"errors"
	"strings"
	"testing"

	"plotline/cmd/settings"
	"plotline/roadmap/source"
)

// Made up, and put together here so that no scanner takes them for real.
var (
	classic = "ghp" + "_" + strings.Repeat("Zq3", 12)
	fine    = "github" + "_pat_" + strings.Repeat("Zq3", 12)
	jira    = "ATA" + "TT3" + strings.Repeat("Zq3", 12)
)

func TestSecretsAreRefusedAndNeverShown(t *testing.T) {
	for name, row := range map[string]struct{ text, secret string }{
		"a token key":        {"token: hunter2-Zq3", "hunter2"},
		"inside github":      {"github:\n  token: hunter2-Zq3", "hunter2"},
		"in a flow mapping":  {"github: {repository: a/b, token: hunter2-Zq3}", "hunter2"},
		"quoted":             {"jira: {\"api_token\": \"hunter2 Zq3\"}", "hunter2"},
		"with a prefix":      {"jira_api_token: hunter2-Zq3", "hunter2"},
		"a password":         {"jira:\n  password: 'hunter2:Zq3'", "hunter2"},
		"under a wrong key":  {"github: {repository: " + classic + "}", "Zq3"},
		"commented out":      {"# token: hunter2-Zq3", "hunter2"},
		"in a comment":       {"# old: " + classic, "Zq3"},
		"fine-grained":       {"x-note: " + fine, "Zq3"},
		"in a field's value": {"jira:\n  fields:\n    Login: " + jira, "Zq3"},
		"in an address":      {"jira:\n  url: https://ana:hunter2Zq3@example.com", "hunter2"},
		"beside a mistake":   {"githb: {token: hunter2-Zq3}", "hunter2"},
		"in broken YAML":     {"github: {token: hunter2-Zq3", "hunter2"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := settings.Parse("plotline.yaml", []byte("version: 1\n"+row.text+"\n"))
			var problems source.Problems
			if !errors.As(err, &problems) {
				t.Fatalf("not refused: %v", err)
			}
			said := ""
			for _, p := range problems {
				said += p.Text()
			}
			if !strings.Contains(said, "does not belong in a settings file") {
				t.Errorf("not said:\n%s", said)
			}
			if strings.Contains(said, row.secret) || strings.Contains(err.Error(), row.secret) {
				t.Errorf("shown:\n%s", said)
			}
		})
	}
}

func TestWhatIsNoSecret(t *testing.T) {
	for _, text := range []string{
		"jira:\n  fields: {\"Security token budget\": \"3\"}",
		"jira:\n  fields:\n    Secret level: \"low\"",
		"github: {repository: northwind/token-service}",
		"# the token comes from GITHUB_TOKEN",
		"x-owner: ana@example.com",
	} {
		if _, err := settings.Parse("plotline.yaml", []byte("version: 1\n"+text+"\n")); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func TestWrongValues(t *testing.T) {
	for text, want := range map[string]string{
		"tracker: gihub": `plotline.yaml:2:10: unknown tracker "gihub"; did you mean "github"?`,
		"jira: {url: \"http://jira.example.com\"}":         `plotline.yaml:2:13: url: http:// would send your login unencrypted`,
		"jira: {project: shop}":                            `plotline.yaml:2:17: "shop" is not a project's key`,
		"github: {repository: \"https://github.com/a/b\"}": `plotline.yaml:2:22: "https://github.com/a/b" is not a repository`,
		"backlog: ../elsewhere":                            `plotline.yaml:2:10: "../elsewhere" leaves the settings' folder`,
		"limits: {closures: lots}":                         `plotline.yaml:2:20: closures: "lots" is not a limit: write a number such as 5, or a percentage such as 25%`,
		"handoff: {gate: on}":                              `plotline.yaml:2:17: unknown gate "on"; one of: accepted, off`,
		"draft: {now: story}":                              `plotline.yaml:2:14: unknown now "story"; one of: stories, epics, none`,
		"github: {pace: {per_minute: -1}}":                 `plotline.yaml:2:29: per_minute must be 0 or more`,
		"handoff: {ready: [criteria, sizes]}":              `plotline.yaml:2:29: unknown ready[1] "sizes"; did you mean "size"?`,
		"jira: {types: {story: Story}}":                    `plotline.yaml:2:16: unknown type "story"; one of: epic, feature, change, bug, enabler, measure, spike`,
	} {
		_, err := settings.Parse("plotline.yaml", []byte("version: 1\n"+text+"\n"))
		if err == nil || err.Error() != want {
			t.Errorf("%s\n got %v\nwant %s", text, err, want)
		}
	}
	for _, url := range []string{"http://localhost:8080", "http://127.0.0.1:80/jira", "http://[::1]", "https://jira.example.com/base"} {
		if _, err := settings.Parse("plotline.yaml", []byte("version: 1\njira: {url: \""+url+"\"}\n")); err != nil {
			t.Errorf("%s: %v", url, err)
		}
	}
}
