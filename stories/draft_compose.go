package stories

import "slices"

// theirs is what an item is drafted as: its slot's text, its share of a slot
// that a split divided, or the texts of all slots that a merge united. Where
// nothing calls the first of those any more, its text stays as it was.
func (d *drafter) theirs(item *Item, wishes []*wish) Content {
	slots := item.Sidecar.Slots
	if len(slots) <= 1 && len(wishes) == 1 {
		return wishes[0].share(item)
	}
	whole := item.Sidecar.Drafted
	whole.Criteria, whole.Labels, whole.Needs, whole.Serves = nil, nil, nil, nil
	for i, slot := range slots {
		for _, w := range wishes {
			switch {
			case !w.answeredBy(item, d.present(slot)):
			case i == 0:
				whole = w.share(item)
			default:
				whole = unite(whole, w.share(item), slot)
			}
		}
	}
	whole.Needs = slices.DeleteFunc(slices.Clone(whole.Needs), func(id string) bool { return id == item.ID })
	return whole
}

// share is the part of a wish's content that an item answers for. Only the one
// that has what is left of the slot has its title and texts drafted; the others
// have them from the person who split it.
func (w *wish) share(item *Item) Content {
	at := slices.IndexFunc(w.holders, func(h holder) bool { return h.item == item })
	if len(w.holders) == 1 && len(w.holders[0].slot.Criteria) == 0 && len(w.claimed) == 0 {
		return w.content
	}
	own, elsewhere := w.holders[at].slot.Criteria, slices.Clone(w.claimed)
	for i, h := range w.holders {
		if i != at {
			elsewhere = append(elsewhere, h.slot.Criteria...)
		}
	}
	c := w.content
	if at > 0 || len(own) > 0 {
		was := item.Sidecar.Drafted
		c.Title, c.Narrative, c.Notes = was.Title, was.Narrative, was.Notes
		c.Type, c.Size, c.Labels, c.Needs = was.Type, was.Size, was.Labels, was.Needs
	}
	c.Criteria = nil
	for _, criterion := range w.content.Criteria {
		mine := slices.Contains(own, criterion.Slot)
		if mine || at == 0 && !slices.Contains(elsewhere, criterion.Slot) {
			c.Criteria = append(c.Criteria, criterion)
		}
	}
	return c
}

// unite adds to an item's drafted content that of a further slot it answers
// for. Its text is the first slot's; criteria, labels, needs and what it serves
// are those of all.
func unite(whole, part Content, slot Slot) Content {
	whole.Criteria = slices.Clone(whole.Criteria)
	for _, c := range part.Criteria {
		c.Slot = unitedSlot(slot, c.Slot)
		whole.Criteria = append(whole.Criteria, c)
	}
	whole.Labels = unitedSet(whole.Labels, part.Labels)
	whole.Needs = unitedSet(whole.Needs, part.Needs)
	whole.Serves = unitedSet(whole.Serves, part.Serves)
	return whole
}

// unitedSlot names a criterion that came to an item with a further slot.
func unitedSlot(slot Slot, criterion string) string {
	return slot.Template + "/" + slot.Slot + "/" + criterion
}

func unitedSet[T comparable](a, b []T) []T {
	all := slices.Clone(a)
	for _, one := range b {
		if !slices.Contains(all, one) {
			all = append(all, one)
		}
	}
	return all
}
