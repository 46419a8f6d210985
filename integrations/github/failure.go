package github

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	gh "github.com/google/go-github/v60/github"

	"plotline/integrations"
	"plotline/integrations/pace"
	"plotline/integrations/remote"
)

// refusal is an answer of the API that is no success.
type refusal struct {
	status  int
	message string
}

func (r *refusal) Error() string {
	return fmt.Sprintf("%d %s", r.status, r.message)
}

// statusOfError is the status that the server refused with, 0 for none.
func statusOfError(err error) int {
	var r *refusal
	if errors.As(err, &r) {
		return r.status
	}
	return 0
}

// readError turns go-github's errors into refusals, which hold no address.
func readError(err error) error {
	var resp *gh.ErrorResponse
	if errors.As(err, &resp) && resp.Response != nil {
		return &refusal{resp.Response.StatusCode, wordsOf(resp)}
	}
	var abuse *gh.AbuseRateLimitError
	if errors.As(err, &abuse) && abuse.Response != nil {
		return &refusal{abuse.Response.StatusCode, remote.Clip(abuse.Message)}
	}
	return pace.Redact(err)
}

func wordsOf(resp *gh.ErrorResponse) string {
	words := []string{resp.Message}
	if resp.Message == "" {
		words[0] = http.StatusText(resp.Response.StatusCode)
	}
	for _, e := range resp.Errors {
		detail := e.Message
		if detail == "" {
			detail = strings.TrimSpace(e.Resource + " " + e.Field + " " + e.Code)
		}
		words = append(words, detail)
	}
	return remote.Clip(strings.Join(words, ": "))
}

// fail says what was being done, which of the engine's failures it is, and the
// way out.
func (t *Tracker) fail(doing string, err error) error {
	ways := remote.Ways{Address: "base_url", Login: t.loginHint, Rights: t.rightsHint}
	f, ok := ways.Failure(doing, err, statusOfError(err))
	if !ok {
		return err
	}
	switch statusOfError(err) {
	case http.StatusGone:
		f.Hint = "issues may be turned off: turn them on in the repository's settings"
	case http.StatusUnavailableForLegalReasons:
		f.Hint = "GitHub keeps this repository closed for legal reasons"
	}
	if errors.Is(err, integrations.ErrRights) {
		f.Hint = t.rightsHint(err) // GraphQL refuses with no status
	}
	return f
}

func (t *Tracker) loginHint() string {
	if t.config.Token == "" {
		return "no token was found: set GITHUB_TOKEN, or log in with gh auth login"
	}
	from := t.config.TokenFrom
	if from == "" {
		from = "the settings"
	}
	return fmt.Sprintf("the token came from %s: it may have expired, been revoked, or be for another server", from)
}

func (t *Tracker) rightsHint(err error) string {
	text := strings.ToLower(err.Error())
	switch {
	case strings.Contains(text, "saml"):
		return "authorize the token for the organization's single sign-on"
	case strings.Contains(text, "locked"):
		return "unlock its conversation, or give the login the role Write"
	}
	return fmt.Sprintf("the login needs to write issues in %s/%s: a classic token needs the scope repo, a fine-grained one Issues: write", t.owner, t.name)
}
