package review

import "plotline/roadmap"

// goalNoTarget finds metrics without a target.
func goalNoTarget() Rule {
	return Rule{
		Name: "goal/no-target", Severity: Info,
		Summary: "a metric of the goal has no target",
		whole: func(p *pass, f *finder) {
			p.eachMetric(func(goal *roadmap.Goal, metric *roadmap.Metric) {
				if metric.Target.IsZero() || metric.Target.Unknown {
					f.at(metric.At("name"), "", metricName(goal, metric)+" has no target: how much is enough?",
						"add target: a number, or a change such as +20%")
				}
			})
		},
	}
}
