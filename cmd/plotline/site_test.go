package main

import (
	"bufio"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"plotline/stories/render/browsertest"
)

// site is a project with its board, open in a tab.
type site struct {
	t   *testing.T
	tab context.Context
	dir string
	url string
}

// openBoard drafts a roadmap in a folder of its own and opens the board on it.
func openBoard(t *testing.T, browser *browsertest.Browser, roadmap string) *site {
	t.Helper()
	s := &site{t: t, dir: t.TempDir()}
	t.Chdir(s.dir)
	s.write("roadmap.yaml", roadmap)
	if code := quiet(s.dir, io.Discard).run(t.Context(), []string{"plotline", "draft"}); code != 0 {
		t.Fatalf("draft: exit code %d", code)
	}
	s.url = startBoard(t, s.dir)
	s.tab = browser.Tab(t)
	browsertest.Do(t, s.tab, chromedp.Navigate(s.url), chromedp.WaitReady(chromedp.CSS(".card")))
	return s
}

// playedToken is a login that the played GitHub takes.
const playedToken = "not-a-real-token"

// quiet is a program that talks to nobody.
func quiet(dir string, stdout io.Writer) *program {
	return &program{
		stdin: strings.NewReader(""), stdout: stdout, stderr: io.Discard, dir: dir, now: time.Now,
		getenv: func(name string) string { return map[string]string{"GITHUB_TOKEN": playedToken}[name] },
	}
}

// startBoard runs the command until the test ends, and gives the address that
// it prints.
func startBoard(t testing.TB, dir string) string {
	t.Helper()
	return startBoardAt(t, dir, time.Now)
}

func startBoardAt(t testing.TB, dir string, now func() time.Time) string {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	out, in := io.Pipe()
	ended := make(chan int, 1)
	go func() {
		p := quiet(dir, in)
		p.now = now
		ended <- p.run(ctx, []string{"plotline", "board", "--no-open", "--by", "Pia"})
		in.Close()
	}()
	t.Cleanup(func() {
		stop()
		if code := <-ended; code != 0 {
			t.Errorf("board: exit code %d", code)
		}
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("the board printed no address: %v", err)
	}
	go io.Copy(io.Discard, out)
	return strings.TrimSpace(line)
}

func (s *site) write(name, text string) {
	s.t.Helper()
	if err := os.WriteFile(filepath.Join(s.dir, name), []byte(text), 0o644); err != nil {
		s.t.Fatal(err)
	}
}

func (s *site) read(name string) string {
	s.t.Helper()
	data, err := os.ReadFile(filepath.Join(s.dir, name))
	if err != nil {
		s.t.Fatal(err)
	}
	return string(data)
}

func (s *site) click(selector string) {
	s.t.Helper()
	// The map draws what comes into view, and then nothing moves any more.
	browsertest.Do(s.t, s.tab, chromedp.WaitVisible(chromedp.CSS(selector)))
	browsertest.Eval[bool](s.t, s.tab, `new Promise((done) => {
		document.querySelector('`+selector+`').scrollIntoView({block: "center", behavior: "instant"});
		requestAnimationFrame(() => requestAnimationFrame(() => done(true)));
	})`)
	browsertest.Do(s.t, s.tab, chromedp.Click(chromedp.CSS(selector)))
}

func (s *site) fill(selector, text string) {
	s.t.Helper()
	browsertest.Do(s.t, s.tab, chromedp.WaitVisible(chromedp.CSS(selector)), chromedp.SetValue(chromedp.CSS(selector), text))
}

func (s *site) until(script string) {
	s.t.Helper()
	browsertest.Until(s.t, s.tab, script)
}

// engine is the file that most of the tests work on.
const engine = "backlog/recommendations/engine.md"

// card marks the card of an item's file, so that selectors find it, and waits
// for it.
func (s *site) card(path string) string {
	s.t.Helper()
	s.until(`(() => {
		const card = [...document.querySelectorAll(".card")].find((c) => c.querySelector(".path")?.textContent.endsWith("` + filepath.Base(path) + `"));
		if (!card) return false;
		document.querySelectorAll("[data-test]").forEach((c) => delete c.dataset.test);
		card.dataset.test = "it";
		return true;
	})()`)
	return `[data-test="it"]`
}

// drawn waits until the map was drawn anew so many times.
func (s *site) drawn(times string) {
	s.t.Helper()
	s.until(`document.getElementById("map").dataset.drawn === "` + times + `"`)
}

func (s *site) has(file, text string) {
	s.t.Helper()
	if data := s.read(file); !strings.Contains(data, text) {
		s.t.Errorf("%s lacks %q:\n%s", file, text, data)
	}
}

// current holds a map that was drawn anew in parts to what a fresh page shows.
func (s *site) current() {
	s.t.Helper()
	differ := browsertest.Eval[string](s.t, s.tab, `(async () => {
		const shown = (map) => {
			const copy = map.cloneNode(true);
			for (const e of [copy, ...copy.querySelectorAll("*")]) for (const name of ["open", "hidden", "aria-pressed", "data-test", "data-drawn", "style", "class"]) e.removeAttribute(name);
			return copy.innerHTML.trim();
		};
		const chosen = [...document.querySelectorAll("select[data-do]")].filter((s) => !s.selectedOptions[0].defaultSelected);
		if (chosen.length > 0) return "a status that the ticket does not have";
		const fresh = new DOMParser().parseFromString(await (await fetch("/")).text(), "text/html");
		for (const id of ["map", "summary"]) {
			const [is, want] = [shown(document.getElementById(id)), shown(fresh.getElementById(id))];
			let at = 0;
			while (at < want.length && is[at] === want[at]) at++;
			if (is !== want) return is.slice(Math.max(0, at - 200), at + 200) + "\n\nand a fresh page\n\n" + want.slice(Math.max(0, at - 200), at + 200);
		}
		return "";
	})()`)
	if differ != "" {
		s.t.Errorf("the page shows\n\n%s", differ)
	}
}
