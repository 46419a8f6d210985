package stories

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"

	"plotline/roadmap"
	"plotline/stories/document"
	"plotline/stories/store"
)

// IDs gives a new ID with every call.
type IDs func() (string, error)

// RandomIDs mints the IDs of what people add; drafts compute theirs.
func RandomIDs() (string, error) {
	id, err := uuid.NewRandom()
	if err != nil {
		return "", fmt.Errorf("mint an ID: %w", err)
	}
	return id.String(), nil
}

// Addition is what a person wants added: a story, or an epic by its type. An
// empty type is a feature.
type Addition struct {
	Content
	// Epic is the ID of the epic that a story goes into. Without one it goes
	// into the first epic that serves what the story serves, if there is one.
	Epic string
	// Folder is what an epic's folder shall be called; "" for its title.
	Folder string
}

// AddNew writes a new item by hand: it serves something of the roadmap, or
// stands in an epic that does, and its title is its own.
func (b *Backlog) AddNew(want Addition, r *roadmap.Roadmap, ids IDs) (*Item, error) {
	item, err := b.newItem(want, r)
	if err != nil {
		return nil, fmt.Errorf("add %q: %w", document.Word(want.Title), err)
	}
	if item.ID, err = ids(); err != nil {
		return nil, err
	}
	if err := b.Add(item); err != nil {
		return nil, err
	}
	b.Sort()
	return item, nil
}

func (b *Backlog) newItem(want Addition, r *roadmap.Roadmap) (*Item, error) {
	if document.Word(want.Title) == "" {
		return nil, errors.New("a title is missing")
	}
	c := want.Content.Canonical()
	if c.Type == "" {
		c.Type = TypeFeature
	}
	if !slices.Contains(c.Type.Choices(), string(c.Type)) {
		return nil, fmt.Errorf("unknown type %q; types: %s", c.Type, strings.Join(c.Type.Choices(), ", "))
	}
	if other := b.titled(c.Title); other != nil {
		return nil, fmt.Errorf("%s has this title already; titles are unique", other.Path)
	}
	if err := resolveServes(&c, r); err != nil {
		return nil, err
	}
	item := &Item{Content: c, Kind: Story, Sidecar: &Sidecar{}}
	if c.Type == TypeEpic {
		item.Kind = Epic
		if want.Folder != "" {
			item.Path = store.FileName(want.Folder) + "/" + epicFile
		}
		if len(c.Serves) == 0 {
			return nil, errors.New("say what it serves: a goal, an initiative, a pain point or standing work of the roadmap")
		}
		return item, nil
	}
	return item, b.settleIn(item, want.Epic, r)
}

// settleIn finds the epic of a new story, and what the story serves: without
// a word of its own, what its epic serves.
func (b *Backlog) settleIn(item *Item, epic string, r *roadmap.Roadmap) error {
	if epic == "" {
		epic = b.epicServing(item.Serves, r)
	}
	if epic == "" {
		if len(item.Serves) == 0 {
			return errors.New("say which epic it goes into, or what of the roadmap it serves")
		}
		item.Path = store.FileName(item.Serves[0].ID()) + "/" + store.FileName(item.Title) + ".md"
		return nil
	}
	found := b.Item(epic)
	if found == nil || found.Kind != Epic {
		return fmt.Errorf("%q is no epic", epic)
	}
	item.Epic = found.ID
	if len(item.Serves) == 0 {
		item.Serves = slices.Clone(found.Serves)
	}
	return nil
}

// epicServing is the first epic that comes from what a story serves.
func (b *Backlog) epicServing(serves []roadmap.Ref, r *roadmap.Roadmap) string {
	for _, epic := range b.Epics() {
		from := From(r, epic)
		if slices.ContainsFunc(serves, func(ref roadmap.Ref) bool { return slices.Contains(from, ref) }) {
			return epic.ID
		}
	}
	return ""
}

// resolveServes turns what a person wrote into what it means in the roadmap.
func resolveServes(c *Content, r *roadmap.Roadmap) error {
	refs := make([]roadmap.Ref, 0, len(c.Serves))
	for _, text := range c.Serves {
		ref, ok := r.Resolve(string(text))
		if !ok {
			return fmt.Errorf("the roadmap has no %q; a story serves a goal, an initiative, a pain point or standing work", text)
		}
		refs = append(refs, ref)
	}
	c.Serves = refs
	return nil
}

// titled gives the item with a title, whatever its case.
func (b *Backlog) titled(title string) *Item {
	for _, item := range b.Items {
		if strings.EqualFold(item.Title, title) {
			return item
		}
	}
	return nil
}

// IdentifyAll gives an ID to every file that a person wrote without one, and
// returns those items.
func (b *Backlog) IdentifyAll(ids IDs) ([]*Item, error) {
	var named []*Item
	for _, item := range b.Items {
		if item.ID != "" {
			continue
		}
		id, err := ids()
		if err != nil {
			return named, err
		}
		if err := b.Identify(item, id); err != nil {
			return named, err
		}
		named = append(named, item)
	}
	b.adoptStories()
	return named, nil
}

// adoptStories gives stories beside an epic that had no ID until now to it.
func (b *Backlog) adoptStories() {
	folders := (&loader{b: b}).epicFolders()
	for _, item := range b.Items {
		if item.Kind == Story && item.Epic == "" && item.Document.Value("epic") == "" {
			item.Epic = (&loader{b: b}).epicOf(item, folders, nil)
			if item.Sidecar != nil {
				item.Sidecar.Epic = item.Epic
			}
		}
	}
	b.Sort()
}
