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
	// chosen are those of them that the draft placed here by its own judgement.
	chosen []*roadmap.PainPoint
	detail Detail
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
