package stories

import (
	"context"
	"slices"

	"plotline/roadmap"
	"plotline/stories/pack"
	"plotline/stories/store"
)

// wish is one item that the roadmap and the templates ask for.
type wish struct {
	epic     *epicDraft
	slot     Slot
	template *pack.Template
	// of is the template's slot, nil for an epic.
	of *pack.Slot
	// painPoints are those among the callers, metric what For names. first are
	// those that its texts speak of before the others.
	painPoints []*roadmap.PainPoint
	first      []*roadmap.PainPoint
	metric     *roadmap.Metric

	// holders answer for the wish; none where nothing is drafted.
	holders []holder
	// born is the item that this draft makes for it, or brings back.
	born *Item
	// revive is what an earlier draft dropped, adopted says that the holder's
	// sidecar was lost. claimed are criteria that went with a dropped item.
	revive  *Sidecar
	adopted bool
	claimed []string
	// left says that a person dropped it for good, or that its file cannot be
	// touched now.
	left bool
	// away is the ID of the item whose file cannot be touched now.
	away string
	// unwanted says that the slot's own condition does not hold.
	unwanted bool
	content  Content
	// personas are whom it is for.
	personas string
}

// call finds out what every epic asks of the templates.
func (d *drafter) call(ctx context.Context) error {
	calls := make([][]caller, len(d.epics))
	err := store.Each(len(d.epics), func(i int) error { // matching is the dear part
		calls[i] = d.callers(d.epics[i])
		for j := range calls[i] {
			calls[i][j].match = d.Pack.Match(calls[i][j].call)
		}
		return ctx.Err()
	})
	if err != nil {
		return err
	}
	for i, e := range d.epics {
		d.callEpic(e, calls[i])
	}
	d.callMetrics()
	for _, e := range d.epics {
		e.stories = inOrderOfNeed(e.stories)
	}
	d.noticeLookalikes()
	return nil
}

// callEpic makes the wishes of an epic's callers.
func (d *drafter) callEpic(e *epicDraft, callers []caller) {
	var chief *pack.Template
	called := map[*pack.Template][]*roadmap.PainPoint{}
	asked := askedSlots(callers)
	for _, c := range callers {
		if c.painPoint == nil && e.initiative != nil && len(e.painPoints) > 0 && d.memory[c.ref] == nil {
			if c.match = d.readName(c, asked); c.match.Miss && d.outspoken(e, c.match, asked) {
				continue // its pain points say what to do
			}
		}
		match := c.match
		choices := d.choose(c, match)
		d.called(e, c, match, choices)
		if c.painPoint != nil && d.memory[c.ref] == nil && d.doubtful(c.painPoint, match) {
			choices = append(choices, d.ownWords())
		}
		if chief == nil || chief.Name == pack.Generic || chief.Name == pack.Initiative {
			if len(choices) > 0 {
				chief = choices[0].template
			}
		}
		for _, choice := range choices {
			if c.painPoint != nil {
				called[choice.template] = append(called[choice.template], c.painPoint)
			}
			for _, slot := range choice.slots {
				if c.painPoint == nil && d.leftOut(c, choice.template, slot, asked) {
					continue
				}
				d.want(e, c, choice.template, slot)
			}
		}
	}
	if e.spikes && len(e.stories) == 0 {
		d.wantSpike(e, callers)
	}
	e.self = d.epicWish(e, chief)
	e.self.first = called[e.self.template]
}

// readName is what an initiative's name calls beside its pain points. Where it is
// not certain, and none of them calls it too, it means perhaps something else.
func (d *drafter) readName(c caller, asked map[*pack.Template][]*pack.Slot) pack.Match {
	if !c.match.Certain() && !c.match.Miss && len(asked) > 0 && len(asked[c.match.Choices[0].Template]) == 0 {
		return d.Pack.Doubt(c.call, c.match)
	}
	return c.match
}

// outspoken says that an initiative whose name calls nothing has said all by its
// pain points: they call what comes nearest to its name, or say each word of it,
// or the name says nothing that it brings.
func (d *drafter) outspoken(e *epicDraft, name pack.Match, asked map[*pack.Template][]*pack.Slot) bool {
	if len(name.Near) > 0 && len(asked[name.Near[0].Template]) > 0 || !pack.Brings(e.initiative.Name) {
		return true
	}
	said := peopleWords(d.Roadmap)
	for _, p := range e.painPoints {
		say(said, p.Problem)
	}
	return !slices.ContainsFunc(pack.TellingWords(e.initiative.Name), func(word pack.Telling) bool { return !said[word.Root] })
}

