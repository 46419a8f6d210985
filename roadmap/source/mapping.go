package source

import (
	"fmt"
	"reflect"
	"strings"

	"go.yaml.in/yaml/v4"
)

// seenKeys are the keys of a mapping, in order. Few are sought one by one,
// many by the index.
type seenKeys struct {
	list  []seenKey
	index map[string]int
}

type seenKey struct{ key, value *yaml.Node }

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
