package stories

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"plotline/stories/document"
	"plotline/stories/store"
)

// Part is what a split takes out of a story.
type Part struct {
	Title string
	// Narrative is the new story's; "" for the narrative of the story it
	// comes from.
	Narrative string
	// Criteria are the indices, from 0, of the criteria that go along.
	Criteria []int
}

// Split takes criteria out of a story into a new one beside it. The story keeps
// its ID, its ticket and what it was drafted from but for the template's
// criteria that go; the new story answers for those, so that a later draft
// brings none of them back. What needed the story needs both. An accepted story
// and its new part stay accepted: the words are the accepted ones.
func (b *Backlog) Split(item *Item, part Part, ids IDs) (*Item, error) {
	if err := b.splittable(item, part); err != nil {
		return nil, fmt.Errorf("split %s: %w", item.Path, err)
	}
	id, err := ids()
	if err != nil {
		return nil, err
	}
	still := acceptedStill(item)
	fresh := b.partOf(item, part, id)
	rest := item.Content
	rest.Criteria = pick(item.Criteria, func(i int) bool { return !slices.Contains(part.Criteria, i) })
	divideSlots(item, fresh, part.Criteria)
	if err := b.Update(item, rest); err != nil {
		return nil, err
	}
	if err := b.Add(fresh); err != nil {
		return nil, err
	}
	if still {
		if err := b.shareAcceptance(item, fresh); err != nil {
			return nil, err
		}
	}
	if err := b.needBoth(item, fresh); err != nil {
		return nil, err
	}
	b.Sort()
	return fresh, nil
}

func (b *Backlog) splittable(item *Item, part Part) error {
	title := document.Word(part.Title)
	switch {
	case item.Kind != Story:
		return errors.New("it is an epic; split takes a story")
	case item.ID == "":
		return ErrNoID
	case title == "":
		return errors.New("the new story needs a title")
	case len(part.Criteria) == 0:
		return fmt.Errorf("name the criteria that go; it has %d", len(item.Criteria))
	}
	if other := b.titled(title); other != nil {
		return fmt.Errorf("%s has the title %q already; titles are unique", other.Path, title)
	}
	for i, n := range part.Criteria {
		if n < 0 || n >= len(item.Criteria) {
			return fmt.Errorf("it has no criterion %d; it has %d", n+1, len(item.Criteria))
		}
		if slices.Contains(part.Criteria[:i], n) {
			return fmt.Errorf("criterion %d is named twice", n+1)
		}
	}
	if len(part.Criteria) == len(item.Criteria) {
		return errors.New("all its criteria would go; leave one")
	}
	return nil
}

func pick(criteria []Criterion, wanted func(int) bool) []Criterion {
	var picked []Criterion
	for i, criterion := range criteria {
		if wanted(i) {
			picked = append(picked, criterion)
		}
	}
	return picked
}

// partOf is the new story: like the old one but for title and criteria.
func (b *Backlog) partOf(item *Item, part Part, id string) *Item {
	c := item.Content
	c.Title = part.Title
	if part.Narrative != "" {
		c.Narrative = part.Narrative
	}
	c.Criteria = pick(item.Criteria, func(i int) bool { return slices.Contains(part.Criteria, i) })
	c.Size = ""
	s := &Sidecar{SplitFrom: item.ID, Template: item.Sidecar.templateName(), Version: item.Sidecar.templateVersion()}
	if item.Sidecar != nil {
		s.Roadmap, s.Order = item.Sidecar.Roadmap, b.orderBehind(item)
	}
	return &Item{
		Content: c.Canonical(), ID: id, Kind: Story, Epic: item.Epic, Handoff: Proposed, Release: item.Release, Sidecar: s,
		Path: partPath(item, part),
	}
}

// partPath asks for a file beside the one that is split, also where that does
// not stand in its epic's folder.
func partPath(item *Item, part Part) string {
	folder := item.Path[:strings.LastIndexByte(item.Path, '/')+1]
	return folder + store.FileName(part.Title) + ".md"
}

func (s *Sidecar) templateName() string {
	if s == nil {
		return ""
	}
	return s.Template
}

func (s *Sidecar) templateVersion() string {
	if s == nil {
		return ""
	}
	return s.Version
}

// orderBehind is a place between a story and the next of its epic.
func (b *Backlog) orderBehind(item *Item) float64 {
	place := item.order()
	if place == 0 {
		return 0
	}
	next := place + 1
	for _, other := range b.stories[item.Epic] {
		if order := other.order(); order > place && order < next {
			next = order
		}
	}
	return place + (next-place)/2
}

