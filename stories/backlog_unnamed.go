package stories

import (
	"slices"

	"plotline/stories/document"
)

// A file that stands where a sidecar says, and has no ID, is the item of that
// sidecar: a line was lost. Until a draft puts the ID back the item is not pushed,
// as one without an ID is not, and its ticket is left alone.

// findUnnamed finds the items that lost their IDs. One whose ID stands in another
// file was moved there: what stands in its old place is new.
func (l *loader) findUnnamed(known map[string]*Sidecar) {
	at := map[string]*Item{}
	for _, item := range l.b.Items {
		if item.ID == "" {
			at[item.Path] = item
		}
	}
	if len(at) == 0 {
		return
	}
	for _, sidecar := range known {
		item := at[sidecar.Path]
		if item == nil || item.Kind != sidecar.Kind || sidecar.Dropped != nil || l.b.Known(sidecar.ID) {
			continue
		}
		if other := l.b.unnamed[item]; other != nil && other.ID < sidecar.ID {
			continue
		}
		l.b.unnamed[item] = sidecar
	}
	for _, sidecar := range l.b.unnamed {
		l.b.broken[sidecar.ID] = true
	}
}

// restoreIDs gives the items that lost their IDs these again, with what their
// sidecars remember. It returns them in order.
func (b *Backlog) restoreIDs() ([]*Item, error) {
	var named []*Item
	for _, item := range b.Items {
		sidecar := b.unnamed[item]
		if sidecar == nil {
			continue
		}
		file, err := item.Document.Set(document.Key{Name: "id", Value: sidecar.ID})
		if err != nil {
			return named, err
		}
		epic, disk := item.Epic, item.disk
		*item = *newItem(&loaded{path: item.Path, document: file}, sidecar)
		item.Epic, item.disk = epic, disk
		if file.Value("epic") == "" && b.Item(sidecar.Epic) != nil {
			item.Epic = sidecar.Epic
		}
		delete(b.unnamed, item)
		delete(b.broken, item.ID)
		b.behind = slices.DeleteFunc(b.behind, func(s *Sidecar) bool { return s == sidecar })
		b.items[item.ID] = item
		named = append(named, item)
	}
	if len(named) > 0 {
		b.Sort()
	}
	return named, nil
}
