package review

import "plotline/roadmap"

// goalNoBaseline finds metrics without a baseline; one that says unknown has a story that finds it out.
func goalNoBaseline() Rule {
	return Rule{
		Name: "goal/no-baseline", Severity: Info,
		Summary: "a metric of the goal has no baseline",
		whole: func(p *pass, f *finder) {
			p.eachMetric(func(goal *roadmap.Goal, metric *roadmap.Metric) {
				if metric.Baseline.IsZero() {
					f.at(metric.At("name"), "", metricName(goal, metric)+" has no baseline: from where to the target?",
						"add baseline: what it is today, or unknown, which drafts a spike that measures it")
				}
			})
		},
	}
}
