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
			if p.Backlog == nil {
				return
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

// isDue says that a pain point belongs to no goal, or to one that the settings
// draft as stories: by its own words, or through an initiative that addresses
// it.
func (p *pass) isDue(pain *roadmap.PainPoint) bool {
	known := false
	due := false
	look := func(goal *roadmap.Goal) {
		known = true
		due = due || p.isDrafted(goal)
	}
	for _, id := range pain.Goals {
		if goal := p.Roadmap.Goal(id); goal != nil {
			look(goal)
		}
	}
	for i := range p.Roadmap.Goals {
		goal := &p.Roadmap.Goals[i]
		if slices.ContainsFunc(goal.Initiatives, func(in roadmap.Initiative) bool { return slices.Contains(in.Addresses, pain.ID) }) {
			look(goal)
		}
	}
	return due || !known
}
