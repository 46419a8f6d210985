package settings_test

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v4"

	"plotline/cmd/settings"
)

func TestSchema(t *testing.T) {
	data, err := settings.Schema()
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("settings.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("settings.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	shown, err := os.ReadFile(example)
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(asJSON(t, string(shown))); err != nil {
		t.Errorf("the example: %v", err)
	}
	for _, text := range []string{
		"version: 2", "tracker: gihub", "gihub: {}", "draft: {now: story}", "handoff: {gate: on}", "handoff: {ready: [sizes]}", "limits: {closures: lots}",
		"github: {pace: {per_minute: many}}", "jira: {fields: [a]}", "jira: {deployment: server}", "review: {severities: {story/vague: loud}}", "templates: {a: b}",
		"jira: {accept_when: ready}", "github: {project: {number: seven}}",
	} {
		text = "version: 1\n" + text
		if text == "version: 1\nversion: 2" {
			text = "version: 2"
		}
		if _, err := settings.Parse("plotline.yaml", []byte(text)); err == nil {
			t.Errorf("%q is read", text)
		}
		if err := schema.Validate(asJSON(t, text)); err == nil {
			t.Errorf("the schema takes %q", text)
		}
	}
	described(t, doc.(map[string]any)["$defs"].(map[string]any))
}

func asJSON(t *testing.T, text string) any {
	t.Helper()
	var value any
	if err := yaml.Unmarshal([]byte(text), &value); err != nil {
		t.Fatal(err)
	}
	return value
}

// described asks for what each key means, in the schema and on the page.
func described(t *testing.T, definitions map[string]any) {
	t.Helper()
	page, err := os.ReadFile("../../docs/settings.md")
	if err != nil {
		t.Fatal(err)
	}
	keys := 0
	for name, definition := range definitions {
		properties, _ := definition.(map[string]any)["properties"].(map[string]any)
		for key, property := range properties {
			description, _ := property.(map[string]any)["description"].(string)
			if keys++; description == "" || !strings.Contains(string(page), "| `"+key+"` | "+description) {
				t.Errorf("%s.%s is not described in docs/settings.md: %s", name, key, description)
			}
		}
	}
	if keys < 50 {
		t.Errorf("only %d keys were seen", keys)
	}
}
