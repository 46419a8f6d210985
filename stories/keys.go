package stories

import (
	"fmt"
	"slices"
)

// RememberKey notes an item's ticket on a remote tracker in its sidecar, in
// the place of an older one on the same tracker and project. Save writes it.
func (b *Backlog) RememberKey(id string, key Key) error {
	item := b.Item(id)
	if item == nil || item.Sidecar == nil {
		return fmt.Errorf("remember %s: no item has the ID %s", key.Key, id)
	}
	keys := &item.Sidecar.Keys
	i := slices.IndexFunc(*keys, key.sameProject)
	if i < 0 {
		*keys = append(*keys, key)
		return nil
	}
	if (*keys)[i].Key == key.Key {
		return nil // and it stays imported until a push has written to it
	}
	(*keys)[i] = key
	return nil
}

// Pushed notes that a push has written to an item's ticket: one that was
// imported carries a mark now.
func (b *Backlog) Pushed(id, tracker, project string) {
	item := b.Item(id)
	if item == nil || item.Sidecar == nil {
		return
	}
	for i, key := range item.Sidecar.Keys {
		if key.sameProject(Key{Tracker: tracker, Project: project}) {
			item.Sidecar.Keys[i].Imported = false
		}
	}
}

func (k Key) sameProject(other Key) bool {
	return k.Tracker == other.Tracker && k.Project == other.Project
}
