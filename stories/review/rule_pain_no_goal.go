package review

import (
	"fmt"
	"slices"

	"plotline/roadmap"
)

// painNoGoal finds pain points whose easing is no goal.
func painNoGoal() Rule {
	return Rule{
		Name: "pain-point/no-goal", Severity: Info,
		Summary: "no goal eases the pain point",
		whole: func(p *pass, f *finder) {
			p.eachPainPoint(func(pain *roadmap.PainPoint) {
				if len(pain.Goals) == 0 && !p.isAddressed(pain) {
					f.at(pain.At("problem"), "", fmt.Sprintf("pain point %q belongs to no goal, and becomes an epic of its own", pain.ID),
						"name a goal under goals:, or let an initiative address it")
				}
			})
		},
	}
}

func (p *pass) isAddressed(pain *roadmap.PainPoint) bool {
	return slices.ContainsFunc(p.Roadmap.Goals, func(goal roadmap.Goal) bool {
		return slices.ContainsFunc(goal.Initiatives, func(in roadmap.Initiative) bool {
			return slices.Contains(in.Addresses, pain.ID)
		})
	})
}
