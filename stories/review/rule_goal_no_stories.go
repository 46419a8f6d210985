package review

import (
	"fmt"

	"plotline/roadmap"
)

// goalNoStories finds goals that no story works towards.
func goalNoStories() Rule {
	return Rule{
		Name: "goal/no-stories", Severity: Info,
		Summary: "no story works towards the goal",
		whole: func(p *pass, f *finder) {
			if p.Backlog == nil {
				return
			}
			var bare []*roadmap.Goal
			covered := p.coveredOnce()
			p.eachActive(func(goal *roadmap.Goal) {
				if p.isDrafted(goal) && !covered[roadmap.NewRef(roadmap.GoalRef, goal.ID)] {
					bare = append(bare, goal)
				}
			})
			if len(p.Backlog.Items) == 0 && len(bare) > 1 { // one thing is missing, not one a goal
				f.at(bare[0].At("id"), "", fmt.Sprintf("nothing is drafted yet: no story works towards any of %d goals", len(bare)), "plotline draft")
				return
			}
			for _, goal := range bare {
				f.at(goal.At("id"), "", fmt.Sprintf("no story works towards goal %q", goal.ID),
					"plotline draft writes the first; or give the goal a later horizon")
			}
		},
	}
}
