package stories

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"plotline/stories/document"
	"plotline/stories/store"
)

// Add puts a new item into the backlog. It takes the content in its canonical
// form, finds a file name (item.Path is a wish), and makes file and sidecar in
// memory. The ID must be new. The item comes last until [Backlog.Sort] or
// [Backlog.Save].
func (b *Backlog) Add(item *Item) error {
	item.Content = item.Content.Canonical()
	if item.Sidecar != nil && !item.Sidecar.Drafted.isEmpty() {
		item.Sidecar.Drafted = item.Sidecar.Drafted.Canonical()
	}
	if err := b.enter(item); err != nil {
		return err
	}
	b.print(item)
	return nil
}

// enter is [Backlog.Add] for an item whose contents are canonical, but for its
// file, which [Backlog.print] makes.
func (b *Backlog) enter(item *Item) error {
	if !validID(item.ID) {
		return fmt.Errorf("add %q: %q is no ID", item.Title, item.ID)
	}
	if b.Known(item.ID) {
		return fmt.Errorf("add %q: the ID %s is taken", item.Title, item.ID)
	}
	if item.Handoff == "" {
		item.Handoff = Proposed
	}
	if item.Sidecar == nil {
		item.Sidecar = &Sidecar{}
	}
	item.Path = b.pathFor(item)
	s := item.Sidecar
	s.ID, s.Kind, s.Path, s.Epic = item.ID, item.Kind, item.Path, item.Epic
	item.disk = store.File{}
	b.items[item.ID] = item
	b.Items = append(b.Items, item)
	if item.Kind == Story {
		b.stories[item.Epic] = append(b.stories[item.Epic], item)
	}
	b.forget(item.ID)
	return nil
}

// print makes the file of a new item whose content is canonical.
func (b *Backlog) print(item *Item) {
	item.Document = newDocument(b.shown(item.Path), item, item.Content)
}

// forget drops an ID from what is dropped or missing: it lives again.
func (b *Backlog) forget(id string) {
	is := func(s *Sidecar) bool { return s.ID == id }
	b.Dropped = slices.DeleteFunc(b.Dropped, is)
	b.Missing = slices.DeleteFunc(b.Missing, is)
}

// Update makes an item say something else, changing only the bytes of what
// differs. The content is taken in its canonical form.
func (b *Backlog) Update(item *Item, content Content) error {
	content = content.Canonical()
	if item.servesDrafted(content) {
		was := item.Content
		was.Serves = content.Serves // the sidecar says it, the file need not
		return b.rewrite(item, was, content)
	}
	return b.rewrite(item, item.Content, content)
}

func (b *Backlog) rewrite(item *Item, was, content Content) error {
	changed, err := item.Document.With(textOf(content), changedKeys(was, content)...)
	if err != nil {
		return err
	}
	if note := b.needsNote(was.Needs); note != "" && !slices.Equal(was.Needs, content.Needs) {
		changed = changed.WithNeedsNote(note, b.needsNote(content.Needs))
	}
	item.Document, item.Content = changed, content
	return nil
}

// set changes one key of an item's front matter.
func (b *Backlog) set(item *Item, key, value string) error {
	changed, err := item.Document.Set(document.Key{Name: key, Value: value})
	if err != nil {
		return err
	}
	item.Document = changed
	return nil
}

// SetHandoff writes an item's state; Proposed stands in no file.
func (b *Backlog) SetHandoff(item *Item, state Handoff) error {
	if handoffOf(item.Document) != state {
		if err := b.set(item, "handoff", handoffText(state)); err != nil {
			return err
		}
	}
	item.Handoff = state
	return nil
}

// SetRank gives an item a place by hand, 0 to take it away.
func (b *Backlog) SetRank(item *Item, rank float64) error {
	if rankOf(item.Document) != rank {
		if err := b.set(item, "rank", rankText(rank)); err != nil {
			return err
		}
	}
	item.Rank = rank
	return nil
}

// SetRelease says which release an item ships with, "" for none.
func (b *Backlog) SetRelease(item *Item, release string) error {
	if item.Document.Value("release") != release {
		if err := b.set(item, "release", release); err != nil {
			return err
		}
	}
	item.Release = release
	return nil
}

// Identify gives an ID and a sidecar to an item that a person wrote without.
func (b *Backlog) Identify(item *Item, id string) error {
	if item.ID != "" || !validID(id) || b.Known(id) {
		return fmt.Errorf("give %s the ID %q: it has one, or the ID is taken or none", item.Path, id)
	}
	if err := b.set(item, "id", id); err != nil {
		return err
	}
	item.ID = id
	item.Sidecar = &Sidecar{ID: id, Kind: item.Kind, Path: item.Path, Epic: item.Epic}
	b.items[id] = item
	return nil
}

// Move gives a story to another epic. Its file goes along where it stood in
// the folder of the epic it leaves; ID, sidecar and tickets stay. The order is
// right again after [Backlog.Sort] or [Backlog.Save].
func (b *Backlog) Move(item *Item, epicID string) error {
	old, epic := b.Item(item.Epic), b.Item(epicID)
	if epic == nil || epic.Kind != Epic || item.Kind != Story {
		return fmt.Errorf("move %s: %q is no epic", item.Path, epicID)
	}
	if item.Document.Value("epic") != "" {
		if err := b.set(item, "epic", ""); err != nil {
			return err
		}
	}
	if old != nil && path.Dir(old.Path) == path.Dir(item.Path) {
		b.names.Free(item.Path)
		item.Path = b.names.Claim(path.Dir(epic.Path) + "/" + path.Base(item.Path))
		item.Document = item.Document.Moved(b.shown(item.Path))
	}
	b.stories[item.Epic] = without(b.stories[item.Epic], item)
	b.stories[epicID] = append(b.stories[epicID], item)
	item.Epic = epicID
	if item.Sidecar != nil {
		item.Sidecar.Epic = epicID
	}
	return nil
}

// Remove drops an item for good: its file goes, its sidecar stays and says
// why, with the file's text, so that a restore loses nothing.
func (b *Backlog) Remove(item *Item, drop Drop) error {
	if item.ID == "" {
		return fmt.Errorf("drop %s: it has no ID yet; delete the file", item.Path)
	}
	if item.Sidecar == nil {
		item.Sidecar = &Sidecar{ID: item.ID, Kind: item.Kind, Path: item.Path, Epic: item.Epic}
	}
	drop.Text = string(item.Document.Bytes())
	item.Sidecar.Path = item.Path
	item.Sidecar.Dropped = &drop
	delete(b.items, item.ID)
	b.Items = without(b.Items, item)
	b.stories[item.Epic] = without(b.stories[item.Epic], item)
	b.Dropped = append(b.Dropped, item.Sidecar)
	sortSidecars(b.Dropped)
	b.names.Free(item.Path)
	if item.disk.Data != nil {
		b.gone = append(b.gone, item.disk)
	}
	return nil
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
