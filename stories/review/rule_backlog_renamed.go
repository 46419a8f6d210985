package review

import (
	"plotline/roadmap"
	"plotline/roadmap/source"
	"plotline/stories"
)

// backlogRenamed finds parts of the roadmap that seem to have got another ID.
func backlogRenamed() Rule {
	return Rule{
		Name: "backlog/renamed", Severity: Info,
		Summary: "a part of the roadmap reads like one that is gone and that items come from",
		whole: func(p *pass, f *finder) {
			if p.Roadmap == nil || p.Backlog == nil {
				return
			}
			for _, rename := range stories.Renames(p.Roadmap, p.Backlog) {
				f.at(p.idOf(rename.Is), "", rename.Message(), rename.Hint())
			}
		},
	}
}

// idOf is where the ID of a part of the roadmap stands.
func (p *pass) idOf(ref roadmap.Ref) source.Position {
	switch id := ref.ID(); ref.Kind() {
	case roadmap.GoalRef:
		return p.Roadmap.Goal(id).At("id")
	case roadmap.InitiativeRef:
		_, initiative := p.Roadmap.Initiative(id)
		return initiative.At("id")
	case roadmap.PersonaRef:
		return p.Roadmap.Persona(id).At("id")
	}
	return p.Roadmap.PainPoint(ref.ID()).At("id")
}
