package stories

import (
	"fmt"
	"slices"
	"strings"

	"plotline/roadmap"
	"plotline/roadmap/source"
	"plotline/stories/pack"
)

// epicDraft is one epic that the roadmap asks for.
type epicDraft struct {
	source roadmap.Ref
	// goal is nil for a pain point without one, initiative for an epic that
	// stands for a goal or a pain point; painPoint is set for the latter only.
	goal       *roadmap.Goal
	initiative *roadmap.Initiative
	painPoint  *roadmap.PainPoint
	// painPoints are those whose stories stand in the epic.
	painPoints []*roadmap.PainPoint
	detail     Detail
	// settled says that nothing new is drafted, spikes that only spikes are.
	settled bool
	spikes  bool

	self    *wish
	stories []*wish
	// questions is the line that says whom to ask; views are what its texts
	// speak of, by callers, while they are written.
	questions string
	views     map[string]*pack.View
}

// wantsEpic and wantsStories say whether something new may be drafted.
func (e *epicDraft) wantsEpic() bool    { return !e.settled && e.detail != DetailNone }
func (e *epicDraft) wantsStories() bool { return !e.settled && e.detail == DetailStories }

// outline lists the epics that the roadmap asks for, nearest horizon first,
// and says which pain point stands in which.
func (d *drafter) outline() {
	for i := range d.Roadmap.Goals {
		d.outlineGoal(&d.Roadmap.Goals[i])
	}
	slices.SortStableFunc(d.epics, func(a, b *epicDraft) int {
		return horizonPlace(a.goal.Horizon) - horizonPlace(b.goal.Horizon)
	})
	for i := range d.Roadmap.PainPoints {
		d.place(&d.Roadmap.PainPoints[i])
	}
}

// nearestHorizon is the horizon of a goal, now where it has none.
func nearestHorizon(h roadmap.Horizon) roadmap.Horizon {
	if h == roadmap.Next || h == roadmap.Later {
		return h
	}
	return roadmap.Now
}

func (d *drafter) detail(h roadmap.Horizon) Detail {
	h = nearestHorizon(h)
	if detail := d.Details[h]; detail != "" {
		return detail
	}
	switch h {
	case roadmap.Next:
		return DetailEpics
	case roadmap.Later:
		return DetailNone
	}
	return DetailStories
}

// outlineGoal adds an epic for each initiative, or one for the goal. A dropped
// goal asks for nothing; one that is achieved or missed for nothing new.
func (d *drafter) outlineGoal(g *roadmap.Goal) {
	if g.State == roadmap.Dropped {
		return
	}
	settled := g.State == roadmap.Achieved || g.State == roadmap.Missed
	if len(g.Initiatives) == 0 {
		d.addEpic(&epicDraft{
			source: roadmap.NewRef(roadmap.GoalRef, g.ID), goal: g,
			detail: d.detail(g.Horizon), settled: settled,
		})
	}
	for i := range g.Initiatives {
		initiative := &g.Initiatives[i]
		d.addEpic(&epicDraft{
			source: roadmap.NewRef(roadmap.InitiativeRef, initiative.ID), goal: g, initiative: initiative,
			detail: d.detail(g.Horizon), settled: settled || initiative.Stage == roadmap.Done,
			spikes: initiative.Stage == roadmap.Exploring,
		})
	}
}

func (d *drafter) addEpic(e *epicDraft) {
	if d.bySource[e.source] != nil {
		return
	}
	d.bySource[e.source] = e
	d.epics = append(d.epics, e)
}

// place finds the epic for a pain point's stories: that of the initiative that
// addresses it, else its goal's, else one of its own.
func (d *drafter) place(p *roadmap.PainPoint) {
	ref := roadmap.NewRef(roadmap.PainPointRef, p.ID)
	if candidates := d.addressing(p); len(candidates) > 0 {
		if len(candidates) > 1 {
			d.noticeDrafting(ref, p.Position(), fmt.Sprintf("pain point %q is addressed by several initiatives; its stories stand in the first, %q",
				p.ID, candidates[0].source.ID()), "leave it to one initiative, or let it be")
		}
		candidates[0].painPoints = append(candidates[0].painPoints, p)
		return
	}
	goals := d.goalsOf(p)
	if len(goals) == 0 {
		d.noticeDrafting(ref, p.Position(), fmt.Sprintf("pain point %q serves no goal; it has an epic of its own", p.ID),
			`name the goal it stands in the way of, under "goals"`)
		d.addEpic(&epicDraft{source: ref, painPoint: p, painPoints: []*roadmap.PainPoint{p}, detail: d.detail(roadmap.Now)})
		return
	}
	if e := d.epicOfGoals(p, goals); e != nil {
		e.painPoints = append(e.painPoints, p)
	}
}

// addressing are the epics of the initiatives that address a pain point, those
// for which something new may be drafted first.
func (d *drafter) addressing(p *roadmap.PainPoint) []*epicDraft {
	var open, settled []*epicDraft
	for _, e := range d.addressers()[p.ID] {
		if e.settled {
			settled = append(settled, e)
		} else {
			open = append(open, e)
		}
	}
	if len(open) > 0 {
		return open
	}
	return settled
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

// epicOfGoals is the epic for a pain point that no initiative addresses: that
// of its first goal that is still worked towards. It is nil where all its goals
// were dropped.
func (d *drafter) epicOfGoals(p *roadmap.PainPoint, goals []*roadmap.Goal) *epicDraft {
	var first *epicDraft
	for _, g := range goals {
		e := d.epicOfGoal(g)
		if e != nil && (first == nil || first.settled && !e.settled) {
			first = e
		}
	}
	if first != nil && first.initiative != nil && len(first.goal.Initiatives) > 1 {
		d.noticeDrafting(roadmap.NewRef(roadmap.PainPointRef, p.ID), p.Position(),
			fmt.Sprintf("goal %q has several initiatives and none addresses pain point %q; its stories stand in the first, %q",
				first.goal.ID, p.ID, first.initiative.ID),
			`name the pain point under "addresses" of the initiative that takes it on`)
	}
	return first
}

// epicOfGoal is the goal's first epic, one that takes something new if any does.
func (d *drafter) epicOfGoal(g *roadmap.Goal) *epicDraft {
	if len(g.Initiatives) == 0 {
		return d.bySource[roadmap.NewRef(roadmap.GoalRef, g.ID)]
	}
	var first *epicDraft
	for i := range g.Initiatives {
		e := d.bySource[roadmap.NewRef(roadmap.InitiativeRef, g.Initiatives[i].ID)]
		if e != nil && (first == nil || first.settled && !e.settled) {
			first = e
		}
	}
	return first
}

// position is where the epic's source stands in the roadmap.
func (e *epicDraft) position() source.Position {
	switch {
	case e.initiative != nil:
		return e.initiative.Position()
	case e.goal != nil:
		return e.goal.Position()
	}
	return e.painPoint.Position()
}

// describeRef names a part of the roadmap: goal "engagement".
func describeRef(ref roadmap.Ref) string {
	return fmt.Sprintf("%s %q", strings.ReplaceAll(ref.Kind(), "-", " "), ref.ID())
}
