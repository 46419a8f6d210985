package github

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

	gh "github.com/google/go-github/v60/github"

	"plotline/integrations/remote"
)

// reply is what came back beside the decoded body.
type reply struct {
	status int
	header http.Header
	url    *url.URL // after redirects
}

// send makes one request to the REST API as it was found; the path is relative
// to it. The body is decoded into the given value unless that is nil.
func (t *Tracker) send(ctx context.Context, method, path string, payload, into any) (reply, error) {
	return t.sendTo(ctx, t.api(), method, path, payload, into)
}

// api is where the REST API was found; before that, where it is expected.
func (t *Tracker) api() *url.URL {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.server != nil {
		return t.server.api
	}
	return t.base
}

func (t *Tracker) sendTo(ctx context.Context, api *url.URL, method, path string, payload, into any) (reply, error) {
	req, err := t.client(api).NewRequest(method, path, payload)
	if err != nil {
		return reply{}, err
	}
	// Sent by hand: go-github replaces every error by the context's when that
	// has ended, and with it the fact that an answer was lost.
	resp, err := t.http.Do(req.WithContext(ctx))
	if err != nil {
		return reply{}, remote.WithoutAddress(err)
	}
	defer func() { _ = resp.Body.Close() }()
	r := reply{status: resp.StatusCode, header: resp.Header, url: resp.Request.URL}
	if err := gh.CheckResponse(resp); err != nil {
		return r, readError(err)
	}
	if into == nil {
		return r, nil
	}
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		return r, err
	}
	return r, decode(data, into)
}

func decode(data []byte, into any) error {
	if len(bytes.TrimSpace(data)) == 0 {
		return errors.New("the server's answer is empty")
	}
	if err := json.Unmarshal(data, into); err != nil {
		return fmt.Errorf("the server's answer is not what GitHub sends: %w", err)
	}
	return nil
}

// next is the address of the following page, "" on the last. Only addresses on
// the configured server count.
func (t *Tracker) next(r reply) string {
	for _, link := range strings.Split(r.header.Get("Link"), ",") {
		address, rest, ok := strings.Cut(strings.TrimSpace(link), ";")
		if !ok || !strings.Contains(rest, `rel="next"`) {
			continue
		}
		u, err := url.Parse(strings.Trim(address, "<>"))
		if err == nil && u.Host == t.base.Host && u.Scheme == t.base.Scheme {
			return u.String()
		}
	}
	return ""
}

// repo is a path within the repository.
func (t *Tracker) repo(path string) string {
	return fmt.Sprintf("repos/%s/%s%s", t.owner, t.name, path)
}

// pages reads a list page by page until there is no next one, or until stop
// says so.
func pages[T any](ctx context.Context, t *Tracker, path string, visit func(page []T) (stop bool)) error {
	for seen := map[string]bool{}; path != "" && !seen[path]; {
		seen[path] = true
		var page []T
		r, err := t.send(ctx, http.MethodGet, path, nil, &page)
		if err != nil {
			return err
		}
		if visit(page) {
			return nil
		}
		path = t.next(r)
	}
	return nil
}
