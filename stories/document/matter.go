package document

import (
	"bytes"
	"fmt"
	"strings"

	"go.yaml.in/yaml/v4"

	"plotline/roadmap/source"
)

// MaxMatter is how many bytes the front matter may have.
const MaxMatter = 16 << 10

// maxProblems is how many problems of one file are reported.
const maxProblems = 20

// keyNames are the keys the front matter may hold, in the order in which
// they are written.
var keyNames = [...]string{
	"id", "type", "goal", "initiative", "pain_point", "horizon", "serves", "epic",
	"handoff", "labels", "size", "needs", "rank", "release",
}

// listKeys may hold several values.
var listKeys = [...]string{"serves", "labels", "needs"}

// Key is one key of the front matter and what it says: one value, or a list
// where the key takes one. Without either the key is not there.
type Key struct {
	Name  string
	Value string
	List  []string
}

// values are what the key says, each on one line.
func (k Key) values() []string {
	if k.Value != "" {
		return Words([]string{k.Value})
	}
	return k.List
}

// Keys are the names of the keys that the front matter may hold.
func Keys() []string { return keyNames[:] }

// Has says whether a key stands in the front matter.
func (d *Document) Has(key string) bool { return d.parts().matter.entry(key) != nil }

// Value is what a key of the front matter says, "" where it says nothing.
func (d *Document) Value(key string) string { return d.parts().matter.scalar(key) }

// List is what a key of the front matter says that takes a list.
func (d *Document) List(key string) []string { return d.parts().matter.list(key) }

// matter is a document's front matter.
type matter struct {
	// region is what stands between the two lines of dashes.
	region  span
	present bool
	entries []matterEntry
}

// matterEntry is one key with its value.
type matterEntry struct {
	key    string
	lines  span // from the key's line to the start of the next key's
	value  span // the value alone, without a comment behind it
	scalar string
	list   []string
	values []span // of each value of a list
	flow   bool   // [a, b], on one line
	block  bool   // a line a value
}

func (m *matter) entry(key string) *matterEntry {
	for i := range m.entries {
		if m.entries[i].key == key {
			return &m.entries[i]
		}
	}
	return nil
}

func (m *matter) scalar(key string) string {
	if entry := m.entry(key); entry != nil {
		return entry.scalar
	}
	return ""
}

func (m *matter) list(key string) []string {
	entry := m.entry(key)
	switch {
	case entry == nil:
		return nil
	case entry.list != nil:
		return entry.list
	case entry.scalar != "":
		return []string{entry.scalar}
	}
	return nil
}

// parseMatter reads the front matter and gives the offset of what follows it.
func (d *Document) parseMatter() (int, source.Problems) {
	start := 0
	if bytes.HasPrefix(d.raw, []byte("\uFEFF")) {
		start = len("\uFEFF")
	}
	end, next := source.LineEnd(d.raw, start)
	if strings.TrimRight(string(d.raw[start:end]), " \t") != "---" {
		return start, nil
	}
	region := span{next, len(d.raw)}
	for at := next; at < len(d.raw); {
		end, next := source.LineEnd(d.raw, at)
		line := strings.TrimRight(string(d.raw[at:end]), " \t")
		if line == "---" || line == "..." {
			region.end = at
			d.layout.matter.region, d.layout.matter.present = region, true
			return next, d.parseEntries()
		}
		at = next
	}
	return len(d.raw), source.Problems{d.problem(start, 3,
		"the front matter is never closed", `write a line "---" under its last key`)}
}

// parseEntries reads the keys and their values.
func (d *Document) parseEntries() source.Problems {
	region := d.layout.matter.region
	if region.end-region.start > MaxMatter {
		return source.Problems{d.problem(region.start, 0,
			"the front matter is larger than 16 KB", "keep what is not a key of Plotline's out of it")}
	}
	var problems source.Problems
	if entries, ok := d.simpleEntries(); ok {
		d.layout.matter.entries = entries
	} else {
		problems = d.yamlEntries()
	}
	if len(problems) > 0 {
		return problems
	}
	return d.checkEntries()
}

