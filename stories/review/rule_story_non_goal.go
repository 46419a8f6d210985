package review

import (
	"fmt"

	"plotline/roadmap"
	"plotline/stories"
)

// storyNonGoal finds stories that do what a goal deliberately leaves out.
func storyNonGoal() Rule {
	return Rule{
		Name: "story/non-goal", Severity: Info,
		Summary: "the story does what a goal leaves out",
		whole: func(p *pass, f *finder) {
			p.eachActive(func(goal *roadmap.Goal) {
				for i := range goal.NonGoals {
					words := tokenize(goal.NonGoals[i].Text)
					if _, stems := p.sum(words, span{0, len(words)}); len(stems) > 1 {
						p.ruledOut(f, goal, goal.NonGoals[i].Text, stems)
					}
				}
			})
		},
	}
}

// ruledOut reports stories whose title and narrative hold all words of a
// non-goal.
func (p *pass) ruledOut(f *finder, goal *roadmap.Goal, text string, stems []uint64) {
	for _, item := range p.allItems() {
		if item.Kind != stories.Story {
			continue
		}
		words := tokenize(item.Title + " " + item.Narrative)
		if _, said := p.sum(words, span{0, len(words)}); shares(said, stems) {
			f.at(placeOf(item, "title"), item.ID, fmt.Sprintf("goal %q leaves this out: %q", goal.ID, clip(text)),
				"drop the story, or ask the product manager whether the non-goal still holds")
		}
	}
}
