package jira

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	gojira "github.com/andygrunwald/go-jira"

	"plotline/integrations/pace"
	"plotline/integrations/remote"
)

// get reads from the API of the version that the server speaks.
func (t *Tracker) get(ctx context.Context, path string, query url.Values, into any) error {
	return t.send(ctx, http.MethodGet, t.api(path), query, nil, into)
}

// ask reads by a POST that changes nothing.
func (t *Tracker) ask(ctx context.Context, path string, payload, into any) error {
	return t.send(pace.Reading(ctx), http.MethodPost, t.api(path), nil, payload, into)
}

// put writes what comes to the same when it is written twice.
func (t *Tracker) put(ctx context.Context, path string, payload any) error {
	return t.send(pace.Repeatable(ctx), http.MethodPut, t.api(path), nil, payload, nil)
}

// api is a path of the REST API.
func (t *Tracker) api(path string) string {
	version := "2"
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.server != nil && t.server.cloud {
		version = "3"
	}
	return "rest/api/" + version + "/" + path
}

// send makes one request and decodes the answer, unless into is nil.
func (t *Tracker) send(ctx context.Context, method, path string, query url.Values, payload, into any) error {
	if len(query) > 0 {
		path += "?" + query.Encode()
	}
	req, err := t.client.NewRequestWithContext(ctx, method, path, payload)
	if err != nil {
		return err
	}
	req.Header.Set("Accept", "application/json")
	resp, err := t.client.Do(req, nil)
	if resp == nil || resp.Response == nil {
		return remote.WithoutAddress(err)
	}
	defer func() { _ = resp.Body.Close() }()
	body, readErr := io.ReadAll(resp.Body)
	if readErr != nil {
		return &pace.Lost{Err: readErr}
	}
	if err != nil {
		return newRefusal(resp, body, err)
	}
	if err := notJira(resp, body); err != nil {
		return err
	}
	if into == nil || resp.StatusCode == http.StatusNoContent {
		return nil
	}
	if err := json.Unmarshal(body, into); err != nil {
		return fmt.Errorf("%w: %w", errGarbled, err)
	}
	return nil
}

// errGarbled: the server said that it did what was asked, in words that are not
// Jira's.
var errGarbled = errors.New("the answer is not what Jira sends")

// refusal is an answer of the API that is no success.
type refusal struct {
	status   int
	messages []string
	fields   map[string]string
	body     []byte
	// page says that the answer is a web page: a proxy's or a login's.
	page bool
}

func (r *refusal) Error() string {
	text := fmt.Sprintf("%d %s", r.status, http.StatusText(r.status))
	if r.page {
		return text + ": the answer is a web page, not Jira's"
	}
	if words := saying(r.messages, r.fields); words != "" {
		text += ": " + words
	}
	return text
}

// newRefusal reads Jira's error words; go-jira prints them in random order.
func newRefusal(resp *gojira.Response, body []byte, cause error) error {
	r := &refusal{status: resp.StatusCode, body: body, page: htmlPage(resp, body)}
	resp.Body = io.NopCloser(bytes.NewReader(body))
	var words *gojira.Error
	if errors.As(gojira.NewJiraError(resp, cause), &words) {
		r.messages, r.fields = words.ErrorMessages, words.Errors
	}
	return r
}

// notJira recognises answers that only look like success: a web page, and what
// an anonymous visitor gets when a login failed.
func notJira(resp *gojira.Response, body []byte) error {
	reason := resp.Header.Get("X-Seraph-Loginreason")
	if strings.Contains(reason, "AUTHENTICATED_FAILED") || strings.Contains(reason, "AUTHENTICATION_DENIED") {
		return &refusal{status: http.StatusUnauthorized, messages: []string{"the server says " + remote.Clip(reason)}}
	}
	if htmlPage(resp, body) {
		return &refusal{status: resp.StatusCode, page: true}
	}
	return nil
}

func htmlPage(resp *gojira.Response, body []byte) bool {
	return strings.Contains(resp.Header.Get("Content-Type"), "html") || bytes.HasPrefix(bytes.TrimSpace(body), []byte("<"))
}

// statusOf is the status that the server refused with, 0 for none.
func statusOf(err error) int {
	var r *refusal
	if errors.As(err, &r) {
		return r.status
	}
	return 0
}

// lacks says that the server does not know the address.
func lacks(err error) bool {
	switch statusOf(err) {
	case http.StatusNotFound, http.StatusMethodNotAllowed, http.StatusGone, http.StatusNotImplemented:
		return true
	}
	return false
}
