package review

import (
	"fmt"

	"plotline/roadmap"
)

// goalNoMetric finds goals that nothing measures.
func goalNoMetric() Rule {
	return Rule{
		Name: "goal/no-metric", Severity: Info,
		Summary: "nothing measures the goal",
		whole: func(p *pass, f *finder) {
			p.eachActive(func(goal *roadmap.Goal) {
				if len(goal.Metrics) == 0 {
					f.at(goal.At("statement"), "", fmt.Sprintf("goal %q has no metric: how will anybody know that it is reached?", goal.ID),
						"add metrics: with name, baseline, target and due")
				}
			})
		},
	}
}

// eachMetric calls each with every metric of the goals in work.
func (p *pass) eachMetric(each func(*roadmap.Goal, *roadmap.Metric)) {
	p.eachActive(func(goal *roadmap.Goal) {
		for i := range goal.Metrics {
			each(goal, &goal.Metrics[i])
		}
	})
}

// metricName is how a message calls a metric.
func metricName(goal *roadmap.Goal, metric *roadmap.Metric) string {
	name := metric.Name
	if name == "" {
		name = metric.ID
	}
	return fmt.Sprintf("metric %q of goal %q", name, goal.ID)
}
