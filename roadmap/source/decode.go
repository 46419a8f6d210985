package source

import (
	"encoding"
	"fmt"
	"reflect"
	"strings"

	"go.yaml.in/yaml/v4"
)

// Decode reads a YAML file into the struct that into points at. It returns
// every mistake of the file at once; what could be read is filled in even so.
//
// Fields are named by `yaml:"…"` tags, "-" leaves one out, and a tag
// `jsonschema:"required"` says that a file must have it. A struct that embeds
// [Places] learns where it and its fields stand. Unknown keys are mistakes,
// but for those that begin with "x-", which are the user's own. A list of
// text, or of a type that reads itself from text, may be written as one text.
// A tag `said:"title,name"` holds other words that people write for a key; they
// are mistakes too, and are told which one is meant.
// Types with a text or a form of their own implement [Reader] or
// [encoding.TextUnmarshaler].
func Decode(path string, data []byte, into any) Problems {
	file := NewFile(path, data)
	return DecodeBlock(file, 0, len(file.data), into)
}

// DecodeBlock is [Decode] for YAML that stands inside a file, such as a front
// matter: the bytes from from up to to, beginning at the start of a line.
func DecodeBlock(file *File, from, to int, into any) Problems {
	d := &decoder{file: file, shapes: map[reflect.Type]*shape{}}
	if end, ok := d.readable(from, to); ok {
		d.document(from, end, reflect.ValueOf(into).Elem())
	}
	return d.finish()
}

// A decoder holds the state of one [Decode].
type decoder struct {
	file     *File
	shapes   map[reflect.Type]*shape
	problems Problems
	// root is the mapping put together from pieces, nil when the document
	// was parsed at once; lists are the long lists in it, which are parsed
	// as they are read.
	root  *yaml.Node
	lists map[*yaml.Node][]span
	// inAlias counts the aliases being followed, fromAlias the nodes read
	// through them.
	inAlias, fromAlias int
	seek               seek
}

// Limits on what a stranger's file may cost.
const (
	maxFromAlias  = 20_000
	maxMergeDepth = 20
)

func (d *decoder) finish() Problems { return d.problems.First() }

// full says that more mistakes would not be shown.
func (d *decoder) full() bool { return len(d.problems) > MaxProblems }

func (d *decoder) position(n *yaml.Node) Position {
	return Position{Path: d.file.path, Line: n.Line, Column: n.Column}
}

// fail reports a mistake at a node.
func (d *decoder) fail(n *yaml.Node, message, hint string) {
	d.failAt(d.position(n), n.Value, message, hint)
}

func (d *decoder) failAt(at Position, text, message, hint string) {
	d.report(d.file.Problem(at, text, message, hint))
}

// value reads a node into v. Name is what messages call the value: its key, or
// "personas[0]".
func (d *decoder) value(n *yaml.Node, v reflect.Value, name string) {
	if d.full() {
		return
	}
	if n.Kind == yaml.AliasNode {
		d.alias(n, v, name)
		return
	}
	if d.inAlias > 0 {
		d.fromAlias++
	}
	if d.nothing(n, name) {
		return
	}
	if v.Kind() == reflect.Pointer {
		v.Set(reflect.New(v.Type().Elem()))
		d.value(n, v.Elem(), name)
		return
	}
	if reader, ok := v.Addr().Interface().(Reader); ok {
		reader.ReadSource(Value{d: d, node: n, name: name, into: v})
		return
	}
	d.plain(n, v, name)
}

// alias reads what an alias stands for, within the limit for the file.
func (d *decoder) alias(n *yaml.Node, v reflect.Value, name string) {
	if d.fromAlias > maxFromAlias {
		return
	}
	d.inAlias++
	d.value(n.Alias, v, name)
	d.inAlias--
	if d.inAlias == 0 && d.fromAlias > maxFromAlias {
		d.fail(n, fmt.Sprintf("aliases make this file larger than it looks: more than %d values", maxFromAlias),
			"write the values out")
	}
}

// plain reads a value of a type without a form of its own.
func (d *decoder) plain(n *yaml.Node, v reflect.Value, name string) {
	_, fromText := v.Addr().Interface().(encoding.TextUnmarshaler)
	if fromText {
		d.scalar(n, v, name)
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		d.structure(n, v, name)
	case reflect.Slice:
		d.list(n, v, name)
	case reflect.Map:
		d.mapping(n, v, name)
	default:
		d.scalar(n, v, name)
	}
}

