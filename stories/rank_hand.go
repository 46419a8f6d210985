package stories

import (
	"fmt"
	"slices"
)

// PlaceBefore ranks an item by hand so that it stands right before another of
// its kind, and in its own epic for a story. Items between which no number is
// left are ranked anew; so is what stood before the other without a rank, for a
// rank alone would put the item in front of it.
func (b *Backlog) PlaceBefore(item, other *Item) error { return b.placeBeside(item, other, 0) }

// PlaceAfter ranks an item so that it stands right behind another.
func (b *Backlog) PlaceAfter(item, other *Item) error { return b.placeBeside(item, other, 1) }

func (b *Backlog) placeBeside(item, other *Item, behind int) error {
	if item == other || item.Kind != other.Kind || item.Epic != other.Epic {
		return fmt.Errorf("rank %s: %s is not another of the same epic", item.Path, other.Path)
	}
	b.Sort()
	line := b.Epics()
	if item.Kind == Story {
		line = b.StoriesOf(item.Epic)
	}
	line = without(line, item)
	at := behind
	for i, one := range line {
		if one == other {
			at += i
		}
	}
	if err := b.rankFirst(line[:at]); err != nil {
		return err
	}
	if err := b.rankBetween(item, line, at); err != nil {
		return err
	}
	b.Sort()
	return nil
}

// WayOfNeeds gives the way along needs from an item to another, both included;
// nil where the one does not need the other.
func (b *Backlog) WayOfNeeds(from, to *Item) []*Item {
	if slices.Contains(from.Needs, to.ID) {
		return []*Item{from, to}
	}
	var way []*Item
	for _, id := range b.chain(from.ID, to.ID) {
		way = append(way, b.Item(id))
	}
	return way
}

// rankFirst gives ranks to the items that have none but stand before one that
// is to have one.
func (b *Backlog) rankFirst(line []*Item) error {
	last := 0.0
	for _, item := range line {
		if item.Rank == 0 {
			if err := b.SetRank(item, float64(int(last))+1); err != nil {
				return err
			}
		}
		last = item.Rank
	}
	return nil
}

// rankBetween gives an item a rank between those of its new neighbours.
func (b *Backlog) rankBetween(item *Item, line []*Item, at int) error {
	before, after := 0.0, 0.0
	if at > 0 {
		before = line[at-1].Rank
	}
	if at < len(line) {
		after = line[at].Rank
	}
	rank := float64(int(before)) + 1
	if after != 0 && rank >= after {
		rank = before + (after-before)/2
	}
	if after == 0 || rank > before && rank < after {
		return b.SetRank(item, rank)
	}
	for i, one := range line[at:] { // no number is left between them
		if one.Rank == 0 {
			break
		}
		if err := b.SetRank(one, before+2+float64(i)); err != nil {
			return err
		}
	}
	return b.SetRank(item, before+1)
}
