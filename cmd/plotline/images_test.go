package main

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"plotline/integrations"
	"plotline/integrations/local"
	"plotline/stories/render/browsertest"
)

// TestImages takes the pictures of the documentation anew, with -update: the
// example's map and board as they stand in the middle of the work.
func TestImages(t *testing.T) {
	if !*update {
		t.Skip("the pictures are taken with -update only: make images")
	}
	images, err := filepath.Abs("../../docs/images")
	if err != nil {
		t.Fatal(err)
	}
	examples, err := filepath.Abs("../../examples/northwind")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(images, 0o755); err != nil {
		t.Fatal(err)
	}
	browser := browsertest.Start(t)
	s := &site{t: t, dir: t.TempDir()}
	t.Chdir(s.dir)
	roadmap, err := os.ReadFile(filepath.Join(examples, "roadmap.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	s.write("roadmap.yaml", string(roadmap))
	s.halfway()
	s.url = startBoardAt(t, s.dir, pictureDay)
	s.run("render", "--out", "map.html")
	s.run("render", "--format", "gantt", "--out", "gantt.svg")
	s.run("render", "--format", "roadmap", "--out", "roadmap.svg")
	for _, picture := range []struct {
		name, address, scheme, prepare string
		width, height                  int64
	}{
		{"map-1280.png", "file://" + s.dir + "/map.html", "light", "", 1280, 1000},
		{"map-dark-1280.png", "file://" + s.dir + "/map.html", "dark", "", 1280, 1000},
		{"map-390.png", "file://" + s.dir + "/map.html", "light", "window.scrollTo(0, 900)", 390, 844},
		{"board-1280.png", s.url, "light", "", 1280, 1000},
		{"board-390.png", s.url, "dark", "window.scrollTo(0, 1150)", 390, 844},
		{"board-edit-1280.png", s.url, "light", `document.querySelector('.stories [data-do="edit"]').click()`, 1280, 900},
		{"board-plan-1280.png", s.url, "light", `document.querySelector('[data-do="plan"]').click()`, 1280, 900},
		{"gantt-1280.png", "file://" + s.dir + "/gantt.svg", "light", "", 1280, 930},
		{"roadmap-1280.png", "file://" + s.dir + "/roadmap.svg", "light", "", 1280, 520},
		{"board-edit-390.png", s.url, "light", `document.querySelector('.stories [data-do="edit"]').click()`, 390, 844},
	} {
		tab := browser.Tab(t)
		browsertest.Do(t, tab, chromedp.EmulateViewport(picture.width, picture.height), browsertest.Scheme(picture.scheme),
			chromedp.Navigate(picture.address), chromedp.WaitReady(chromedp.CSS("svg, .card")))
		if picture.prepare != "" {
			browsertest.Eval[bool](t, tab, picture.prepare+";true")
			browsertest.Do(t, tab, chromedp.Sleep(1500*time.Millisecond))
		}
		if wide := browsertest.Eval[bool](t, tab, `document.documentElement.scrollWidth > window.innerWidth`); wide {
			t.Errorf("%s: the page is wider than the window", picture.name)
		}
		data := browsertest.Picture(t, tab, picture.width, picture.height)
		if err := os.WriteFile(filepath.Join(images, picture.name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// pictureDay is the day on which the pictures are taken, whenever the test runs.
func pictureDay() time.Time { return time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC) }

// run runs a command, on the same day whenever the test runs.
func (s *site) run(args ...string) {
	s.t.Helper()
	p := quiet(s.dir, io.Discard)
	p.now = pictureDay
	var talk strings.Builder
	p.stderr = &talk
	if code := p.run(s.t.Context(), append([]string{"plotline"}, args...)); code != 0 {
		s.t.Fatalf("%v: exit code %d\n%s", args, code, talk.String())
	}
}

// halfway brings the example to the middle of the work: tickets, some of them
// done, accepted and asked stories, and a goal that moved.
func (s *site) halfway() {
	s.run("convert", "roadmap.yaml")
	s.run("accept", "--goal", "engagement", "--by", "Pia")
	s.write("roadmap.yaml", strings.Replace(s.read("roadmap.yaml"), "+20%\n", "+25%\n", 1))
	s.run("accept", "--goal", "completed-orders", "--by", "Pia")
	s.run("ask", "backlog/recommendations/dismiss.md", "Is a dismissed product gone for good, or for a while?", "--by", "Pia")
	for _, path := range []string{"epic.md", "record-behavior.md", "signals.md", "typos.md", "explain.md"} {
		s.run("accept", "backlog/recommendations/"+path, "--by", "Pia")
	}
	s.run("push", "--yes")
	const typos = "backlog/recommendations/typos.md"
	s.write(typos, strings.Replace(s.read(typos), "# Forgive typos and synonyms in search", "# Find what shoppers mean, not what they type", 1))
	for _, move := range []struct {
		day         int // of November, before 1 of October
		key, status string
	}{
		{-3, "LOCAL-7", local.Done}, {-1, "LOCAL-13", local.Done}, {5, "LOCAL-11", local.Done}, {6, "LOCAL-20", local.Done},
		{12, "LOCAL-16", local.Done}, {18, "LOCAL-17", local.Done}, {19, "LOCAL-30", local.Done},
		{20, "LOCAL-15", local.InProgress}, {20, "LOCAL-21", local.InProgress},
	} {
		s.moveOn(time.Date(2026, 11, move.day, 15, 0, 0, 0, time.UTC), move.key, move.status)
	}
}

// still is a clock that stands.
type still struct {
	integrations.SystemClock
	at time.Time
}

func (c still) Now() time.Time { return c.at }

// moveOn moves a local ticket as somebody did on a day.
func (s *site) moveOn(day time.Time, key, status string) {
	s.t.Helper()
	tracker, err := local.Open(s.t.Context(), filepath.Join(s.dir, ".plotline"), still{at: day})
	if err != nil {
		s.t.Fatal(err)
	}
	if err := errors.Join(tracker.Move(s.t.Context(), key, status), tracker.Shut()); err != nil {
		s.t.Fatal(err)
	}
}
