package review

import (
	"fmt"
	"slices"

	"plotline/stories"
)

// storyDuplicate finds stories that say the same word for word.
func storyDuplicate() Rule {
	return Rule{
		Name: "story/duplicate", Severity: Warning,
		Summary: "the story stands there twice",
		whole: func(p *pass, f *finder) {
			first := make(map[uint64]int, len(p.gists))
			for i, g := range p.gists {
				if len(g.stems) == 0 {
					continue
				}
				if earlier, ok := first[g.exact]; ok && !p.sameSlot(i, earlier) {
					if p.split(i, earlier) {
						continue // not yet told apart: a near duplicate
					}
					p.twin(f, i, earlier, "the same story as %s", "drop one of them")
					continue
				}
				first[g.exact] = i
			}
		},
	}
}

// twin files a finding on the later of two stories that names the earlier.
func (p *pass) twin(f *finder, a, b int, message, hint string) {
	later, earlier := p.texts[max(a, b)], p.texts[min(a, b)]
	if p.after(min(a, b), max(a, b)) {
		later, earlier = earlier, later
	}
	f.add(Finding{Position: later.Position, Length: runesOnLine(later.Story), ID: later.ID, Excerpt: later.first(),
		Message: fmt.Sprintf(message, earlier.name()), Hint: hint})
}

// after says that text a stands after text b in the same file, whatever their
// order in the input.
func (p *pass) after(a, b int) bool {
	x, y := p.texts[a].Position, p.texts[b].Position
	return x.Path == y.Path && (x.Line > y.Line || x.Line == y.Line && x.Column > y.Column)
}

// name is how a message calls a story: by its title, ID or place.
func (t Text) name() string {
	place := t.Position
	place.Column = 0
	switch {
	case t.Title != "":
		return fmt.Sprintf("%q (%s)", t.Title, place)
	case t.ID != "":
		return fmt.Sprintf("%s (%s)", t.ID, place)
	}
	return place.String()
}

// split says that a person split one of two stories from the other, or both
// from one.
func (p *pass) split(i, j int) bool {
	from := func(i int) string {
		if item := p.items[i]; item != nil && item.Sidecar != nil {
			return item.Sidecar.SplitFrom
		}
		return ""
	}
	a, b := from(i), from(j)
	return a != "" && (a == b || a == p.texts[j].ID) || b != "" && b == p.texts[i].ID
}

// sameSlot says that two items were drafted from one slot of one template, in
// different epics: the draft says that itself, and asks which to keep.
func (p *pass) sameSlot(i, j int) bool {
	a, b := p.items[i], p.items[j]
	if a == nil || b == nil || a.Sidecar == nil || b.Sidecar == nil {
		return false
	}
	return slices.ContainsFunc(a.Sidecar.Slots, func(x stories.Slot) bool {
		return slices.ContainsFunc(b.Sidecar.Slots, func(y stories.Slot) bool {
			return x.Template == y.Template && x.Slot == y.Slot && x.Source != y.Source
		})
	})
}
