package pack

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"plotline/templates"
)

// The templates that docs/templates.md shows are templates, and the page names
// every class, field and function there is.
func TestDocsShowWhatWorks(t *testing.T) {
	data, err := os.ReadFile("../../docs/templates.md")
	if err != nil {
		t.Fatal(err)
	}
	page := string(data)
	files := fstest.MapFS{}
	for i, part := range strings.Split(page, "```yaml\n")[1:] {
		text, _, _ := strings.Cut(part, "```")
		if strings.HasPrefix(text, "name:") {
			files[fmt.Sprintf("docs%d.yaml", i)] = &fstest.MapFile{Data: []byte(text)}
		}
	}
	if len(files) < 2 {
		t.Fatal("the page shows no templates")
	}
	p, err := Load(Folder{Name: "default", Files: templates.Default()}, Folder{Name: "docs", Files: files})
	if err != nil {
		t.Fatal(err)
	}
	if trial := p.try(p.Template("waiting-list")); len(trial.Problems) > 0 {
		t.Error(trial.Problems)
	}
	if p.Template("search").Slot("shelf") == nil || p.Template("search").Slot("rank") == nil {
		t.Error("search is not extended")
	}
	words := append(viewFields(), classNames()...)
	for name := range functions() {
		words = append(words, "`"+name)
	}
	for _, template := range p.Templates() {
		words = append(words, template.Name)
	}
	for _, word := range words {
		if !strings.Contains(page, word) {
			t.Errorf("the page does not name %s", word)
		}
	}
}
