package document

import (
	"slices"
	"strings"
	"unicode"

	"plotline/roadmap/source"
)

// needsKey is the key of what must be done before; its values are IDs.
const needsKey = "needs"

// WithNeedsNote gives the document with a comment behind needs that tells a
// reader what the IDs are. Only a comment equal to was is replaced: a person's
// own stays. Needs that stand on several lines get none.
func (d *Document) WithNeedsNote(was, note string) *Document {
	if note == was {
		return d
	}
	if d.printed != nil && was == "" && isPlainNote(note) && len(d.raw)+len(note) < MaxMatter {
		return d.printedNote(note)
	}
	entry := d.parts().matter.entry(needsKey)
	if entry == nil || !entry.flow {
		return d
	}
	end, _ := source.LineEnd(d.raw, entry.value.end)
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

// printedNote is [Document.WithNeedsNote] for a file that was just printed and
// has no note: it need not be read for that.
func (d *Document) printedNote(note string) *Document {
	at := d.printed.needs
	if at == 0 {
		return d
	}
	return newDocument(d.path, slices.Concat(d.raw[:at], []byte("   # "+note), d.raw[at:]), 0)
}

// WithoutNeedsNote gives the document without what may be a note on its needs:
// as many names as there are needs.
func (d *Document) WithoutNeedsNote() *Document {
	entry := d.parts().matter.entry(needsKey)
	if entry == nil || !entry.flow {
		return d
	}
	end, _ := source.LineEnd(d.raw, entry.value.end)
	note := strings.TrimLeft(strings.TrimSpace(string(d.raw[entry.value.end:end])), "# ")
	names := strings.Split(note, ", ")
	if len(names) != len(entry.list) || strings.ContainsAny(strings.Join(names, ""), " \t") {
		return d
	}
	return d.WithNeedsNote(note, "")
}

// isPlainNote says whether text can stand in a comment whatever it means.
func isPlainNote(text string) bool {
	return isASCII(text) && !strings.ContainsFunc(text, unicode.IsControl)
}
