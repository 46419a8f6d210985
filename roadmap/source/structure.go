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
	// required are the keys that must be written.
	required []string
	places   []int // where Places is embedded, nil when it is not
}

type field struct{ index []int }

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
			s.fields[key] = field{index}
			s.keys = append(s.keys, key)
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
		d.wrong(n, name, "keys with values")
		return
	}
	called := func() string { return s.called(n) }
	places := s.placesOf(v)
	if places != nil {
		places.Record("", d.position(n))
		places.expect(len(n.Content) / 2)
	}
	seen := d.pairs(n, called, func(key string, k, value *yaml.Node) {
		f, known := s.fields[key]
		if !known {
			d.unknown(k, called, s.keys)
			return
		}
		into := v.FieldByIndex(f.index)
		if places != nil {
			d.record(places, key, value, into.Kind())
		}
		d.value(value, into, key)
	})
	for _, key := range s.required {
		if !seen.written(key) {
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

func (d *decoder) unknown(key *yaml.Node, called func() string, keys []string) {
	if strings.HasPrefix(key.Value, "x-") {
		return
	}
	message := fmt.Sprintf("unknown key %q in %s", clip(key.Value), called())
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

// seenKeys are the keys of a mapping, in order. Few are sought one by one,
// many by the index.
type seenKeys struct {
	list  []seenKey
	index map[string]int
}

type seenKey struct{ key, value *yaml.Node }

// fewKeys is up to how many keys are sought one by one.
const fewKeys = 24

// find gives a key that was seen, or the zero seenKey.
func (s *seenKeys) find(key string) seenKey {
	if s.index != nil {
		if i, ok := s.index[key]; ok {
			return s.list[i]
		}
		return seenKey{}
	}
	for _, k := range s.list {
		if k.key.Value == key {
			return k
		}
	}
	return seenKey{}
}

func (s *seenKeys) add(key, value *yaml.Node) {
	s.list = append(s.list, seenKey{key, value})
	switch {
	case s.index != nil:
		s.index[key.Value] = len(s.list) - 1
	case len(s.list) > fewKeys:
		s.index = make(map[string]int, 2*len(s.list))
		for i, k := range s.list {
			s.index[k.key.Value] = i
		}
	}
}

// written says that a key stands there with a value.
func (s *seenKeys) written(key string) bool {
	value := s.find(key).value
	if value == nil || value.Kind != yaml.ScalarNode {
		return value != nil
	}
	return strings.TrimSpace(value.Value) != "" && (value.Style != 0 || !isNothing(value.Value))
}

func isNothing(text string) bool {
	return text == "~" || strings.EqualFold(text, "null")
}

// each is called with every key of a mapping.
type each func(key string, k, value *yaml.Node)

// pairs calls do for every key of a mapping, those merged with "<<" last, and
// returns what it saw.
func (d *decoder) pairs(n *yaml.Node, called func() string, do each) *seenKeys {
	seen := &seenKeys{list: make([]seenKey, 0, len(n.Content)/2)}
	for i := 0; i+1 < len(n.Content) && !d.full(); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if key.Tag == "!!merge" || d.splitKey(n, i) {
			continue
		}
		if key.Kind != yaml.ScalarNode {
			d.fail(key, fmt.Sprintf("a key in %s must be text, not %s", called(), kindName(key)), "")
			continue
		}
		if first := seen.find(key.Value); first.key != nil {
			d.fail(key, fmt.Sprintf("duplicate key %q in %s; it is on line %d already", clip(key.Value), called(), first.key.Line), "")
			continue
		}
		seen.add(key, value)
		do(key.Value, key, value)
	}
	d.merged(n, seen, do, 0)
	return seen
}

// merged goes through the mappings that "<<" names; keys already seen win.
func (d *decoder) merged(n *yaml.Node, seen *seenKeys, do each, depth int) {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Tag == "!!merge" {
			d.merge(n.Content[i+1], seen, do, depth)
		}
	}
}

func (d *decoder) merge(n *yaml.Node, seen *seenKeys, do each, depth int) {
	n = resolve(n)
	if depth > maxMergeDepth || d.fromAlias > maxFromAlias {
		d.fail(n, "merged mappings name each other too deeply", "write the keys out")
		return
	}
	d.fromAlias++
	switch n.Kind {
	case yaml.SequenceNode:
		for _, item := range n.Content {
			d.merge(item, seen, do, depth+1)
		}
	case yaml.MappingNode:
		d.mergeKeys(n, seen, do, depth)
	default:
		d.fail(n, "<< merges the keys of another mapping, and this is none", "")
	}
}

func (d *decoder) mergeKeys(n *yaml.Node, seen *seenKeys, do each, depth int) {
	d.inAlias++
	defer func() { d.inAlias-- }()
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if key.Kind != yaml.ScalarNode || key.Tag == "!!merge" || seen.find(key.Value).key != nil {
			continue
		}
		seen.add(key, value)
		do(key.Value, key, value)
	}
	d.merged(n, seen, do, depth+1)
}

// mapping reads a mapping into a Go map with text for keys.
func (d *decoder) mapping(n *yaml.Node, v reflect.Value, name string) {
	if n.Kind != yaml.MappingNode {
		d.wrong(n, name, "keys with values")
		return
	}
	v.Set(reflect.MakeMap(v.Type()))
	d.pairs(n, func() string { return name }, func(key string, k, value *yaml.Node) {
		item := reflect.New(v.Type().Elem()).Elem()
		d.value(value, item, name+"."+key)
		v.SetMapIndex(reflect.ValueOf(key).Convert(v.Type().Key()), item)
	})
}