// divideSlots gives the new story the drafted criteria that its criteria come
// from, and its share of the slots.
func divideSlots(item, fresh *Item, moved []int) {
	s := item.Sidecar
	if s == nil || len(s.Slots) == 0 {
		return
	}
	goes := map[int]bool{} // drafted criteria that go
	for i, drafted := range alignCriteria(s.Drafted.Criteria, item.Criteria) {
		if drafted >= 0 && slices.Contains(moved, i) {
			goes[drafted] = true
		}
	}
	shares := make([][]string, len(s.Slots))
	var criteria []Criterion
	for i, criterion := range s.Drafted.Criteria {
		if goes[i] {
			at, name := slotOf(s.Slots, criterion.Slot)
			shares[at] = append(shares[at], name)
			criteria = append(criteria, criterion)
		}
	}
	was := s.Slots
	s.Slots, fresh.Sidecar.Slots = shareSlots(was, shares)
	s.Drafted.Criteria = pick(s.Drafted.Criteria, func(i int) bool { return !goes[i] })
	keepTexts(s, was)
	if len(fresh.Sidecar.Slots) == 0 {
		fresh.Sidecar.Template, fresh.Sidecar.Version = "", ""
		return
	}
	s.Drafted.Criteria = renameSlots(s.Drafted.Criteria, was, s.Slots)
	fresh.Sidecar.Drafted = fresh.Content
	fresh.Sidecar.Drafted.Criteria = renameSlots(criteria, was, fresh.Sidecar.Slots)
}

// keepTexts keeps a story's title and texts its own where the slot that they were
// drafted from went: the next slot then counts as a part too, whose texts are
// its story's.
func keepTexts(s *Sidecar, was []Slot) {
	if len(s.Slots) == 0 || s.Slots[0].sameAs(was[0]) || len(s.Slots[0].Criteria) > 0 {
		return
	}
	var names []string
	for _, criterion := range s.Drafted.Criteria {
		if at, name := slotOf(was, criterion.Slot); was[at].sameAs(s.Slots[0]) {
			names = append(names, name)
		}
	}
	s.Slots[0].Criteria = names
}

// shareSlots divides slots: the new story gets those of which it has criteria,
// named; the old one keeps the rest. One that answers for a whole slot keeps it
// without names: it is less what others name.
func shareSlots(slots []Slot, shares [][]string) (stay, leave []Slot) {
	for i, slot := range slots {
		if len(shares[i]) == 0 {
			stay = append(stay, slot)
			continue
		}
		part := slot
		part.Criteria = shares[i]
		leave = append(leave, part)
		if len(slot.Criteria) == 0 {
			stay = append(stay, slot)
			continue
		}
		slot.Criteria = slices.DeleteFunc(slices.Clone(slot.Criteria), func(name string) bool {
			return slices.Contains(shares[i], name)
		})
		if len(slot.Criteria) > 0 {
			stay = append(stay, slot)
		}
	}
	return stay, leave
}

// slotOf gives the slot that a drafted criterion belongs to, and its name in
// the template: the criteria of all slots but the first carry theirs before
// their name.
func slotOf(slots []Slot, criterion string) (int, string) {
	for i := len(slots) - 1; i > 0; i-- {
		if name, ok := strings.CutPrefix(criterion, unitedSlot(slots[i], "")); ok {
			return i, name
		}
	}
	return 0, criterion
}

// renameSlots gives drafted criteria the names they have when their slots are
// others than they were.
func renameSlots(criteria []Criterion, was, is []Slot) []Criterion {
	renamed := slices.Clone(criteria)
	for i, criterion := range criteria {
		at, name := slotOf(was, criterion.Slot)
		to := slices.IndexFunc(is, func(slot Slot) bool { return slot.sameAs(was[at]) })
		if to > 0 {
			name = unitedSlot(is[to], name)
		}
		renamed[i].Slot = name
	}
	return renamed
}

// sameAs says whether two name one place of one template.
func (s Slot) sameAs(other Slot) bool {
	return s.Source == other.Source && s.Template == other.Template && s.Slot == other.Slot && s.For == other.For
}

// acceptedStill says whether an item is accepted in the words of its draft, so
// that what a person does to it now stays accepted.
func acceptedStill(item *Item) bool {
	return item.Handoff == Accepted && item.Sidecar != nil && item.Sidecar.Accepted != nil &&
		item.Sidecar.Accepted.Drafted == textDigest(item.Sidecar.Drafted)
}

// shareAcceptance renews the record of a story that was split and gives the
// new part the same.
func (b *Backlog) shareAcceptance(item, fresh *Item) error {
	renewAcceptance(item)
	record := *item.Sidecar.Accepted
	fresh.Sidecar.Accepted = &record
	renewAcceptance(fresh)
	return b.SetHandoff(fresh, Accepted)
}

// renewAcceptance takes over what a person just did to an accepted item.
func renewAcceptance(item *Item) {
	item.Sidecar.Accepted.Text = acceptedText(item.Content)
	item.Sidecar.Accepted.Drafted = textDigest(item.Sidecar.Drafted)
}

// needBoth makes what needs a story need its new part too.
func (b *Backlog) needBoth(item, fresh *Item) error {
	for _, other := range b.Items {
		if other == fresh || !slices.Contains(other.Needs, item.ID) {
			continue
		}
		c := other.Content
		c.Needs = append(slices.Clone(c.Needs), fresh.ID)
		if err := b.Update(other, c); err != nil {
			return err
		}
	}
	return nil
}
