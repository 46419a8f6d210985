package integrations

import "slices"

// wires are the needs of the items that a run makes, for a tracker that makes
// a ticket's links along with the ticket: of two that need one another, the one
// that is made later brings the link.
type wires struct {
	// atCreate says that the tracker does; nil for one that does not.
	atCreate func() bool
	// needed are the items to be made that need an item, by its ID.
	needed map[string][]string
	// written are the Keys that the plan still writes. A link would change them
	// under the plan's hands, and is made when all is written.
	written map[string]bool
	// made are the needs that are links by now: who waits, and for whom.
	made map[[2]string]bool
}

func newWires(tracker Tracker, plan *Plan) wires {
	w := wires{needed: map[string][]string{}, written: map[string]bool{}, made: map[[2]string]bool{}}
	if linker, ok := tracker.(CreateLinker); ok {
		w.atCreate = linker.LinksAtCreate
	}
	for _, c := range plan.Changes {
		switch c.Action {
		case Create:
			for _, id := range c.work.needs {
				w.needed[id] = append(w.needed[id], c.ID)
			}
		case Update, Close:
			w.written[c.Key] = true
		}
	}
	return w
}

func (w *wires) along() bool { return w.atCreate != nil && w.atCreate() }

// batch takes the next at most n of what is to be made, in its order. Where
// links are made along, what needs one another stands in different batches.
func (w *wires) batch(pending []*Change, n int) (batch, rest []*Change) {
	if !w.along() {
		n = min(n, len(pending))
		return pending[:n], pending[n:]
	}
	sides, taken, apart := w.sides(pending), map[string]bool{}, map[string]bool{}
	for _, side := range []side{first, alone} { // the second waits for the next batch
		for _, c := range pending {
			if len(taken) == n || sides[c.ID] != side || apart[c.ID] {
				continue
			}
			taken[c.ID] = true
			for _, id := range w.around(c) {
				apart[id] = true
			}
		}
	}
	for _, c := range pending {
		if taken[c.ID] {
			batch = append(batch, c)
		} else {
			rest = append(rest, c)
		}
	}
	return batch, rest
}

// around are the items that an item needs, and that need it.
func (w *wires) around(c *Change) []string { return slices.Concat(c.work.needs, w.needed[c.ID]) }

// side is where an item stands among those to be made: alone where none of
// them needs it, and it none of them.
type side int

const (
	alone side = iota
	first
	second
)

// sides parts items so that, where it can be, what needs one another stands on
// two sides: two batches then make all links, and what is alone fills them up.
func (w *wires) sides(pending []*Change) map[string]side {
	byID := make(map[string]*Change, len(pending))
	for _, c := range pending {
		byID[c.ID] = c
	}
	pendingAround := func(c *Change) []*Change {
		var out []*Change
		for _, id := range w.around(c) {
			if other := byID[id]; other != nil && id != c.ID {
				out = append(out, other)
			}
		}
		return out
	}
	sides := make(map[string]side, len(pending))
	for _, start := range pending {
		if sides[start.ID] != alone || len(pendingAround(start)) == 0 {
			continue
		}
		sides[start.ID] = first
		for queue := []*Change{start}; len(queue) > 0; queue = queue[1:] {
			for _, other := range pendingAround(queue[0]) {
				if sides[other.ID] == alone {
					sides[other.ID] = sides[queue[0].ID].across()
					queue = append(queue, other)
				}
			}
		}
	}
	return sides
}

func (s side) across() side {
	if s == first {
		return second
	}
	return first
}

// linksOf are the Keys that a ticket about to be made waits for, and that wait
// for it, as far as they exist and are not written any more.
func (r *run) linksOf(c *Change) (blockedBy, blocks []string) {
	if !r.wires.along() {
		return nil, nil
	}
	keys := func(ids []string) []string {
		var out []string
		for _, id := range ids {
			if t, ok := r.tickets[id]; ok && !r.wires.written[t.Key] {
				out = append(out, t.Key)
			}
		}
		return out
	}
	return keys(c.work.needs), keys(r.wires.needed[c.ID])
}

// linkedWith notes the links that were made along with a ticket.
func (r *run) linkedWith(c *Change, keys []string) {
	if len(keys) == 0 {
		return
	}
	note := func(ids []string, pair func(id string) [2]string) {
		for _, id := range ids {
			if t, ok := r.tickets[id]; ok && slices.Contains(keys, t.Key) {
				r.wires.made[pair(id)] = true
			}
		}
	}
	note(c.work.needs, func(id string) [2]string { return [2]string{c.ID, id} })
	note(r.wires.needed[c.ID], func(id string) [2]string { return [2]string{id, c.ID} })
}
