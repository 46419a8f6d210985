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
