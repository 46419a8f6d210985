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

const boardRoadmap = `version: 1
id: northwind
product:
  name: Northwind Shop
  vision: Every shopper finds the right product within a minute
personas:
  - id: shopper
    name: returning shopper
goals:
  - id: engagement
    statement: Increase user engagement by 20% through personalized recommendations
    why: Engaged shoppers come back three times as often
    metrics:
      - id: engaged
        name: weekly engaged shoppers
        baseline: 41000
        target: +20%
        unit: shoppers
        due: 2027-Q1
    horizon: now
    initiatives:
      - id: recommendations
        name: Personalized recommendations
        addresses: [cannot-find]
pain_points:
  - id: cannot-find
    personas: [shopper]
    problem: Users struggle to find relevant products
    evidence:
      - 412 support tickets in Q3
    severity: high
    goals: [engagement]
team:
  product_manager: {name: Ana, github: ana}
  product_owner: {name: Pia, github: pia}
`

// The texts that a stranger may write into a roadmap.
const (
	hostileScript = `<script>window.harmed = true</script><img src=x onerror="window.harmed=true">`
	hostileBidi   = "abc \u202egnp.exe\u2066 end"
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
func startBoard(t *testing.T, dir string) string {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	out, in := io.Pipe()
	ended := make(chan int, 1)
	go func() {
		ended <- quiet(dir, in).run(ctx, []string{"plotline", "board", "--no-open", "--by", "Pia"})
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

// TestBoard clicks through the board in a browser, a promise a part.
func TestBoard(t *testing.T) {
	if testing.Short() {
		t.Skip("SKIPPED: -short, so nothing was clicked")
	}
	browser := browsertest.Start(t)
	for name, test := range map[string]func(*site){
		"accept": acceptOnBoard, "ask and answer": askOnBoard, "edit": editOnBoard, "reorder": reorderOnBoard,
		"usable by all": usableBoard, "conflict": conflictOnBoard, "push and move": pushOnBoard, "roadmap": roadmapOnBoard, "moved": movedOnBoard,
	} {
		t.Run(name, func(t *testing.T) { test(openBoard(t, browser, boardRoadmap)) })
	}
	t.Run("hostile texts", func(t *testing.T) {
		roadmap := strings.NewReplacer("Northwind Shop", hostileScript, "returning shopper", "shopper "+hostileScript,
			"Users struggle to find relevant products", hostileScript+" "+hostileBidi+strings.Repeat(" wide", 3000),
			"Personalized recommendations", "Recommendations "+hostileScript).Replace(boardRoadmap)
		roadmap = strings.ReplaceAll(roadmap, `onerror="window.harmed=true"`, "onerror='window.harmed=true'")
		hostileOnBoard(openBoard(t, browser, quoted(roadmap)))
	})
}

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

func acceptOnBoard(s *site) {
	s.click(s.card(engine) + ` [data-do="accept"]`)
	s.drawn("1")
	s.until(`document.querySelector('` + s.card(engine) + `').dataset.state === "accepted"`)
	s.has(engine, "handoff: accepted")
	if found := browsertest.Eval[bool](s.t, s.tab, `document.activeElement.dataset.do !== undefined`); !found {
		s.t.Error("the keyboard lost its place")
	}
}

// usableBoard asks about the page as a day's work leaves it, and about every
// dialog, light and dark.
func usableBoard(s *site) {
	for _, wrong := range browsertest.Nameless(s.t, s.tab) {
		s.t.Errorf("a screen reader has no name for %s", wrong)
	}
	s.run("accept", engine, "--by", "Pia")
	s.run("ask", "backlog/recommendations/dismiss.md", "For good?", "--by", "Pia")
	s.run("push", "--yes")
	s.write("roadmap.yaml", strings.Replace(boardRoadmap, "+20%\n", "+25%\n", 1))
	browsertest.Do(s.t, s.tab, chromedp.Reload(), chromedp.WaitReady(chromedp.CSS(".note.moved")))
	for _, scheme := range []string{"light", "dark"} {
		browsertest.Do(s.t, s.tab, browsertest.Scheme(scheme))
		browsertest.Axe(s.t, s.tab)
		for dialog, opens := range map[string]string{
			"pain": `[data-open="pain-dialog"]`, "reading": `[data-open="reading-dialog"]`, "talk": `.stories [data-do="ask"]`,
			"edit": `.stories [data-do="edit"]`, "plan": `[data-do="plan"]`,
		} {
			s.click(opens)
			s.until(`document.getElementById("` + dialog + `-dialog").open`)
			if dialog == "plan" {
				s.until(`document.querySelector("#plan-dialog .changes") !== null`)
			}
			browsertest.Axe(s.t, s.tab)
			s.click("#" + dialog + "-dialog [data-close]")
		}
	}
}

func askOnBoard(s *site) {
	s.click(s.card(engine) + ` [data-do="ask"]`)
	s.fill("#talk-dialog textarea", "Does this hold for <b>guests</b> too?")
	s.click(`#talk-dialog [type="submit"]`)
	s.drawn("1")
	s.until(`document.querySelector('` + s.card(engine) + ` .note.asked').textContent.includes("Does this hold for <b>guests</b> too?")`)
	s.has(engine, "handoff: asked")
	s.click(s.card(engine) + ` [data-do="answer"]`)
	s.fill("#talk-dialog textarea", "Yes")
	s.click(`#talk-dialog [type="submit"]`)
	s.drawn("2")
	s.until(`document.querySelector('` + s.card(engine) + `').dataset.state === "proposed"`)
	if strings.Contains(s.read(engine), "handoff:") {
		s.t.Error("an answered item is still asked")
	}
}

func editOnBoard(s *site) {
	before := s.read(engine)
	s.click(s.card(engine) + ` [data-do="edit"]`)
	s.fill(`#edit-dialog [name="title"]`, "Suggest what a household needs next")
	s.fill(`#edit-dialog .criteria textarea:first-child`, "Given a household, when it opens the home page, then six products are suggested.")
	s.click(`#edit-dialog [type="submit"]`)
	s.drawn("1")
	after := s.read(engine)
	s.has(engine, "# Suggest what a household needs next")
	s.has(engine, "- Given a household, when it opens the home page, then six products are suggested.")
	changed := 0
	for i, line := range strings.Split(before, "\n") {
		if lines := strings.Split(after, "\n"); i < len(lines) && lines[i] != line {
			changed++
		}
	}
	if changed != 2 {
		s.t.Errorf("%d lines changed, want the title and one criterion:\n%s", changed, after)
	}
}

func reorderOnBoard(s *site) {
	const order = `[...document.querySelectorAll(".stories .card")].map((c) => c.dataset.id).join()`
	was := strings.Split(browsertest.Eval[string](s.t, s.tab, order), ",")
	browsertest.Do(s.t, s.tab, chromedp.Focus(chromedp.CSS(`.stories li:first-child [data-do="down"]`)), chromedp.KeyEvent("\r"))
	s.drawn("1")
	is := strings.Split(browsertest.Eval[string](s.t, s.tab, order), ",")
	if is[0] != was[1] || is[1] != was[0] {
		s.t.Errorf("the first two stories did not change places")
	}
	if at := browsertest.Eval[string](s.t, s.tab, `document.activeElement.dataset.do + " " + document.activeElement.closest(".card").dataset.id`); at != "down "+was[0] {
		s.t.Errorf("the keyboard is at %q, want the same button of the same story", at)
	}
	browsertest.Do(s.t, s.tab, chromedp.KeyEvent("\r"))
	s.drawn("2")
	is = strings.Split(browsertest.Eval[string](s.t, s.tab, order), ",")
	if is[2] != was[0] {
		s.t.Errorf("the story did not move on at the second press")
	}
}

func conflictOnBoard(s *site) {
	s.click(s.card(engine) + ` [data-do="edit"]`)
	s.fill(`#edit-dialog [name="title"]`, "My title")
	theirs := strings.Replace(s.read(engine), "# Implement", "# Theirs: implement", 1)
	s.write(engine, theirs)
	s.click(`#edit-dialog [type="submit"]`)
	s.until(`document.querySelector("#edit-dialog .conflict pre").checkVisibility() && document.querySelector("#edit-dialog .conflict pre").textContent.includes("# Theirs: implement")`)
	if mine := browsertest.Eval[string](s.t, s.tab, `document.querySelector('#edit-dialog [name="title"]').value`); mine != "My title" {
		s.t.Errorf("mine is not shown any more: %q", mine)
	}
	if s.read(engine) != theirs {
		s.t.Fatal("a change on disk was overwritten")
	}
	browsertest.Axe(s.t, s.tab)
	s.click(`#edit-dialog [data-do="mine"]`)
	s.drawn("1")
	s.has(engine, "# My title")
}

func pushOnBoard(s *site) {
	s.click(`[data-do="plan"]`)
	s.until(`document.querySelectorAll("#plan-dialog .changes .create").length === 14`)
	s.click(`#plan-dialog [data-do="push"]`)
	s.until(`document.querySelector("#plan-dialog output").textContent.startsWith("14 created")`)
	s.drawn("1")
	s.click(`#plan-dialog [data-close]`)
	s.until(`document.querySelectorAll(".card .key").length === 14`)
	browsertest.Do(s.t, s.tab, chromedp.SetValue(chromedp.CSS(s.card(engine)+` select`), "Done"))
	browsertest.Eval[bool](s.t, s.tab, `document.querySelector('[data-test] select').dispatchEvent(new Event("change", {bubbles: true}))`)
	s.drawn("2")
	s.until(`document.querySelector('.goal .facts').textContent.includes("1 of 13 stories done")`)
}

func roadmapOnBoard(s *site) {
	s.click(`[data-open="reading-dialog"]`)
	s.fill(`#reading-dialog [name="on"]`, "2026-11-23")
	s.fill(`#reading-dialog [name="value"]`, "42k")
	s.click(`#reading-dialog [type="submit"]`)
	s.drawn("1")
	s.until(`document.querySelector(".metric .now").textContent.includes("42,000")`)
	s.has("roadmap.yaml", "        readings:\n          - {on: 2026-11-23, value: 42k}\n")
	s.click(`[data-open="pain-dialog"]`)
	s.fill(`#pain-dialog [name="problem"]`, "Shoppers forget what they looked for")
	s.click(`#pain-dialog [type="submit"]`)
	s.drawn("2")
	s.until(`document.querySelector(".pains:last-of-type, .pains") && document.getElementById("map").textContent.includes("Shoppers forget what they looked for")`)
	s.has("roadmap.yaml", "    problem: Shoppers forget what they looked for\n")
	s.click(`[data-open="reading-dialog"]`)
	s.fill(`#reading-dialog [name="value"]`, "many")
	s.click(`#reading-dialog [type="submit"]`)
	s.until(`document.querySelector("#reading-dialog .problem").textContent.includes("many")`)
}

func movedOnBoard(s *site) {
	s.click(s.card(engine) + ` [data-do="accept"]`)
	s.drawn("1")
	s.write("roadmap.yaml", strings.Replace(boardRoadmap, "+20%\n", "+25%\n", 1))
	browsertest.Do(s.t, s.tab, chromedp.Reload(), chromedp.WaitReady(chromedp.CSS(".card")))
	s.until(`document.querySelector('` + s.card(engine) + `').dataset.state === "moved"`)
	text := browsertest.Eval[string](s.t, s.tab, `document.querySelector('[data-test] .note.moved').textContent`)
	if !strings.Contains(text, "was +20%") || !strings.Contains(text, "is +25%") {
		s.t.Errorf("was and is are not shown: %q", text)
	}
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
