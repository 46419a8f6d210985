package source_test

import (
	"testing"

	"plotline/roadmap/source"
)

func TestNearest(t *testing.T) {
	keys := []string{"id", "was", "why", "statement", "guardrails", "depends_on", "pain_points", "product_manager"}
	for word, want := range map[string]string{
		"wy": "why", "statemnt": "statement", "guardrial": "guardrails", "dependsOn": "depends_on", "depends": "depends_on", "painpoints": "pain_points",
		"Statement": "statement", "di": "id", "productmanger": "product_manager",
		"goal": "", "": "", "x": "", "statistics": "", "----": "",
	} {
		if got := source.Nearest(word, keys); got != want {
			t.Errorf("%q: %q, want %q", word, got, want)
		}
	}
}
