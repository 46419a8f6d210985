package board_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"plotline/cmd/board"
	"plotline/integrations"
	"plotline/stories/render"
	"plotline/templates"
)

const own = "127.0.0.1:4242"

// played is a desk that notes what it was asked to do.
type played struct {
	board.Desk
	did []string
	err error
}

func (p *played) Look(context.Context) (*render.View, error) {
	return &render.View{Product: "Shop", Columns: []render.Column{{ID: "g", Anchor: "goal-g", Statement: "<script>alert(1)</script>"}}}, p.err
}
func (p *played) Statuses() []string { return []string{"To do", "Done"} }
func (p *played) Today() string      { return "2026-11-23" }
func (p *played) Accept(_ context.Context, seen board.Seen) error {
	p.did = append(p.did, "accept "+seen.ID+" "+seen.Version)
	return p.err
}
func (p *played) Plan(_ context.Context, watcher board.Watcher) (*integrations.Plan, error) {
	watcher.Wait(41*time.Second, "GitHub allows 80 new issues a minute")
	return &integrations.Plan{Title: "local", Digest: "d", Changes: []integrations.Change{{Action: integrations.Create, Title: "<b>x</b>"}},
		Summary: integrations.Summary{Create: 1}}, p.err
}
func (p *played) Push(_ context.Context, digest string, watcher board.Watcher) (*integrations.Result, error) {
	p.did = append(p.did, "push "+digest)
	watcher.Step(integrations.Event{Done: 0, Total: 1, Doing: "create\n\nevent: done"})
	watcher.Wait(20*time.Millisecond, "pace")
	watcher.Wait(41*time.Second, "GitHub allows 80 new issues a minute")
	return &integrations.Result{Created: 1}, p.err
}

func newServer(t *testing.T) (*played, *board.Server, string) {
	t.Helper()
	desk := &played{}
	server, err := board.New(desk, templates.Page(), []string{own})
	if err != nil {
		t.Fatal(err)
	}
	page := ask(server, "GET", "/", "", nil)
	token := regexp.MustCompile(`name="plotline-token" content="([A-Z2-7]{26,})"`).FindStringSubmatch(page.Body.String())
	if token == nil {
		t.Fatalf("the page holds no token:\n%s", page.Body)
	}
	return desk, server, token[1]
}

func ask(server http.Handler, method, path, body string, headers map[string]string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, "http://"+own+path, strings.NewReader(body))
	for name, value := range headers {
		if name == "Host" {
			r.Host = value
		} else {
			r.Header.Set(name, value)
		}
	}
	w := httptest.NewRecorder()
	server.ServeHTTP(w, r)
	return w
}

// proper are the headers that the page itself sends.
func proper(token string) map[string]string {
	return map[string]string{"Origin": "http://" + own, board.TokenHeader: token, "Content-Type": "application/json"}
}

func TestOnlyThePageItselfWrites(t *testing.T) {
	for name, change := range map[string]struct{ header, value string }{
		"another host":          {"Host", "evil.example:4242"},
		"a host without port":   {"Host", "127.0.0.1"},
		"another origin":        {"Origin", "http://evil.example"},
		"the same, by https":    {"Origin", "https://" + own},
		"no origin":             {"Origin", ""},
		"an opaque origin":      {"Origin", "null"},
		"a wrong token":         {board.TokenHeader, "AAAA"},
		"no token":              {board.TokenHeader, ""},
		"a form's content type": {"Content-Type", "text/plain"},
	} {
		t.Run(name, func(t *testing.T) {
			desk, server, token := newServer(t)
			headers := proper(token)
			headers[change.header] = change.value
			for _, path := range []string{"/accept", "/plan", "/push", "/map"} {
				if got := ask(server, "POST", path, `{}`, headers); got.Code < 400 {
					t.Errorf("%s was answered with %d", path, got.Code)
				}
			}
			if desk.did != nil {
				t.Errorf("it was done: %v", desk.did)
			}
		})
	}
	desk, server, token := newServer(t)
	if got := ask(server, "POST", "/accept", `{"id":"i","version":"v"}`, proper(token)); got.Code != http.StatusOK || len(desk.did) != 1 {
		t.Errorf("the page's own write was answered with %d %s", got.Code, got.Body)
	}
}

