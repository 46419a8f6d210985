package stories

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"plotline/roadmap"
)

// Unite merges one story into another: the one that stays takes over the
// other's criteria, slots, labels and needs, and what needed the other needs
// it. The other is dropped, its text kept in its sidecar, and its ticket points
// to the one that stays. What stays is accepted when both were.
func (b *Backlog) Unite(stays, other *Item, by string, on time.Time) error {
	if err := b.unitable(stays, other); err != nil {
		return fmt.Errorf("merge %s into %s: %w", other.Path, stays.Path, err)
	}
	accepted := acceptedStill(stays) && acceptedStill(other)
	var destination roadmap.Destination
	if accepted {
		destination = joinDestinations(stays.Sidecar.Accepted.Destination, other.Sidecar.Accepted.Destination)
	}
	whole := uniteContents(stays.Content, other.Content)
	whole.Needs = slices.DeleteFunc(whole.Needs, func(id string) bool { return id == stays.ID || id == other.ID })
	b.uniteSidecars(stays, other)
	if err := b.Update(stays, whole); err != nil {
		return err
	}
	if err := b.rewire(other.ID, stays.ID); err != nil {
		return err
	}
	if err := b.Remove(other, Drop{By: by, On: on.UTC().Truncate(time.Second), Reason: "merged into " + stays.Title, Into: stays.ID}); err != nil {
		return err
	}
	return b.acceptUnited(stays, accepted, destination)
}

// Union is what a person should know before one story is merged into another.
type Union struct {
	// Left are the parts of the other that stay behind in its dropped text.
	Left []string
	// Goals are those that the one that stays does not serve so far.
	Goals []string
	// Unaccepted says that the one that stays is accepted and some of the words
	// that it takes over are not: it is proposed again.
	Unaccepted bool
}

// Uniting tells what [Backlog.Unite] would leave behind and bring along.
func (b *Backlog) Uniting(stays, other *Item, r *roadmap.Roadmap) Union {
	union := Union{
		Left:       leftBehind(stays, other),
		Unaccepted: stays.Handoff == Accepted && !(acceptedStill(stays) && acceptedStill(other)),
	}
	had := r.GoalsBehind(b.purposes(stays))
	for _, goal := range r.GoalsBehind(other.Serves) {
		if !slices.Contains(had, goal) {
			union.Goals = append(union.Goals, goal.ID)
		}
	}
	return union
}

// leftBehind names the parts of a story that do not come along.
func leftBehind(stays, other *Item) []string {
	var parts []string
	for _, part := range []struct {
		name       string
		has, stays string
	}{
		{"title", other.Title, stays.Title}, {"narrative", other.Narrative, stays.Narrative}, {"size", other.Size, stays.Size},
	} {
		if part.has != "" && !sameText(part.has, part.stays) {
			parts = append(parts, part.name)
		}
	}
	if other.Document == nil {
		return parts
	}
	for _, name := range other.Document.Asides() {
		parts = append(parts, fmt.Sprintf("section %q", name))
	}
	return parts
}

// acceptUnited renews the record of a united story, or proposes it again where
// some of its words were never accepted.
func (b *Backlog) acceptUnited(stays *Item, accepted bool, destination roadmap.Destination) error {
	if accepted {
		stays.Sidecar.Accepted.Destination = destination
		renewAcceptance(stays)
		return nil
	}
	if stays.Handoff != Accepted {
		return nil
	}
	stays.Sidecar.Accepted = nil
	return b.SetHandoff(stays, Proposed)
}

func (b *Backlog) unitable(stays, other *Item) error {
	switch {
	case stays == other:
		return errors.New("they are the same story")
	case stays.Kind != Story || other.Kind != Story:
		return errors.New("merge takes two stories")
	case stays.ID == "" || other.ID == "":
		return ErrNoID
	}
	if chain := b.chain(stays.ID, other.ID); len(chain) > 2 {
		return fmt.Errorf("%s stands between them: it would need what needs it; change needs first", b.Item(chain[1]).Path)
	}
	if chain := b.chain(other.ID, stays.ID); len(chain) > 2 {
		return fmt.Errorf("%s stands between them: it would need what needs it; change needs first", b.Item(chain[1]).Path)
	}
	return nil
}

