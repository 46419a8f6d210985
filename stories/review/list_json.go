package review

import (
	"encoding/json"
	"errors"
	"io"
	"strings"

	"plotline/roadmap/source"
)

// node is a JSON value that knows where it stands.
type node struct {
	// start is where it begins, or the white space and marks before it; end
	// is where its first token ends.
	start, end int
	text       string
	scalar     bool
	// keys are those of an object, in order; nil for a list.
	keys  []string
	items []*node
}

// maxDepth is how deep an export may nest.
const maxDepth = 100

// readJSON reads an export: a list of texts or issues, wherever in the
// document it stands, or one document a line.
func readJSON(l *lines) ([]Text, source.Problems) {
	decoder := json.NewDecoder(strings.NewReader(l.text))
	decoder.UseNumber()
	root := &node{}
	var problems source.Problems
	for {
		value, err := readNode(decoder, 0)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			problems = append(problems, jsonProblem(l, decoder, err))
			break
		}
		root.items = append(root.items, value)
	}
	if len(root.items) == 1 && !isIssue(root.items[0]) {
		root = listIn(root.items[0])
	}
	if root == nil {
		return nil, problems
	}
	var all []Text
	for _, item := range root.items {
		if t, ok := l.issue(item); ok {
			all = append(all, t)
		}
	}
	return all, problems
}

func jsonProblem(l *lines, decoder *json.Decoder, err error) source.Problem {
	n := l.number(int(decoder.InputOffset()))
	message := strings.TrimPrefix(err.Error(), "json: ")
	if errors.Is(err, io.ErrUnexpectedEOF) {
		message = "it ends too early"
	}
	return source.Problem{Position: l.at(n, int(decoder.InputOffset())-l.starts[n]), Message: "not a JSON export: " + message,
		Hint: "export it again; a list of {key, title, body} is enough", Excerpt: l.line(n)}
}

var errDeep = errors.New("it nests too deeply")

func readNode(decoder *json.Decoder, depth int) (*node, error) {
	before := int(decoder.InputOffset())
	token, err := decoder.Token()
	if err != nil {
		return nil, err
	}
	n := &node{end: int(decoder.InputOffset()), start: before}
	switch value := token.(type) {
	case json.Delim:
		if depth > maxDepth {
			return nil, errDeep
		}
		return n, n.readItems(decoder, value == '{', depth)
	case string:
		n.text, n.scalar = value, true
	case json.Number:
		n.text, n.scalar = value.String(), true
	default:
		n.scalar = true
	}
	return n, nil
}

// readItems reads what an opened object or list holds. Of an object a key may
// stand twice, as comments do in some exports; the first counts.
func (n *node) readItems(decoder *json.Decoder, object bool, depth int) error { //nolint:revive // two kinds of one value
	for decoder.More() {
		if object {
			key, err := decoder.Token()
			if err != nil {
				return err
			}
			name, _ := key.(string)
			n.keys = append(n.keys, name)
		}
		item, err := readNode(decoder, depth+1)
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		if err != nil {
			return err
		}
		n.items = append(n.items, item)
	}
	_, err := decoder.Token()
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// isIssue says that an object has a text of its own.
func isIssue(n *node) bool {
	for _, key := range n.keys {
		switch fieldOf(key) {
		case titleField, storyField, bodyField:
			return true
		}
		if key == "fields" {
			return true
		}
	}
	return false
}

// listIn finds the first list of texts or issues, the nearest to the top.
func listIn(root *node) *node {
	for level := []*node{root}; len(level) > 0; {
		var next []*node
		for _, n := range level {
			if n.keys == nil && len(n.items) > 0 && (isIssue(n.items[0]) || n.items[0].scalar && n.items[0].text != "") {
				return n
			}
			next = append(next, n.items...)
		}
		level = next
	}
	return nil
}

// issue makes a story of a text or an issue.
func (l *lines) issue(n *node) (Text, bool) {
	r := record{}
	if n.scalar {
		r.set(storyField, l.value(n))
	}
	l.fill(r, n)
	return r.story()
}

func (l *lines) fill(r record, n *node) {
	for i, key := range n.keys {
		if key == "fields" {
			l.fill(r, n.items[i])
			continue
		}
		f := fieldOf(key)
		if f == idField && key == "id" && hasKey(n, "key", "number") {
			continue
		}
		r.set(f, l.value(n.items[i]))
	}
}

func hasKey(n *node, names ...string) bool {
	for _, key := range n.keys {
		for _, name := range names {
			if key == name {
				return true
			}
		}
	}
	return false
}

// value gives a JSON value's text and place; of a document in Jira's format,
// its paragraphs.
func (l *lines) value(n *node) cell {
	text := n.text
	if !n.scalar {
		var b strings.Builder
		documentText(&b, n)
		text = strings.TrimSpace(b.String())
	}
	start := n.start
	for start < n.end && strings.IndexByte(" \t\r\n:,\"", l.text[start]) >= 0 {
		start++
	}
	number := l.number(start)
	return cell{l.at(number, start-l.starts[number]), oneParagraph(text), l.line(number)}
}

// oneParagraph gives a text whose line breaks are escaped in the source, so
// that all of it stands on one line there.
func oneParagraph(text string) string { return strings.ReplaceAll(text, "\r\n", "\n") }

// documentText writes the texts of a document, a paragraph each.
func documentText(b *strings.Builder, n *node) {
	for i, item := range n.items {
		if item.scalar {
			if i < len(n.keys) && n.keys[i] == "text" {
				b.WriteString(item.text)
			}
			continue
		}
		documentText(b, item)
	}
	for i, key := range n.keys {
		if key == "type" && (n.items[i].text == "paragraph" || n.items[i].text == "heading" || n.items[i].text == "listItem") {
			b.WriteString("\n\n")
		}
	}
}
