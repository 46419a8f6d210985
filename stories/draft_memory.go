package stories

import (
	"fmt"
	"slices"
	"strings"

	"plotline/roadmap"
	"plotline/stories/pack"
)

// memory is what a caller got when it was drafted: templates in the order in
// which their slots were found, and the slots of each.
type memory struct {
	templates []string
	slots     map[string]map[string]bool
}

// holder is a slot of a sidecar: what answers for a wish, or did.
type holder struct {
	// item is nil where the file is gone or cannot be read.
	item    *Item
	sidecar *Sidecar
	slot    Slot // as the roadmap calls things now
}

// dead says that the item was dropped.
func (h holder) dead() bool { return h.item == nil && h.sidecar.Dropped != nil }

// remember reads the sidecars: who answers for which slot, and which template
// answered which caller.
func (d *drafter) remember() {
	for _, item := range d.Backlog.Items {
		d.taken[item.ID] = true
		if item.Sidecar != nil {
			d.hold(item, item.Sidecar, d.memory)
		}
	}
	former := map[roadmap.Ref]*memory{}
	for _, sidecar := range d.Backlog.Dropped {
		d.taken[sidecar.ID] = true
		d.hold(nil, sidecar, former)
	}
	for _, sidecar := range d.Backlog.Untouchable() {
		d.taken[sidecar.ID] = true
		d.hold(nil, sidecar, d.memory)
	}
	for ref, m := range former { // what is left counts before what was dropped
		if d.memory[ref] == nil {
			d.memory[ref] = m
		}
	}
	if len(d.rematch) > 0 {
		d.forget(func(item *Item) bool { return d.rematch[item.ID] || d.rematch[item.Epic] })
	}
	if files := d.Backlog.files; files.HasUnfinished() {
		d.forget(func(item *Item) bool { return files.IsUnfinished(item.ID) })
	}
}

func (d *drafter) hold(item *Item, s *Sidecar, memories map[roadmap.Ref]*memory) {
	for _, slot := range s.Slots {
		slot = d.present(slot)
		d.settle(s, slot)
		key := slot.key()
		d.holders[key] = append(d.holders[key], holder{item: item, sidecar: s, slot: slot})
		if s.Dropped == nil || !s.Dropped.ByDraft { // that one was not wanted
			learn(slot, memories)
		}
	}
}

// settle notes where pain points stand by what is remembered of an item.
func (d *drafter) settle(s *Sidecar, slot Slot) {
	if slot.Slot == "" {
		for _, ref := range s.Placed {
			d.homes[d.resolve(ref)] = append(d.homes[d.resolve(ref)], slot.Source)
		}
		return
	}
	for _, ref := range slot.Callers {
		d.standing[standing{ref, slot.Source}]++
	}
}

// forget lets the callers of some items be matched anew.
func (d *drafter) forget(which func(*Item) bool) {
	for _, item := range d.Backlog.Items {
		if item.Sidecar == nil || !which(item) {
			continue
		}
		for _, slot := range item.Sidecar.Slots {
			for _, ref := range d.present(slot).Callers {
				delete(d.memory, ref)
			}
		}
	}
}

// learn notes which template a slot's callers got.
func learn(slot Slot, memories map[roadmap.Ref]*memory) {
	if slot.Slot == "" || slot.For.Kind() == metricRef {
		return
	}
	for _, ref := range slot.Callers {
		m := memories[ref]
		if m == nil {
			m = &memory{slots: map[string]map[string]bool{}}
			memories[ref] = m
		}
		if m.slots[slot.Template] == nil {
			m.slots[slot.Template] = map[string]bool{}
			m.templates = append(m.templates, slot.Template)
		}
		m.slots[slot.Template][slot.Slot] = true
	}
}

// present is a slot in the words of today's roadmap and pack: renamed sources
// and templates by their new names.
func (d *drafter) present(slot Slot) Slot {
	slot.Source, slot.For = d.resolve(slot.Source), d.resolve(slot.For)
	callers := make([]roadmap.Ref, len(slot.Callers))
	for i, ref := range slot.Callers {
		callers[i] = d.resolve(ref)
	}
	slot.Callers = callers
	if t := d.Pack.Template(slot.Template); t != nil {
		slot.Template = t.Name
	}
	return slot
}

