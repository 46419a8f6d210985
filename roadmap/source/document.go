package source

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"reflect"
	"regexp"

	"go.yaml.in/yaml/v4"
)

// Up to wholeSize a document is parsed at once. A larger one is parsed piece by
// piece, so that it never costs more memory than its pieces, unless it has
// anchors, whose reach is the whole; those may be up to anchorSize.
const (
	wholeSize  = 256 << 10
	anchorSize = 2 << 20
)

var anchor = regexp.MustCompile(`(?m)(?:^|[:,\[{-] +)&[^\s,\]}]`)

// document reads a whole document into v.
func (d *decoder) document(from, to int, v reflect.Value) {
	name := noun(v.Type())
	size := to - from
	atOnce := size <= wholeSize || size <= anchorSize && anchor.Match(d.file.data[from:to])
	if !atOnce {
		if root, ok := d.pieces(from, to); ok {
			d.root = root
			d.value(root, v, name)
			return
		}
	}
	if size > anchorSize {
		d.failAt(d.file.Position(from), "", fmt.Sprintf("a file of more than %d MB must be written with one key or item a line", anchorSize>>20),
			"write it without brackets around the whole, or split it")
		return
	}
	root, err := d.load(from, to)
	if err != nil {
		d.recover(from, to, v, err)
		return
	}
	if root == nil {
		root = d.empty(from)
	}
	d.value(root, v, name)
}

func (d *decoder) empty(from int) *yaml.Node {
	at := d.file.Position(from)
	return &yaml.Node{Kind: yaml.MappingNode, Line: at.Line, Column: at.Column}
}

// recover reads what can be read of a document with a mistake in its syntax,
// so that the others are found as well.
func (d *decoder) recover(from, to int, v reflect.Value, whole error) {
	if root, ok := d.pieces(from, to); ok {
		d.root = root
		d.value(root, v, noun(v.Type()))
	}
	if !d.broken() {
		d.syntax(whole)
	}
}

// broken says that a part of the file could not be read.
func (d *decoder) broken() bool {
	for _, problem := range d.problems {
		if problem.Broken {
			return true
		}
	}
	return false
}

// load parses a part of the file that begins at the start of a line. It gives
// its root, nil when it is empty, with the file's lines.
func (d *decoder) load(from, to int) (root *yaml.Node, err error) {
	if brackets(d.file.data[from:to]) > maxBrackets {
		return nil, &syntaxError{at: d.file.Position(from), message: fmt.Sprintf("more than %d values in brackets", maxBrackets), hint: "write long lists with one item a line"}
	}
	shift := d.file.Position(from).Line - 1
	root, err = parse(d.file.data[from:to])
	if err != nil {
		return nil, d.explain(err, shift)
	}
	if root != nil {
		shiftLines(root, shift)
	}
	return root, nil
}

// maxBrackets bounds what lists and mappings in brackets may hold in one
// piece: they cost the parser many times what lines do.
const maxBrackets = 40_000

// brackets counts what could be a value in brackets.
func brackets(text []byte) int {
	if len(text) <= maxBrackets {
		return 0
	}
	count, open := 0, 0
	for _, c := range text {
		switch c {
		case '[', '{':
			open++
			count++
		case ']', '}':
			open = max(0, open-1)
		case ',':
			if open > 0 {
				count++
			}
		}
	}
	return count
}

// parse gives the root of a YAML document, nil for an empty one.
func parse(text []byte) (root *yaml.Node, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = errors.New("the YAML cannot be read")
		}
	}()
	loader, err := yaml.NewLoader(bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	var doc, more yaml.Node
	switch err := loader.Load(&doc); {
	case errors.Is(err, io.EOF):
		return nil, nil
	case err != nil:
		return nil, err
	}
	if err := loader.Load(&more); !errors.Is(err, io.EOF) {
		return nil, cmp.Or(err, errMore)
	}
	if len(doc.Content) == 0 {
		return nil, nil
	}
	return doc.Content[0], nil
}

var errMore = errors.New("something follows the end of the document")

// shiftLines makes the lines of a piece those of the file.
func shiftLines(n *yaml.Node, by int) {
	if by == 0 {
		return
	}
	n.Line += by
	for _, child := range n.Content {
		shiftLines(child, by)
	}
}
