// Package schema makes the JSON Schema of a type that package source reads, so
// that editors know what a file may hold. The types are the one truth: keys,
// choices and required keys come from them. Every package with a file format
// may import it.
package schema

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"

	"github.com/invopop/jsonschema"

	"plotline/roadmap/source"
)

// Schema is a JSON Schema, as types with a form of their own give it by a
// method JSONSchema.
type Schema = jsonschema.Schema

// About is what a schema says beyond the types. Its functions are asked with
// the name of a type and a key, and may be nil.
type About struct {
	Title string
	// Describe says in a sentence what a key means, where no tag does.
	Describe func(of, key string) string
	// Pattern is a regular expression for the key's text, "" for any text.
	Pattern func(of, key string) string
}

// Of gives the schema of the type of value, as indented JSON that ends in a
// newline.
func Of(value any, about About) ([]byte, error) {
	root := reflect.TypeOf(value)
	types := map[string]reflect.Type{}
	collect(root, types)
	reflector := jsonschema.Reflector{
		FieldNameTag: "yaml", RequiredFromJSONSchemaTags: true, Anonymous: true, Mapper: choices,
	}
	schema := reflector.ReflectFromType(root)
	schema.Title = about.Title
	for name, definition := range schema.Definitions {
		f := finisher{types: types, about: about}
		f.object(name, definition)
		if definition.Type == "array" {
			schema.Definitions[name] = f.value(definition)
		}
		if forms(types[name]) == source.Text|source.Mapping {
			schema.Definitions[name] = &Schema{AnyOf: []*Schema{text(), definition}}
		}
	}
	data, err := json.MarshalIndent(schema, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("write the schema: %w", err)
	}
	return append(data, '\n'), nil
}

// collect finds the struct types that a type is made of, by name.
func collect(t reflect.Type, found map[string]reflect.Type) {
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map:
		collect(t.Elem(), found)
	case reflect.Struct:
		if _, seen := found[t.Name()]; seen {
			return
		}
		found[t.Name()] = t
		for i := range t.NumField() {
			if tag := t.Field(i).Tag.Get("yaml"); tag != "" && tag != "-" {
				collect(t.Field(i).Type, found)
			}
		}
	}
}

// choices gives the types their schema that only some texts fit.
func choices(t reflect.Type) *Schema {
	if t.Kind() != reflect.String {
		return nil
	}
	choice, ok := reflect.Zero(t).Interface().(source.Choice)
	if !ok {
		return nil
	}
	s := &Schema{Type: "string"}
	for _, c := range choice.Choices() {
		s.Enum = append(s.Enum, c)
	}
	return s
}

// forms are the ways in which a type that reads itself may be written.
func forms(t reflect.Type) source.Forms {
	if t == nil {
		return 0
	}
	if reader, ok := reflect.New(t).Interface().(source.Reader); ok {
		return reader.Forms()
	}
	return 0
}

// finisher brings what was reflected to what source reads.
type finisher struct {
	types map[string]reflect.Type
	about About
}

// object finishes the schema of a struct: its fields, and the keys that are
// the user's own.
func (f finisher) object(name string, s *Schema) {
	if s.Properties == nil {
		return
	}
	s.PatternProperties = map[string]*Schema{"^x-": jsonschema.TrueSchema}
	for pair := s.Properties.Oldest(); pair != nil; pair = pair.Next() {
		finished := f.value(pair.Value)
		description := pair.Value.Description
		if f.about.Describe != nil {
			description = f.about.Describe(name, pair.Key)
		}
		if f.about.Pattern != nil && finished.Extras != nil {
			finished.Pattern = f.about.Pattern(name, pair.Key)
		}
		if slices.Contains(s.Required, pair.Key) {
			finished = notEmpty(finished)
		} else {
			finished = orNothing(finished)
		}
		finished.Description = description
		pair.Value = finished
	}
}

// value finishes the schema of a field's value.
func (f finisher) value(s *Schema) *Schema {
	copied := *s
	s = &copied
	s.Description = ""
	switch {
	case s.Type == "string" && s.Enum == nil && s.Format == "":
		return withPattern(text(), s.Pattern)
	case s.Type == "array" && s.Items != nil:
		s.Items = f.value(s.Items)
		if f.isText(s.Items) {
			return &Schema{AnyOf: []*Schema{s.Items, s}}
		}
	case s.Type == "object" && s.AdditionalProperties != nil:
		s.AdditionalProperties = orNothing(f.value(s.AdditionalProperties))
	}
	return s
}

// isText says that one text may stand for a list of such items.
func (f finisher) isText(s *Schema) bool {
	if s.Ref != "" {
		return forms(f.types[refName(s.Ref)])&source.Text != 0
	}
	return s.Extras != nil || s.Enum != nil
}

func refName(ref string) string { return ref[len("#/$defs/"):] }

// textTypes are the JSON types of what reads as text: a number stays the text
// it was written as.
func textTypes() []any { return []any{"string", "number", "boolean"} }

func text() *Schema { return &Schema{Extras: map[string]any{"type": textTypes()}} }

func withPattern(s *Schema, pattern string) *Schema {
	s.Pattern = pattern
	return s
}

// notEmpty refuses the empty text for a required key.
func notEmpty(s *Schema) *Schema {
	if s.Extras != nil && s.Pattern == "" {
		s.Pattern = `\S`
	}
	return s
}

// orNothing allows a key without a value.
func orNothing(s *Schema) *Schema {
	nothing := &Schema{Type: "null"}
	if s.AnyOf != nil && s.Type == "" && s.Ref == "" {
		copied := *s
		copied.AnyOf = append(slices.Clone(s.AnyOf), nothing)
		return &copied
	}
	return &Schema{AnyOf: []*Schema{s, nothing}}
}

// MapOrList is the schema of a list whose items may also be written as a
// mapping of their first key to their second.
func MapOrList[T any]() *Schema {
	t := reflect.TypeFor[T]()
	properties := jsonschema.NewProperties()
	var required []string
	for i := range t.NumField() {
		if key := t.Field(i).Tag.Get("yaml"); key != "" {
			properties.Set(key, withPattern(text(), `\S`))
			required = append(required, key)
		}
	}
	item := &Schema{Type: "object", Properties: properties, Required: required,
		AdditionalProperties: jsonschema.FalseSchema, PatternProperties: map[string]*Schema{"^x-": jsonschema.TrueSchema}}
	return &Schema{AnyOf: []*Schema{
		{Type: "object", AdditionalProperties: orNothing(text())},
		{Type: "array", Items: item},
	}}
}
