package stories

import (
	"fmt"
	"slices"
	"strings"
)

// Arrival is a ticket, or a row of a list, to become an item.
type Arrival struct {
	Content
	Kind Kind
	// Key is its ticket. Without a tracker it is just what the list calls it.
	Key Key
	// Parent is the epic's Key, "" for none.
	Parent string
}

// TakeIn adds an item for each arrival that the backlog does not hold yet,
// epics first, and gives them in that order. Each has the ID that its Key
// makes, so that two branches take a ticket in as one item; remembers its
// ticket; serves nothing of the roadmap until somebody says so; and stands in
// its parent's epic where that is in the backlog.
func (b *Backlog) TakeIn(arrivals []Arrival, roadmapID string) ([]*Item, error) {
	var items []*Item
	known := b.ticketed()
	for _, kind := range []Kind{Epic, Story} {
		for _, arrival := range arrivals {
			if _, held := known[arrival.Key.place()]; arrival.Kind != kind || held && arrival.Key.Tracker != "" {
				continue
			}
			id := arrival.id(roadmapID)
			if known[arrival.Key.place()] = id; b.Known(id) || b.dropped(id) {
				continue
			}
			item := b.arrived(id, arrival, roadmapID, known)
			if err := b.Add(item); err != nil {
				return items, fmt.Errorf("take in %s: %w", arrival.Key.Key, err)
			}
			items = append(items, item)
		}
	}
	b.Sort()
	return items, nil
}

// id is what an arrival's place makes of it; without one its title does.
func (a Arrival) id(roadmapID string) string {
	parts := []string{"ticket", roadmapID, a.Key.Tracker, a.Key.Project, a.Key.Key}
	if a.Key.Key == "" {
		parts = append(parts, a.Title)
	}
	return mint(func(string) bool { return false }, parts...)
}

func (b *Backlog) dropped(id string) bool {
	return slices.ContainsFunc(b.Dropped, func(s *Sidecar) bool { return s.ID == id })
}

func (b *Backlog) arrived(id string, a Arrival, roadmapID string, known map[place]string) *Item {
	item := &Item{ID: id, Content: a.Content, Kind: a.Kind, Sidecar: &Sidecar{Roadmap: roadmapID, Drafted: a.Content}}
	if a.Kind == Epic {
		item.Type = TypeEpic
		item.Sidecar.Drafted.Type = TypeEpic
	}
	if a.Key.Tracker != "" {
		a.Key.Imported = true
		item.Sidecar.Keys = []Key{a.Key}
	}
	if a.Kind == Story && a.Parent != "" {
		epic := known[Key{Tracker: a.Key.Tracker, Project: a.Key.Project, Key: a.Parent}.place()]
		if found := b.Item(epic); found != nil && found.Kind == Epic {
			item.Epic = epic
		}
	}
	return item
}

// place is a ticket, whatever else is known of it.
type place struct{ tracker, project, key string }

func (k Key) place() place { return place{k.Tracker, k.Project, strings.ToLower(k.Key)} }

// ticketed gives the item behind each ticket that the backlog knows, "" for
// those of dropped items.
func (b *Backlog) ticketed() map[place]string {
	known := map[place]string{}
	for _, s := range b.Dropped {
		for _, key := range s.Keys {
			known[key.place()] = ""
		}
	}
	for _, item := range b.Items {
		if item.Sidecar == nil {
			continue
		}
		for _, key := range item.Sidecar.Keys {
			known[key.place()] = item.ID
		}
	}
	return known
}
