package integrations

import (
	"context"
	"slices"

	"plotline/stories"
)

// linkBatch bounds how many tickets' links a tracker is told of at once, so that
// a long run says how far it is.
const linkBatch = 100

// links says which tickets wait for which, where the tracker has a word for it.
func (r *run) links(ctx context.Context) error {
	linker, ok := r.Tracker.(Linker)
	if !ok {
		return nil
	}
	var edits []LinkEdit
	ids := map[string]string{}
	for _, c := range r.plan.Changes {
		t, ok := r.tickets[c.ID]
		edit := LinkEdit{Key: t.Key, Add: r.unlinked(c), Remove: c.work.unlink, Mark: r.linkedMark(c)}
		if ok && len(edit.Add)+len(edit.Remove) > 0 {
			edits = append(edits, edit)
			ids[edit.Key] = c.ID
		}
	}
	for batch := range slices.Chunk(edits, linkBatch) {
		if err := ctx.Err(); err != nil {
			return err
		}
		r.say("link %s and what they need", count(len(batch), "ticket", "tickets"))
		for i, err := range linker.Link(ctx, batch) {
			if fatal(ctx, err) {
				return err
			}
			if key := batch[i].Key; err != nil {
				r.result.Notices = append(r.result.Notices, Notice{
					ID: ids[key], Key: key, Message: "its links are not as its needs say: " + err.Error(),
				})
			}
		}
	}
	return nil
}

// unlinked are the Keys of what a change's item needs that are no links yet.
func (r *run) unlinked(c Change) []string {
	var keys []string
	for _, id := range c.work.needs {
		key := r.keyOf(id)
		if key != "" && !r.wires.made[[2]string{c.ID, id}] && !slices.Contains(r.tickets[c.ID].BlockedBy, key) {
			keys = append(keys, key)
		}
	}
	return keys
}

// linkedMark is the mark of a change's ticket once all that can be is linked.
func (r *run) linkedMark(c Change) *Mark {
	t := r.tickets[c.ID]
	if t.Mark == nil {
		return nil
	}
	linked := slices.Clone(baseOf(t, linkedField))
	for _, id := range c.work.needs {
		if d := digest(canonicalText(stories.FieldNeeds, id)); r.keyOf(id) != "" && !slices.Contains(linked, d) {
			linked = append(linked, d)
		}
	}
	slices.Sort(linked)
	mark := t.Mark.LinkedAs(Mark{Fields: map[string][]string{linkedField: linked}})
	return &mark
}

// keyOf is what an item's ticket is called here, in whatever project it is; ""
// for none.
func (r *run) keyOf(id string) string {
	if t, ok := r.tickets[id]; ok {
		return t.Key
	}
	for _, other := range r.others {
		if t, ok := other.tickets[id]; ok {
			return farKey(t.Key, other.plan.server)
		}
	}
	return ""
}
