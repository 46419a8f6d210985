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
	i := slices.IndexFunc(*keys, func(k Key) bool { return k.Tracker == key.Tracker && k.Project == key.Project })
	if i < 0 {
		*keys = append(*keys, key)
		return nil
	}
	(*keys)[i] = key
	return nil
}
