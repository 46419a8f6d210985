package browsertest

import (
	"context"
	"os"
	"strings"
	"testing"
)

// Axe runs axe-core on the page and reports what is serious or critical. The
// script is not part of the project: PLOTLINE_AXE names it (make axe fetches
// it), and without it only this check is skipped.
func Axe(t testing.TB, tab context.Context) {
	t.Helper()
	path := os.Getenv("PLOTLINE_AXE")
	if path == "" {
		t.Log("SKIPPED: PLOTLINE_AXE names no axe.min.js, so axe-core was not asked; see make axe")
		return
	}
	script, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("read axe-core: %v", err)
	}
	Eval[bool](t, tab, string(script)+"\n;true")
	found := Eval[[]string](t, tab, `axe.run(document).then((result) => [result.passes.length > 10 ? "asked" : ""].concat(result.violations.map((v) =>
		v.impact + " " + v.id + ": " + v.help + "\n    " + v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160) + " " + n.failureSummary).join("\n    "))))`)
	if found[0] == "" {
		t.Error("axe-core found next to nothing to look at")
	}
	for _, violation := range found[1:] {
		if strings.HasPrefix(violation, "serious") || strings.HasPrefix(violation, "critical") {
			t.Error(violation)
		} else {
			t.Log(violation)
		}
	}
}

// Nameless gives what can be used on the page and has no name, headings that
// skip a level, and names that refer to nothing.
func Nameless(t testing.TB, tab context.Context) []string {
	t.Helper()
	return Eval[[]string](t, tab, `(() => {
		const wrong = [];
		for (const e of document.querySelectorAll("button, input, select, textarea, a, progress, summary")) {
			const label = e.labels && e.labels.length > 0 ? e.labels[0].textContent : "";
			if (!(e.getAttribute("aria-label") || label || e.textContent).trim()) wrong.push(e.outerHTML.slice(0, 120));
		}
		for (const e of document.querySelectorAll("[aria-labelledby], [aria-describedby]")) {
			const id = e.getAttribute("aria-labelledby") || e.getAttribute("aria-describedby");
			if (!document.getElementById(id)) wrong.push("a reference to nothing: " + id);
		}
		let level = 0;
		for (const h of document.querySelectorAll("body > header h1, main h2, main h3, main h4")) {
			const now = Number(h.tagName[1]);
			if (now > level + 1) wrong.push("a level skipped before " + h.outerHTML.slice(0, 120));
			level = now;
		}
		const ids = [...document.querySelectorAll("[id]")].map((e) => e.id);
		if (new Set(ids).size !== ids.length) wrong.push("one id twice");
		return wrong;
	})()`)
}
