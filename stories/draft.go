package stories

import (
	"context"
	"errors"
	"slices"
	"time"

	"plotline/roadmap"
	"plotline/roadmap/source"
	"plotline/stories/pack"
)

// Detail is how much is drafted of the goals of a horizon.
type Detail string

// The details, as settings name them.
const (
	DetailStories Detail = "stories"
	DetailEpics   Detail = "epics"
	DetailNone    Detail = "none"
)

// DraftInput is all that a draft depends on. The same input gives the same
// backlog on any machine.
type DraftInput struct {
	Roadmap *roadmap.Roadmap
	Pack    *pack.Pack
	// Backlog is changed in memory only; the caller saves it.
	Backlog *Backlog
	// Details say what is newly drafted for each horizon; a horizon that is
	// missing has its default: stories now, epics next, nothing later.
	Details map[roadmap.Horizon]Detail
	// Now and By are recorded where something is dropped or accepted.
	Now time.Time
	By  string
	// Keep and Take are the IDs of items whose conflicts with the draft are
	// settled: as the backlog has them, or as drafted.
	Keep, Take []string
	// KeepAny and TakeAny are the IDs of items that may have conflicts: those
	// that have some are settled, the others are drafted as ever.
	KeepAny, TakeAny []string
	// Rematch are the IDs of items that may change their template.
	Rematch []string
}

// Action is what a draft did with an item.
type Action string

// The actions.
const (
	ActionNew      Action = "new"
	ActionKept     Action = "kept"
	ActionChanged  Action = "changed"
	ActionDropped  Action = "dropped"
	ActionConflict Action = "conflict"
)

// DraftResult is what a draft did, and what a person should know of it.
type DraftResult struct {
	// Items are the whole backlog in order, then what this draft dropped.
	Items     []DraftItem
	Conflicts []DraftConflict
	Notices   []Notice
	// Matches are the callers of templates, in the roadmap's order.
	Matches []Called
}

// DraftItem is one item of the backlog after a draft.
type DraftItem struct {
	ID     string
	Kind   Kind
	Type   Type
	Path   string
	Title  string
	Action Action
	// From are every caller and the goals behind them.
	From     []roadmap.Ref
	Template string
	// MovedFrom is the folder of the epic that the draft took a story from, ""
	// where it stays.
	MovedFrom string
	// Deleted says that a person deleted its file since the last draft. That is
	// said once, and asks nothing of anybody.
	Deleted bool
}

// DraftConflict is one conflict of the draft with what a person made of an
// item. It stays until it is settled with Keep or Take.
type DraftConflict struct {
	ID    string
	Path  string
	Title string
	Conflict
	// Gone says that nothing calls the item any more; it was edited or
	// accepted, so that it is not dropped unasked.
	Gone bool
	// Message says it in one line, Hint is the way out.
	Message string
	Hint    string
}

// Notice is something a draft says besides.
type Notice struct {
	// ID is the item concerned, Of the part of the roadmap; either may be "".
	ID string
	Of roadmap.Ref
	// At is the place in the roadmap, where there is one.
	At      source.Position
	Message string
	Hint    string
	// Standing says that nothing it speaks of was drafted anew or changed: an
	// earlier draft said it already.
	Standing bool

	// about is what the notice speaks of, where it is standing once that stays
	// as it is.
	about []roadmap.Ref
}

// Called is one caller of templates with what its words matched.
type Called struct {
	Caller roadmap.Ref
	// Epic is the source of the epic it stands in.
	Epic  roadmap.Ref
	Match pack.Match
	// Templates are what it got: that of its items, where it has any already.
	Templates []string
}

// Count is how many items a draft did something with.
func (r *DraftResult) Count(action Action) int {
	n := 0
	for _, item := range r.Items {
		if item.Action == action {
			n++
		}
	}
	return n
}

// Pending says that the backlog is out of date with its roadmap: that the draft
// changed it, or found conflicts.
func (r *DraftResult) Pending() bool {
	return len(r.Conflicts) > 0 || slices.ContainsFunc(r.Items, func(item DraftItem) bool {
		return item.Action != ActionKept && !item.Deleted
	})
}

