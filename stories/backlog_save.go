package stories

import (
	"bytes"
	"context"
	"slices"

	"plotline/stories/store"
)

// saving is what is to happen to the files of one item.
type saving struct {
	item *Item // nil for what is dropped or missing
	store.Change
}

// Save writes what changed, and only that: each file whole or not at all, an
// item's file before its sidecar. It returns the paths it wrote or removed,
// relative to the backlog folder. A file that somebody changed since it was
// read is not overwritten: then nothing is written, and the problems name the
// files. Saving again after an interruption goes on from there.
func (b *Backlog) Save(ctx context.Context) ([]string, error) {
	b.Sort()
	writes := b.writes()
	if len(writes) == 0 {
		return nil, b.files.Finish()
	}
	if err := b.keepLost(writes); err != nil {
		return nil, err
	}
	changes := make([]*store.Change, len(writes))
	for i := range writes {
		changes[i] = &writes[i].Change
	}
	paths, err := b.files.Save(ctx, changes)
	b.settle(writes)
	return paths, err
}

// writes collects what differs from what is on disk.
func (b *Backlog) writes() []saving {
	of := make([]saving, len(b.Items))
	_ = store.Each(len(b.Items), func(i int) error {
		of[i] = b.writeOf(b.Items[i])
		return nil
	})
	writes := slices.DeleteFunc(of, func(w saving) bool { return w.IsNone() })
	removed := map[string]store.File{}
	for _, file := range b.gone {
		removed[file.Path] = file
	}
	for _, sidecar := range slices.Concat(b.Dropped, b.Missing) {
		w := saving{Change: b.change(sidecar, sidecar.Path)}
		if file, ok := removed[sidecar.Path]; ok && sidecar.Dropped != nil {
			w.Was, w.File, w.Remove = file, file, true
		}
		if !w.IsNone() {
			writes = append(writes, w)
		}
	}
	return writes
}

// writeOf is what is to be on disk of one item.
func (b *Backlog) writeOf(item *Item) saving {
	if item.disk.Data == nil { // new: what it needs is there by now
		item.Document = item.Document.WithNeedsNote("", b.needsNote(item.Needs))
	}
	w := saving{item: item}
	if item.Sidecar != nil && item.ID != "" {
		w.Change = b.change(item.Sidecar, item.Path)
	}
	w.Was, w.File = item.disk, store.File{Path: item.Path, Data: item.Document.Bytes()}
	return w
}

// change is what is to happen to a sidecar: nothing where it says what the one on
// disk says. Where the file stands is not enough: who moves one changes nothing.
func (b *Backlog) change(s *Sidecar, file string) store.Change {
	c := store.Change{ID: s.ID, SidecarWas: b.sidecars[s.ID]}
	data := s.Bytes()
	if bytes.Equal(data, c.SidecarWas) {
		return c
	}
	if c.SidecarWas != nil {
		if is, problems := ParseSidecar("", c.SidecarWas); len(problems) == 0 {
			is.Path = s.Path
			if bytes.Equal(data, is.Bytes()) {
				return c
			}
		}
	}
	if s.Path != file {
		s.Path = file
		data = s.Bytes()
	}
	c.Sidecar = data
	return c
}

// settle notes what is on disk now.
func (b *Backlog) settle(writes []saving) {
	for i := range writes {
		w := &writes[i]
		if w.SidecarWas != nil {
			b.sidecars[w.ID] = w.SidecarWas
		}
		switch {
		case w.item != nil:
			w.item.disk = w.Was
		case w.Remove && w.Was.Data == nil:
			b.gone = slices.DeleteFunc(b.gone, func(f store.File) bool { return f.Path == w.File.Path })
		}
	}
}
