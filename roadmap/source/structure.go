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
	places []int    // where Places is embedded, nil when it is not
}

type field struct {
	index    []int
	required bool
}

func (d *decoder) shape(t reflect.Type) *shape {
	if s, ok := d.shapes[t]; ok {
		return s
	}
	s := &shape{noun: noun(t), fields: map[string]field{}}
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
			s.fields[key] = field{index: index, required: isRequired(f)}
			s.keys = append(s.keys, key)
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
		d.wrong(n, name, "keys with values")
		return
	}
	called := s.called(n)
	places := s.placesOf(v)
	if places != nil {
		places.Record("", d.position(n))
	}
	seen := d.pairs(n, called, func(key string, k, value *yaml.Node) {
		f, known := s.fields[key]
		if !known {
			d.unknown(k, called, s.keys)
			return
		}
		if places != nil {
			d.record(places, key, value, v.FieldByIndex(f.index).Kind())
		}
		d.value(value, v.FieldByIndex(f.index), key)
	})
	for _, key := range s.keys {
		if s.fields[key].required && !seen.written(key) {
			d.missing(n, k(seen, key), called, key)
		}
	}
}

// k gives the key's node when the key stands there without a value.
func k(seen seenKeys, key string) *yaml.Node { return seen[key].key }

func (d *decoder) missing(n, key *yaml.Node, called, name string) {
	if key == nil {
		d.failAt(d.position(n), "", fmt.Sprintf("%s needs %q", called, name), "")
		return
	}
	d.fail(key, fmt.Sprintf("%s needs %q, and nothing is written there", called, name), "")
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
		for i := 0; i+1 < len(n.Content); i += 2 {
			value := n.Content[i+1]
			if n.Content[i].Value == key && value.Kind == yaml.ScalarNode && value.Value != "" && len(value.Value) < 80 {
				if _, has := s.fields[key]; has {
					return fmt.Sprintf("%s %q", s.noun, value.Value)
				}
			}
		}
	}
	return s.noun
}

func (d *decoder) unknown(key *yaml.Node, called string, keys []string) {
	if strings.HasPrefix(key.Value, "x-") {
		return
	}
	message := fmt.Sprintf("unknown key %q in %s", clip(key.Value), called)
	if near := Nearest(key.Value, keys); near != "" {
		d.fail(key, fmt.Sprintf("%s; did you mean %q?", message, near), "")
		return
	}
	d.fail(key, message+"; keys: "+strings.Join(keys, ", "), "")
}

// clip keeps a stranger's text from filling the screen.
func clip(text string) string {
	const longest = 60
	if runes := []rune(text); len(runes) > longest {
		return string(runes[:longest]) + "…"
	}
	return text
}

// seenKeys are the keys of a mapping.
type seenKeys map[string]seenKey

type seenKey struct{ key, value *yaml.Node }

// written says that a key stands there with a value.
func (s seenKeys) written(key string) bool {
	value := s[key].value
	return value != nil && !(value.Kind == yaml.ScalarNode && value.Style == 0 && isNothing(value.Value))
}

func isNothing(text string) bool {
	return text == "" || text == "~" || strings.EqualFold(text, "null")
}

// pairs calls each for every key of a mapping, those merged with "<<" last,
// and returns what it saw.
func (d *decoder) pairs(n *yaml.Node, called string, each func(key string, k, value *yaml.Node)) seenKeys {
	seen := seenKeys{}
	d.splitKeys(n)
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if key.Tag == "!!merge" {
			continue
		}
		if key.Kind != yaml.ScalarNode {
			d.fail(key, fmt.Sprintf("a key in %s must be text, not %s", called, kindName(key)), "")
			continue
		}
		if first, twice := seen[key.Value]; twice {
			d.fail(key, fmt.Sprintf("duplicate key %q in %s; it is on line %d already", clip(key.Value), called, first.key.Line+d.shift), "")
			continue
		}
		seen[key.Value] = seenKey{key, value}
		each(key.Value, key, value)
	}
	d.merged(n, seen, each, 0)
	return seen
}

// merged goes through the mappings that "<<" names; keys already seen win.
func (d *decoder) merged(n *yaml.Node, seen seenKeys, each func(key string, k, value *yaml.Node), depth int) {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Tag == "!!merge" {
			d.merge(n.Content[i+1], seen, each, depth)
		}
	}
}

func (d *decoder) merge(n *yaml.Node, seen seenKeys, each func(key string, k, value *yaml.Node), depth int) {
	if n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	if depth > maxMergeDepth || d.fromAlias > maxFromAlias {
		d.fail(n, "merged mappings name each other too deeply", "write the keys out")
		return
	}
	d.fromAlias++
	switch n.Kind {
	case yaml.SequenceNode:
		for _, item := range n.Content {
			d.merge(item, seen, each, depth+1)
		}
	case yaml.MappingNode:
		d.mergeKeys(n, seen, each, depth)
	default:
		d.fail(n, "<< merges the keys of another mapping, and this is none", "")
	}
}

func (d *decoder) mergeKeys(n *yaml.Node, seen seenKeys, each func(key string, k, value *yaml.Node), depth int) {
	d.inAlias++
	defer func() { d.inAlias-- }()
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if _, has := seen[key.Value]; has || key.Kind != yaml.ScalarNode || key.Tag == "!!merge" {
			continue
		}
		seen[key.Value] = seenKey{key, value}
		each(key.Value, key, value)
	}
	d.merged(n, seen, each, depth+1)
}

// mapping reads a mapping into a Go map with text for keys.
func (d *decoder) mapping(n *yaml.Node, v reflect.Value, name string) {
	if n.Kind != yaml.MappingNode {
		d.wrong(n, name, "keys with values")
		return
	}
	v.Set(reflect.MakeMap(v.Type()))
	d.pairs(n, name, func(key string, k, value *yaml.Node) {
		item := reflect.New(v.Type().Elem()).Elem()
		d.value(value, item, name+"."+key)
		v.SetMapIndex(reflect.ValueOf(key).Convert(v.Type().Key()), item)
	})
}
