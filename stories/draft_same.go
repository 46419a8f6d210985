package stories

import (
	"slices"
)

// sameContent compares contents as they are.
func sameContent(a, b Content) bool {
	return a.Title == b.Title && a.Narrative == b.Narrative && a.Destination == b.Destination &&
		a.Notes == b.Notes && a.Type == b.Type && a.Size == b.Size && a.Horizon == b.Horizon &&
		slices.Equal(a.Criteria, b.Criteria) && slices.Equal(a.Labels, b.Labels) &&
		slices.Equal(a.Needs, b.Needs) && slices.Equal(a.Serves, b.Serves)
}

// withoutSlots is a content as its file holds it.
func withoutSlots(c Content) Content {
	c.Criteria = slices.Clone(c.Criteria)
	for i := range c.Criteria {
		c.Criteria[i].Slot = ""
	}
	return c
}

func sameSlots(a, b []Slot) bool {
	return slices.EqualFunc(a, b, func(x, y Slot) bool {
		return x.Source == y.Source && x.Template == y.Template && x.Slot == y.Slot && x.For == y.For &&
			slices.Equal(x.Callers, y.Callers) && slices.Equal(x.Criteria, y.Criteria)
	})
}

// sameSidecar compares what a draft may change of a sidecar.
func sameSidecar(a, b *Sidecar) bool {
	return a.Template == b.Template && a.Version == b.Version && a.Roadmap == b.Roadmap && a.Epic == b.Epic &&
		sameContent(a.Drafted, b.Drafted) && sameSlots(a.Slots, b.Slots) && slices.Equal(a.Placed, b.Placed) &&
		slices.Equal(a.Held, b.Held) && slices.Equal(a.Conflicts, b.Conflicts)
}

func sidecarIfChanged(was, is *Sidecar) *Sidecar {
	if sameSidecar(was, is) {
		return was
	}
	*was = *is
	return was
}
