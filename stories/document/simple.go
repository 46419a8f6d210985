package document

import (
	"bytes"
	"strings"

	"plotline/roadmap/source"
)

// simpleEntries reads front matter of the form that Plotline writes: one key a
// line with a plain, unambiguous value or a flow list of such. It declines
// everything else, which is left to the YAML parser; where both read, they
// agree.
func (d *Document) simpleEntries() ([]matterEntry, bool) {
	region := d.layout.matter.region
	entries := make([]matterEntry, 0, 8)
	for at := region.start; at < region.end; {
		end, next := source.LineEnd(d.raw, at)
		entry, ok := d.simpleEntry(at, end)
		if !ok {
			return nil, false
		}
		entry.lines = span{at, next}
		entries = append(entries, entry)
		at = next
	}
	return entries, true
}

func (d *Document) simpleEntry(at, end int) (matterEntry, bool) {
	line := d.raw[at:end]
	colon := bytes.IndexByte(line, ':')
	if colon <= 0 || colon+2 >= len(line) || line[colon+1] != ' ' {
		return matterEntry{}, false
	}
	key := line[:colon]
	for _, c := range key {
		if (c < 'a' || c > 'z') && c != '_' && c != '-' || key[0] == '-' {
			return matterEntry{}, false
		}
	}
	rest := line[colon+1:]
	value := rest[:len(rest)-len(commentOf(rest))]
	trimmed := bytes.TrimLeft(value, " ")
	start := at + colon + 1 + len(value) - len(trimmed)
	trimmed = bytes.TrimRight(trimmed, " ")
	entry := matterEntry{key: string(key), value: span{start, start + len(trimmed)}}
	if len(trimmed) > 1 && trimmed[0] == '[' && trimmed[len(trimmed)-1] == ']' {
		return entry, entry.simpleList(string(trimmed[1:len(trimmed)-1]), start+1)
	}
	entry.scalar = string(trimmed)
	return entry, source.IsPlain(entry.scalar)
}

func (entry *matterEntry) simpleList(text string, at int) bool {
	entry.flow, entry.list = true, []string{}
	if strings.TrimSpace(text) == "" {
		return text == ""
	}
	for part := range strings.SplitSeq(text, ",") {
		value := strings.Trim(part, " ")
		if !source.IsPlain(value) {
			return false
		}
		start := at + strings.Index(part, value)
		entry.list = append(entry.list, value)
		entry.values = append(entry.values, span{start, start + len(value)})
		at += len(part) + 1
	}
	return true
}
