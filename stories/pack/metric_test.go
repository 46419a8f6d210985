package pack

import (
	"testing"

	"plotline/roadmap"
)

func TestHowTextsSpeakOfAMetric(t *testing.T) {
	number := func(text string) roadmap.Number {
		n, err := roadmap.ParseNumber(text)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	for _, test := range []struct{ name, unit, target, metric, said, period string }{
		{"Top teachers who published lately", "%", "60", "the share of top teachers who published lately", "60%", "week"},
		{"Share of paid orders", "%", "80", "the share of paid orders", "80%", "week"},
		{"Course completion rate", "%", "35", "the course completion rate", "35%", "week"},
		{"Retention", "%", "35", "retention", "35%", "week"},
		{"Fines later waived", "per month", "700", "fines later waived", "700 per month", "month"},
		{"Yearly revenue from companies", "million euros", "6", "yearly revenue from companies", "6 million euros", "year"},
		{"Weekly engaged shoppers", "shoppers", "49200", "weekly engaged shoppers", "49,200", "week"},
	} {
		v := &View{}
		v.seeMetric(&roadmap.Metric{Name: test.name, Unit: test.unit, Target: number(test.target)})
		if v.Metric != test.metric || v.Target != test.said || v.Period != test.period {
			t.Errorf("%s: %q, %q, %q", test.name, v.Metric, v.Target, v.Period)
		}
	}
}
