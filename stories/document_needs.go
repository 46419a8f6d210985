package stories

import (
	"slices"
	"strings"
)

// withNeedsNote gives the document with a comment behind needs that tells a
// reader what the IDs are. Only a comment equal to was is replaced: a person's
// own stays. Needs that stand on several lines get none.
func (d *Document) withNeedsNote(was, note string) *Document {
	if note == was {
		return d
	}
	if d.printed != nil && was == "" && isPlainRest(note) && len(d.raw)+len(note) < maxMatter {
		return d.printedNote(note)
	}
	entry := d.parts().matter.entry("needs")
	if entry == nil || !entry.flow {
		return d
	}
	end, _ := lineEnd(d.raw, entry.value.end)
	behind := string(d.raw[entry.value.end:end])
	if strings.TrimLeft(strings.TrimSpace(behind), "# ") != was {
		return d
	}
	if note != "" {
		note = "   # " + note
	}
	e := d.edit()
	e.place(span{entry.value.end, end}, note, -1)
	changed, err := e.done()
	if err != nil {
		return d // the note is a courtesy
	}
	return changed
}

// printedNote is [Document.withNeedsNote] for a file that was just printed and
// has no note: it need not be read for that.
func (d *Document) printedNote(note string) *Document {
	at := d.printed.needs
	if at == 0 {
		return d
	}
	return printedDocument(d.path, slices.Concat(d.raw[:at], []byte("   # "+note), d.raw[at:]), 0)
}

// withoutNeedsNote gives the document without what may be a note on its needs:
// as many names as there are needs.
func (d *Document) withoutNeedsNote() *Document {
	entry := d.parts().matter.entry("needs")
	if entry == nil || !entry.flow {
		return d
	}
	end, _ := lineEnd(d.raw, entry.value.end)
	note := strings.TrimLeft(strings.TrimSpace(string(d.raw[entry.value.end:end])), "# ")
	names := strings.Split(note, ", ")
	if len(names) != len(entry.list) || strings.ContainsAny(strings.Join(names, ""), " \t") {
		return d
	}
	return d.withNeedsNote(note, "")
}

// needsNote names what an item needs, "" where that is not all known.
func (b *Backlog) needsNote(needs []string) string {
	names := make([]string, len(needs))
	for i, id := range needs {
		item := b.Item(id)
		if item == nil {
			return ""
		}
		names[i] = item.slug()
	}
	return strings.Join(names, ", ")
}
