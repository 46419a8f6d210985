package review

import (
	"plotline/roadmap"
	"plotline/stories"
)

// painUnplaced finds pain points that could go to several initiatives of their
// goal, and says to which one they go.
func painUnplaced() Rule {
	return Rule{
		Name: "pain-point/unplaced", Severity: Info,
		Summary: "several initiatives could ease the pain point, and none says that it does",
		whole: func(p *pass, f *finder) {
			open := false
			p.eachPainPoint(func(pain *roadmap.PainPoint) { open = open || !p.isAddressed(pain) })
			if !open {
				return
			}
			for _, placed := range stories.Placements(p.Roadmap, p.Pack, p.Backlog) {
				f.at(placed.PainPoint.At("goals"), "", placed.Message(), placed.Hint())
			}
		},
	}
}
