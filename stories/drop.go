package stories

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"plotline/roadmap/source"
	"plotline/stories/document"
	"plotline/stories/store"
)

// Drop drops an item for good, an epic with its stories. What needed it needs
// it no more. It returns what was dropped, the item first.
func (b *Backlog) Drop(item *Item, drop Drop) ([]*Item, error) {
	gone := []*Item{item}
	if item.Kind == Epic {
		gone = append(gone, b.StoriesOf(item.ID)...)
	}
	for _, one := range gone {
		if err := b.rewire(one.ID, ""); err != nil {
			return nil, err
		}
		if err := b.Remove(one, drop); err != nil {
			return nil, err
		}
	}
	return gone, nil
}

// rewire makes every item that needs one item need another instead, or none
// for "", in what was drafted too: a later draft knows what became of it. The
// one must still be there, for the comments behind needs to lose its name.
func (b *Backlog) rewire(from, to string) error {
	for _, item := range b.Items {
		if item.Sidecar != nil {
			item.Sidecar.Drafted.Needs = rewired(item.Sidecar.Drafted.Needs, from, to, item.ID)
		}
		if !slices.Contains(item.Needs, from) {
			continue
		}
		c := item.Content
		c.Needs = rewired(c.Needs, from, to, item.ID)
		if err := b.Update(item, c); err != nil {
			return err
		}
	}
	return nil
}

// rewired gives needs with one exchanged; no item needs itself.
func rewired(needs []string, from, to, self string) []string {
	at := slices.Index(needs, from)
	if at < 0 {
		return needs
	}
	needs = slices.Clone(needs)
	needs[at] = to
	if to == "" || to == self {
		needs = slices.Delete(needs, at, at+1)
	}
	return document.Words(needs)
}

// FindDropped gives the sidecar of what was dropped, or went missing with its
// epic: by ID, a clear beginning of it, path or title.
func (b *Backlog) FindDropped(text string) (*Sidecar, error) {
	all := slices.Concat(b.Dropped, b.Missing)
	file := path.Clean(slashed(text))
	for _, fits := range []func(*Sidecar) bool{
		func(s *Sidecar) bool { return s.ID == text },
		func(s *Sidecar) bool {
			return s.Path == file || b.shown(s.Path) == file || strings.HasSuffix(file, "/"+s.Path)
		},
		func(s *Sidecar) bool { return len(text) >= minPrefix && strings.HasPrefix(s.ID, strings.ToLower(text)) },
		func(s *Sidecar) bool { return s.Kind == Epic && path.Dir(s.Path) == file },
		func(s *Sidecar) bool { return strings.EqualFold(s.Drafted.Title, document.Word(text)) },
	} {
		found := slices.DeleteFunc(slices.Clone(all), func(s *Sidecar) bool { return !fits(s) })
		if len(found) > 1 {
			return nil, fmt.Errorf("%w: %q may be %s or %s", ErrAmbiguous, text, short(found[0].ID), short(found[1].ID))
		}
		if len(found) == 1 {
			return found[0], nil
		}
	}
	return nil, fmt.Errorf("%w among the dropped: %q; name it by ID or path", ErrNotFound, text)
}

// DropMissing says of an epic whose file is gone that it was meant: it and its
// stories, those still there too, are dropped.
func (b *Backlog) DropMissing(epic *Sidecar, drop Drop) error {
	if epic.Dropped != nil {
		return fmt.Errorf("%s is already dropped", epic.Path)
	}
	if !slices.Contains(b.Missing, epic) || epic.Kind != Epic {
		return fmt.Errorf("drop %s: it is not missing", epic.Path)
	}
	for _, story := range b.StoriesOf(epic.ID) {
		if _, err := b.Drop(story, drop); err != nil {
			return err
		}
	}
	var still []*Sidecar
	for _, sidecar := range b.Missing {
		if sidecar != epic && sidecar.Epic != epic.ID {
			still = append(still, sidecar)
			continue
		}
		gone := drop
		sidecar.Dropped = &gone
		b.Dropped = append(b.Dropped, sidecar)
		if err := b.rewire(sidecar.ID, ""); err != nil {
			return err
		}
	}
	b.Missing = still
	sortSidecars(b.Dropped)
	b.Problems = slices.DeleteFunc(b.Problems, func(p source.Problem) bool { return p.Path == b.shown(epic.Path) })
	return nil
}

