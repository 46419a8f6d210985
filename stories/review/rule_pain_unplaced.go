package review

import (
	"fmt"

	"plotline/roadmap"
)

// painUnplaced finds pain points that could go to several initiatives of their
// goal.
func painUnplaced() Rule {
	return Rule{
		Name: "pain-point/unplaced", Severity: Info,
		Summary: "several initiatives could ease the pain point, and none says that it does",
		whole: func(p *pass, f *finder) {
			p.eachPainPoint(func(pain *roadmap.PainPoint) {
				if len(pain.Goals) == 0 || p.isAddressed(pain) {
					return
				}
				goal := p.Roadmap.Goal(pain.Goals[0])
				if goal == nil || len(goal.Initiatives) < 2 {
					return
				}
				f.at(pain.At("goals"), "", fmt.Sprintf("none of the %d initiatives of goal %q says that it addresses pain point %q; its stories go to the first, %q",
					len(goal.Initiatives), goal.ID, pain.ID, goal.Initiatives[0].ID), "add it to addresses: of the right one")
			})
		},
	}
}
