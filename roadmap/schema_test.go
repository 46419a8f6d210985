package roadmap_test

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v4"

	"plotline/roadmap"
)

func compiled(t *testing.T) *jsonschema.Schema {
	t.Helper()
	data, err := roadmap.Schema()
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("roadmap.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("roadmap.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// asJSON gives what an editor's YAML parser makes of a text: dates stay text.
func asJSON(t *testing.T, data []byte) any {
	t.Helper()
	var root yaml.Node
	if err := yaml.Load(data, &root); err != nil {
		t.Fatal(err)
	}
	return plain(t, root.Content[0])
}

func plain(t *testing.T, n *yaml.Node) any {
	t.Helper()
	switch n.Kind {
	case yaml.AliasNode:
		return plain(t, n.Alias)
	case yaml.SequenceNode:
		list := []any{}
		for _, item := range n.Content {
			list = append(list, plain(t, item))
		}
		return list
	case yaml.MappingNode:
		object := map[string]any{}
		for i := 0; i < len(n.Content); i += 2 {
			if n.Content[i].Tag == "!!merge" {
				for key, value := range plain(t, n.Content[i+1]).(map[string]any) {
					object[key] = value
				}
				continue
			}
			object[n.Content[i].Value] = plain(t, n.Content[i+1])
		}
		return object
	}
	if n.Tag == "!!timestamp" || n.Tag == "!!str" {
		return n.Value
	}
	var value any
	if err := n.Decode(&value); err != nil {
		t.Fatal(err)
	}
	return value
}

func TestSchemaTakesWhatLoadTakes(t *testing.T) {
	schema := compiled(t)
	paths := append(corpus(t, "testdata/ok/*.yaml"), "testdata/northwind.yaml")
	examples, err := filepath.Glob("../examples/*/roadmap.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range append(paths, examples...) {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(asJSON(t, data)); err != nil {
			t.Errorf("%s: %v", path, err)
		}
	}
}

// shapes are what Load rejects for its shape, each in a file that is fine but
// for that.
var shapes = []string{
	"vision: here", "goals: {a: b}", "goals: [text]", "personas: shopper", "include: [[a]]", "version: 2", "version: one",
	"goals: [{id: a}]", "goals: [{statement: A}]", "goals: [{id: a, statement: }]", `goals: [{id: a, statement: " "}]`, "goals: [{id: a b, statement: A}]",
	"goals: [{id: a, statement: A, wy: B}]", "goals: [{id: a, statement: A, horizon: soon}]", "goals: [{id: a, statement: A, state: done}]",
	"goals: [{id: a, statement: A, guardrails: [{a: b}]}]", "goals: [{id: a, statement: A, guardrails: [~]}]", "goals: [{id: a, statement: {a: b}}]",
	"goals: [{id: a, statement: A, metrics: [{id: m, name: M, baseline: many}]}]", "goals: [{id: a, statement: A, metrics: [{id: m, name: M, due: soon}]}]",
	"goals: [{id: a, statement: A, metrics: [{id: m, name: M, answers: qa}]}]", "goals: [{id: a, statement: A, metrics: [{id: m, name: M, readings: [{on: 2026-01-01}]}]}]",
	"goals: [{id: a, statement: A, metrics: [{id: m, name: M, readings: [{on: 2026, value: 1}]}]}]", "goals: [{id: a, statement: A, non_goals: [{reason: B}]}]",
	"goals: [{id: a, statement: A, initiatives: [{id: i}]}]", "goals: [{id: a, statement: A, initiatives: [{id: i, name: I, stage: doing}]}]",
	"pain_points: [{id: p}]", "pain_points: [{id: p, problem: P, severity: awful}]", "pain_points: [{id: p, problem: P, evidence: [{txt: a}]}]",
	"pain_points: [{id: p, problem: P, confidence: sure}]", "releases: [{name: R}]", "standing: [{id: s}]", "team: {boss: Ana}", "team: {product_manager: [Ana]}",
	"team: {product_manager: {nme: Ana}}", "calendar: {fiscal_year_starts: 13}", "calendar: {fiscal_year_starts: Smarch}", "glossary: words", "glossary: {a: [b]}",
	"glossary: [{term: a}]", "teams: [{id: t, jira: SHOP}]",
}

func TestSchemaRejectsWhatLoadRejects(t *testing.T) {
	schema := compiled(t)
	for _, shape := range shapes {
		text := "version: 1\nproduct: {name: Shop}\n" + shape + "\n"
		if strings.HasPrefix(shape, "version") {
			text = "product: {name: Shop}\n" + shape + "\n"
		}
		if _, err := roadmap.Parse("roadmap.yaml", []byte(text)); err == nil {
			t.Errorf("%s: Load takes it", shape)
		}
		if err := schema.Validate(asJSON(t, []byte(text))); err == nil {
			t.Errorf("%s: the schema takes it", shape)
		}
	}
	for _, text := range []string{"version: 1\n", "product: {name: Shop}\n", "version: 1\nproduct: {vision: V}\n", "version: 1\nproduct: {name: Shop}\n\"\": 1\n"} {
		if err := schema.Validate(asJSON(t, []byte(text))); err == nil && text != "version: 1\n" {
			t.Errorf("the schema takes %q", text)
		}
	}
}

// TestSchemaHasEveryKey: each yaml tag of the types, with what it means.
func TestSchemaHasEveryKey(t *testing.T) {
	data, err := roadmap.Schema()
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	definitions := doc.(map[string]any)["$defs"].(map[string]any)
	seen := map[string]bool{}
	var walk func(typ reflect.Type)
	walk = func(typ reflect.Type) {
		for typ.Kind() == reflect.Slice || typ.Kind() == reflect.Pointer {
			typ = typ.Elem()
		}
		if typ.Kind() != reflect.Struct || seen[typ.Name()] || typ.Name() == "Term" {
			return
		}
		seen[typ.Name()] = true
		for i := range typ.NumField() {
			key := typ.Field(i).Tag.Get("yaml")
			if key == "" || key == "-" {
				continue
			}
			property := properties(definitions[typ.Name()])[key]
			if property == nil {
				t.Errorf("the schema lacks %s.%s", typ.Name(), key)
			} else if property.(map[string]any)["description"] == nil {
				t.Errorf("%s.%s is not described", typ.Name(), key)
			}
			walk(typ.Field(i).Type)
		}
	}
	walk(reflect.TypeFor[roadmap.Roadmap]())
	if len(seen) < 18 {
		t.Errorf("only %d types were seen", len(seen))
	}
}

func properties(definition any) map[string]any {
	object, _ := definition.(map[string]any)
	if alternatives, ok := object["anyOf"].([]any); ok && object["properties"] == nil {
		object = alternatives[1].(map[string]any)
	}
	found, _ := object["properties"].(map[string]any)
	return found
}
