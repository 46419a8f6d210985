package pack

import (
	"slices"
	"strings"

	"plotline/stories/ear"
)

// narrowed are the slots that a call asks for by its own words and its evidence:
// those without words of theirs, and those of which it says one. A call that
// says none of any means all.
func (t *Template) narrowed(call Call) []*Slot {
	if !slices.ContainsFunc(t.Slots, (*Slot).Narrow) {
		return t.Slots
	}
	said := ear.Tokens(strings.Join(append([]string{firstOf(call.Problem, call.Initiative, call.Goal)}, firstFew(call.Evidence)...), ". "))
	asked := false
	var out []*Slot
	for _, slot := range t.Slots {
		switch {
		case !slot.Narrow():
			out = append(out, slot)
		default:
			if from, to := firstIn(slot.phrases, said); from < to {
				out, asked = append(out, slot), true
			}
		}
	}
	if !asked {
		return t.Slots
	}
	return out
}

// Narrow says that the slot is drafted for certain words only.
func (s *Slot) Narrow() bool { return len(s.phrases) > 0 }