// chain gives a way along needs from one item to another, through at least one
// item between them; nil when there is none.
func (b *Backlog) chain(from, to string) []string {
	before := map[string]string{}
	queue := []string{from}
	for len(queue) > 0 {
		id := queue[0]
		queue = queue[1:]
		item := b.Item(id)
		if item == nil {
			continue
		}
		for _, need := range item.Needs {
			if need == to && id != from {
				way := []string{to}
				for ; id != from; id = before[id] {
					way = append(way, id)
				}
				way = append(way, from)
				slices.Reverse(way)
				return way
			}
			if _, seen := before[need]; !seen && need != to && need != from {
				before[need] = id
				queue = append(queue, need)
			}
		}
	}
	return nil
}

// uniteContents is a story's text with another's criteria, labels, needs and
// purposes; what both say stands once.
func uniteContents(stays, other Content) Content {
	stays.Criteria = slices.Clone(stays.Criteria)
	for _, criterion := range other.Criteria {
		if !slices.ContainsFunc(stays.Criteria, func(c Criterion) bool { return sameText(c.Text, criterion.Text) }) {
			criterion.Slot = "" // it means another slot's criterion here
			stays.Criteria = append(stays.Criteria, criterion)
		}
	}
	stays.Labels = unitedSet(stays.Labels, other.Labels)
	stays.Needs = unitedSet(stays.Needs, other.Needs)
	stays.Serves = unitedSet(stays.Serves, other.Serves)
	return stays
}

// uniteSidecars makes one story answer for the slots of both, and its drafted
// text that of both, so that a later draft finds nothing new in it.
func (b *Backlog) uniteSidecars(stays, other *Item) {
	s, o := b.sidecarOf(stays), other.Sidecar
	if o == nil || len(o.Slots) == 0 {
		return
	}
	if len(s.Slots) == 0 { // written by hand: what is drafted is the other's
		s.Slots, s.Drafted, s.Template, s.Version, s.Roadmap = o.Slots, o.Drafted, o.Template, o.Version, o.Roadmap
		o.Slots = nil
		return
	}
	slots := slices.Clone(s.Slots)
	for _, slot := range o.Slots {
		if first := s.Slots[0]; slot.sameAs(first) && len(first.Criteria) > 0 && len(slot.Criteria) == 0 && !slot.sameAs(o.Slots[0]) {
			slot.Criteria = namesOf(o, slot) // its title is not known here
		}
		slots = uniteSlot(slots, slot)
	}
	if len(s.Slots[0].Criteria) > 0 && len(slots[0].Criteria) == 0 { // a part has become the whole
		s.Drafted.Title, s.Drafted.Narrative, s.Drafted.Notes = o.Drafted.Title, o.Drafted.Narrative, o.Drafted.Notes
		s.Drafted.Type, s.Drafted.Size = o.Drafted.Type, o.Drafted.Size
	}
	mine := renameSlots(s.Drafted.Criteria, s.Slots, slots)
	drafted := uniteContents(s.Drafted, Content{
		Labels: o.Drafted.Labels, Needs: o.Drafted.Needs, Serves: o.Drafted.Serves,
	})
	drafted.Criteria = append(mine, renameSlots(o.Drafted.Criteria, o.Slots, slots)...)
	drafted.Needs = slices.DeleteFunc(drafted.Needs, func(id string) bool { return id == stays.ID || id == other.ID })
	s.Slots, s.Drafted = slots, drafted
	o.Slots = nil
}

// namesOf are the criteria of a slot that were drafted for an item.
func namesOf(s *Sidecar, slot Slot) []string {
	var names []string
	for _, criterion := range s.Drafted.Criteria {
		if at, name := slotOf(s.Slots, criterion.Slot); s.Slots[at].sameAs(slot) {
			names = append(names, name)
		}
	}
	return names
}

// uniteSlot adds a slot, or brings the two halves of one together again.
func uniteSlot(slots []Slot, slot Slot) []Slot {
	at := slices.IndexFunc(slots, func(other Slot) bool { return other.sameAs(slot) })
	if at < 0 {
		return append(slots, slot)
	}
	slots[at].Callers = unitedSet(slots[at].Callers, slot.Callers)
	if len(slots[at].Criteria) == 0 || len(slot.Criteria) == 0 {
		slots[at].Criteria = nil // it answers for all that is left
	} else {
		slots[at].Criteria = unitedSet(slots[at].Criteria, slot.Criteria)
	}
	return slots
}

// joinDestinations is what two items were accepted for, each aspect once.
func joinDestinations(a, b roadmap.Destination) roadmap.Destination {
	return unitedSet(a, b)
}
