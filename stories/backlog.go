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
	"plotline/stories/store"
)

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
	// lost are the items whose sidecar is gone.
	lost map[*Item]bool
	// unnamed are the sidecars of items whose files stand where the sidecars say,
	// and have lost their IDs.
	unnamed map[*Item]*Sidecar
	// behind are the sidecars of files that have problems, or no ID any more.
	behind []*Sidecar
	// sidecars are the sidecars' bytes as read or last saved, by ID.
	sidecars map[string][]byte
	files    *store.Store
	names    store.Names
	// gone are files to be removed, with the bytes they had.
	gone []store.File
}

// NewBacklog gives an empty backlog for a folder that need not exist yet.
func NewBacklog(folder string) *Backlog { return newBacklog(folder, stateBeside(folder)) }

func newBacklog(folder, state string) *Backlog {
	return &Backlog{
		Folder: folder, State: state, files: store.New(folder, state), names: store.NewNames(),
		items: map[string]*Item{}, stories: map[string][]*Item{}, broken: map[string]bool{},
		sidecars: map[string][]byte{}, lost: map[*Item]bool{},
		unnamed: map[*Item]*Sidecar{},
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
