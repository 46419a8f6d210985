package integrations

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"plotline/stories"
)

// orders compares the order of the epics, and of each epic's stories, with that
// on the tracker, and with the one in which both last were.
func (r *reader) orders() {
	if len(r.req.Only) > 0 {
		return
	}
	groups, epics := map[string][]rankedItem{}, []string{""}
	for _, d := range r.req.Items {
		if d.Kind == stories.Epic {
			epics = append(epics, d.ID)
		}
		t, ok := r.p.s.ticketOf(d.ID)
		there := d.Kind == stories.Epic || t.Parent == r.p.s.keyOf(d.Epic)
		if ok && there && t.Rank != "" && t.Phase != Done && t.Phase != Refused {
			groups[d.Epic] = append(groups[d.Epic], rankedItem{d, t})
		}
	}
	for _, epic := range epics {
		if len(groups[epic]) > 1 {
			r.order(epic, groups[epic])
		}
	}
}

// rankedItem is an item whose ticket has a place in the tracker's order.
type rankedItem struct {
	d Desired
	t Ticket
}

// order settles one order: the tracker's wins where it was changed there.
func (r *reader) order(epic string, backlog []rankedItem) {
	tracker := slices.SortedStableFunc(slices.Values(backlog), func(a, b rankedItem) int { return strings.Compare(a.t.Rank, b.t.Rank) })
	last := slices.SortedStableFunc(slices.Values(backlog), func(a, b rankedItem) int { return cmp.Compare(a.d.Place, b.d.Place) })
	if sameOrder(tracker, backlog) {
		r.out.inStep = append(r.out.inStep, idsOf(backlog)...)
		return
	}
	r.p.touched = append(r.p.touched, keysOf(backlog)...)
	moved := !sameOrder(those(tracker, true), those(last, true)) || !asMade(those(tracker, false), those(backlog, false))
	if !moved || r.req.prefers(epic) == PreferBacklog {
		r.out.Orders = append(r.out.Orders, r.changed(epic, PreferBacklog, backlog))
		r.out.moves = append(r.out.moves, movesTo(keysOf(backlog), keysOf(tracker))...)
		return
	}
	order := r.changed(epic, PreferTracker, tracker)
	order.Both = !sameOrder(those(backlog, true), those(last, true))
	r.out.Orders = append(r.out.Orders, order)
	r.inverted(backlog, tracker)
}

// those are the items that have been in one order with the tracker, or have not.
func those(items []rankedItem, ranked bool) []rankedItem {
	return slices.DeleteFunc(slices.Clone(items), func(i rankedItem) bool { return i.d.Ranked != ranked })
}

// asMade says whether tickets that have not been in the backlog's order stand in
// the order of their making, which is nobody's choice, but for the first ones: a
// push that was cut off ranked those.
func asMade(tracker, backlog []rankedItem) bool {
	n := 0
	for n < len(tracker) && tracker[n].d.ID == backlog[n].d.ID {
		n++
	}
	return slices.IsSortedFunc(tracker[n:], func(a, b rankedItem) int { return compareKeys(a.t.Key, b.t.Key) })
}

func (r *reader) changed(epic string, side Side, items []rankedItem) Order {
	title := "the epics"
	if epic != "" {
		title = oneLine(r.p.titles[epic])
	}
	return Order{Epic: epic, Title: title, Changed: side, IDs: idsOf(items), Keys: keysOf(items)}
}

// inverted says where a person put an item before what it needs: that is the
// order by hand, and ranking puts what is needed first all the same.
func (r *reader) inverted(was, is []rankedItem) {
	place := func(items []rankedItem, id string) int {
		return slices.IndexFunc(items, func(i rankedItem) bool { return i.d.ID == id })
	}
	for at, item := range is {
		for _, id := range item.d.Needs {
			if place(is, id) > at && place(was, id) < place(was, item.d.ID) {
				r.p.notice(item.d.ID, item.t.Key, "on the tracker %s stands before %s, which it needs; the order is taken as it is, and plotline rank shows what is needed first",
					item.t.Key, r.p.s.keyOf(id))
			}
		}
	}
}

func sameOrder(a, b []rankedItem) bool { return slices.Equal(idsOf(a), idsOf(b)) }

func idsOf(items []rankedItem) []string {
	ids := make([]string, len(items))
	for i, item := range items {
		ids[i] = item.d.ID
	}
	return ids
}

func keysOf(items []rankedItem) []string {
	keys := make([]string, len(items))
	for i, item := range items {
		keys[i] = item.t.Key
	}
	return keys
}

// movesTo are the moves that bring an order to another one: each stretch of what
// has to move goes right behind what stands before it.
func movesTo(want, now []string) []Move {
	place := map[string]int{}
	for i, key := range now {
		place[key] = i
	}
	stays := stories.Ascending(want, func(key string) int { return place[key] })
	var moves []Move
	for i, key := range want {
		switch {
		case slices.Contains(stays, key):
		case i == 0:
			moves = append(moves, Move{Keys: []string{key}, Before: stays[0]})
		case len(moves) > 0 && slices.Contains(moves[len(moves)-1].Keys, want[i-1]) && len(moves[len(moves)-1].Keys) < moveBatch:
			moves[len(moves)-1].Keys = append(moves[len(moves)-1].Keys, key)
		default:
			moves = append(moves, Move{Keys: []string{key}, After: want[i-1]})
		}
	}
	return moves
}

// moveBatch is how many tickets one move carries.
const moveBatch = 50

// String says a move in words.
func (m Move) String() string {
	if m.Before != "" {
		return fmt.Sprintf("%s before %s", strings.Join(m.Keys, ", "), m.Before)
	}
	return fmt.Sprintf("%s behind %s", strings.Join(m.Keys, ", "), m.After)
}
