package stories

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"plotline/roadmap"
)

// dropGone settles what nothing calls any more: stories first, so that an epic
// goes only when nothing is left in it.
func (d *drafter) dropGone(ctx context.Context, wished map[*Item][]*wish) error {
	for _, kind := range []Kind{Story, Epic} {
		for _, item := range slices.Clone(d.Backlog.Items) {
			if err := ctx.Err(); err != nil {
				return err
			}
			if item.Kind != kind || wished[item] != nil || d.actions[item.ID] != "" || !d.drafts(item) {
				continue
			}
			if err := d.settleGone(item, wished); err != nil {
				return fmt.Errorf("draft %s: %w", item.Path, err)
			}
		}
	}
	return nil
}

// drafts says whether the item was drafted, by templates that are all known.
func (d *drafter) drafts(item *Item) bool {
	if item.Sidecar == nil || len(item.Sidecar.Slots) == 0 {
		return false
	}
	return !slices.ContainsFunc(item.Sidecar.Slots, func(s Slot) bool { return d.Pack.Template(s.Template) == nil && s.Slot != "" })
}

func (d *drafter) settleGone(item *Item, wished map[*Item][]*wish) error {
	item.Sidecar.Conflicts = nil
	if other := d.met[item]; other != nil {
		return d.stayMet(item, other, wished)
	}
	switch held := d.heldItem(item); {
	case d.take[item.ID]:
		return d.drop(item)
	case d.keep[item.ID]:
		return d.keepItem(item)
	case held:
		return nil
	case d.untouched(item):
		return d.drop(item)
	case d.keepAny[item.ID]:
		return d.keepItem(item)
	case d.takeAny[item.ID] && (item.Kind == Story || len(d.Backlog.StoriesOf(item.ID)) == 0):
		return d.drop(item)
	}
	d.actions[item.ID] = ActionConflict
	item.Sidecar.Conflicts = []OpenConflict{{Field: FieldItem}}
	d.result.Conflicts = append(d.result.Conflicts, DraftConflict{
		ID: item.ID, Path: item.Path, Title: item.Title, Gone: true,
		Conflict: Conflict{Field: FieldItem, Base: item.Sidecar.Drafted.Title, Mine: item.Title},
		Message:  fmt.Sprintf("nothing in the roadmap calls it any more (%s), and %s", describeRefs(d.callersOf(item)), d.touch(item)),
		Hint:     goneWayOut(item.ID),
	})
	return nil
}

// stayMet keeps an item whose slot another one answers for already, and goes
// with its caller where its own epic is no longer asked for.
func (d *drafter) stayMet(item, other *Item, wished map[*Item][]*wish) error {
	d.noticeItem(item, fmt.Sprintf("%s and %s answer for the same story now", item.Path, other.Path),
		fmt.Sprintf("make them one: plotline merge %s %s", short(other.ID), short(item.ID)))
	epic := d.Backlog.Item(item.Epic)
	if item.Epic == other.Epic || epic != nil && wished[epic] != nil || d.Backlog.Item(other.Epic) == nil {
		return nil
	}
	return d.move(item, other.Epic)
}

// keepItem notes that a person keeps what nothing calls.
func (d *drafter) keepItem(item *Item) error {
	if !d.heldItem(item) {
		item.Sidecar.Held = append(item.Sidecar.Held, HeldField{Field: string(FieldItem)})
		d.actions[item.ID] = ActionChanged
	}
	return d.serveWhatIsLeft(item)
}

// serveWhatIsLeft makes an item that a person keeps serve what the roadmap still
// has of what it served, else the goals of its epic.
func (d *drafter) serveWhatIsLeft(item *Item) error {
	broken := Broken(d.Roadmap, item)
	if len(broken) == 0 {
		return nil
	}
	content := item.Content
	content.Serves = slices.DeleteFunc(slices.Clone(item.Serves), func(ref roadmap.Ref) bool { return slices.Contains(broken, ref) })
	if epic := d.Backlog.Item(item.Epic); len(content.Serves) == 0 && epic != nil {
		for _, goal := range d.Roadmap.GoalsBehind(epic.Serves) {
			content.Serves = append(content.Serves, roadmap.NewRef(roadmap.GoalRef, goal.ID))
		}
	}
	if len(content.Serves) == 0 {
		return nil // review says what is missing
	}
	d.actions[item.ID] = ActionChanged
	return d.Backlog.Update(item, content)
}

// heldItem says that a person decided to keep what nothing calls.
func (d *drafter) heldItem(item *Item) bool {
	return slices.ContainsFunc(item.Sidecar.Held, func(h HeldField) bool { return h.Field == string(FieldItem) })
}

// untouched says that nobody edited, accepted or asked about the item, and that
// nothing is left in it.
func (d *drafter) untouched(item *Item) bool { return d.touch(item) == "" }

// touch says what a person did to an item that is gone from the draft, so that
// it is not dropped unasked; "" when nothing.
func (d *drafter) touch(item *Item) string {
	switch {
	case item.Kind == Epic && len(d.Backlog.StoriesOf(item.ID)) > 0:
		return "it has stories that stay"
	case item.Handoff == Accepted || item.Sidecar.Accepted != nil:
		return "it was accepted"
	case item.Handoff != Proposed || len(item.Sidecar.Questions) > 0:
		return "it was asked about"
	case item.edited():
		return "it was edited"
	case len(item.Sidecar.Slots) > 1:
		return "it was merged with another"
	case slices.ContainsFunc(item.Sidecar.Slots, d.isSplit):
		return "it was split"
	}
	return ""
}

// edited says that the file is not as it was drafted, down to what a person
// added behind the parts that are drafted.
func (item *Item) edited() bool {
	drafted := item.Sidecar.Drafted.Canonical()
	if !sameContent(withoutSlots(item.Content), withoutSlots(drafted)) {
		return true
	}
	printed := *item
	printed.Content = drafted
	return !bytes.Equal(newDocument("", &printed, printed.Content.Canonical()).Bytes(), item.Document.WithoutNeedsNote().Bytes())
}

// isSplit says that a person divided the slot between several items.
func (d *drafter) isSplit(slot Slot) bool {
	return slices.ContainsFunc(d.holders[d.present(slot).key()], func(h holder) bool { return len(h.slot.Criteria) > 0 })
}

func (d *drafter) callersOf(item *Item) []roadmap.Ref {
	var refs []roadmap.Ref
	for _, slot := range item.Sidecar.Slots {
		refs = unitedSet(refs, d.present(slot).Callers)
	}
	return refs
}

func (d *drafter) drop(item *Item) error {
	dropped := d.item(item)
	dropped.Action = ActionDropped
	d.dropped = append(d.dropped, dropped)
	for _, other := range d.Backlog.Items {
		if slices.Contains(other.Needs, item.ID) {
			d.freed[other] = true
		}
	}
	if err := d.Backlog.rewire(item.ID, ""); err != nil {
		return err
	}
	return d.Backlog.Remove(item, Drop{
		By: d.By, On: d.Now, ByDraft: true,
		Reason: fmt.Sprintf("nothing in the roadmap calls it any more (%s)", describeRefs(d.callersOf(item))),
	})
}
