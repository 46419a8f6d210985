package sidecar

import (
	"errors"
	"strings"

	"plotline/roadmap/source"

	"go.yaml.in/yaml/v4"
)

// tree is a sidecar's YAML before its keys are given a meaning.
type tree struct {
	text   string
	list   []tree
	keys   []treeKey
	isList bool
	isKeys bool
	at     treePlace
}

// treePlace is where something stands: as an offset in bytes, or where the YAML
// parser read it as a line and a column, which are an offset only when asked.
type treePlace struct{ offset, line, column int }

func offsetAt(offset int) treePlace { return treePlace{offset: offset} }

// treeKey is one key of a mapping with its value.
type treeKey struct {
	name  string
	at    treePlace
	value tree
}

// errOther says that a file is not written the way Plotline writes sidecars;
// the YAML parser has to read it.
var errOther = errors.New("written by other hands")

// treeReader reads the subset of YAML that [Bytes] writes, and
// declines anything else.
type treeReader struct {
	text string
	at   int
}

func readTree(data []byte) (tree, error) {
	r := &treeReader{text: string(data)}
	t, err := r.mapping(0)
	if err == nil && r.at < len(r.text) {
		return tree{}, errOther
	}
	return t, err
}

// line gives the next line without consuming it.
func (r *treeReader) line() string {
	rest := r.text[r.at:]
	if end := strings.IndexByte(rest, '\n'); end >= 0 {
		return rest[:end]
	}
	return rest
}

func (r *treeReader) advance(line string) { r.at = min(len(r.text), r.at+len(line)+1) }

func indentOf(line string) int {
	n := 0
	for n < len(line) && line[n] == ' ' {
		n++
	}
	return n
}

// mapping reads keys at one indentation.
func (r *treeReader) mapping(indent int) (tree, error) {
	t := tree{isKeys: true, at: offsetAt(r.at)}
	for r.at < len(r.text) {
		line := r.line()
		if n := indentOf(line); n != indent || line[n:] == "" || line[n] == '-' {
			break
		}
		key, err := r.pair(line, indent, indent)
		if err != nil {
			return tree{}, err
		}
		t.keys = append(t.keys, key)
	}
	if len(t.keys) == 0 {
		return tree{}, errOther
	}
	return t, nil
}

// pair reads "key: value" from a line; key stands at a column, and what is
// nested stands deeper than indent.
func (r *treeReader) pair(line string, column, indent int) (treeKey, error) {
	name, value, ok := strings.Cut(line[column:], ":")
	key := treeKey{name: name, at: offsetAt(r.at + column)}
	if !ok || !isKeyName(name) {
		return key, errOther
	}
	start := r.at
	r.advance(line)
	if value == "" {
		nested, err := r.nested(indent)
		key.value = nested
		return key, err
	}
	if value[0] != ' ' || len(value) == 1 {
		return key, errOther
	}
	value = value[1:]
	key.value.at = offsetAt(start + len(line) - len(value))
	return key, r.value(&key.value, value, indent)
}

func isKeyName(name string) bool {
	for i := range len(name) {
		if (name[i] < 'a' || name[i] > 'z') && name[i] != '_' {
			return false
		}
	}
	return name != ""
}

// nested reads what stands under a key without a value on its line.
func (r *treeReader) nested(indent int) (tree, error) {
	line := r.line()
	n := indentOf(line)
	if n != indent+2 || len(line) == n {
		return tree{}, errOther
	}
	if text, ok := strings.CutPrefix(line[n:], "- "); ok && source.IsPlain(text) {
		return r.scalars(n)
	} else if ok {
		return r.elements(n)
	}
	return r.mapping(n)
}

// scalars reads a list of plain words whose dashes stand at a column.
func (r *treeReader) scalars(column int) (tree, error) {
	t := tree{isList: true, at: offsetAt(r.at)}
	for r.at < len(r.text) {
		line := r.line()
		if indentOf(line) != column {
			break
		}
		text, ok := strings.CutPrefix(line[column:], "- ")
		if !ok || !source.IsPlain(text) {
			return tree{}, errOther
		}
		t.list = append(t.list, tree{text: text, at: offsetAt(r.at + column + 2)})
		r.advance(line)
	}
	return t, nil
}

// elements reads a list of mappings whose dashes stand at a column.
func (r *treeReader) elements(column int) (tree, error) {
	t := tree{isList: true, at: offsetAt(r.at)}
	for r.at < len(r.text) {
		line := r.line()
		if indentOf(line) != column || !strings.HasPrefix(line[column:], "- ") {
			break
		}
		element := tree{isKeys: true, at: offsetAt(r.at + column + 2)}
		first, err := r.pair(line, column+2, column+2)
		if err != nil {
			return tree{}, err
		}
		element.keys = append(element.keys, first)
		if next := r.line(); indentOf(next) == column+2 && len(next) > column+2 {
			rest, err := r.mapping(column + 2)
			if err != nil {
				return tree{}, err
			}
			element.keys = append(element.keys, rest.keys...)
		}
		t.list = append(t.list, element)
	}
	return t, nil
}

// yamlTree turns the YAML parser's nodes into a tree.
func yamlTree(node *yaml.Node) (tree, bool) {
	t := tree{at: treePlace{line: node.Line, column: node.Column}}
	if node.Anchor != "" || node.Kind == yaml.AliasNode {
		return t, false
	}
	switch node.Kind {
	case yaml.MappingNode:
		t.isKeys = true
		for i := 0; i+1 < len(node.Content); i += 2 {
			value, ok := yamlTree(node.Content[i+1])
			if !ok || node.Content[i].Kind != yaml.ScalarNode {
				return t, false
			}
			key := node.Content[i]
			t.keys = append(t.keys, treeKey{
				name: key.Value, at: treePlace{line: key.Line, column: key.Column}, value: value,
			})
		}
	case yaml.SequenceNode:
		t.isList = true
		for _, element := range node.Content {
			value, ok := yamlTree(element)
			if !ok {
				return t, false
			}
			t.list = append(t.list, value)
		}
	default:
		if node.Tag != "!!null" {
			t.text = node.Value
		}
	}
	return t, true
}
