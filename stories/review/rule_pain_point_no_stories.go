package review

import (
	"fmt"
	"slices"

	"plotline/roadmap"
)

// painPointNoStories finds pain points that no story eases.
func painPointNoStories() Rule {
	return Rule{
		Name: "pain-point/no-stories", Severity: Info,
		Summary: "no story eases the pain point",
		whole: func(p *pass, f *finder) {
			if p.Backlog == nil || len(p.Backlog.Items) == 0 {
				return // that nothing is drafted yet is said once, of the goals
			}
			covered := p.coveredOnce()
			p.eachPainPoint(func(pain *roadmap.PainPoint) {
				if p.isDue(pain) && !covered[roadmap.NewRef(roadmap.PainPointRef, pain.ID)] {
					f.at(pain.At("id"), "", fmt.Sprintf("no story eases pain point %q", pain.ID),
						"plotline draft writes the first; or name the goal that it waits for")
				}
			})
		},
	}
}

// isDue says that a pain point's stories are drafted by now: its epic's goal,
// that of an initiative that addresses it or else its own, is one that the
// settings draft as stories, or it has none.
func (p *pass) isDue(pain *roadmap.PainPoint) bool {
	var goals []*roadmap.Goal
	for i := range p.Roadmap.Goals {
		goal := &p.Roadmap.Goals[i]
		if slices.ContainsFunc(goal.Initiatives, func(in roadmap.Initiative) bool { return slices.Contains(in.Addresses, pain.ID) }) {
			goals = append(goals, goal)
		}
	}
	if len(goals) == 0 {
		for _, id := range pain.Goals {
			if goal := p.Roadmap.Goal(id); goal != nil {
				goals = append(goals, goal)
			}
		}
	}
	return len(goals) == 0 || slices.ContainsFunc(goals, p.isDrafted)
}
