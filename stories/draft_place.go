package stories

import (
	"fmt"
	"slices"

	"plotline/roadmap"
	"plotline/stories/pack"
)

// Placed is where a pain point stands that none of its goal's initiatives
// addresses, though there are several.
type Placed struct {
	PainPoint  *roadmap.PainPoint
	Goal       *roadmap.Goal
	Initiative *roadmap.Initiative
	// Why says what speaks for that initiative, as the end of a sentence.
	Why string
}

// Message says it in one sentence, Hint how to settle it.
func (p *Placed) Message() string {
	return fmt.Sprintf("goal %q has several initiatives and none addresses pain point %q; its stories go into %q: %s",
		p.Goal.ID, p.PainPoint.ID, p.Initiative.ID, p.Why)
}

// Hint says how a person settles it.
func (p *Placed) Hint() string {
	return `name the pain point under "addresses" of the initiative that takes it on`
}

// Placements tell where a draft puts the pain points that could stand in
// several initiatives, or has put them. The backlog may be nil.
func Placements(r *roadmap.Roadmap, p *pack.Pack, b *Backlog) []Placed {
	if p == nil {
		p, _ = pack.Load() // no templates: then only words bind
	}
	if b == nil {
		b = NewBacklog("")
	}
	d := newDrafter(DraftInput{Roadmap: r, Pack: p, Backlog: b})
	d.remember()
	d.outline()
	return d.placed
}

// place finds the epic for a pain point's stories: that of the initiative that
// addresses it, else one of its goals', else one of its own.
func (d *drafter) place(p *roadmap.PainPoint) {
	ref := roadmap.NewRef(roadmap.PainPointRef, p.ID)
	if addressing := openFirst(d.addressers()[p.ID]); len(addressing) > 0 {
		if len(addressing) > 1 {
			d.noticeDrafting(ref, p.Position(), fmt.Sprintf("pain point %q is addressed by several initiatives; its stories stand in the first, %q",
				p.ID, addressing[0].source.ID()), "leave it to one initiative, or let it be")
		}
		addressing[0].painPoints = append(addressing[0].painPoints, p)
		return
	}
	goals := d.goalsOf(p)
	if len(goals) == 0 {
		d.noticeDrafting(ref, p.Position(), fmt.Sprintf("pain point %q serves no goal; it has an epic of its own", p.ID),
			`name the goal it stands in the way of, under "goals"`)
		d.addEpic(&epicDraft{source: ref, painPoint: p, painPoints: []*roadmap.PainPoint{p}, detail: d.detail(roadmap.Now)})
		return
	}
	d.placeByGoal(p, goals)
}

// openFirst are the epics for which something new may be drafted; all of them
// where that is none.
func openFirst(epics []*epicDraft) []*epicDraft {
	open := slices.DeleteFunc(slices.Clone(epics), func(e *epicDraft) bool { return e.settled })
	if len(open) > 0 {
		return open
	}
	return epics
}

// placeByGoal finds the epic of a pain point that no initiative addresses: the
// one it stands in already, else of its first goal that is still worked towards
// the nearest. There is none where all its goals were dropped.
func (d *drafter) placeByGoal(p *roadmap.PainPoint, goals []*roadmap.Goal) {
	var epics []*epicDraft
	for _, g := range goals {
		epics = append(epics, d.epicsOf(g)...)
	}
	if epics = openFirst(epics); len(epics) == 0 {
		return
	}
	home := d.home(roadmap.NewRef(roadmap.PainPointRef, p.ID), epics)
	goal := epics[0].goal
	if home != nil {
		goal = home.goal
	}
	epics = slices.DeleteFunc(epics, func(e *epicDraft) bool { return e.goal != goal })
	if len(goal.Initiatives) < 2 {
		epics[0].painPoints = append(epics[0].painPoints, p)
		return
	}
	e, why := d.choosePlace(p, home, epics)
	e.painPoints = append(e.painPoints, p)
	e.chosen = append(e.chosen, p)
	placed := Placed{PainPoint: p, Goal: goal, Initiative: e.initiative, Why: why}
	d.placed = append(d.placed, placed)
	d.noticeDrafting(roadmap.NewRef(roadmap.PainPointRef, p.ID), p.Position(), placed.Message(), placed.Hint())
}

// home is which of some epics a pain point stands in since an earlier draft: the
// one that was chosen for it, else the one with most of its stories; nil where it
// is none of them.
func (d *drafter) home(ref roadmap.Ref, epics []*epicDraft) *epicDraft {
	for _, e := range epics {
		if slices.Contains(d.homes[ref], e.source) {
			return e
		}
	}
	var home *epicDraft
	most := 0
	for _, e := range epics {
		if here := d.standing[standing{ref, e.source}]; here > most {
			home, most = e, here
		}
	}
	return home
}

// standing is a pain point and the source of an epic that has stories of it.
type standing struct{ painPoint, source roadmap.Ref }

// choosePlace is the epic for a pain point among those of a goal's initiatives,
// and what speaks for it.
func (d *drafter) choosePlace(p *roadmap.PainPoint, home *epicDraft, epics []*epicDraft) (*epicDraft, string) {
	if len(epics) == 1 {
		return epics[0], "the others are done"
	}
	bonds := d.bonds(p, epics)
	at := slices.Index(epics, home)
	if home == nil {
		at = nearest(bonds)
	}
	switch why := bonds[at].String(); {
	case why != "":
		return epics[at], why
	case home != nil:
		return home, "that is where an earlier draft put them"
	}
	return epics[at], "nothing speaks for another, and it is the first"
}

// addressers are the epics of initiatives by the pain points they address, in
// the roadmap's order of goals.
func (d *drafter) addressers() map[string][]*epicDraft {
	if d.addressed != nil {
		return d.addressed
	}
	d.addressed = map[string][]*epicDraft{}
	for i := range d.Roadmap.Goals {
		for j := range d.Roadmap.Goals[i].Initiatives {
			initiative := &d.Roadmap.Goals[i].Initiatives[j]
			e := d.bySource[roadmap.NewRef(roadmap.InitiativeRef, initiative.ID)]
			if e == nil || e.initiative != initiative {
				continue
			}
			for _, id := range initiative.Addresses {
				d.addressed[id] = append(d.addressed[id], e)
			}
		}
	}
	return d.addressed
}

// parentDepth is how far up a pain point's parents are asked for goals.
const parentDepth = 100

// goalsOf are the goals that a pain point names, or that its parents name.
func (d *drafter) goalsOf(p *roadmap.PainPoint) []*roadmap.Goal {
	for range parentDepth {
		var goals []*roadmap.Goal
		for _, id := range p.Goals {
			if g := d.Roadmap.Goal(id); g != nil {
				goals = append(goals, g)
			}
		}
		parent := d.Roadmap.PainPoint(p.Parent)
		if len(goals) > 0 || parent == nil {
			return goals
		}
		p = parent
	}
	return nil
}
