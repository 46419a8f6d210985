package settings

import (
	"reflect"

	"plotline/roadmap/schema"
)

// Schema is the JSON Schema of a settings file.
func Schema() ([]byte, error) {
	return schema.Of(Settings{}, schema.About{Title: "Plotline settings", Describe: describe})
}

// describe says what a key means where no tag does.
func describe(of, key string) string {
	if tagged := tagOf(reflect.TypeFor[Settings](), of, key); tagged != "" {
		return tagged
	}
	return map[string]string{
		"Draft.now":           "For goals of the horizon now; stories without it.",
		"Draft.next":          "For goals of the horizon next; epics without it.",
		"Draft.later":         "For goals of the horizon later; none without it.",
		"Pace.per_minute":     "How many in a minute; 0 for no bound.",
		"Pace.per_hour":       "How many in an hour; 0 for no bound.",
		"When.status":         "A status, or any of several.",
		"When.label":          "A label, or any of several.",
		"Review.max_criteria": "Beyond how many criteria a story is too large; 0 for the rule's own.",
		"Review.max_size":     "Beyond which size a story is too large; 0 for the rule's own.",
		"Review.max_words":    "Beyond how many words a story is too large; 0 for the rule's own.",
	}[of+"."+key]
}

// tagOf finds the description in the tags of a type below t.
func tagOf(t reflect.Type, of, key string) string {
	if t.Kind() != reflect.Struct {
		return ""
	}
	for i := range t.NumField() {
		field := t.Field(i)
		yaml := field.Tag.Get("yaml")
		if t.Name() == of && yaml == key {
			return field.Tag.Get("jsonschema_description")
		}
		if yaml == "" || yaml == "-" {
			continue
		}
		if found := tagOf(field.Type, of, key); found != "" {
			return found
		}
	}
	return ""
}

// JSONSchema is a number, or a percentage.
func (Limit) JSONSchema() *schema.Schema {
	return &schema.Schema{AnyOf: []*schema.Schema{{Type: "integer", Minimum: "0"}, {Type: "string", Pattern: `^[0-9]+(\.[0-9]+)? ?%$|^[0-9]+$`}}}
}