// Draft brings a backlog up to date with its roadmap and templates: it adds
// what is missing, carries changes into what people did not edit, and drops
// what nothing calls any more and nobody touched. What a person wrote, accepted
// or dropped stays; where the draft says otherwise it is a conflict. Files with
// problems and their items are left alone. It reads and writes no files.
func Draft(ctx context.Context, in DraftInput) (*DraftResult, error) {
	if in.Pack.Template(pack.Generic) == nil {
		return nil, errors.New(`the templates have none named "generic", the fallback that every pack needs`)
	}
	d := newDrafter(in)
	for _, rename := range Renames(in.Roadmap, in.Backlog) {
		d.notice(rename.Is, rename.At(in.Roadmap), rename.Message(), rename.Hint())
	}
	d.noteDeleted()
	if err := d.name(); err != nil {
		return nil, err
	}
	d.remember()
	d.outline()
	for _, step := range []func(context.Context) error{d.call, d.find, d.render, d.apply} {
		if err := step(ctx); err != nil {
			return nil, err
		}
	}
	d.likeness()
	d.noticeFolders()
	return d.finish(), nil
}

// drafter is one run of [Draft].
type drafter struct {
	DraftInput
	roadmapID string
	epics     []*epicDraft
	bySource  map[roadmap.Ref]*epicDraft
	memory    map[roadmap.Ref]*memory
	holders   map[slotKey][]holder
	wishes    map[slotKey]*wish
	leavers   map[form][]holder
	moving    map[*Item]*wish
	met       map[*Item]*Item // what waits to be merged, and with what
	resolved  map[roadmap.Ref]roadmap.Ref
	addressed map[string][]*epicDraft
	// homes are the sources of the epics that an earlier draft chose for pain
	// points, standing how many stories of them stand in each. calls are the
	// templates that callers got or would get.
	homes      map[roadmap.Ref][]roadmap.Ref
	standing   map[standing]int
	calls      map[roadmap.Ref][]string
	placed     []Placed
	vocabulary *vocabulary
	taken      map[string]bool // IDs
	keep       map[string]bool
	take       map[string]bool
	keepAny    map[string]bool
	takeAny    map[string]bool
	rematch    map[string]bool
	actions    map[string]Action
	born       []*Item
	named      []*Item // what got its lost ID again
	dropped    []DraftItem
	left       map[*Item]string // the folders of stories that moved
	freed      map[*Item]bool   // from a need of what was dropped
	result     DraftResult
}

func newDrafter(in DraftInput) *drafter {
	return &drafter{
		DraftInput: in,
		roadmapID:  in.Backlog.RoadmapID(in.Roadmap),
		bySource:   map[roadmap.Ref]*epicDraft{},
		memory:     map[roadmap.Ref]*memory{},
		holders:    map[slotKey][]holder{},
		wishes:     map[slotKey]*wish{},
		moving:     map[*Item]*wish{},
		met:        map[*Item]*Item{},
		resolved:   map[roadmap.Ref]roadmap.Ref{},
		homes:      map[roadmap.Ref][]roadmap.Ref{},
		standing:   map[standing]int{},
		calls:      map[roadmap.Ref][]string{},
		taken:      map[string]bool{},
		keep:       setOf(in.Keep),
		take:       setOf(in.Take),
		keepAny:    setOf(in.KeepAny),
		takeAny:    setOf(in.TakeAny),
		rematch:    setOf(in.Rematch),
		actions:    map[string]Action{},
		left:       map[*Item]string{},
		freed:      map[*Item]bool{},
	}
}

func setOf(list []string) map[string]bool {
	set := make(map[string]bool, len(list))
	for _, one := range list {
		set[one] = true
	}
	return set
}

// RoadmapID is the ID that a roadmap's items and tickets go by: the roadmap's
// own, else the one its items were first drafted with, else a slug of the
// product's name.
func (b *Backlog) RoadmapID(r *roadmap.Roadmap) string {
	if r.ID != "" {
		return r.ID
	}
	for _, item := range b.Items {
		if item.Sidecar != nil && item.Sidecar.Roadmap != "" {
			return item.Sidecar.Roadmap
		}
	}
	for _, sidecar := range b.Dropped {
		if sidecar.Roadmap != "" {
			return sidecar.Roadmap
		}
	}
	return r.Slug()
}

func (d *drafter) notice(of roadmap.Ref, at source.Position, message, hint string) {
	d.result.Notices = append(d.result.Notices, Notice{Of: of, At: at, Message: message, Hint: hint})
}

// noticeDrafting is notice for what a person hears once: when the items of that
// part of the roadmap are drafted anew or change.
func (d *drafter) noticeDrafting(of roadmap.Ref, at source.Position, message, hint string) {
	d.notice(of, at, message, hint)
	d.result.Notices[len(d.result.Notices)-1].about = []roadmap.Ref{of}
}

func (d *drafter) noticeItem(item *Item, message, hint string) {
	d.result.Notices = append(d.result.Notices, Notice{ID: item.ID, Message: message, Hint: hint})
}
