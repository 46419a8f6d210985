package stories

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// The order on a tracker is the third side of the order by hand: what differs
// from the order in which both last were was moved since, on the tracker or in
// the backlog. Each item remembers its rank of then beside its Key; where none
// is, both were in the order of the draft.

// LastOrder gives the IDs of the epics, with "" for the epic, or of an epic's
// stories in the order in which backlog and tracker last were alike.
func (b *Backlog) LastOrder(epicID, tracker, project string) []string {
	line := b.line(epicID)
	on := Key{Tracker: tracker, Project: project}
	slices.SortStableFunc(line, func(x, y *Item) int {
		return cmp.Or(
			compareSet(x.rankOn(on), y.rankOn(on)),
			compareSet(x.order(), y.order()),
			strings.Compare(x.Path, y.Path),
		)
	})
	ids := make([]string, len(line))
	for i, item := range line {
		ids[i] = item.ID
	}
	return ids
}

// line are the epics, or an epic's stories, in order.
func (b *Backlog) line(epicID string) []*Item {
	if epicID == "" {
		return b.Epics()
	}
	return b.StoriesOf(epicID)
}

func (item *Item) rankOn(on Key) float64 { return item.keyOn(on).Rank }

// RankedOn says whether an item has been in one order with its ticket.
func (item *Item) RankedOn(tracker, project string) bool {
	return item.keyOn(Key{Tracker: tracker, Project: project}).Ranked
}

func (item *Item) keyOn(on Key) Key {
	if item.Sidecar == nil {
		return Key{}
	}
	for _, key := range item.Sidecar.Keys {
		if key.sameProject(on) {
			return key
		}
	}
	return Key{}
}

// InStep notes that items stand on a tracker in the order that they have in the
// backlog.
func (b *Backlog) InStep(ids []string, tracker, project string) {
	on := Key{Tracker: tracker, Project: project}
	for _, id := range ids {
		item := b.Item(id)
		if item == nil || item.Sidecar == nil {
			continue
		}
		for i, key := range item.Sidecar.Keys {
			if key.sameProject(on) {
				item.Sidecar.Keys[i].Ranked, item.Sidecar.Keys[i].Rank = true, item.Rank
			}
		}
	}
}

// TakeOrder ranks epics, or stories of one epic, by hand so that they stand in
// the given order. As few as can be are moved; what is not named keeps its place
// among those.
func (b *Backlog) TakeOrder(ids []string) error {
	items := make([]*Item, len(ids))
	for i, id := range ids {
		if items[i] = b.Item(id); items[i] == nil {
			return fmt.Errorf("rank %s: no item has this ID", id)
		}
	}
	if len(items) == 0 {
		return nil
	}
	b.Sort()
	place := map[string]int{}
	for i, item := range b.Items {
		place[item.ID] = i
	}
	stays := Ascending(ids, func(id string) int { return place[id] })
	first := b.Item(stays[0])
	for i, item := range items {
		var err error
		switch {
		case slices.Contains(stays, item.ID):
		case i == 0:
			err = b.PlaceBefore(item, first)
		default:
			err = b.PlaceAfter(item, items[i-1])
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// Ascending gives as many of the names as can be whose places ascend: the rest
// is to be moved for all to stand in their order.
func Ascending(names []string, place func(string) int) []string {
	var ends []int // of the best rows, by their length
	before := make([]int, len(names))
	for i, name := range names {
		n, _ := slices.BinarySearchFunc(ends, place(name), func(end, want int) int { return cmp.Compare(place(names[end]), want) })
		before[i] = -1
		if n > 0 {
			before[i] = ends[n-1]
		}
		if n == len(ends) {
			ends = append(ends, i)
		} else {
			ends[n] = i
		}
	}
	if len(ends) == 0 {
		return nil
	}
	var out []string
	for i := ends[len(ends)-1]; i >= 0; i = before[i] {
		out = append(out, names[i])
	}
	slices.Reverse(out)
	return out
}
