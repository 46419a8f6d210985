package render_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"plotline/stories/render"
	"plotline/stories/render/browsertest"
)

// TestMermaidDrawsIt asks Mermaid's own parser: it draws a node for each goal,
// epic and story, and shows their texts as they are written, whatever they are.
func TestMermaidDrawsIt(t *testing.T) {
	if testing.Short() {
		t.Skip("SKIPPED: -short, so Mermaid was not asked")
	}
	tab := browsertest.Start(t).Tab(t)
	browsertest.Do(t, tab, chromedp.Navigate("about:blank"))
	for _, title := range []string{
		"Find the right product", "end", "subgraph x", "click n1 call alert()", `say "hello"] --> n9`, "a --> b; c %% d", "#quot; &lt;b&gt; #35;",
		"<script>window.harmed = true</script>", "<img src=x onerror='window.harmed=true'>", "`**bold** _it_`", "**bold** and _slanted_", "1. first", "- a list", "# heading",
		"%%{init: {'securityLevel': 'loose'}}%%", "---", "style n1 fill:#f00", "classDef x fill:#f00", `back\slash \n new`, "日本語の題 العربية עברית", "👩‍👩‍👧 family", "{{x}} ((y)) [/z/] |w|",
		"$$x^2$$", "fa:fa-car", "@{ shape: rect }", "https://example.com/a_b", strings.Repeat("wide ", 40),
	} {
		view := sample()
		view.Columns[0].Statement, view.Columns[0].Epics[0].Title, view.Columns[0].Epics[0].Stories[0].Title = title, title, title
		view.Columns[0].Epics[0].Stories[0].Ticket.Key = ""
		var out bytes.Buffer
		if err := render.Mermaid(&out, view); err != nil {
			t.Fatal(err)
		}
		want := title
		if len(title) > 80 {
			want = title[:79] + "…"
		}
		shown := browsertest.Mermaid(t, tab, out.String())
		exact := 0
		for _, text := range shown {
			if text == want || text == want+" (1 of 5 done)" {
				exact++
			}
		}
		if exact < 3 && len(title) <= 60 || exact < 2 {
			t.Errorf("%q is shown as %q\n%s", title, shown, out.String())
		}
	}
	if browsertest.Eval[bool](t, tab, `window.harmed === true`) {
		t.Error("a text ran as a script")
	}
	var out bytes.Buffer
	view := large(5000)
	if err := render.Mermaid(&out, view); err != nil {
		t.Fatal(err)
	}
	if shown := browsertest.Mermaid(t, tab, out.String()); len(shown) < len(view.Columns) {
		t.Errorf("of %d goals Mermaid shows %d nodes", len(view.Columns), len(shown))
	}
}
