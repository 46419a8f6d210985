package source

import (
	"fmt"
	"reflect"
	"strings"

	"go.yaml.in/yaml/v4"
)

// Forms are the ways in which a value may be written.
type Forms int

// The forms of a value.
const (
	Text Forms = 1 << iota
	List
	Mapping
)

func (f Forms) has(form Forms) bool { return f&form != 0 }

// Reader is a type that reads itself from YAML. [Decode] calls ReadSource on
// its pointer when anything but nothing was written.
type Reader interface {
	// Forms are the ways in which the type may be written.
	Forms() Forms
	// ReadSource fills the receiver from the value; mistakes go to
	// [Value.Fail].
	ReadSource(v Value)
}

// Value is what was written for a type that reads itself.
type Value struct {
	d    *decoder
	node *yaml.Node
	name string
	into reflect.Value
}

// Form is how the value was written.
func (v Value) Form() Forms {
	switch v.node.Kind {
	case yaml.SequenceNode:
		return List
	case yaml.MappingNode:
		return Mapping
	}
	return Text
}

// Name is what messages call the value: its key, or "personas[0]".
func (v Value) Name() string { return v.name }

// Position is where the value stands.
func (v Value) Position() Position { return v.d.position(v.node) }

// Text gives the value as text. It is false, and the mistake reported, when it
// is none, or when the file would lose a part of it.
func (v Value) Text() (string, bool) { return v.d.text(v.node, v.name) }

// Fail reports a mistake in the value.
func (v Value) Fail(message, hint string) { v.d.fail(v.node, message, hint) }

// Wrong reports that the value has the wrong form; want is the right one.
func (v Value) Wrong(want string) { v.d.wrong(v.node, v.name, want) }

// Plain fills the receiver of ReadSource by its fields, as if it did not read
// itself.
func (v Value) Plain() { v.d.plain(v.node, v.into, v.name) }

// Into reads the value into what into points at.
func (v Value) Into(into any) { v.d.value(v.node, reflect.ValueOf(into).Elem(), v.name) }

// Each calls each with every item of a list.
func (v Value) Each(each func(item Value)) {
	for i, item := range v.node.Content {
		each(Value{d: v.d, node: resolve(item), name: fmt.Sprintf("%s[%d]", v.name, i)})
	}
}

// Pairs calls each with every key of a mapping and its value, in order;
// doubled keys are reported.
func (v Value) Pairs(each func(key string, at Position, value Value)) {
	v.d.pairs(v.node, func() string { return v.name }, func(key string, k, value *yaml.Node) {
		if !strings.HasPrefix(key, "x-") {
			each(key, v.d.position(k), Value{d: v.d, node: resolve(value), name: key})
		}
	})
}

func resolve(n *yaml.Node) *yaml.Node {
	if n.Kind == yaml.AliasNode {
		return n.Alias
	}
	return n
}