// askedSlots are the slots that the pain points among some callers call, of
// each template that they call.
func askedSlots(callers []caller) map[*pack.Template][]*pack.Slot {
	asked := map[*pack.Template][]*pack.Slot{}
	for _, c := range callers {
		if c.painPoint == nil || c.match.Miss {
			continue
		}
		for _, one := range c.match.Choices {
			if one.Companion == "" {
				asked[one.Template] = append(asked[one.Template], one.Slots...)
			}
		}
	}
	return asked
}

// leftOut says that an initiative does not call a narrow slot, since its pain
// points call the same template and say which slots they need. What was drafted
// for it before stays.
func (d *drafter) leftOut(c caller, t *pack.Template, slot *pack.Slot, asked map[*pack.Template][]*pack.Slot) bool {
	if !slot.Narrow() || len(asked[t]) == 0 || slices.Contains(asked[t], slot) {
		return false
	}
	m := d.memory[c.ref]
	return m == nil || !m.slots[t.Name][slot.ID]
}

// choice is a template that a caller gets, with the slots it calls.
type choice struct {
	template *pack.Template
	slots    []*pack.Slot
}

// want adds a slot's wish to an epic, or the caller to the wish that is there.
func (d *drafter) want(e *epicDraft, c caller, t *pack.Template, slot *pack.Slot) {
	if e.spikes && Type(slot.Type) != TypeSpike {
		return
	}
	s := Slot{Source: e.source, Template: t.Name, Slot: slot.ID, Callers: []roadmap.Ref{c.ref}}
	switch slot.Each {
	case pack.EachMetric:
		if e.goal != nil {
			for i := range e.goal.Metrics {
				d.wantMetric(e, t, slot, &e.goal.Metrics[i])
			}
		}
		return
	case pack.EachPainPoint:
		s.For = c.ref
	}
	d.wantSlot(&wish{epic: e, slot: s, template: t, of: slot}, c.painPoint)
}

func (d *drafter) wantSlot(w *wish, p *roadmap.PainPoint) {
	key := w.slot.key()
	if there := d.wishes[key]; there != nil {
		if !slices.Contains(there.slot.Callers, w.slot.Callers[0]) {
			there.slot.Callers = append(there.slot.Callers, w.slot.Callers...)
			if p != nil {
				there.painPoints = append(there.painPoints, p)
			}
		}
		return
	}
	if p != nil {
		w.painPoints = []*roadmap.PainPoint{p}
	}
	d.wishes[key] = w
	w.epic.stories = append(w.epic.stories, w)
}

// wantSpike gives an epic that is only explored, and whose templates have no
// spike, the generic one.
func (d *drafter) wantSpike(e *epicDraft, callers []caller) {
	generic := d.Pack.Template(pack.Generic)
	for _, c := range callers[:min(1, len(callers))] {
		for _, slot := range generic.Slots {
			d.want(e, c, generic, slot)
		}
	}
}

func (d *drafter) epicWish(e *epicDraft, chief *pack.Template) *wish {
	self := &wish{epic: e, slot: Slot{Source: e.source, Callers: []roadmap.Ref{e.source}}, painPoints: e.painPoints}
	key := self.slot.key()
	if name := d.drafted(key); name != "" {
		chief = d.Pack.Template(name)
	}
	if chief == nil {
		chief = d.Pack.Template(pack.Generic)
	}
	self.template, self.slot.Template = chief, chief.Name
	d.wishes[key] = self
	return self
}

// placed are the pain points that the draft put into the epic of which this is
// the wish by its own judgement.
func (w *wish) placed() []roadmap.Ref {
	if w.of != nil {
		return nil
	}
	var refs []roadmap.Ref
	for _, p := range w.epic.chosen {
		refs = append(refs, roadmap.NewRef(roadmap.PainPointRef, p.ID))
	}
	return refs
}

// inOrderOfNeed puts what others of its epic need before them, and leaves the
// rest as it is.
func inOrderOfNeed(stories []*wish) []*wish {
	at := make(map[slotKey]*wish, len(stories))
	for _, w := range stories {
		at[w.slot.key()] = w
	}
	done := make(map[*wish]bool, len(stories))
	ordered := make([]*wish, 0, len(stories))
	var visit func(w *wish)
	visit = func(w *wish) {
		if w == nil || done[w] {
			return
		}
		done[w] = true
		for _, need := range w.of.Needs {
			visit(w.neighbour(at, need))
		}
		ordered = append(ordered, w)
	}
	for _, w := range stories {
		visit(w)
	}
	return ordered
}

// neighbour is the wish of another slot of the same template in the epic, for
// the same pain point or metric where it is drafted for each.
func (w *wish) neighbour(at map[slotKey]*wish, slot string) *wish {
	key := w.slot.key()
	key.slot = slot
	if there := at[key]; there != nil {
		return there
	}
	key.each = ""
	return at[key]
}
