package source

import (
	"fmt"
	"reflect"
	"strings"

	"go.yaml.in/yaml/v4"
)

// shape is what a struct type takes from a mapping.
type shape struct {
	noun   string
	fields map[string]field
	keys   []string // in the order of the struct
	// said are other words that people write for a key.
	said map[string]string
	// required are the keys that must be written.
	required []string
	places   []int // where Places is embedded, nil when it is not
}

type field struct {
	index []int
	of    reflect.Type
}

func (d *decoder) shape(t reflect.Type) *shape {
	if s, ok := d.shapes[t]; ok {
		return s
	}
	s := &shape{noun: noun(t), fields: map[string]field{}, said: map[string]string{}}
	s.add(t, nil)
	d.shapes[t] = s
	return s
}

func (s *shape) add(t reflect.Type, above []int) {
	for i := range t.NumField() {
		f := t.Field(i)
		index := append(above[:len(above):len(above)], i)
		key, _, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		switch {
		case f.Type == reflect.TypeFor[Places]() && f.Anonymous:
			s.places = index
		case f.Anonymous && key == "" && f.Type.Kind() == reflect.Struct:
			s.add(f.Type, index)
		case key != "" && key != "-":
			s.fields[key] = field{index, f.Type}
			s.keys = append(s.keys, key)
			for word := range strings.SplitSeq(f.Tag.Get("said"), ",") {
				s.said[word] = key
			}
			if isRequired(f) {
				s.required = append(s.required, key)
			}
		}
	}
}

func isRequired(f reflect.StructField) bool {
	for option := range strings.SplitSeq(f.Tag.Get("jsonschema"), ",") {
		if option == "required" {
			return true
		}
	}
	return false
}

// structure reads a mapping into a struct, reporting unknown, doubled and
// missing keys.
func (d *decoder) structure(n *yaml.Node, v reflect.Value, name string) {
	s := d.shape(v.Type())
	if n.Kind != yaml.MappingNode {
		d.wrongStructure(n, name, s)
		return
	}
	called := func() string { return s.called(n) }
	places := s.placesOf(v)
	if places != nil {
		places.Record("", d.position(n))
		places.expect(len(n.Content) / 2)
	}
	meant := map[string]bool{}
	seen := d.pairs(n, called, func(key string, k, value *yaml.Node) {
		f, known := s.fields[key]
		if !known {
			meant[d.unknown(k, called, s)] = true
			return
		}
		into := v.FieldByIndex(f.index)
		if places != nil {
			d.record(places, key, value, into.Kind())
		}
		d.value(value, into, key)
	})
	for _, key := range s.required {
		if !seen.written(key) && !meant[key] {
			d.missing(n, seen.find(key).key, called, key)
		}
	}
}

// missing reports a required key, unless what stands there was reported.
func (d *decoder) missing(n, key *yaml.Node, called func() string, name string) {
	if n == d.root && d.broken() {
		return // it may stand in the part that could not be read
	}
	if key == nil {
		d.failAt(d.position(n), "", fmt.Sprintf("%s needs %q", called(), name), "")
		return
	}
	for _, problem := range d.problems {
		if problem.Line == key.Line {
			return
		}
	}
	d.fail(key, fmt.Sprintf("%s needs %q, and nothing is written there", called(), name), "")
}

// record remembers the place of a field, of each item when it is a list, and of
// each key when it is read into a map.
func (d *decoder) record(places *Places, key string, value *yaml.Node, kind reflect.Kind) {
	places.Record(key, d.position(value))
	if value.Kind == yaml.MappingNode && kind == reflect.Map {
		for i := 0; i < len(value.Content); i += 2 {
			places.Record(key+"."+value.Content[i].Value, d.position(value.Content[i]))
		}
	}
	if value.Kind != yaml.SequenceNode {
		return
	}
	for i, item := range value.Content {
		if item.Kind != yaml.MappingNode {
			places.Record(fmt.Sprintf("%s[%d]", key, i), d.position(item))
		}
	}
}

func (s *shape) placesOf(v reflect.Value) *Places {
	if s.places == nil {
		return nil
	}
	return v.FieldByIndex(s.places).Addr().Interface().(*Places)
}

// called is what messages call a mapping: goal "engagement", or goal.
func (s *shape) called(n *yaml.Node) string {
	for _, key := range []string{"id", "name"} {
		if _, has := s.fields[key]; !has {
			continue
		}
		for i := 0; i+1 < len(n.Content); i += 2 {
			value := n.Content[i+1]
			if n.Content[i].Value == key && value.Kind == yaml.ScalarNode && value.Value != "" {
				return fmt.Sprintf("%s %q", s.noun, clip(value.Value))
			}
		}
	}
	return s.noun
}

// unknown reports a key that a mapping does not have, and gives the one that is
// meant, "" where nobody can tell.
func (d *decoder) unknown(key *yaml.Node, called func() string, s *shape) (meant string) {
	if strings.HasPrefix(key.Value, "x-") {
		return ""
	}
	message := fmt.Sprintf("unknown key %q in %s", clip(key.Value), called())
	meant = s.said[key.Value]
	home := d.homeOf(key.Value, s)
	if meant == "" && home == "" {
		meant = Nearest(key.Value, s.keys)
	}
	switch {
	case meant != "":
		d.fail(key, fmt.Sprintf("%s; did you mean %q?", message, meant), "")
	case home != "":
		d.fail(key, message, fmt.Sprintf("it belongs under %q", home))
	default:
		d.fail(key, message+"; keys: "+strings.Join(s.keys, ", "), "")
	}
	return meant
}

// homeOf is the only key of a mapping under which another key may stand: a
// vision under product. It is "" where there is none, or there are several.
func (d *decoder) homeOf(key string, s *shape) string {
	home := ""
	for _, under := range s.keys {
		of := s.fields[under].of
		if of.Kind() == reflect.Slice {
			of = of.Elem()
		}
		if of.Kind() != reflect.Struct {
			continue
		}
		if _, has := d.shape(of).fields[key]; has {
			if home != "" {
				return ""
			}
			home = under
		}
	}
	return home
}

// clip keeps a stranger's text from filling the screen.
func clip(text string) string {
	const longest = 60
	if runes := []rune(text); len(runes) > longest {
		return string(runes[:longest]) + "…"
	}
	return text
}

// fewKeys is up to how many keys are sought one by one.
const fewKeys = 24
