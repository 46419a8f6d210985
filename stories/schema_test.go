package stories

import (
	"encoding/json"
	"slices"
	"testing"

	"plotline/stories/document"
)

func TestSchemaKnowsTheKeysThatDocumentsRead(t *testing.T) {
	data, err := Schema()
	if err != nil {
		t.Fatal(err)
	}
	var schema struct {
		Defs map[string]struct {
			Properties map[string]json.RawMessage `json:"properties"`
		} `json:"$defs"`
	}
	if err := json.Unmarshal(data, &schema); err != nil {
		t.Fatal(err)
	}
	properties := schema.Defs["frontMatter"].Properties
	for _, key := range document.Keys() {
		if properties[key] == nil {
			t.Errorf("the schema lacks %q", key)
		}
	}
	for key := range properties {
		if !slices.Contains(document.Keys(), key) {
			t.Errorf("the schema has %q, which documents do not read", key)
		}
	}
}