func TestReadingFromElsewhere(t *testing.T) {
	_, server, _ := newServer(t)
	for _, headers := range []map[string]string{{"Host": "evil.example"}, {"Origin": "http://evil.example"}} {
		for _, path := range []string{"/", "/item?id=x"} {
			if got := ask(server, "GET", path, "", headers); got.Code != http.StatusForbidden {
				t.Errorf("%s with %v was answered with %d", path, headers, got.Code)
			}
		}
	}
	for _, path := range []string{"/accept", "/push", "/plan"} {
		if got := ask(server, "GET", path, "", nil); got.Code < 400 {
			t.Errorf("GET %s was answered with %d", path, got.Code)
		}
	}
}

func TestPolicyAllowsNoScriptInThePage(t *testing.T) {
	_, server, _ := newServer(t)
	got := ask(server, "GET", "/", "", nil)
	policy := got.Header().Get("Content-Security-Policy")
	if strings.Contains(policy, "unsafe") || !strings.HasPrefix(policy, "default-src 'none'") {
		t.Errorf("the policy is %q", policy)
	}
	page := got.Body.String()
	if regexp.MustCompile(`<script>|<style|\son[a-z]+=|\sstyle=|javascript:`).MatchString(page) {
		t.Errorf("the page holds a script or a style:\n%s", page)
	}
	if !strings.Contains(page, "&lt;script&gt;alert(1)") {
		t.Error("a text of the roadmap is not shown as text")
	}
}

func TestRefusalsSayWhy(t *testing.T) {
	for name, test := range map[string]struct {
		err    error
		status int
		says   string
	}{
		"refusal":  {&board.Refusal{Message: "no such goal"}, 422, `"error":"no such goal"`},
		"conflict": {&board.Conflict{Message: "changed", Theirs: &board.Sheet{File: "# Theirs"}}, 409, `"file":"# Theirs"`},
		"failure":  {&integrations.Failure{Doing: "push", Err: errors.New("no disk"), Hint: "buy one"}, 500, `buy one`},
	} {
		desk, server, token := newServer(t)
		desk.err = test.err
		got := ask(server, "POST", "/accept", `{}`, proper(token))
		if got.Code != test.status || !strings.Contains(got.Body.String(), test.says) {
			t.Errorf("%s: %d %s", name, got.Code, got.Body)
		}
	}
}

// waited is the one wait that a person would notice.
const waited = "event: wait\ndata: {\"reason\":\"GitHub allows 80 new issues a minute\",\"seconds\":41}"

func TestPushSendsEachStepAndWait(t *testing.T) {
	desk, server, token := newServer(t)
	events := eventsOf(ask(server, "POST", "/push", `{"digest":"d"}`, proper(token)))
	if len(events) != 3 || !strings.HasPrefix(events[0], "event: progress\ndata: ") || events[1] != waited || !strings.HasPrefix(events[2], "event: done\n") {
		t.Errorf("the stream is %q", events)
	}
	if len(desk.did) != 1 || desk.did[0] != "push d" {
		t.Errorf("done was %v", desk.did)
	}
}

func TestPlanSendsEachWait(t *testing.T) {
	desk, server, token := newServer(t)
	events := eventsOf(ask(server, "POST", "/plan", `{}`, proper(token)))
	if len(events) != 2 || events[0] != waited || !strings.HasPrefix(events[1], "event: planned\n") {
		t.Fatalf("the stream is %q", events)
	}
	if !strings.Contains(events[1], `\u0026lt;b\u0026gt;x`) || !strings.Contains(events[1], `"ready":true`) {
		t.Errorf("the plan is %s", events[1])
	}
	desk.err = &board.Refusal{Message: "no such project"}
	if events := eventsOf(ask(server, "POST", "/plan", `{}`, proper(token))); events[1] != "event: failed\ndata: {\"error\":\"no such project\"}" {
		t.Errorf("what failed is told as %q", events)
	}
}

func eventsOf(got *httptest.ResponseRecorder) []string {
	return strings.Split(strings.TrimSpace(got.Body.String()), "\n\n")
}

func TestLargeBodyIsRefused(t *testing.T) {
	desk, server, token := newServer(t)
	got := ask(server, "POST", "/accept", `{"id":"`+strings.Repeat("x", 2<<20)+`"}`, proper(token))
	if got.Code != http.StatusBadRequest || desk.did != nil {
		t.Errorf("answered with %d", got.Code)
	}
}
