package stories

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"plotline/roadmap"
	"plotline/roadmap/source"
	"plotline/stories/pack"
)

// metricRef is the kind of a [Slot]'s For that names a metric, as goal/metric.
const metricRef = "metric"

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
	err := each(len(d.epics), func(i int) error { // matching is the dear part
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

// caller is something of an epic that calls templates.
type caller struct {
	ref       roadmap.Ref
	at        source.Position
	what      string // "pain point \"…\"", for messages
	painPoint *roadmap.PainPoint
	call      pack.Call
	match     pack.Match
}

// callers are the epic's source, where it calls by itself, and its pain points.
func (d *drafter) callers(e *epicDraft) []caller {
	var callers []caller
	switch {
	case e.initiative != nil:
		callers = append(callers, initiativeCaller(e))
	case e.goal != nil && len(e.painPoints) == 0:
		callers = append(callers, caller{
			ref: e.source, at: e.goal.Position(), what: fmt.Sprintf("goal %q", e.goal.ID),
			call: pack.Call{Goal: e.goal.Statement},
		})
	}
	for _, p := range e.painPoints {
		callers = append(callers, painPointCaller(e, p))
	}
	return callers
}

func initiativeCaller(e *epicDraft) caller {
	return caller{
		ref: e.source, at: e.initiative.Position(), what: fmt.Sprintf("initiative %q", e.initiative.ID),
		call: pack.Call{Templates: e.initiative.Templates, Initiative: e.initiative.Name, Goal: e.goal.Statement},
	}
}

func painPointCaller(e *epicDraft, p *roadmap.PainPoint) caller {
	c := caller{
		ref: roadmap.NewRef(roadmap.PainPointRef, p.ID), at: p.Position(), painPoint: p,
		what: fmt.Sprintf("pain point %q", p.ID),
		call: pack.Call{Templates: p.Templates, Problem: p.Problem},
	}
	for i := range p.Evidence {
		c.call.Evidence = append(c.call.Evidence, p.Evidence[i].Text)
	}
	if e.initiative != nil {
		c.call.Initiative = e.initiative.Name
	}
	if e.goal != nil {
		c.call.Goal = e.goal.Statement
	}
	return c
}

// callEpic makes the wishes of an epic's callers.
func (d *drafter) callEpic(e *epicDraft, callers []caller) {
	var chief *pack.Template
	called := map[*pack.Template][]*roadmap.PainPoint{}
	for _, c := range callers {
		match := c.match
		choices := d.choose(c, match)
		if match.Miss && c.painPoint == nil && e.initiative != nil && len(e.painPoints) > 0 && d.memory[c.ref] == nil {
			continue // its pain points say what to do
		}
		d.called(e, c, match, choices)
		if chief == nil || chief.Name == pack.Generic {
			if len(choices) > 0 {
				chief = choices[0].template
			}
		}
		for _, choice := range choices {
			if c.painPoint != nil {
				called[choice.template] = append(called[choice.template], c.painPoint)
			}
			for _, slot := range choice.slots {
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

// choice is a template that a caller gets, with the slots it calls.
type choice struct {
	template *pack.Template
	slots    []*pack.Slot
}

// called records a match, and says what a person should know of it.
func (d *drafter) called(e *epicDraft, c caller, match pack.Match, choices []choice) {
	record := Called{Caller: c.ref, Epic: e.source, Match: match}
	for _, choice := range choices {
		record.Templates = append(record.Templates, choice.template.Name)
	}
	d.result.Matches = append(d.result.Matches, record)
	if len(match.Unknown) > 0 {
		d.notice(c.ref, c.at, fmt.Sprintf("%s names a template that there is not: %s", c.what, strings.Join(match.Unknown, ", ")),
			"plotline templates list shows the names")
	}
	switch {
	case match.Miss && len(match.Unknown) == 0:
		d.noticeDrafting(c.ref, c.at, fmt.Sprintf("no template fits %s; it is drafted from the generic one", c.what),
			`name one under "templates", or write one: plotline templates list`)
	case len(match.Near) > 0 && len(match.Choices) > 0 && !match.Choices[0].Explicit:
		d.noticeDrafting(c.ref, c.at, fmt.Sprintf("%s calls template %q, and %s", c.what,
			match.Choices[0].Template.Name, rivalry(match.Choices[0], match.Near[0])), `name the right one under "templates"`)
	}
}

// rivalry says how near a rival came to the template that is called: by what was
// heard before, or by phrases.
func rivalry(chief, rival pack.Choice) string {
	if chief.Share > 0 {
		return fmt.Sprintf("%q is %.0f%% as likely", rival.Template.Name, 100*rival.Share/chief.Share)
	}
	return fmt.Sprintf("phrases of %q weigh %.0f%% as much", rival.Template.Name, 100*rival.Score/chief.Score)
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

func (d *drafter) wantMetric(e *epicDraft, t *pack.Template, slot *pack.Slot, m *roadmap.Metric) {
	d.wantSlot(&wish{epic: e, template: t, of: slot, metric: m, slot: Slot{
		Source: e.source, Template: t.Name, Slot: slot.ID, For: metricOf(e.goal, m),
		Callers: []roadmap.Ref{roadmap.NewRef(roadmap.GoalRef, e.goal.ID)},
	}}, nil)
}

func metricOf(g *roadmap.Goal, m *roadmap.Metric) roadmap.Ref {
	return roadmap.NewRef(metricRef, g.ID+"/"+m.ID)
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

// callMetrics asks for the stories that measure each goal's metrics. They stand
// in the goal's first epic that takes stories, and stay where they are.
func (d *drafter) callMetrics() {
	measure := d.Pack.Template(pack.Measure)
	if measure == nil {
		return
	}
	homes := d.measured()
	first := map[*roadmap.Goal]*epicDraft{}
	for _, e := range d.epics {
		if there := first[e.goal]; there == nil || !there.wantsStories() && e.wantsStories() {
			first[e.goal] = e
		}
	}
	for i := range d.Roadmap.Goals {
		g := &d.Roadmap.Goals[i]
		for j := range g.Metrics {
			home := homes[metricOf(g, &g.Metrics[j])]
			if home == nil || home.goal != g {
				home = first[g]
			}
			if home == nil || home.spikes && !home.settled && len(g.Initiatives) > 0 && allExplored(g) {
				continue
			}
			for _, slot := range measure.Slots {
				if slot.Each == pack.EachMetric {
					d.wantMetric(home, measure, slot, &g.Metrics[j])
				}
			}
		}
	}
}

// allExplored says that nothing of a goal is committed to: then nothing but
// spikes is drafted for it.
func allExplored(g *roadmap.Goal) bool {
	return !slices.ContainsFunc(g.Initiatives, func(i roadmap.Initiative) bool { return i.Stage != roadmap.Exploring })
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

// noticeLookalikes says which templates are drafted in several epics.
func (d *drafter) noticeLookalikes() {
	epics := map[string][]roadmap.Ref{}
	var names []string
	for _, e := range d.epics {
		seen := map[string]bool{}
		for _, w := range e.stories {
			name := w.template.Name
			if w.slot.For != "" || seen[name] || !e.wantsStories() {
				continue
			}
			seen[name] = true
			if len(epics[name]) == 0 {
				names = append(names, name)
			}
			epics[name] = append(epics[name], e.source)
		}
	}
	for _, name := range names {
		if in := epics[name]; len(in) > 1 {
			d.notice("", source.Position{}, fmt.Sprintf("template %q is drafted in %d epics, whose stories look alike: %s",
				name, len(in), firstNames(in, 5)), "where one story would do, drop the others: plotline drop, or plotline merge")
			d.result.Notices[len(d.result.Notices)-1].about = in
		}
	}
}

// firstNames lists at most n names, and says how many more there are.
func firstNames(refs []roadmap.Ref, n int) string {
	var names []string
	for _, ref := range refs {
		names = append(names, ref.ID())
	}
	if len(names) <= n {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:n], ", "), len(names)-n)
}