// nothing tells whether nothing was written for a value.
func (d *decoder) nothing(n *yaml.Node, name string) bool {
	if n.Kind != yaml.ScalarNode || n.Style != 0 {
		return false
	}
	switch n.Value {
	case "":
		d.lostValue(n, name)
		return true
	case "~", "null":
		return true
	case "Null", "NULL":
		d.fail(n, fmt.Sprintf("%s: %s means nothing at all in YAML", name, n.Value),
			fmt.Sprintf("put it in quotes if the word is meant: %q", n.Value))
		return true
	}
	return false
}

func (d *decoder) list(n *yaml.Node, v reflect.Value, name string) {
	if n.Kind == yaml.ScalarNode && d.fromText(v.Type().Elem()) {
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		d.value(n, v.Index(0), name)
		return
	}
	if n.Kind != yaml.SequenceNode {
		d.wrong(n, name, "a list")
		return
	}
	if items, long := d.lists[n]; long {
		d.longList(items, v, name)
		return
	}
	if d.splitNumber(n) {
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), len(n.Content), len(n.Content)))
	for i, item := range n.Content {
		d.item(item, v.Index(i), fmt.Sprintf("%s[%d]", name, i))
	}
}

// longList reads a list that is parsed as it is read. Its room is made at once:
// growing it would take twice the memory.
func (d *decoder) longList(items []span, v reflect.Value, name string) {
	v.Set(reflect.MakeSlice(v.Type(), 0, len(items)))
	d.eachItem(items, func(n *yaml.Node) {
		last := v.Len()
		if last == v.Cap() {
			v.Grow(1)
		}
		v.SetLen(last + 1)
		d.item(n, v.Index(last), fmt.Sprintf("%s[%d]", name, last))
	})
}

func (d *decoder) item(n *yaml.Node, v reflect.Value, name string) {
	before := len(d.problems)
	if n.Kind == yaml.ScalarNode && d.nothing(n, name) {
		if len(d.problems) == before {
			d.fail(n, fmt.Sprintf("%s is empty", name), "write it, or take the line out")
		}
		return
	}
	d.value(n, v, name)
}

// fromText tells whether values of a type can be written as one text.
func (d *decoder) fromText(t reflect.Type) bool {
	if t.Kind() == reflect.String {
		return true
	}
	reader, ok := reflect.New(t).Interface().(Reader)
	return ok && reader.Forms().has(Text)
}

// wrong reports a value of the wrong kind.
func (d *decoder) wrong(n *yaml.Node, name, want string) {
	hint := ""
	switch {
	case n.Kind == yaml.MappingNode && n.Style&yaml.FlowStyle == 0 && want == "text":
		hint = "a colon followed by a space makes keys and values: put the whole text in quotes"
	case want == "a list":
		hint = "begin each item with a dash"
	}
	d.fail(n, fmt.Sprintf("%s must be %s, not %s", name, want, kindName(n)), hint)
}

// wrongStructure is wrong for a mapping, with what it needs.
func (d *decoder) wrongStructure(n *yaml.Node, name string, s *shape) {
	hint := ""
	if len(s.required) > 0 && n.Kind == yaml.ScalarNode {
		hint = "write its keys, each on a line of its own: " + strings.Join(s.required, ", ")
	}
	d.fail(n, fmt.Sprintf("%s must be keys with values, not %s", name, kindName(n)), hint)
}

func kindName(n *yaml.Node) string {
	switch n.Kind {
	case yaml.SequenceNode:
		return "a list"
	case yaml.MappingNode:
		return "keys with values"
	}
	if text := n.Value; len(text) <= 40 {
		return fmt.Sprintf("%q", text)
	}
	return "text"
}

// Noun is a type with another name in messages than its Go name in words.
type Noun interface{ Noun() string }

// noun is what messages call a value of a struct type: "pain point".
func noun(t reflect.Type) string {
	if named, ok := reflect.Zero(t).Interface().(Noun); ok {
		return named.Noun()
	}
	var b strings.Builder
	for i, r := range t.Name() {
		if r >= 'A' && r <= 'Z' {
			if i > 0 {
				b.WriteByte(' ')
			}
			r += 'a' - 'A'
		}
		b.WriteRune(r)
	}
	return b.String()
}