// Restored is an item that was brought back.
type Restored struct {
	Item *Item
	// FromDraft says that the file's last text is not known, since it was
	// deleted by hand: what was last accepted or drafted was taken.
	FromDraft bool
}

// Restore brings back what was dropped, an epic with the stories that were
// dropped with it, under the ID and with the tickets it had.
func (b *Backlog) Restore(sidecar *Sidecar) ([]Restored, error) {
	if sidecar.Kind == Story && sidecar.Epic != "" && b.Item(sidecar.Epic) == nil {
		if slices.ContainsFunc(b.Dropped, func(s *Sidecar) bool { return s.ID == sidecar.Epic }) {
			return nil, fmt.Errorf("restore %s: its epic is dropped too; plotline restore %s", sidecar.Path, short(sidecar.Epic))
		}
	}
	with := []*Sidecar{sidecar}
	if sidecar.Kind == Epic {
		for _, other := range slices.Concat(b.Dropped, b.Missing) {
			if other.Epic == sidecar.ID && together(sidecar.Dropped, other.Dropped) {
				with = append(with, other)
			}
		}
	}
	var restored []Restored
	for _, one := range with {
		back, err := b.bringBack(one)
		if err != nil {
			return restored, fmt.Errorf("restore %s: %w", one.Path, err)
		}
		restored = append(restored, back)
	}
	b.Sort()
	return restored, nil
}

// together says whether two items were dropped in one go.
func together(a, b *Drop) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.By == b.By && a.On.Equal(b.On) && a.Reason == b.Reason
}

func (b *Backlog) bringBack(s *Sidecar) (Restored, error) {
	if b.Known(s.ID) {
		return Restored{}, errors.New("it is there already")
	}
	restored := *s
	restored.Dropped = nil
	item, err := b.revived(s, &restored)
	if err != nil {
		return Restored{}, err
	}
	if other := b.titled(item.Title); other != nil {
		return Restored{}, fmt.Errorf("%s has its title by now; give that another", other.Path)
	}
	item.disk = store.File{}
	if at := slices.IndexFunc(b.gone, func(f store.File) bool { return f.Path == s.Path }); at >= 0 {
		item.disk = b.gone[at]
		b.gone = slices.Delete(b.gone, at, at+1)
	}
	if b.names.Has(item.Path) || item.Path == "" {
		item.Path = b.pathFor(item)
	} else {
		b.names.Take(item.Path)
	}
	item.Document = item.Document.Moved(b.shown(item.Path))
	b.items[item.ID] = item
	b.Items = append(b.Items, item)
	b.forget(item.ID)
	return Restored{Item: item, FromDraft: s.Dropped == nil || s.Dropped.Text == ""}, nil
}

// revived makes an item of a dropped one's last text, or where that is not
// known of what was accepted or drafted.
func (b *Backlog) revived(was, sidecar *Sidecar) (*Item, error) {
	if was.Dropped != nil && was.Dropped.Text != "" {
		file, problems := parseDocument(b.shown(was.Path), []byte(was.Dropped.Text))
		if err := problems.Err(); err != nil {
			return nil, err
		}
		item := newItem(&loaded{path: was.Path, document: file}, sidecar)
		item.Epic = was.Epic
		return item, nil
	}
	if was.Drafted.Title == "" {
		return nil, errors.New("its text is not known; git has it")
	}
	item := &Item{ID: was.ID, Kind: was.Kind, Epic: was.Epic, Path: was.Path, Content: was.Drafted, Handoff: Proposed, Sidecar: sidecar}
	if accepted := was.Accepted; accepted != nil {
		item.Handoff = Accepted
		item.Title, item.Narrative, item.Criteria = accepted.Text.Title, accepted.Text.Narrative, accepted.Text.Criteria
	}
	item.Document = newDocument(b.shown(item.Path), item, item.Content.Canonical())
	return item, nil
}
