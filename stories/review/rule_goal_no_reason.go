package review

import (
	"fmt"
	"slices"

	"plotline/roadmap"
)

// goalNoReason finds goals with neither a reason nor a pain point.
func goalNoReason() Rule {
	return Rule{
		Name: "goal/no-reason", Severity: Info,
		Summary: "nothing says why the goal matters",
		whole: func(p *pass, f *finder) {
			p.eachActive(func(goal *roadmap.Goal) {
				if goal.Why == "" && !p.hasPain(goal) {
					f.at(goal.At("statement"), "", fmt.Sprintf("nothing says why goal %q matters: it has no why and no pain point", goal.ID),
						"add why:, or name the goal under goals: of the pain point that it eases")
				}
			})
		},
	}
}

func (p *pass) hasPain(goal *roadmap.Goal) bool {
	addressed := slices.ContainsFunc(goal.Initiatives, func(in roadmap.Initiative) bool { return len(in.Addresses) > 0 })
	return addressed || slices.ContainsFunc(p.Roadmap.PainPoints, func(pain roadmap.PainPoint) bool {
		return slices.Contains(pain.Goals, goal.ID)
	})
}
