package main

import (
	"context"
	"net/url"
	"os/exec"
	"strings"
	"time"

	"github.com/zalando/go-keyring"
)

// secret is a token and the name of the place it was read from. Only the place
// is ever printed.
type secret struct {
	value string
	from  string
}

// String keeps the value out of every message and log.
func (s secret) String() string { return "token from " + s.from }

// GoString keeps it out of %#v too.
func (s secret) GoString() string { return s.String() }

// keyringService is the name under which the operating system's keyring holds
// tokens; the user is the server's host.
const keyringService = "plotline"

// askTimeout bounds how long another program may take to hand out a token.
const askTimeout = 5 * time.Second

// githubSecret finds the token for GitHub: the environment, then the gh command,
// then the keyring.
func (p *program) githubSecret(ctx context.Context, host string) (secret, bool) {
	for _, name := range []string{"GITHUB_TOKEN", "GH_TOKEN"} {
		if value := strings.TrimSpace(p.getenv(name)); value != "" {
			return secret{value, name}, true
		}
	}
	if found, ok := p.ghToken(ctx, host); ok {
		return found, true
	}
	return keyringSecret(host)
}

func (p *program) ghToken(ctx context.Context, host string) (secret, bool) {
	ctx, cancel := context.WithTimeout(ctx, askTimeout)
	defer cancel()
	args := []string{"auth", "token"}
	if host != "" && host != "github.com" && host != "api.github.com" {
		args = append(args, "--hostname", host)
	}
	out, err := exec.CommandContext(ctx, "gh", args...).Output()
	value := strings.TrimSpace(string(out))
	if err != nil || value == "" {
		return secret{}, false
	}
	return secret{value, "gh auth token"}, true
}

// jiraSecret finds the token for Jira and the e-mail address that goes with it
// on Cloud; Data Center takes the token alone.
func (p *program) jiraSecret(host string) (token secret, email string, ok bool) {
	email = strings.TrimSpace(p.getenv("JIRA_EMAIL"))
	if value := strings.TrimSpace(p.getenv("JIRA_API_TOKEN")); value != "" {
		return secret{value, "JIRA_API_TOKEN"}, email, true
	}
	token, ok = keyringSecret(host)
	return token, email, ok
}

// keyringSecret asks the operating system; a server without a keyring has none.
func keyringSecret(host string) (secret, bool) {
	value, err := keyring.Get(keyringService, host)
	if err != nil || value == "" {
		return secret{}, false
	}
	return secret{value, "the keyring, service " + keyringService}, true
}

// hostOf gives the host of an address, "" when it has none.
func hostOf(address string) string {
	parsed, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return parsed.Hostname()
}
