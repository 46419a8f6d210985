package stories

import (
	"fmt"

	"plotline/roadmap"
	"plotline/roadmap/source"
	"plotline/stories/pack"
)

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
