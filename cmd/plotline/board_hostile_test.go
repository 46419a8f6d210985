package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"

	"github.com/chromedp/chromedp"

	"plotline/stories/render/browsertest"
)

// The texts that a stranger may write into a roadmap.
const (
	hostileScript = `<script>window.harmed = true</script><img src=x onerror="window.harmed=true">`
	hostileBidi   = "abc \u202egnp.exe\u2066 end"
)

// quoted puts the hostile values into quotes, so that they are YAML.
func quoted(roadmap string) string {
	lines := strings.Split(roadmap, "\n")
	for i, line := range lines {
		if key, value, ok := strings.Cut(line, ": "); ok && strings.Contains(value, "<script>") {
			lines[i] = key + `: "` + value + `"`
		}
	}
	return strings.Join(lines, "\n")
}

func hostileOnBoard(s *site) {
	if browsertest.Eval[bool](s.t, s.tab, `window.harmed === true || document.querySelectorAll("main script, main img, h1 img").length > 0`) {
		s.t.Error("a text became markup")
	}
	shown := browsertest.Eval[string](s.t, s.tab, `document.querySelector("h1").textContent`)
	if !strings.HasPrefix(shown, "<script>window.harmed = true</script>") {
		s.t.Errorf("the text is not shown as it is: %q", shown)
	}
	if wide := browsertest.Eval[bool](s.t, s.tab, `document.documentElement.scrollWidth > window.innerWidth`); wide {
		s.t.Error("a long text makes the page wider than the window")
	}
}

// strangersOnBoard opens a page of another origin beside the board, which tries
// what a browser lets it: to read, to write, to send a form, to frame the board.
func strangersOnBoard(s *site) {
	s.card(engine)
	seen := browsertest.Eval[string](s.t, s.tab, `JSON.stringify({id: document.querySelector('[data-test]').dataset.id, version: document.querySelector('[data-test]').dataset.version})`)
	token := browsertest.Eval[string](s.t, s.tab, `document.querySelector('meta[name="plotline-token"]').content`)
	before := s.read(engine)
	stranger := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, "<!doctype html><title>stranger</title><p class=card>x</p>")
	}))
	defer stranger.Close()
	browsertest.Do(s.t, s.tab, chromedp.Navigate(stranger.URL), chromedp.WaitReady(chromedp.CSS(".card")))
	got := browsertest.Eval[[]string](s.t, s.tab, fmt.Sprintf(`(async () => {
		const [board, token, body] = [%q, %q, %q], told = [];
		const attempt = async (name, options, path) => {
			try {
				const response = await fetch(board + (path || "accept"), options);
				if (response.type !== "opaque" && response.ok) told.push(name + " was answered");
			} catch { /* as it should be */ }
		};
		await attempt("reading", {}, "item?id=" + JSON.parse(body).id);
		await attempt("writing", {method: "POST", headers: {"Content-Type": "application/json", "X-Plotline-Token": token}, body});
		await attempt("writing blindly", {method: "POST", mode: "no-cors", headers: {"Content-Type": "text/plain"}, body});
		const frame = document.createElement("iframe");
		const form = document.createElement("form");
		Object.assign(frame, {name: "frame", src: board});
		Object.assign(form, {method: "post", action: board + "accept", target: "frame", enctype: "text/plain"});
		const field = document.createElement("input");
		Object.assign(field, {name: body.slice(0, -1) + ', "x":"', value: '"}'});
		form.append(field);
		document.body.append(frame, form);
		await new Promise((done) => { frame.onload = done; setTimeout(done, 5000); });
		if (frame.contentDocument !== null) told.push("the board is in a frame that can be read");
		form.submit();
		await new Promise((done) => { frame.onload = done; setTimeout(done, 5000); });
		return told;
	})()`, s.url, token, seen))
	if len(got) > 0 || s.read(engine) != before {
		s.t.Errorf("a page of another origin: %q\n%s", got, s.read(engine))
	}
	browsertest.Do(s.t, s.tab, chromedp.Navigate(s.url), chromedp.WaitReady(chromedp.CSS(".card")))
	if state := browsertest.Eval[string](s.t, s.tab, `document.querySelector('.card[data-id="' + `+seen+`.id + '"]').dataset.state`); state != "proposed" {
		s.t.Errorf("a page of another origin made the story %s", state)
	}
}
