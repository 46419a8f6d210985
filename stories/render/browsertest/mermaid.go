package browsertest

import (
	"context"
	"encoding/json"
	"os"
	"testing"
)

// Mermaid has Mermaid itself read and draw a diagram, and gives the texts of its
// nodes as they are shown. The script is not part of the project:
// PLOTLINE_MERMAID names it (make mermaid fetches it), and without it the test
// is skipped.
func Mermaid(t testing.TB, tab context.Context, diagram string) []string {
	t.Helper()
	path := os.Getenv("PLOTLINE_MERMAID")
	if path == "" {
		t.Skip("SKIPPED: PLOTLINE_MERMAID names no mermaid.min.js, so Mermaid was not asked; see make mermaid")
	}
	script, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("read Mermaid: %v", err)
	}
	text, err := json.Marshal(diagram)
	if err != nil {
		t.Fatal(err)
	}
	Eval[bool](t, tab, "if (!window.mermaid) {"+string(script)+"\n}; mermaid.initialize({startOnLoad: false, securityLevel: 'strict'}); true")
	return Eval[[]string](t, tab, `(async () => {
		await mermaid.parse(`+string(text)+`);
		const { svg } = await mermaid.render("drawn", `+string(text)+`);
		document.body.innerHTML = svg;
		if (document.querySelector("script, img, a, iframe, [onclick], [onerror]")) throw new Error("a text became markup: " + svg.slice(0, 4000));
		if (/Syntax error/.test(document.body.textContent)) throw new Error("Mermaid says: syntax error");
		return Array.from(document.querySelectorAll(".node"), (node) => node.textContent.trim());
	})()`)
}
