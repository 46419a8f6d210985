package stories

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"slices"
	"strings"

	"plotline/roadmap/source"
)

// SidecarFolder is the folder of the sidecars inside the backlog folder.
const SidecarFolder = ".base"

// Backlog is the folder of epics and stories, read into memory. Change items
// through its methods, then call [Backlog.Save]: only files whose bytes change
// are written, each atomically, an item's file before its sidecar.
type Backlog struct {
	// Folder is the backlog folder on disk.
	Folder string
	// State is the folder of the lock; [LoadBacklog] sets it to .plotline
	// beside the backlog.
	State string
	// Items are the epics in order, each followed by its stories in order:
	// by rank where one is set, then by the order of the draft, then by path.
	Items []*Item
	// Dropped are the sidecars whose file is gone: dropped for good.
	Dropped []*Sidecar
	// Missing are the sidecars of epics whose file is gone, and of the stories
	// that went with them, until a person says that they are dropped.
	Missing []*Sidecar
	// Problems are mistakes in files that could not be read into items, and
	// facts such as two files with one ID. Those files are never written.
	Problems source.Problems

	items map[string]*Item
	// stories are the stories of each epic, in order.
	stories map[string][]*Item
	// broken are the IDs whose file or sidecar has a problem.
	broken map[string]bool
	// behind are the sidecars of files that have problems.
	behind []*Sidecar
	// sidecars are the sidecars' bytes as read or last saved, by ID.
	sidecars map[string][]byte
	// taken are the paths that exist, in lower case; folders end in a slash.
	taken map[string]bool
	// gone are files to be removed, with the bytes they had.
	gone []stored
}

// stored is a file as it is on disk, as far as is known.
type stored struct {
	path string // relative to the backlog folder
	data []byte
}

// NewBacklog gives an empty backlog for a folder that need not exist yet.
func NewBacklog(folder string) *Backlog {
	return &Backlog{
		Folder: folder, State: stateBeside(folder),
		items: map[string]*Item{}, stories: map[string][]*Item{}, broken: map[string]bool{},
		sidecars: map[string][]byte{}, taken: map[string]bool{},
	}
}

// Item gives the item with an ID, nil when there is none.
func (b *Backlog) Item(id string) *Item { return b.items[id] }

// Known says whether an ID belongs to an item, or to a file that could not be
// read. A draft makes no new item with it.
func (b *Backlog) Known(id string) bool { return b.items[id] != nil || b.broken[id] }

// Untouchable gives the sidecars of items that are not to be drafted anew nor
// taken for dropped: their files have problems, or went with a whole epic.
func (b *Backlog) Untouchable() []*Sidecar {
	return slices.Concat(b.behind, b.Missing)
}

// Epics gives the epics in order.
func (b *Backlog) Epics() []*Item {
	var epics []*Item
	for _, item := range b.Items {
		if item.Kind == Epic {
			epics = append(epics, item)
		}
	}
	return epics
}

// StoriesOf gives an epic's stories in order; those of "" belong to no epic.
func (b *Backlog) StoriesOf(epicID string) []*Item {
	return slices.Clone(b.stories[epicID])
}

// Add puts a new item into the backlog. It takes the content in its canonical
// form, finds a file name (item.Path is a wish), and makes file and sidecar in
// memory. The ID must be new. The item comes last until [Backlog.Sort] or
// [Backlog.Save].
func (b *Backlog) Add(item *Item) error {
	if !validID(item.ID) {
		return fmt.Errorf("add %q: %q is no ID", item.Title, item.ID)
	}
	if b.Known(item.ID) {
		return fmt.Errorf("add %q: the ID %s is taken", item.Title, item.ID)
	}
	item.Content = item.Content.Canonical()
	if item.Handoff == "" {
		item.Handoff = Proposed
	}
	if item.Sidecar == nil {
		item.Sidecar = &Sidecar{}
	}
	item.Path = b.pathFor(item)
	s := item.Sidecar
	s.ID, s.Kind, s.Path, s.Epic = item.ID, item.Kind, item.Path, item.Epic
	if !isEmptyContent(s.Drafted) {
		s.Drafted = s.Drafted.Canonical()
	}
	item.Document = NewDocument(item)
	item.Document.path = b.shown(item.Path)
	item.disk = stored{}
	b.items[item.ID] = item
	b.Items = append(b.Items, item)
	if item.Kind == Story {
		b.stories[item.Epic] = append(b.stories[item.Epic], item)
	}
	b.forget(item.ID)
	return nil
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
	changed, err := item.Document.with(was, content)
	if err != nil {
		return err
	}
	if note := b.needsNote(was.Needs); note != "" && !slices.Equal(was.Needs, content.Needs) {
		changed = changed.withNeedsNote(note, b.needsNote(content.Needs))
	}
	item.Document, item.Content = changed, content
	return nil
}

