package review

import (
	"bytes"
	"reflect"

	"plotline/roadmap"
	"plotline/stories"
)

// Memory keeps what a review found of each item by itself, for the next review
// of the same roadmap by the same settings: only items that changed are read
// again. What it gives is what [Run] gives. It is for one goroutine at a time.
type Memory struct {
	roadmap  *roadmap.Roadmap
	settings Settings
	words    lexicon
	stems    stemmer
	items    map[string]*memory
}

// memory is what is known of an item as it was.
type memory struct {
	item stories.Item
	// told says that gist and found are known.
	told  bool
	gist  gist
	found []Finding
	// said are the stems of what it says, nil until asked for.
	said []uint64
}

// Run is [Run], which remembers.
func (m *Memory) Run(in Input) []Finding {
	if m.items == nil || m.roadmap != in.Roadmap || !reflect.DeepEqual(m.settings, in.Settings) {
		*m = Memory{roadmap: in.Roadmap, settings: in.Settings, words: newLexicon(), stems: newStemmer(), items: map[string]*memory{}}
	}
	found := newPass(in, m).run()
	m.forget(in.Backlog)
	return found
}

// of gives what is known of an item; of one that changed that is nothing.
func (m *Memory) of(item *stories.Item) *memory {
	known := m.items[item.Path]
	if known == nil || !same(&known.item, item) {
		known = &memory{item: *item}
		m.items[item.Path] = known
	}
	return known
}

// same says that two items are alike in all that is told of one by itself: what
// they say, and where it stands.
func same(a, b *stories.Item) bool {
	if a.Document == nil || b.Document == nil {
		return a.Document == b.Document && a.ID == b.ID && a.Kind == b.Kind && reflect.DeepEqual(a.Content, b.Content)
	}
	return a.ID == b.ID && a.Kind == b.Kind && a.Document.At("") == b.Document.At("") &&
		bytes.Equal(a.Document.Bytes(), b.Document.Bytes()) && reflect.DeepEqual(a.Content, b.Content)
}

// forget lets go of the items that a backlog has no more.
func (m *Memory) forget(b *stories.Backlog) {
	if b == nil || len(b.Items) == len(m.items) {
		return
	}
	there := make(map[string]bool, len(b.Items))
	for _, item := range b.Items {
		there[item.Path] = true
	}
	for path := range m.items {
		if !there[path] {
			delete(m.items, path)
		}
	}
}
