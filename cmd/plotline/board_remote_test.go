package main

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/chromedp/chromedp"

	"plotline/integrations/github/githubtest"
	"plotline/roadmap/roadmaptest"
	"plotline/stories/render/browsertest"
)

// refusing is a played GitHub that takes no issue with a word in its title, as
// long as the word is set.
type refusing struct {
	github http.Handler
	word   atomic.Value
	// busy says that the next request is one too many.
	busy atomic.Bool
}

func (r *refusing) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	body, err := io.ReadAll(req.Body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	req.Body = io.NopCloser(bytes.NewReader(body))
	if r.busy.Swap(false) {
		w.Header().Set("Retry-After", "1")
		w.WriteHeader(http.StatusTooManyRequests)
		fmt.Fprint(w, `{"message":"You have exceeded a secondary rate limit"}`)
		return
	}
	word, _ := r.word.Load().(string)
	if word != "" && req.Method == http.MethodPost && strings.HasSuffix(req.URL.Path, "/issues") && bytes.Contains(body, []byte(word)) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusUnprocessableEntity)
		fmt.Fprint(w, `{"message":"Validation Failed","errors":[{"message":"title <b>is on the list</b>"}],"status":"422"}`)
		return
	}
	r.github.ServeHTTP(w, req)
}

// TestBoardPushesToGitHub sees the plan as a diff, pushes it to a played GitHub
// with every step shown, and shows what was refused as text.
func TestBoardPushesToGitHub(t *testing.T) {
	if testing.Short() {
		t.Skip("SKIPPED: -short, so nothing was clicked")
	}
	browser := browsertest.Start(t)
	github := githubtest.New(githubtest.Config{Token: playedToken, NoGraphQL: true})
	front := &refusing{github: github}
	server := httptest.NewServer(front)
	defer server.Close()
	s := &site{t: t, dir: t.TempDir()}
	t.Chdir(s.dir)
	s.write("roadmap.yaml", roadmaptest.Northwind)
	s.write("plotline.yaml", fmt.Sprintf("version: 1\ntracker: github\ngithub: {repository: northwind/shop, base_url: %q, pace: {per_minute: 0, per_hour: 0}}\n", server.URL))
	s.run("draft")
	s.run("accept", "--all", "--by", "Pia")
	s.url = startBoard(t, s.dir)
	s.tab = browser.Tab(t)
	browsertest.Do(t, s.tab, chromedp.Navigate(s.url), chromedp.WaitReady(chromedp.CSS(".card")))

	front.word.Store("recommendation engine")
	front.busy.Store(true)
	s.watch("#plan-dialog .plan")
	s.click(`[data-do="plan"]`)
	s.until(`document.querySelectorAll("#plan-dialog .changes .create").length === 14`)
	if github.Writes() != 0 {
		t.Fatal("looking at the plan wrote to the tracker")
	}
	if reading := s.watched(); !slices.ContainsFunc(reading, regexp.MustCompile(`^waiting 1 s, until .*: GitHub asks to be left alone`).MatchString) {
		t.Errorf("the wait for the tickets is not shown: %.300q", reading)
	}
	s.watch("#plan-dialog output")
	front.busy.Store(true)
	s.click(`#plan-dialog [data-do="push"]`)
	s.until(`document.querySelector("#plan-dialog output").textContent === "13 created, 0 updated, 0 closed, 1 failed"`)
	steps := s.watched()
	if len(steps) < 14 || !strings.Contains(strings.Join(steps, "\n"), "7 of 14: ") {
		t.Errorf("the steps shown are %q", steps)
	}
	if waited := regexp.MustCompile(`^waiting 1 s, until .*: GitHub asks to be left alone`); !slices.ContainsFunc(steps, waited.MatchString) {
		t.Errorf("the wait and its reason are not shown: %q", steps)
	}
	problem := browsertest.Eval[string](t, s.tab, `document.querySelector("#plan-dialog .problem").innerText`)
	if !strings.HasPrefix(problem, "Implement a recommendation engine") || !strings.Contains(problem, "title <b>is on the list</b>") {
		t.Errorf("the refusal is shown as %q", problem)
	}
	s.drawn("1")
	s.click(`#plan-dialog [data-close]`)
	s.until(`document.querySelectorAll(".card .key a").length === 0 && document.querySelectorAll(".card .key").length === 13`)

	// The rest of the plan, and then an edit, which is shown before it is sent.
	front.word.Store("")
	s.push("1 created, 3 updated, 0 closed, 0 failed", "2") // three waited for its Key
	s.write(engine, strings.Replace(s.read(engine), "# Implement", "# Build", 1))
	s.run("accept", engine, "--by", "Pia")
	s.click(`[data-do="plan"]`)
	s.until(`document.querySelector("#plan-dialog .update del")?.textContent.startsWith("Implement a recommendation engine")`)
	s.until(`document.querySelector("#plan-dialog .update ins").textContent.startsWith("Build a recommendation engine")`)
	s.click(`#plan-dialog [data-close]`)
	s.push("0 created, 1 updated, 0 closed, 0 failed", "3")

	// A server that is away is told of, and no dialog hangs.
	server.Close()
	s.click(`[data-do="plan"]`)
	s.until(`document.querySelector("#plan-dialog .problem").textContent.length > 20`)
	if problem := browsertest.Eval[string](t, s.tab, `document.querySelector("#plan-dialog .problem").textContent`); strings.Contains(problem, playedToken) {
		t.Errorf("a token was shown: %q", problem)
	}
}

// push looks at the plan, pushes it, and closes the dialog.
func (s *site) push(want, drawn string) {
	s.t.Helper()
	s.click(`[data-do="plan"]`)
	s.until(`!document.querySelector('#plan-dialog [data-do="push"]').disabled`)
	s.click(`#plan-dialog [data-do="push"]`)
	s.until(`/failed$/.test(document.querySelector("#plan-dialog output").textContent)`)
	if said := browsertest.Eval[string](s.t, s.tab, `document.querySelector("#plan-dialog output").textContent`); said != want {
		s.t.Fatalf("the push ended with %q, want %q", said, want)
	}
	s.drawn(drawn)
	s.click(`#plan-dialog [data-close]`)
}

// watch keeps all that an element of the page says from now on.
func (s *site) watch(selector string) {
	s.t.Helper()
	browsertest.Eval[bool](s.t, s.tab, `(() => {
		const said = window.said = [];
		const element = document.querySelector("`+selector+`");
		new MutationObserver(() => said.push(element.textContent)).observe(element, {childList: true, characterData: true, subtree: true});
		return true;
	})()`)
}

func (s *site) watched() []string {
	s.t.Helper()
	return browsertest.Eval[[]string](s.t, s.tab, `window.said`)
}