// set changes one key of an item's front matter.
func (b *Backlog) set(item *Item, key, value string) error {
	changed, err := item.Document.set(key, value)
	if err != nil {
		return err
	}
	item.Document = changed
	return nil
}

// SetHandoff writes an item's state; Proposed stands in no file.
func (b *Backlog) SetHandoff(item *Item, state Handoff) error {
	text := string(state)
	if state == Proposed {
		text = ""
	}
	if item.Document.Handoff() != state {
		if err := b.set(item, "handoff", text); err != nil {
			return err
		}
	}
	item.Handoff = state
	return nil
}

// SetRank gives an item a place by hand, 0 to take it away.
func (b *Backlog) SetRank(item *Item, rank float64) error {
	if item.Document.Rank() != rank {
		if err := b.set(item, "rank", rankText(rank)); err != nil {
			return err
		}
	}
	item.Rank = rank
	return nil
}

// SetRelease says which release an item ships with, "" for none.
func (b *Backlog) SetRelease(item *Item, release string) error {
	if item.Document.Release() != release {
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
	if item.Document.Epic() != "" {
		if err := b.set(item, "epic", ""); err != nil {
			return err
		}
	}
	if old != nil && path.Dir(old.Path) == path.Dir(item.Path) {
		delete(b.taken, strings.ToLower(item.Path))
		item.Path = b.claim(path.Dir(epic.Path) + "/" + path.Base(item.Path))
		item.Document = item.Document.at(b.shown(item.Path))
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
	delete(b.taken, strings.ToLower(item.Path))
	if item.disk.data != nil {
		b.gone = append(b.gone, item.disk)
	}
	return nil
}

// without gives the items but for one, in a slice of their own.
func without(items []*Item, item *Item) []*Item {
	return slices.DeleteFunc(slices.Clone(items), func(other *Item) bool { return other == item })
}

func sortSidecars(sidecars []*Sidecar) {
	slices.SortStableFunc(sidecars, func(x, y *Sidecar) int { return strings.Compare(x.ID, y.ID) })
}

// shown is a file's path as messages name it.
func (b *Backlog) shown(file string) string { return path.Join(slashed(b.Folder), file) }

// Sort brings Items into order again after items, ranks or orders changed.
func (b *Backlog) Sort() {
	epics := b.Epics()
	slices.SortStableFunc(epics, compareItems)
	clear(b.stories)
	var rest []*Item
	for _, item := range b.Items {
		if item.Kind == Story {
			b.stories[item.Epic] = append(b.stories[item.Epic], item)
			if epic := b.items[item.Epic]; epic == nil || epic.Kind != Epic {
				rest = append(rest, item)
			}
		}
	}
	for _, of := range b.stories {
		slices.SortStableFunc(of, compareItems)
	}
	sorted := make([]*Item, 0, len(b.Items))
	for _, epic := range epics {
		sorted = append(sorted, epic)
		if epic.ID != "" {
			sorted = append(sorted, b.stories[epic.ID]...)
		}
	}
	slices.SortStableFunc(rest, compareItems)
	b.Items = append(sorted, rest...)
}

// compareItems orders by rank where one is set, then by the draft's order,
// then by path.
func compareItems(a, b *Item) int {
	return cmp.Or(
		compareSet(a.Rank, b.Rank),
		compareSet(a.order(), b.order()),
		strings.Compare(a.Path, b.Path),
	)
}

// compareSet orders numbers of which 0 means none and comes last.
func compareSet(a, b float64) int {
	if (a == 0) != (b == 0) {
		return cmp.Compare(b, a)
	}
	return cmp.Compare(a, b)
}

// Digest tells whether a backlog is still what a plan was made from: files,
// sidecars and problems. Keys on trackers, which a push itself writes, do not
// count.
func (b *Backlog) Digest() string {
	h := sha256.New()
	part := func(name string, data []byte) {
		fmt.Fprintf(h, "%s %d\n", name, len(data))
		h.Write(data)
	}
	items := slices.Clone(b.Items)
	slices.SortStableFunc(items, func(x, y *Item) int { return strings.Compare(x.Path, y.Path) })
	for _, item := range items {
		part(item.Path, item.Document.Bytes())
		if item.Sidecar != nil {
			part(item.ID, withoutKeys(item.Sidecar))
		}
	}
	for _, sidecars := range [...][]*Sidecar{b.Dropped, b.Missing} {
		for _, s := range sidecars {
			part(s.ID, withoutKeys(s))
		}
	}
	for _, problem := range b.Problems {
		part(problem.Error(), nil)
	}
	return hex.EncodeToString(h.Sum(nil))
}

func withoutKeys(s *Sidecar) []byte {
	bare := *s
	bare.Keys = nil
	return bare.Bytes()
}
