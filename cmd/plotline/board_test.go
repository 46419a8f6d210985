package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"plotline/roadmap/roadmaptest"
	"plotline/stories/render/browsertest"
)

// TestBoard clicks through the board in a browser, a promise a part.
func TestBoard(t *testing.T) {
	if testing.Short() {
		t.Skip("SKIPPED: -short, so nothing was clicked")
	}
	browser := browsertest.Start(t)
	for name, test := range map[string]func(*site){
		"accept": acceptOnBoard, "ask and answer": askOnBoard, "edit": editOnBoard, "reorder": reorderOnBoard, "drag": dragOnBoard, "counts": countsOnBoard,
		"usable by all": usableBoard, "conflict": conflictOnBoard, "their words": theirsOnBoard, "another origin": strangersOnBoard, "push and move": pushOnBoard, "roadmap": roadmapOnBoard, "moved": movedOnBoard,
	} {
		t.Run(name, func(t *testing.T) {
			s := openBoard(t, browser, roadmaptest.Northwind)
			test(s)
			s.current()
		})
	}
	t.Run("hostile texts", func(t *testing.T) {
		roadmap := strings.NewReplacer("Northwind Shop", hostileScript, "returning shopper", "shopper "+hostileScript,
			"Users struggle to find relevant products", hostileScript+" "+hostileBidi+strings.Repeat(" wide", 3000),
			"Personalized recommendations", "Recommendations "+hostileScript).Replace(roadmaptest.Northwind)
		roadmap = strings.ReplaceAll(roadmap, `onerror="window.harmed=true"`, "onerror='window.harmed=true'")
		hostileOnBoard(openBoard(t, browser, quoted(roadmap)))
	})
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
	s.write("roadmap.yaml", strings.Replace(roadmaptest.Northwind, "+20%\n", "+25%\n", 1))
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
	s.fill(`#edit-dialog [name="narrative"]`, "As a returning shopper, I want to see what my household needs, so that I need not search.")
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
	s.has(engine, "As a returning shopper, I want to see what my household needs, so that I need not search.")
	if changed != 3 {
		s.t.Errorf("%d lines changed, want the title, the narrative and one criterion:\n%s", changed, after)
	}
}

func reorderOnBoard(s *site) {
	was := s.orderShown()
	browsertest.Do(s.t, s.tab, chromedp.Focus(chromedp.CSS(`.stories li:first-child [data-do="down"]`)), chromedp.KeyEvent("\r"))
	s.drawn("1")
	is := s.orderShown()
	if is[0] != was[1] || is[1] != was[0] {
		s.t.Errorf("the first two stories did not change places")
	}
	if at := browsertest.Eval[string](s.t, s.tab, `document.activeElement.dataset.do + " " + document.activeElement.closest(".card").dataset.id`); at != "down "+was[0] {
		s.t.Errorf("the keyboard is at %q, want the same button of the same story", at)
	}
	browsertest.Do(s.t, s.tab, chromedp.KeyEvent("\r"))
	s.drawn("2")
	is = s.orderShown()
	if is[2] != was[0] {
		s.t.Errorf("the story did not move on at the second press")
	}
}

// orderShown are the stories of the page, as they stand.
func (s *site) orderShown() []string {
	s.t.Helper()
	return browsertest.Eval[[]string](s.t, s.tab, `[...document.querySelectorAll(".stories .card")].map((c) => c.dataset.id)`)
}

func dragOnBoard(s *site) {
	was := s.orderShown()
	s.drag(`.stories li:nth-child(1) .grip`, `.stories li:nth-child(3) .actions`)
	s.drawn("1")
	if is := s.orderShown(); !slices.Equal(is[:3], []string{was[1], was[2], was[0]}) {
		s.t.Errorf("dropped on the lower half of the third, the first is not behind it: %v, was %v", is[:3], was[:3])
	}
	s.drag(`.stories li:nth-child(3) .grip`, `.stories li:nth-child(1) h4`)
	s.drawn("2")
	if is := s.orderShown(); !slices.Equal(is, was) {
		s.t.Errorf("dropped on the upper half of the first, the third is not before it: %v, was %v", is, was)
	}
	s.has(engine, "rank:")
	before := s.read(engine)
	s.drag(`.stories li:nth-child(2) .grip`, `.epic-card`)
	s.click(`[data-open="pain-dialog"]`) // the page has answered the drop by now
	s.until(`document.getElementById("pain-dialog").open && document.querySelectorAll(".dragged, .drop-before, .drop-after").length === 0`)
	if is := s.orderShown(); !slices.Equal(is, was) || s.read(engine) != before {
		s.t.Error("a story dropped where none can stand was moved")
	}
}

