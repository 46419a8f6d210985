package stories

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// set gives the document with another value of one key of the front matter;
// "" removes the key.
func (d *Document) set(key, value string) (*Document, error) {
	e := d.edit()
	e.setScalar(key, value)
	changed, err := e.done()
	if err != nil {
		return nil, fmt.Errorf("edit %s: %w", d.path, err)
	}
	return changed, nil
}

func (e *editor) setScalar(key, value string) {
	e.setValue(key, yamlText(value))
}

func (e *editor) setList(key string, values []string) {
	entry := e.layout.matter.entry(key)
	if entry != nil && e.aLineEach(entry) && len(values) > 0 {
		e.setLines(entry, values)
		return
	}
	e.setValue(key, yamlList(values))
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
		end, _ := lineEnd(e.d.raw, entry.lines.start)
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
	place := slices.Index(matterKeys[:], key)
	for i := range e.layout.matter.entries {
		entry := &e.layout.matter.entries[i]
		if other := slices.Index(matterKeys[:], entry.key); other >= 0 && other < place {
			at = e.endOf(entry)
		}
	}
	e.place(span{at, at}, line, place)
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
	_, next := lineEnd(e.d.raw, entry.value.end)
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
			b.Write(normalised(e.d.raw[starts[i]:starts[i+1]]))
		} else {
			b.WriteString(lead + yamlText(value) + "\n")
		}
	}
	e.place(span{starts[0], starts[len(entry.values)]}, b.String(), -1)
}

func lineStart(data []byte, at int) int {
	return 1 + strings.LastIndexAny(string(data[:at]), "\r\n")
}

// yamlText is text as a YAML scalar on one line that means just this text.
func yamlText(text string) string {
	text = canonicalWord(text)
	if text == "" || isPlain(text) {
		return text
	}
	for _, r := range text {
		if !unicode.IsPrint(r) || r > 0xFFFF {
			return quoteASCII(text)
		}
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
}

// quoteASCII escapes what is not printable; YAML reads these escapes as Go
// writes them.
func quoteASCII(text string) string { return strconv.QuoteToASCII(text) }

func yamlList(values []string) string {
	if len(values) == 0 {
		return ""
	}
	texts := make([]string, len(values))
	for i, value := range values {
		texts[i] = yamlText(value)
	}
	return "[" + strings.Join(texts, ", ") + "]"
}
