package review

import (
	"fmt"

	"plotline/roadmap"
)

// goalOverdue finds metrics whose due has passed while their goal is active.
func goalOverdue() Rule {
	return Rule{
		Name: "goal/overdue", Severity: Info,
		Summary: "the due of a goal in work has passed",
		whole: func(p *pass, f *finder) {
			if p.Settings.Today.IsZero() {
				return
			}
			p.eachMetric(func(goal *roadmap.Goal, metric *roadmap.Metric) {
				if metric.Due.Overdue(p.Settings.Today) {
					f.at(metric.At("due"), "", fmt.Sprintf("%s was due %s, and the goal is still active", metricName(goal, metric), metric.Due.Phrase()),
						"say how it went with state: achieved or missed, or set a new due")
				}
			})
		},
	}
}
