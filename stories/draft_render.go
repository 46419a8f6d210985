package stories

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"plotline/roadmap"
	"plotline/stories/pack"
	"plotline/stories/store"
)

// render writes what every wish says, where there is or will be an item for it.
func (d *drafter) render(ctx context.Context) error {
	err := store.Each(len(d.epics), func(i int) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := d.renderAll(d.epics[i]); err != nil {
			return fmt.Errorf("draft %s: %w", describeRef(d.epics[i].source), err)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, e := range d.epics {
		e.stories = slices.DeleteFunc(e.stories, func(w *wish) bool {
			if w.unwanted {
				delete(d.wishes, w.slot.key())
			}
			return w.unwanted
		})
	}
	d.nameItems()
	for _, e := range d.epics {
		d.findNeeds(e)
	}
	return store.Each(len(d.epics), func(i int) error {
		d.epics[i].straighten()
		return ctx.Err()
	})
}

// straighten brings what new items say into canonical form.
func (e *epicDraft) straighten() {
	for _, w := range append([]*wish{e.self}, e.stories...) {
		if w.born != nil {
			w.content = w.content.Canonical()
		}
	}
}

// renderAll writes one epic with its stories; epics are written several at
// once, each into itself only.
func (d *drafter) renderAll(e *epicDraft) error {
	e.views = map[string]*pack.View{}
	if err := d.renderEpic(e); err != nil {
		return err
	}
	e.questions = questionsLine(d.teamOf(e))
	for _, w := range e.stories {
		if err := d.renderStory(w); err != nil {
			return err
		}
	}
	e.views = nil
	return nil
}

// renderStory writes one story. A slot whose condition does not hold is not
// wanted after all.
func (d *drafter) renderStory(w *wish) error {
	if w.item() == nil {
		return nil
	}
	view := d.view(w)
	wanted, err := w.of.Wanted(view)
	if err != nil {
		return err
	}
	if !wanted {
		w.unwanted, w.born, w.holders = true, nil, nil
		return nil
	}
	text, err := w.of.Render(view)
	if err != nil {
		return err
	}
	w.content = Content{
		Title: text.Title, Narrative: text.Narrative, Criteria: draftedCriteria(text.Criteria),
		Notes: paragraphs(text.Notes, lines(w.why(), w.epic.questions)),
		Type:  Type(w.of.Type), Size: w.of.Size, Labels: slices.Clone(text.Labels),
		Serves: d.serves(w),
	}
	w.personas = view.Personas
	return nil
}

// view is what the texts of a slot may speak of; wishes of one epic with the
// same callers share it.
func (d *drafter) view(w *wish) *pack.View {
	points, initiative := w.painPoints, w.epic.initiative
	if len(points) == 0 {
		points = w.epic.painPoints
	}
	if len(w.first) > 0 {
		points = unitedSet(w.first, points)
	}
	if w.slot.For.Kind() == roadmap.PainPointRef {
		initiative = nil // the pain point is what the story is about
	}
	var key strings.Builder
	for _, p := range points {
		key.WriteString(p.ID + " ")
	}
	if initiative != nil {
		key.WriteString("initiative")
	}
	view := w.epic.views[key.String()]
	if view == nil {
		view = pack.NewView(pack.Scope{
			Roadmap: d.Roadmap, Goal: w.epic.goal, Initiative: initiative, PainPoints: points,
		})
		w.epic.views[key.String()] = view
	}
	if w.metric != nil {
		return view.OfMetric(w.metric)
	}
	return view
}

// draftedCriteria leaves out what a template says twice.
func draftedCriteria(rendered []pack.RenderedCriterion) []Criterion {
	var criteria []Criterion
	for _, one := range rendered {
		if !slices.ContainsFunc(criteria, func(c Criterion) bool { return c.Text == one.Text }) {
			criteria = append(criteria, Criterion{Slot: one.Slot, Text: one.Text})
		}
	}
	return criteria
}

// serves is what a story comes from, most direct first: the pain points that
// call it, the epic's initiative, and the goals behind them.
func (d *drafter) serves(w *wish) []roadmap.Ref {
	var refs []roadmap.Ref
	add := func(ref roadmap.Ref) {
		if !slices.Contains(refs, ref) {
			refs = append(refs, ref)
		}
	}
	for _, p := range w.painPoints {
		add(roadmap.NewRef(roadmap.PainPointRef, p.ID))
	}
	add(w.epic.source)
	if w.epic.goal != nil {
		add(roadmap.NewRef(roadmap.GoalRef, w.epic.goal.ID))
	}
	for _, p := range w.painPoints {
		for _, g := range d.goalsOf(p) {
			if g.State != roadmap.Dropped {
				add(roadmap.NewRef(roadmap.GoalRef, g.ID))
			}
		}
	}
	return refs
}

// findNeeds turns the slots that a story needs into the items that answer for
// them, and an epic's dependencies into epics.
func (d *drafter) findNeeds(e *epicDraft) {
	at := make(map[slotKey]*wish, len(e.stories))
	for _, w := range e.stories {
		at[w.slot.key()] = w
	}
	for _, w := range e.stories {
		for _, need := range w.of.Needs {
			w.needs(w.neighbour(at, need))
		}
	}
	for _, before := range d.dependencies(e) {
		e.self.needs(before.self)
	}
}

// needs adds another wish's item to what this one needs.
func (w *wish) needs(other *wish) {
	if other == nil || other == w || w.item() == nil {
		return
	}
	id := other.away
	if item := other.item(); item != nil {
		id = item.ID
	}
	if id != "" && id != w.item().ID && !slices.Contains(w.content.Needs, id) {
		w.content.Needs = append(w.content.Needs, id)
	}
}

// dependencies are the epics that the roadmap says come before an epic.
func (d *drafter) dependencies(e *epicDraft) []*epicDraft {
	var before []*epicDraft
	names := []string{}
	if e.initiative != nil {
		names = append(names, e.initiative.DependsOn...)
	}
	if e.goal != nil {
		names = append(names, e.goal.DependsOn...)
	}
	for _, name := range names {
		ref, ok := d.Roadmap.Resolve(name)
		if !ok {
			continue
		}
		if ref.Kind() != roadmap.GoalRef {
			if there := d.bySource[ref]; there != nil {
				before = append(before, there)
			}
			continue
		}
		before = append(before, d.epicsOf(d.Roadmap.Goal(ref.ID()))...)
	}
	return before
}

// epicsOf are the epics of a goal.
func (d *drafter) epicsOf(g *roadmap.Goal) []*epicDraft {
	if g == nil {
		return nil
	}
	var epics []*epicDraft
	if e := d.bySource[roadmap.NewRef(roadmap.GoalRef, g.ID)]; e != nil {
		epics = append(epics, e)
	}
	for i := range g.Initiatives {
		if e := d.bySource[roadmap.NewRef(roadmap.InitiativeRef, g.Initiatives[i].ID)]; e != nil {
			epics = append(epics, e)
		}
	}
	return epics
}