// yamlEntries reads front matter of any form.
func (d *Document) yamlEntries() source.Problems {
	region := d.layout.matter.region
	text := source.UnixLines(d.raw[region.start:region.end])
	var root yaml.Node
	if err := yaml.Unmarshal(text, &root); err != nil {
		return source.Problems{d.brokenYAML(err)}
	}
	if len(root.Content) == 0 {
		return nil
	}
	mapping := root.Content[0]
	if mapping.Kind != yaml.MappingNode || mapping.Style&yaml.FlowStyle != 0 {
		return source.Problems{d.problem(region.start, 0,
			"the front matter is not a list of keys", `write one "key: value" a line`)}
	}
	starts := source.StartsOf(d.raw, region.start, region.end)
	var problems source.Problems
	for i := 0; i+1 < len(mapping.Content); i += 2 {
		key, value := mapping.Content[i], mapping.Content[i+1]
		entry := matterEntry{key: key.Value}
		entry.lines.start = starts.Line(key.Line)
		entry.lines.end = region.end
		if i+2 < len(mapping.Content) {
			entry.lines.end = starts.Line(mapping.Content[i+2].Line)
		}
		problems = append(problems, d.fill(&entry, key, value, starts)...)
		d.layout.matter.entries = append(d.layout.matter.entries, entry)
	}
	return problems
}

// fill sets an entry's values from its node.
func (d *Document) fill(entry *matterEntry, key, value *yaml.Node, starts source.LineStarts) source.Problems {
	entry.value = d.valueSpan(entry, starts.Offset(d.raw, value.Line, value.Column), value)
	if strings.HasPrefix(entry.key, "x-") {
		return nil
	}
	bad := func(message string) source.Problems {
		at := starts.Offset(d.raw, key.Line, key.Column)
		return source.Problems{d.problem(at, len(entry.key), message, "write text, or a list of texts")}
	}
	if value.Anchor != "" || key.Anchor != "" {
		return bad(fmt.Sprintf("an anchor at %q; front matter takes none", entry.key))
	}
	if value.Tag == "!" && value.Value == "" {
		return bad(fmt.Sprintf("a lone exclamation mark at %q: in YAML a tag, and no value", entry.key))
	}
	switch value.Kind {
	case yaml.ScalarNode:
		entry.scalar = scalarText(value)
	case yaml.SequenceNode:
		entry.list = []string{}
		entry.flow = value.Style&yaml.FlowStyle != 0
		entry.block = !entry.flow
		for _, element := range value.Content {
			if element.Kind != yaml.ScalarNode || element.Anchor != "" {
				return bad(fmt.Sprintf("%q holds something that is not text", entry.key))
			}
			at := starts.Offset(d.raw, element.Line, element.Column)
			entry.list = append(entry.list, scalarText(element))
			entry.values = append(entry.values, span{at, at})
		}
	default:
		return bad(fmt.Sprintf("%q holds something that is not text", entry.key))
	}
	return nil
}

// scalarText is a scalar as it was written, "" for null.
func scalarText(node *yaml.Node) string {
	if node.Tag == "!!null" {
		return ""
	}
	return Word(node.Value)
}

// valueSpan is where an entry's value stands: to the end of its line without
// the comment, or to its last line where it has several.
func (d *Document) valueSpan(entry *matterEntry, start int, value *yaml.Node) span {
	end := entry.lines.end
	text := d.raw[min(start, end):end]
	if first, _ := source.LineEnd(text, 0); len(bytes.TrimSpace(dropComments(text[first:]))) == 0 {
		text = text[:first]
		if value.Kind == yaml.ScalarNode && value.Value == "" && value.Style == 0 {
			return span{start, start}
		}
		text = text[:len(text)-len(commentOf(text))]
	} else {
		text = dropComments(text)
	}
	return span{start, start + len(bytes.TrimRight(text, " \t\r\n"))}
}

// commentOf gives the comment behind a value on one line, with the white
// space before it.
func commentOf(line []byte) []byte {
	quote := byte(0)
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case quote != 0:
			if c == '\\' && quote == '"' {
				i++
			} else if c == quote {
				quote = 0
			}
		case (c == '"' || c == '\'') && (i == 0 || strings.IndexByte(" \t[,", line[i-1]) >= 0):
			quote = c
		case c == '#' && (i == 0 || line[i-1] == ' ' || line[i-1] == '\t'):
			return line[len(bytes.TrimRight(line[:i], " \t")):]
		}
	}
	return nil
}

// dropComments cuts whole-line comments and blank lines off the end.
func dropComments(text []byte) []byte {
	for {
		trimmed := bytes.TrimRight(text, " \t\r\n")
		start := 1 + bytes.LastIndexAny(trimmed, "\r\n")
		if start == 0 || !bytes.HasPrefix(bytes.TrimLeft(trimmed[start:], " \t"), []byte("#")) {
			return trimmed
		}
		text = trimmed[:start]
	}
}

// brokenYAML turns the parser's error into a problem with a place.
func (d *Document) brokenYAML(err error) source.Problem {
	line, message := source.YAMLError(err)
	at := source.StartsOf(d.raw, d.layout.matter.region.start, d.layout.matter.region.end).Line(line)
	p := d.problem(at, 0, "the front matter is not YAML: "+message,
		`write one "key: value" a line; put text with ": " or "#" in quotes`)
	return p
}
