package roadmap_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"plotline/roadmap"
)

// TestDocsHaveEveryKey holds docs/roadmap.md to the schema: each key with what
// it means.
func TestDocsHaveEveryKey(t *testing.T) {
	page, err := os.ReadFile("../docs/roadmap.md")
	if err != nil {
		t.Fatal(err)
	}
	data, err := roadmap.Schema()
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Defs map[string]any `json:"$defs"`
	}
	if err := json.Unmarshal(data, &doc); err != nil {
		t.Fatal(err)
	}
	rows := 0
	for _, definition := range doc.Defs {
		for key, property := range properties(definition) {
			description, _ := property.(map[string]any)["description"].(string)
			if rows++; !strings.Contains(string(page), "| `"+key+"` | "+description) {
				t.Errorf("docs/roadmap.md does not say of %s: %s", key, description)
			}
		}
	}
	if rows < 90 {
		t.Errorf("only %d keys were seen", rows)
	}
}
