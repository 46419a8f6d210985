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
	"plotline/integrations/remote"
)

// mostWords is how many of a server's messages a failure repeats.
const mostWords = 5

// saying gives a server's words on one line, always in the same order, each once.
func saying(messages []string, fields map[string]string) string {
	var words []string
	add := func(text string) {
		if text = remote.Clip(text); text != "" && !slices.Contains(words, text) {
			words = append(words, text)
		}
	}
	for _, m := range messages {
		add(m)
	}
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		add(name + ": " + fields[name])
	}
	if more := len(words) - mostWords; more > 0 {
		words = append(words[:mostWords], fmt.Sprintf("and %d more", more))
	}
	return strings.Join(words, "; ")
}

// fail says what was being done, which of the engine's failures it is, and the
// way out.
func (t *Tracker) fail(doing string, err error) error {
	ways := remote.Ways{Address: "jira.url", Login: t.loginHint, Rights: t.rightsHint}
	f, ok := ways.Failure(doing, err, statusOf(err))
	if !ok {
		return err
	}
	if sentElsewhere(err) {
		f.Hint = "the server sends to another address: check jira.url"
	}
	var r *refusal
	if errors.As(err, &r) && r.page {
		f.Err, f.Hint = err, "a proxy or a single sign-on page answered in Jira's place: check jira.url, and that API tokens may pass"
		if r.status == http.StatusUnauthorized || r.status == http.StatusForbidden || r.status/100 == 3 {
			f.Err = fmt.Errorf("%w: %w", integrations.ErrLogin, err)
		}
	}
	return f
}

// sentElsewhere says that the server answered with another address.
func sentElsewhere(err error) bool {
	var moved *pace.Redirected
	switch statusOf(err) {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect:
		return true
	}
	return errors.As(err, &moved)
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
