package render_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"

	"plotline/stories/render"
	"plotline/stories/render/browsertest"
	"plotline/templates"
)

// file writes a view's page and gives its address.
func file(t testing.TB, view *render.View) string {
	t.Helper()
	pages, err := render.NewPages(templates.Page())
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := pages.File(&out, view); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "map.html")
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return "file://" + path
}

const filterSteps = `[["state","asked"],["state",""],["persona","persona-3"],["persona",""],["text","relevance number"],["text","story-7-3-9"],["text",""],["horizon","now"],["horizon",""],["goal","goal-goal-3"],["goal",""]]`

// BenchmarkLargeMap measures what a person waits for at 5,000 stories: the
// first paint, and the slowest of several filters, layout included.
func BenchmarkLargeMap(b *testing.B) {
	browser := browsertest.Start(b)
	address := file(b, large(5000))
	for b.Loop() {
		tab := browser.Tab(b)
		browsertest.Do(b, tab, chromedp.Navigate(address), chromedp.WaitReady(chromedp.CSS("#filters")))
		b.ReportMetric(browsertest.Eval[float64](b, tab, browsertest.FirstPaint), "ms/first-paint")
		b.ReportMetric(browsertest.Eval[float64](b, tab, browsertest.FilterTime(filterSteps)), "ms/filter")
	}
}

// TestMapIsUsableByAll opens the map from disk, light and dark, and asks axe.
func TestMapIsUsableByAll(t *testing.T) {
	if testing.Short() {
		t.Skip("SKIPPED: -short, so no browser was asked")
	}
	browser := browsertest.Start(t)
	tab := browser.Tab(t)
	browsertest.Do(t, tab, chromedp.Navigate(file(t, large(100))), chromedp.WaitReady(chromedp.CSS("#filters")))
	if shown := browsertest.Eval[string](t, tab, `document.getElementById("shown").textContent`); shown != "100 stories" {
		t.Errorf("the page's script did not run: %q", shown)
	}
	for _, wrong := range browsertest.Nameless(t, tab) {
		t.Errorf("a screen reader has no name for %s", wrong)
	}
	for _, scheme := range []string{"light", "dark"} {
		browsertest.Do(t, tab, browsertest.Scheme(scheme))
		browsertest.Eval[bool](t, tab, `document.querySelectorAll("details").forEach((d) => { d.open = true; }) || true`)
		browsertest.Axe(t, tab)
	}
}

// TestMapPrintsWhole prints the map: paper has no scroll bars and nothing to
// press, so all of it stands open there, and afterwards what was.
func TestMapPrintsWhole(t *testing.T) {
	if testing.Short() {
		t.Skip("SKIPPED: -short, so nothing was printed")
	}
	tab := browsertest.Start(t).Tab(t)
	browsertest.Do(t, tab, chromedp.Navigate(file(t, large(100))), chromedp.WaitReady(chromedp.CSS("#filters")), browsertest.Paper())
	const closed = `document.querySelectorAll("main details:not([open])").length`
	was := browsertest.Eval[int](t, tab, `(addEventListener("beforeprint", () => { window.unprinted = `+closed+`; }), `+closed+`)`)
	browsertest.Do(t, tab, browsertest.Printed(t))
	if left := browsertest.Eval[int](t, tab, `window.unprinted`); left != 0 || was == 0 {
		t.Errorf("%d of %d texts are not printed", left, was)
	}
	if now := browsertest.Eval[int](t, tab, closed); now != was {
		t.Errorf("%d texts are closed after printing, %d were before", now, was)
	}
	for what, script := range map[string]string{
		"nothing to press is on paper":     `[...document.querySelectorAll("form, .skip, [data-do]")].every((e) => !e.checkVisibility())`,
		"no scroll bar hides a part":       `[document.body, document.getElementById("map"), document.querySelector(".columns")].every((e) => getComputedStyle(e).overflow === "visible")`,
		"paper is white for a dark screen": `getComputedStyle(document.body).backgroundColor === "rgb(255, 255, 255)" && getComputedStyle(document.querySelector(".chip.accepted")).backgroundColor === "rgb(226, 243, 232)"`,
	} {
		if !browsertest.Eval[bool](t, tab, script) {
			t.Errorf("it does not hold that %s", what)
		}
	}
}

// TestLargeMapIsFiltered filters 5,000 stories. The time is measured by the
// benchmark on a quiet machine; here it only must not be absurd.
func TestLargeMapIsFiltered(t *testing.T) {
	if testing.Short() {
		t.Skip("SKIPPED: -short, so no browser was asked")
	}
	tab := browsertest.Start(t).Tab(t)
	browsertest.Do(t, tab, chromedp.Navigate(file(t, large(5000))), chromedp.WaitReady(chromedp.CSS("#filters")))
	for filter, want := range map[string]string{
		`["text", "number story-7-3-9"]`: "1 story", `["state", "asked"]`: "1000 stories and 20 epics", `["persona", "persona-3"]`: "800 stories",
		`["horizon", "now"]`: "1750 stories", `["goal", "goal-goal-3"]`: "250 stories", `["text", "nothing like this"]`: "0 stories",
	} {
		slowest := browsertest.Eval[float64](t, tab, browsertest.FilterTime("["+filter+"]"))
		shown := browsertest.Eval[string](t, tab, `document.getElementById("shown").textContent`)
		if shown != want || slowest > 2000 {
			t.Errorf("%s shows %s after %.0f ms, want %s", filter, shown, slowest, want)
		}
		browsertest.Eval[float64](t, tab, browsertest.FilterTime(`[["text", ""], ["state", ""], ["persona", ""], ["horizon", ""], ["goal", ""]]`))
	}
}
