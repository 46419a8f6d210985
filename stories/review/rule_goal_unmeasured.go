package review

import (
	"fmt"
	"slices"

	"plotline/roadmap"
	"plotline/stories"
)

// goalUnmeasured finds metrics that no story and no criterion of the goal's
// stories speaks of.
func goalUnmeasured() Rule {
	return Rule{
		Name: "goal/metric-not-covered", Severity: Info,
		Summary: "no criterion speaks of the metric",
		whole: func(p *pass, f *finder) {
			if p.Backlog == nil {
				return
			}
			built, said := p.builtGoals(), p.saidByItems()
			p.eachMetric(func(goal *roadmap.Goal, metric *roadmap.Metric) {
				if !p.isDrafted(goal) || !built[goal.ID] || p.isSaid(metric.Name, said) {
					return
				}
				f.at(metric.At("name"), "", fmt.Sprintf("no story and no criterion speaks of %s", metricName(goal, metric)),
					"plotline draft writes a story that measures it")
			})
		},
	}
}

// builtGoals are the goals for which something is built; while spikes explore
// a direction there is nothing to measure yet.
func (p *pass) builtGoals() map[string]bool {
	built := map[string]bool{}
	if p.Roadmap == nil {
		return built
	}
	for _, item := range p.allItems() {
		if item.Kind != stories.Story || item.Type == stories.TypeSpike {
			continue
		}
		covered := map[roadmap.Ref]bool{}
		for _, ref := range p.reached(item) {
			p.cover(covered, ref)
		}
		for ref := range covered {
			built[ref.ID()] = built[ref.ID()] || ref.Kind() == roadmap.GoalRef
		}
	}
	return built
}

// saidByItems are the stems of what each item says.
func (p *pass) saidByItems() [][]uint64 {
	var all [][]uint64
	for _, item := range p.allItems() {
		known := p.memory.of(item)
		if known.said == nil {
			words := tokenize(spoken(item))
			_, known.said = p.sum(words, span{0, len(words)})
		}
		all = append(all, known.said)
	}
	return all
}

// isSaid says that an item speaks of a name with all its words.
func (p *pass) isSaid(name string, said [][]uint64) bool {
	words := tokenize(name)
	_, stems := p.sum(words, span{0, len(words)})
	return len(stems) == 0 || slices.ContainsFunc(said, func(item []uint64) bool { return shares(item, stems) })
}

// spoken is the course that an item tells, without the roadmap's part.
func spoken(item *stories.Item) string {
	text := item.Title + ". " + item.Narrative
	for _, criterion := range item.Criteria {
		text += "\n" + criterion.Text
	}
	return text
}
