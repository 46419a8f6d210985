package roadmap

import "fmt"

// metrics checks that targets and baselines can be reckoned with.
func (c checker) metrics() {
	for i := range c.Goals {
		for j := range c.Goals[i].Metrics {
			c.metric(&c.Goals[i].Metrics[j])
		}
	}
}

func (c checker) metric(m *Metric) {
	at, text := m.At("target"), m.Target.Text
	if m.Baseline.Scale == Points {
		c.problem(m.At("baseline"), m.Baseline.Text, fmt.Sprintf("a baseline of %s: pp is a difference between two percentages", m.Baseline.Text), "write the percentage itself, such as 82%")
		return
	}
	if !m.Target.Known() {
		return
	}
	switch signed, scale := m.Target.Signed, m.Target.Scale; {
	case signed && scale == Plain && m.Percentage():
		c.problem(at, text, fmt.Sprintf("a target of %s on a percentage may mean percent of it, or percentage points", text),
			fmt.Sprintf("write %s%% or %spp", text, text))
	case !signed && scale == Points:
		c.problem(at, text, fmt.Sprintf("a target of %s has no sign: pp is a difference", text), fmt.Sprintf("write +%s or -%s", text, text))
	case signed && scale == Points && m.Baseline.Known() && !m.Percentage():
		c.problem(at, text, fmt.Sprintf("a target of %s is in percentage points, and the baseline %s is no percentage", text, m.Baseline.Text),
			"write % for a part of the baseline, or the baseline as a percentage")
	case !signed && scale == Percent && m.Baseline.Known() && m.Baseline.Scale == Plain && !percentUnit(m.Unit):
		c.problem(at, text, fmt.Sprintf("a target of %s without a sign is a percentage to reach, and the baseline %s is no percentage", text, m.Baseline.Text),
			fmt.Sprintf("for %s more than the baseline write +%s", text, text))
	}
}
