package review

import (
	"plotline/roadmap"
	"plotline/stories"
)

// storyNoDestination finds items that serve nothing of the roadmap.
func storyNoDestination() Rule {
	return Rule{
		Name: "story/no-destination", Severity: Info,
		Summary: "the story serves nothing of the roadmap",
		whole: func(p *pass, f *finder) {
			if p.Backlog == nil || p.Roadmap == nil {
				return
			}
			served := map[string][]roadmap.Ref{}
			for _, item := range p.allItems() {
				if item.Kind == stories.Epic {
					served[item.ID] = p.sourcesOf(item)
				}
			}
			for _, item := range p.allItems() {
				if len(p.sourcesOf(item)) > 0 || item.Kind == stories.Story && len(served[item.Epic]) > 0 {
					continue
				}
				f.at(placeOf(item, "serves"), item.ID, "serves no goal, pain point or standing item: why is it done?",
					"name one in serves:, or put work without a goal under standing: in the roadmap")
			}
		},
	}
}
