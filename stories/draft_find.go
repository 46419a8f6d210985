package stories

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"plotline/roadmap"
	"plotline/stories/store"
)

// form is a template slot wherever it stands: what stays the same when a slot
// moves to another epic.
type form struct {
	template, slot string
	each           roadmap.Ref
}

func (k slotKey) form() form { return form{k.template, k.slot, k.each} }

// find says for every wish who answers for it: the item that did, one that
// moves here with its caller, or a new one.
func (d *drafter) find(ctx context.Context) error {
	d.listLeavers()
	for _, e := range d.epics {
		if err := ctx.Err(); err != nil {
			return err
		}
		for _, w := range e.stories {
			d.findHolders(w)
		}
		d.findHolders(e.self)
	}
	for _, e := range d.epics {
		d.bear(e)
	}
	d.meet()
	return nil
}

// listLeavers lists the slots that nothing calls any more where they are, by
// their form: items that may move.
func (d *drafter) listLeavers() {
	d.leavers = map[form][]holder{}
	for key, holders := range d.holders {
		if key.slot != "" && d.wishes[key] == nil {
			d.leavers[key.form()] = append(d.leavers[key.form()], holders...)
		}
	}
	for _, holders := range d.leavers {
		slices.SortStableFunc(holders, func(a, b holder) int {
			if by := strings.Compare(a.sidecar.ID, b.sidecar.ID); by != 0 {
				return by
			}
			return strings.Compare(string(a.slot.Source), string(b.slot.Source))
		})
	}
}

// findHolders finds who answers for a wish already.
func (d *drafter) findHolders(w *wish) {
	key := w.slot.key()
	var live, dead []holder
	for _, h := range d.holders[key] {
		switch {
		case h.item != nil:
			live = append(live, h)
		case h.dead():
			dead = append(dead, h)
		default:
			w.left, w.away = true, h.sidecar.ID // its file cannot be touched now
		}
	}
	switch {
	case len(live) > 0:
		w.holders = d.share(live)
		w.claimed = claimedBy(dead, w.holders[0])
	case w.left:
	case len(dead) > 0:
		w.left = slices.ContainsFunc(dead, func(h holder) bool { return !h.sidecar.Dropped.ByDraft })
		w.revive = dead[0].sidecar
	case key.slot != "":
		d.findLeaver(w)
	}
}

// share is who answers for a slot that several items hold: those among which a
// split divided it, the first of them with what is left; or, where two items
// met in one slot, the first by ID.
func (d *drafter) share(live []holder) []holder {
	slices.SortStableFunc(live, func(a, b holder) int {
		if whole := len(a.slot.Criteria) - len(b.slot.Criteria); whole != 0 && min(len(a.slot.Criteria), len(b.slot.Criteria)) == 0 {
			return whole
		}
		return strings.Compare(a.sidecar.ID, b.sidecar.ID)
	})
	shared := live[:1]
	for _, h := range live[1:] {
		if len(h.slot.Criteria) > 0 {
			shared = append(shared, h)
		} else {
			d.meetItem(h.item, live[0].item)
		}
	}
	return shared
}

// claimedBy are the criteria that went with items that were dropped. What is
// left of a divided slot went with the one that had it, when that is gone.
func claimedBy(dead []holder, first holder) []string {
	var claimed []string
	for _, h := range dead {
		claimed = append(claimed, h.slot.Criteria...)
		if len(h.slot.Criteria) > 0 || len(first.slot.Criteria) == 0 {
			continue
		}
		for _, criterion := range h.sidecar.Drafted.Criteria {
			at, name := slotOf(h.sidecar.Slots, criterion.Slot)
			if slot := h.sidecar.Slots[at]; slot.Template == h.slot.Template && slot.Slot == h.slot.Slot {
				claimed = append(claimed, name)
			}
		}
	}
	return claimed
}

// findLeaver looks for an item that a caller of the wish takes along from an
// epic where nothing calls it any more.
func (d *drafter) findLeaver(w *wish) {
	for _, h := range d.leavers[w.slot.key().form()] {
		if !sharesCaller(h.slot, w.slot) || !d.mayMove(h, w) {
			continue
		}
		switch {
		case h.item != nil:
			d.moveHere(w, h.slot.Source)
			return
		case !h.dead():
			w.left, w.away = true, h.sidecar.ID
			return
		case !h.sidecar.Dropped.ByDraft:
			w.left = true
			return
		}
	}
}

// mayMove says that an item does not go to another epic already.
func (d *drafter) mayMove(h holder, w *wish) bool {
	return h.item == nil || d.moving[h.item] == nil || d.moving[h.item].epic == w.epic
}

// moveHere lets all that answer for the wish's slot in another epic go to the
// wish's: more than one where a split divided it.
func (d *drafter) moveHere(w *wish, from roadmap.Ref) {
	var live []holder
	for _, h := range d.leavers[w.slot.key().form()] {
		if h.item != nil && h.slot.Source == from && d.mayMove(h, w) {
			live = append(live, h)
			d.moving[h.item] = w
		}
	}
	w.holders = d.share(live)
}

