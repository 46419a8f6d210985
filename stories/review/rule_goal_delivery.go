package review

import (
	"fmt"

	"plotline/roadmap"
)

// goalDelivery finds goals that are measured by how much was delivered.
func goalDelivery() Rule {
	return Rule{
		Name: "goal/delivery-figure", Severity: Info,
		Summary: "the goal is measured by delivery, not by what it changes",
		whole: func(p *pass, f *finder) {
			known := newPhrases(deliveryWords())
			p.eachMetric(func(goal *roadmap.Goal, metric *roadmap.Metric) {
				words := tokenize(metric.Name)
				known.each(words, span{0, len(words)}, func(in span, hit phrase) {
					if metric.AnsweredByPO() {
						return
					}
					f.at(metric.At("name"), "", fmt.Sprintf("%s counts delivery: %q", metricName(goal, metric), saidIn(metric.Name, words, in)),
						hit.advice)
				})
			})
		},
	}
}

func deliveryWords() map[string][]string {
	return map[string][]string{
		"measure what changes for the users; delivery is the team's own figure (answers: po)": {
			"velocity", "story points", "burndown", "burn-down", "features shipped", "features delivered", "features released",
			"stories done", "stories completed", "stories delivered", "tickets closed", "tickets completed", "releases per",
			"number of releases", "number of features", "deployments per", "lines of code", "sprint goals", "commits",
			"on-time delivery", "on time delivery", "delivered on time", "milestones met", "epics completed", "epics done"},
	}
}
