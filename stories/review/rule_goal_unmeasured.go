package review

import (
	"fmt"

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
			covered := p.coveredOnce()
			p.eachMetric(func(goal *roadmap.Goal, metric *roadmap.Metric) {
				if !p.isDrafted(goal) || !covered[roadmap.NewRef(roadmap.GoalRef, goal.ID)] || p.isMeasured(metric) {
					return
				}
				f.at(metric.At("name"), "", fmt.Sprintf("no story and no criterion speaks of %s", metricName(goal, metric)),
					"plotline draft writes a story that measures it")
			})
		},
	}
}

// isMeasured says that a story speaks of the metric by all words of its name.
func (p *pass) isMeasured(metric *roadmap.Metric) bool {
	name := tokenize(metric.Name)
	_, stems := p.sum(name, span{0, len(name)})
	for _, item := range p.allItems() {
		words := tokenize(spoken(item))
		if _, said := p.sum(words, span{0, len(words)}); shares(said, stems) {
			return true
		}
	}
	return len(stems) == 0
}

// spoken is the course that an item tells, without the roadmap's part.
func spoken(item *stories.Item) string {
	text := item.Title + ". " + item.Narrative
	for _, criterion := range item.Criteria {
		text += "\n" + criterion.Text
	}
	return text
}