func sharesCaller(a, b Slot) bool {
	return slices.ContainsFunc(a.Callers, func(ref roadmap.Ref) bool { return slices.Contains(b.Callers, ref) })
}

// bear makes the items that an epic lacks.
func (d *drafter) bear(e *epicDraft) {
	needed := slices.ContainsFunc(e.stories, func(w *wish) bool { return len(w.holders) > 0 })
	if len(e.self.holders) == 0 && !e.self.left && (e.wantsEpic() || needed) {
		d.bearItem(e.self, Epic)
	}
	epic := e.self.item()
	if epic == nil {
		d.noticeNoEpic(e)
		return
	}
	for _, w := range e.stories {
		if len(w.holders) == 0 && !w.left && e.wantsStories() {
			d.bearItem(w, Story)
		}
	}
}

// noticeNoEpic says that an epic was dropped that the roadmap still asks for.
func (d *drafter) noticeNoEpic(e *epicDraft) {
	if e.self.left && e.wantsEpic() && e.self.revive != nil {
		d.notice(e.source, e.position(), fmt.Sprintf("the epic of %s was dropped, so that nothing is drafted for it", describeRef(e.source)),
			fmt.Sprintf("plotline restore %s brings it back; or say in the roadmap that it is done or dropped", e.self.revive.ID))
	}
}

func (d *drafter) bearItem(w *wish, kind Kind) {
	if w.revive != nil {
		d.reviveItem(w, kind)
		return
	}
	id := MintID(d.roadmapID, w.slot, func(id string) bool { return d.taken[id] && !d.orphan(id) })
	if orphan := d.Backlog.Item(id); orphan != nil && !d.Backlog.lost[orphan] {
		d.adopt(w, orphan)
		return
	}
	if d.Backlog.Known(id) { // its file cannot be read now
		w.left, w.away = true, id
		return
	}
	d.taken[id] = true
	w.born = &Item{ID: id, Kind: kind, Handoff: Proposed, Sidecar: &Sidecar{Roadmap: d.roadmapID}}
}

// orphan says that an ID is that of an item whose sidecar is lost: the item
// answers for the slot that the ID was minted for.
func (d *drafter) orphan(id string) bool {
	item := d.Backlog.Item(id)
	return d.Backlog.Known(id) && (item == nil || item.Sidecar == nil)
}

// adopt gives an item its lost sidecar anew. What the file says counts as the
// person's.
func (d *drafter) adopt(w *wish, item *Item) {
	d.adoptAlone(item)
	item.Sidecar.Slots = []Slot{w.slot}
	w.adopted = true
	w.holders = []holder{{item: item, sidecar: item.Sidecar, slot: w.slot}}
}

// adoptAlone is adopt for an item that answers for no slot.
func (d *drafter) adoptAlone(item *Item) {
	item.Sidecar = &Sidecar{ID: item.ID, Kind: item.Kind, Path: item.Path, Epic: item.Epic, Roadmap: d.roadmapID}
	d.noticeItem(item, fmt.Sprintf("the sidecar of %s was lost and is made anew; the file stays as it is", item.Path),
		"commit the sidecars with the files: "+store.SidecarFolder)
}

// reviveItem brings back what a draft dropped, since something calls it again.
func (d *drafter) reviveItem(w *wish, kind Kind) {
	sidecar := *w.revive
	sidecar.Dropped = nil
	w.born = &Item{ID: sidecar.ID, Kind: kind, Handoff: Proposed, Path: sidecar.Path, Sidecar: &sidecar}
}

// item is what the wish's slot now belongs to, nil where nothing does.
func (w *wish) item() *Item {
	if w.born != nil {
		return w.born
	}
	if len(w.holders) > 0 {
		return w.holders[0].item
	}
	return nil
}

// meet finds the items whose caller went to an epic where another item answers
// for the same slot already. Both stay.
func (d *drafter) meet() {
	wished := map[form][]*wish{}
	for _, e := range d.epics {
		for _, w := range e.stories {
			wished[w.slot.key().form()] = append(wished[w.slot.key().form()], w)
		}
	}
	for at, holders := range d.leavers {
		for _, h := range holders {
			if h.item == nil || d.moving[h.item] != nil {
				continue
			}
			for _, w := range wished[at] {
				other := w.item()
				if other != nil && other != h.item && sharesCaller(h.slot, w.slot) {
					d.meetItem(h.item, other)
				}
			}
		}
	}
}

// meetItem notes that an item is to be merged with another, the first by ID.
func (d *drafter) meetItem(item, other *Item) {
	if there := d.met[item]; there == nil || other.ID < there.ID {
		d.met[item] = other
	}
}
