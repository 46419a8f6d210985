package render

import "plotline/roadmap"

// metric puts a metric in words and says how far it has come.
func metric(m *roadmap.Metric) Metric {
	shown := Metric{
		ID: m.ID, Name: fold(m.Name), Baseline: m.BaselineText(), Target: m.TargetText(), Due: m.Due.Phrase(), Unit: m.Unit,
	}
	for _, reading := range m.Readings {
		shown.Readings = append(shown.Readings, Reading{On: reading.On.Phrase(), Value: readingText(m, reading)})
	}
	latest, ok := m.Latest()
	if !ok || !latest.Value.Known() {
		return shown
	}
	shown.Latest, shown.LatestOn = readingText(m, latest), latest.On.Phrase()
	target, ok := m.TargetValue()
	if !ok || !m.Baseline.Known() || target == m.Baseline.Value {
		return shown
	}
	way := (latest.Value.Value - m.Baseline.Value) / (target - m.Baseline.Value)
	shown.Measured, shown.Moved = true, way > 0
	shown.Part = int(max(0, min(100, way*100)))
	return shown
}

// readingText gives a reading as the metric's own values are given.
func readingText(m *roadmap.Metric, reading roadmap.Reading) string {
	if !reading.Value.Known() {
		return reading.Value.Format()
	}
	scale := reading.Value.Scale
	if m.Percentage() {
		scale = roadmap.Percent
	}
	return roadmap.FormatValue(reading.Value.Value, scale)
}