// drag takes the mouse from one element to another; both must fit the window.
func (s *site) drag(from, to string) {
	s.t.Helper()
	browsertest.Do(s.t, s.tab, chromedp.EmulateViewport(1280, 2600), chromedp.DragAndDrop(chromedp.CSS(from), chromedp.CSS(to)))
}

func countsOnBoard(s *site) {
	s.click(s.card(engine) + ` [data-do="ask"]`)
	s.fill("#talk-dialog textarea", "For guests too?")
	s.click(`#talk-dialog [type="submit"]`)
	s.drawn("1")
	const shown = `[...document.querySelectorAll(".stories > li:not([hidden])")].length + " " + document.getElementById("shown").textContent`
	s.click(`[data-filter="asked"]`)
	s.until(`document.querySelector('[data-filter="asked"]').getAttribute("aria-pressed") === "true"`)
	if got := browsertest.Eval[string](s.t, s.tab, shown); got != "1 1 story" {
		s.t.Errorf("the count of what was asked shows %q", got)
	}
	s.click(`[data-filter="asked"]`)
	s.until(`document.querySelector('[data-filter="asked"]').getAttribute("aria-pressed") === "false"`)
	if got := browsertest.Eval[string](s.t, s.tab, shown); got != "13 13 stories" {
		s.t.Errorf("pressed anew it shows %q", got)
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

func theirsOnBoard(s *site) {
	s.click(s.card(engine) + ` [data-do="edit"]`)
	s.fill(`#edit-dialog [name="title"]`, "My title")
	s.write(engine, strings.Replace(s.read(engine), "# Implement", "# Theirs: implement", 1))
	s.click(`#edit-dialog [type="submit"]`)
	s.until(`document.querySelector("#edit-dialog .conflict pre").checkVisibility()`)
	s.click(`#edit-dialog [data-do="theirs"]`)
	s.until(`document.querySelector('#edit-dialog [name="title"]').value.startsWith("Theirs: implement")`)
	theirs := s.read(engine)
	s.click(`#edit-dialog [type="submit"]`)
	s.drawn("1")
	if s.read(engine) != theirs {
		s.t.Errorf("their words were taken, and the file changed:\n%s", s.read(engine))
	}
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
	s.drawn("2")
	s.until(`document.querySelector('.goal .facts').textContent.includes("1 of 13 stories done")`)

	// A status that is refused does not stay shown.
	browsertest.Eval[bool](s.t, s.tab, `(() => {
		const select = document.querySelector('`+s.card(engine)+` select');
		select.add(new Option("Nowhere", "Nowhere", false, true));
		return select.dispatchEvent(new Event("change", {bubbles: true}));
	})()`)
	s.until(`document.getElementById("said").textContent.includes("Nowhere")`)
	s.drawn("3")
	if shown := browsertest.Eval[string](s.t, s.tab, `(() => {
		const select = document.querySelector('[data-test] select');
		select.querySelector('[value="Nowhere"]')?.remove();
		return select.value;
	})()`); shown != "Done" {
		s.t.Errorf("after a refused move the ticket is shown in %q", shown)
	}
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
	s.write("roadmap.yaml", strings.Replace(roadmaptest.Northwind, "+20%\n", "+25%\n", 1))
	browsertest.Do(s.t, s.tab, chromedp.Reload(), chromedp.WaitReady(chromedp.CSS(".card")))
	s.until(`document.querySelector('` + s.card(engine) + `').dataset.state === "moved"`)
	text := browsertest.Eval[string](s.t, s.tab, `document.querySelector('[data-test] .note.moved').textContent`)
	if !strings.Contains(text, "was +20%") || !strings.Contains(text, "is +25%") {
		s.t.Errorf("was and is are not shown: %q", text)
	}
}
