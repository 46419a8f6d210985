package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"plotline/roadmap"
	"plotline/stories"
	"plotline/stories/render/browsertest"
)

// writeLarge writes a project of so many stories: 20 goals of 5 initiatives
// each, with different words in every story.
func writeLarge(t testing.TB, dir string, count int) {
	t.Helper()
	var out strings.Builder
	out.WriteString("version: 1\nproduct: {name: Large Shop}\npersonas:\n")
	for p := range 6 {
		fmt.Fprintf(&out, "  - {id: persona-%d, name: persona %d}\n", p, p)
	}
	out.WriteString("goals:\n")
	backlog := stories.NewBacklog(filepath.Join(dir, "backlog"))
	add := func(item *stories.Item) *stories.Item {
		if err := backlog.Add(item); err != nil {
			t.Fatal(err)
		}
		return item
	}
	verbs := strings.Fields("rank filter export archive compare schedule translate merge print share import rename")
	nouns := strings.Fields("invoices parcels baskets reports labels refunds coupons suppliers photos reviews addresses contracts payments returns")
	ways := strings.Fields("region weight colour season price author language status urgency size currency branch owner month device channel")
	for g := range 20 {
		fmt.Fprintf(&out, "  - id: goal-%d\n    statement: Shoppers of region %d come back more often\n    horizon: now\n    why: They spend more\n    metrics:\n      - {id: m%d, name: weekly shoppers, baseline: 41000, target: +20%%, due: 2028-Q1}\n    initiatives:\n", g, g, g)
		for e := range 5 {
			source := fmt.Sprintf("direction-%d-%d", g, e)
			fmt.Fprintf(&out, "      - {id: %s, name: Direction %d of goal %d}\n", source, e, g)
			serves := []roadmap.Ref{roadmap.NewRef(roadmap.InitiativeRef, source)}
			epic := add(&stories.Item{ID: largeID(g, e, 0), Kind: stories.Epic, Content: stories.Content{
				Type: stories.TypeEpic, Title: fmt.Sprintf("Direction %d of goal %d", e, g), Serves: serves,
			}})
			for s := range count / 100 {
				n := (g*5+e)*(count/100) + s
				verb, noun, way := verbs[n%len(verbs)], nouns[n/len(verbs)%len(nouns)], ways[n/len(verbs)/len(nouns)%len(ways)]
				title := fmt.Sprintf("%s %s by %s, case %d", strings.ToUpper(verb[:1])+verb[1:], noun, way, n)
				story := stories.Content{
					Type: stories.TypeFeature, Title: title, Serves: serves, Size: "5",
					Narrative: fmt.Sprintf("As a persona %d, I want to %s %s by %s, so that I find the right one of %d within a minute.", n%6, verb, noun, way, n),
				}
				for c := range 4 {
					story.Criteria = append(story.Criteria, stories.Criterion{Text: fmt.Sprintf(
						"Given %d %s, when they are %sed by %s, then at least %d of them are shown within 2 s.", 10+n, noun, verb, way, c+1)})
				}
				add(&stories.Item{ID: largeID(g, e, s+1), Kind: stories.Story, Epic: epic.ID, Content: story})
			}
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "roadmap.yaml"), []byte(out.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := backlog.Save(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func largeID(goal, epic, story int) string {
	return fmt.Sprintf("%08x-%04x-4000-8000-%012x", goal+1, epic+1, story+1)
}

// BenchmarkLargeBoard measures what a person waits for on a served board of
// 5,000 stories: the first paint at the first visit and at the next, the slowest
// of several filters, a map drawn anew after a story was accepted, and the first
// paint after that.
func BenchmarkLargeBoard(b *testing.B) {
	browser := browsertest.Start(b)
	dir := b.TempDir()
	b.Chdir(dir)
	writeLarge(b, dir, 5000)
	time.Sleep(2 * settled) // as files that somebody wrote before today
	for b.Loop() {
		address := startBoard(b, dir)
		tab := browser.Tab(b)
		for _, visit := range []string{"ms/first", "ms/again"} {
			browsertest.Do(b, tab, chromedp.Navigate(address), chromedp.WaitReady(chromedp.CSS("#filters")))
			b.ReportMetric(browsertest.Eval[float64](b, tab, browsertest.FirstPaint), visit)
		}
		b.ReportMetric(browsertest.Eval[float64](b, tab, browsertest.FilterTime(
			`[["state","accepted"],["state",""],["persona","persona-3"],["text","invoices region"],["text",""],["goal","goal-goal-3"],["goal",""]]`)), "ms/filter")
		b.ReportMetric(browsertest.Eval[float64](b, tab, `(async () => {
			const map = document.getElementById("map");
			const drawn = new Promise((done) => new MutationObserver(done).observe(map, {attributes: true, attributeFilter: ["data-drawn"]}));
			const from = performance.now();
			map.querySelector('.stories [data-do="accept"]').click();
			await drawn;
			map.getBoundingClientRect();
			return performance.now() - from;
		})()`), "ms/accept")
		browsertest.Do(b, tab, chromedp.Reload(), chromedp.WaitReady(chromedp.CSS("#filters")))
		b.ReportMetric(browsertest.Eval[float64](b, tab, browsertest.FirstPaint), "ms/after")
	}
}
