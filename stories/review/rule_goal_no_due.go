package review

import "plotline/roadmap"

// goalNoDue finds metrics without a due.
func goalNoDue() Rule {
	return Rule{
		Name: "goal/no-due", Severity: Info,
		Summary: "a metric of the goal has no due",
		whole: func(p *pass, f *finder) {
			p.eachMetric(func(goal *roadmap.Goal, metric *roadmap.Metric) {
				if metric.Due.IsZero() {
					f.at(metric.At("name"), "", metricName(goal, metric)+" has no due: by when?",
						"add due: a date, a month, a quarter such as 2027-Q1, or a year")
				}
			})
		},
	}
}
