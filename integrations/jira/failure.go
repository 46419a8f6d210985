package jira

import (
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"plotline/integrations"
	"plotline/integrations/pace"
)

// saying gives a server's words on one line, always in the same order.
func saying(messages []string, fields map[string]string) string {
	var words []string
	for _, m := range messages {
		words = append(words, clip(m))
	}
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		words = append(words, clip(name)+": "+clip(fields[name]))
	}
	return strings.Join(words, "; ")
}

// clip keeps a server's words on one line and short.
func clip(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if runes := []rune(text); len(runes) > 300 {
		return string(runes[:300]) + "…"
	}
	return text
}

// fail says what was being done, which of the engine's failures it is, and the
// way out.
func (t *Tracker) fail(doing string, err error) error {
	if err == nil {
		return nil
	}
	var known *integrations.Failure
	if errors.As(err, &known) {
		return err
	}
	f := &integrations.Failure{Doing: doing, Err: err}
	var r *refusal
	if errors.As(err, &r) && r.page {
		f.Hint = "a proxy or a single sign-on page answered in Jira's place: check jira.url, and that API tokens may pass"
		if r.status == http.StatusUnauthorized || r.status == http.StatusForbidden || r.status/100 == 3 {
			f.Err = fmt.Errorf("%w: %w", integrations.ErrLogin, err)
		}
		return f
	}
	switch statusOf(err) {
	case http.StatusUnauthorized:
		f.Err = fmt.Errorf("%w: %w", integrations.ErrLogin, err)
		f.Hint = t.loginHint()
	case http.StatusForbidden:
		f.Err = fmt.Errorf("%w: %w", integrations.ErrRights, err)
		f.Hint = t.rightsHint(err)
	case http.StatusNotFound:
		f.Hint = "it may have been deleted, or this login may not see it"
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect:
		f.Hint = "the server sends to another address: check jira.url"
	case 0:
		f.Hint = transportHint(err)
	}
	return f
}

func (t *Tracker) loginHint() string {
	if t.config.Token == "" {
		return "no token was found: " + t.needs()
	}
	read := "the token came from " + orElse(t.config.TokenFrom, "JIRA_API_TOKEN")
	if t.config.Email != "" {
		read = "the e-mail address came from " + orElse(t.config.EmailFrom, "JIRA_EMAIL") + " and " + read
	}
	return read + ": one of them may be mistyped, expired, revoked, or for another site; " + t.needs()
}

// needs says what this deployment logs in with.
func (t *Tracker) needs() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	switch {
	case t.server == nil:
		return "Jira Cloud wants JIRA_EMAIL and JIRA_API_TOKEN, Data Center JIRA_API_TOKEN alone"
	case t.server.cloud:
		return "Jira Cloud wants JIRA_EMAIL and an API token in JIRA_API_TOKEN"
	}
	return "Jira Data Center wants a personal access token in JIRA_API_TOKEN"
}

func orElse(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

func (t *Tracker) rightsHint(err error) string {
	if strings.Contains(strings.ToUpper(err.Error()), "CAPTCHA") {
		return "log in once in the browser: Jira wants a CAPTCHA solved"
	}
	return "ask a Jira administrator for the project " + t.config.Project + "'s permissions to browse, create, edit, link and transition issues"
}

func transportHint(err error) string {
	var unreachable *pace.Unreachable
	var limited *pace.Limited
	var moved *pace.Redirected
	switch {
	case errors.As(err, &unreachable):
		return "check jira.url in the settings, the network and the proxy"
	case errors.As(err, &limited):
		return "wait until then; nothing is half done, and plotline push goes on from here"
	case errors.As(err, &moved):
		return "the server sends to another address: check jira.url"
	}
	return ""
}