// resolve follows was. What the roadmap does not know stays as it is.
func (d *drafter) resolve(ref roadmap.Ref) roadmap.Ref {
	if ref == "" {
		return ""
	}
	if now, ok := d.resolved[ref]; ok {
		return now
	}
	now := ref
	if ref.Kind() == metricRef {
		goal, metric, _ := strings.Cut(ref.ID(), "/")
		if g, ok := d.Roadmap.Resolve(roadmap.GoalRef + ":" + goal); ok {
			now = roadmap.NewRef(metricRef, g.ID()+"/"+metric)
		}
	} else if is, ok := d.Roadmap.Resolve(string(ref)); ok {
		now = is
	}
	d.resolved[ref] = now
	return now
}

// choose are the templates a caller gets: what it got before, as the pack has
// it now, else what its words call.
func (d *drafter) choose(c caller, match pack.Match) []choice {
	m := d.memory[c.ref]
	if m == nil {
		return matched(match)
	}
	var choices []choice
	for _, name := range m.templates {
		t := d.Pack.Template(name)
		if t == nil {
			d.notice(c.ref, c.at, fmt.Sprintf("template %q, which %s was drafted from, is not among the templates any more; its items stay as they are", name, c.what),
				"bring the template back, or let the words choose anew: plotline draft --rematch ID")
			continue
		}
		choices = append(choices, choice{template: t, slots: m.slotsOf(t, match)})
	}
	if now := newlyCalled(m, match); now != "" {
		d.noticeDrafting(c.ref, c.at, fmt.Sprintf("%s would call template %q by its words now; its items stay with %s", c.what, now, strings.Join(m.templates, ", ")),
			"to change the template: plotline draft --rematch ID")
	}
	return choices
}

func matched(match pack.Match) []choice {
	var choices []choice
	for _, one := range match.Choices {
		choices = append(choices, choice{template: one.Template, slots: one.Slots})
	}
	return choices
}

// slotsOf are the slots of a remembered template: what words call of it now and
// what was drafted from it; or, where it was only a companion of another, those
// it was called for. A narrow slot that was drafted stays, whatever is said now.
func (m *memory) slotsOf(t *pack.Template, match pack.Match) []*pack.Slot {
	known := m.slots[t.Name]
	for _, one := range match.Choices {
		if one.Template == t && one.Companion == "" {
			return slices.DeleteFunc(slices.Clone(t.Slots), func(s *pack.Slot) bool {
				return !known[s.ID] && !slices.Contains(one.Slots, s)
			})
		}
	}
	whole := m.wasWhole(t)
	return slices.DeleteFunc(slices.Clone(t.Slots), func(s *pack.Slot) bool {
		return !known[s.ID] && (s.Narrow() || !whole)
	})
}

// wasWhole tells a template that was called from a companion: it was drafted
// from at least half of the slots that it always has, or from all its spikes
// where only spikes were.
func (m *memory) wasWhole(t *pack.Template) bool {
	var always, known, spikes, knownSpikes int
	for _, slot := range t.Slots {
		if slot.Narrow() {
			continue
		}
		always++
		if Type(slot.Type) == TypeSpike {
			spikes++
		}
		if m.slots[t.Name][slot.ID] {
			known++
			if Type(slot.Type) == TypeSpike {
				knownSpikes++
			}
		}
	}
	return 2*known >= always || known == knownSpikes && knownSpikes == spikes
}

// newlyCalled is the chief template that words call now and did not before.
func newlyCalled(m *memory, match pack.Match) string {
	if len(match.Choices) == 0 || match.Miss || m.slots[match.Choices[0].Template.Name] != nil {
		return ""
	}
	return match.Choices[0].Template.Name
}

// drafted is the template that the item of a slot was drafted from, "" where
// there is none or the pack has it no more.
func (d *drafter) drafted(key slotKey) string {
	for _, h := range d.holders[key] {
		if !d.rematch[h.sidecar.ID] && d.Pack.Template(h.slot.Template) != nil {
			return h.slot.Template
		}
	}
	return ""
}

// measured tells in which epics the stories of metrics stand.
func (d *drafter) measured() map[roadmap.Ref]*epicDraft {
	homes := map[roadmap.Ref]*epicDraft{}
	for key, holders := range d.holders {
		if key.each.Kind() != metricRef || key.template != pack.Measure || holders[0].item == nil {
			continue
		}
		e := d.bySource[key.source]
		if e != nil && (homes[key.each] == nil || key.source < homes[key.each].source) {
			homes[key.each] = e
		}
	}
	return homes
}
