package document

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"plotline/roadmap/source"
)

// setKey writes what a key says, or takes it out.
func (e *editor) setKey(key Key) {
	entry := e.layout.matter.entry(key.Name)
	if entry != nil && len(key.List) > 0 && e.aLineEach(entry) {
		e.setLines(entry, key.List)
		return
	}
	e.setValue(key.Name, string(appendValue(nil, key)))
}

// setValue writes a key's value as YAML, "" to remove the key.
func (e *editor) setValue(key, value string) {
	entry := e.layout.matter.entry(key)
	switch {
	case entry == nil && value == "":
	case entry == nil:
		e.addKey(key, value)
	case value == "":
		e.removeKey(entry)
	case e.isBelow(entry):
		end, _ := source.LineEnd(e.d.raw, entry.lines.start)
		line := e.d.raw[entry.lines.start:end]
		behind := entry.lines.start + len(bytes.TrimRight(line[:len(line)-len(commentOf(line))], " \t"))
		e.place(span{behind, entry.value.end}, " "+value, -1)
	default:
		if before := e.d.raw[entry.value.start-1]; before == ':' {
			value = " " + value
		}
		if entry.value.empty() {
			value = value + e.spaceBehind(entry)
		}
		e.replace(entry.value, value)
	}
}

// isBelow says whether a value begins on a line after its key's.
func (e *editor) isBelow(entry *matterEntry) bool {
	return bytes.ContainsAny(e.d.raw[entry.lines.start:entry.value.start], "\r\n")
}

// spaceBehind parts a value from a comment that stands where it goes.
func (e *editor) spaceBehind(entry *matterEntry) string {
	if at := entry.value.end; at < len(e.d.raw) && e.d.raw[at] == '#' {
		return " "
	}
	return ""
}

// addKey writes a new line where the key belongs among those that are there.
func (e *editor) addKey(key, value string) {
	line := key + ": " + value + "\n"
	if !e.layout.matter.present {
		e.addMatter(line)
		return
	}
	at := e.layout.matter.region.start
	if entries := e.layout.matter.entries; len(entries) > 0 {
		line = e.indentAt(entries[0].lines.start) + line
	}
	place := slices.Index(keyNames[:], key)
	for i := range e.layout.matter.entries {
		entry := &e.layout.matter.entries[i]
		if other := slices.Index(keyNames[:], entry.key); other >= 0 && other < place {
			at = e.endOf(entry)
		}
	}
	e.place(span{at, at}, line, place)
}

// indentAt is the white space with which a line begins.
func (e *editor) indentAt(at int) string {
	end, _ := source.LineEnd(e.d.raw, at)
	line := string(e.d.raw[at:end])
	return line[:len(line)-len(strings.TrimLeft(line, " "))]
}

// addMatter begins the front matter; further keys of the same change follow
// inside it.
func (e *editor) addMatter(line string) {
	const bom = "\uFEFF"
	start := 0
	if strings.HasPrefix(string(e.d.raw), bom) {
		start = len(bom)
	}
	for i := range e.edits {
		if body, ok := strings.CutSuffix(e.edits[i].text, "---"+e.eol); ok && e.edits[i].span == (span{start, start}) {
			e.edits[i].text = body + strings.ReplaceAll(line, "\n", e.eol) + "---" + e.eol
			return
		}
	}
	e.replace(span{start, start}, "---\n"+line+"---\n")
}

// endOf gives the start of the line after an entry's value.
func (e *editor) endOf(entry *matterEntry) int {
	_, next := source.LineEnd(e.d.raw, entry.value.end)
	return min(next, entry.lines.end)
}

// removeKey deletes an entry, the comments before the next one kept.
func (e *editor) removeKey(entry *matterEntry) {
	e.replace(span{entry.lines.start, e.endOf(entry)}, "")
}

// aLineEach says whether every value of a list stands on one line with its dash.
func (e *editor) aLineEach(entry *matterEntry) bool {
	if !entry.block || len(entry.values) == 0 {
		return false
	}
	last := -1
	for _, value := range entry.values {
		start := lineStart(e.d.raw, value.start)
		before := strings.TrimSpace(string(e.d.raw[start:value.start]))
		if before != "-" || start == last {
			return false
		}
		last = start
	}
	return true
}

// setLines brings a list of a line a value to its new values: a value that
// stays keeps its line, and the comments with it.
func (e *editor) setLines(entry *matterEntry, values []string) {
	starts := make([]int, len(entry.values)+1)
	for i, value := range entry.values {
		starts[i] = lineStart(e.d.raw, value.start)
	}
	starts[len(entry.values)] = e.endOf(entry)
	dash := strings.IndexByte(string(e.d.raw[starts[0]:]), '-')
	lead := string(e.d.raw[starts[0]:starts[0]+dash]) + "- "
	var b strings.Builder
	for _, value := range values {
		if i := slices.Index(entry.list, value); i >= 0 {
			b.Write(source.UnixLines(e.d.raw[starts[i]:starts[i+1]]))
		} else {
			b.WriteString(lead + string(appendYAML(nil, value)) + "\n")
		}
	}
	e.place(span{starts[0], starts[len(entry.values)]}, b.String(), -1)
}

func lineStart(data []byte, at int) int {
	return 1 + strings.LastIndexAny(string(data[:at]), "\r\n")
}

// appendValue writes what a key says as YAML on one line.
func appendValue(b []byte, key Key) []byte {
	if len(key.List) == 0 {
		return appendYAML(b, key.Value)
	}
	b = append(b, '[')
	for i, value := range key.List {
		if i > 0 {
			b = append(b, ", "...)
		}
		b = appendYAML(b, value)
	}
	return append(b, ']')
}

// appendYAML writes text as a YAML scalar on one line that means just this text.
func appendYAML(b []byte, text string) []byte {
	text = Word(text)
	if text == "" || source.IsPlain(text) {
		return append(b, text...)
	}
	for _, r := range text {
		if !unicode.IsPrint(r) || r > 0xFFFF { // YAML reads these escapes as Go writes them
			return strconv.AppendQuoteToASCII(b, text)
		}
	}
	b = append(b, '"')
	for i := range len(text) {
		if text[i] == '\\' || text[i] == '"' {
			b = append(b, '\\')
		}
		b = append(b, text[i])
	}
	return append(b, '"')
}
