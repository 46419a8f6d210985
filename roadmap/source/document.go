package source

import (
	"errors"
	"fmt"
	"reflect"

	"go.yaml.in/yaml/v4"
)

// readable says that the text can be given to the YAML parser.
func (d *decoder) readable(from, to int) bool { return true }

// document reads a whole document into v.
func (d *decoder) document(from, to int, v reflect.Value) {
	d.shift = d.file.Position(from).Line - 1
	root, err := load(d.file.data[from:to])
	if err != nil {
		d.syntax(err)
		return
	}
	if root == nil {
		root = &yaml.Node{Kind: yaml.MappingNode, Line: 1, Column: 1}
	}
	d.value(root, v, noun(v.Type()))
}

// load gives the root of a YAML document, nil for an empty one.
func load(data []byte) (root *yaml.Node, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("the YAML cannot be read: %v", r)
		}
	}()
	var doc yaml.Node
	if err := yaml.Load(data, &doc, yaml.WithAllDocuments(false)); err != nil {
		return nil, err
	}
	if len(doc.Content) == 0 {
		return nil, nil
	}
	return doc.Content[0], nil
}

func (d *decoder) syntax(err error) {
	var e *yaml.LoadError
	if !errors.As(err, &e) {
		d.failAt(Position{Path: d.file.path}, "", err.Error(), "")
		return
	}
	d.failAt(Position{Path: d.file.path, Line: e.Mark.Line + d.shift, Column: e.Mark.Column}, "", e.Message, "")
}
