package stories

import (
	"slices"

	"plotline/roadmap"
	"plotline/stories/pack"
)

// metricRef is the kind of a [Slot]'s For that names a metric, as goal/metric.
const metricRef = "metric"

func (d *drafter) wantMetric(e *epicDraft, t *pack.Template, slot *pack.Slot, m *roadmap.Metric) {
	d.wantSlot(&wish{epic: e, template: t, of: slot, metric: m, slot: Slot{
		Source: e.source, Template: t.Name, Slot: slot.ID, For: metricOf(e.goal, m),
		Callers: []roadmap.Ref{roadmap.NewRef(roadmap.GoalRef, e.goal.ID)},
	}}, nil)
}

func metricOf(g *roadmap.Goal, m *roadmap.Metric) roadmap.Ref {
	return roadmap.NewRef(metricRef, g.ID+"/"+m.ID)
}

// callMetrics asks for the stories that measure each goal's metrics. They stand
// in the goal's first epic that takes stories, and stay where they are.
func (d *drafter) callMetrics() {
	measure := d.Pack.Template(pack.Measure)
	if measure == nil {
		return
	}
	homes := d.measured()
	first := map[*roadmap.Goal]*epicDraft{}
	for _, e := range d.epics {
		if there := first[e.goal]; there == nil || !there.wantsStories() && e.wantsStories() {
			first[e.goal] = e
		}
	}
	for i := range d.Roadmap.Goals {
		g := &d.Roadmap.Goals[i]
		for j := range g.Metrics {
			home := homes[metricOf(g, &g.Metrics[j])]
			if home == nil || home.goal != g {
				home = first[g]
			}
			if home == nil || home.spikes && !home.settled && len(g.Initiatives) > 0 && allExplored(g) {
				continue
			}
			for _, slot := range measure.Slots {
				if slot.Each == pack.EachMetric {
					d.wantMetric(home, measure, slot, &g.Metrics[j])
				}
			}
		}
	}
}

// allExplored says that nothing of a goal is committed to: then nothing but
// spikes is drafted for it.
func allExplored(g *roadmap.Goal) bool {
	return !slices.ContainsFunc(g.Initiatives, func(i roadmap.Initiative) bool { return i.Stage != roadmap.Exploring })
}
