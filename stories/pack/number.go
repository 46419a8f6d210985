package pack

import (
	"math"
	"strconv"
	"strings"

	"plotline/roadmap"
)

// targetPhrase is a metric's target as an absolute number where the baseline
// allows it ("49,200"), else as it was written.
func targetPhrase(m *roadmap.Metric) string {
	t := m.Target
	if t.IsZero() || t.Unknown || !t.Signed {
		return numberPhrase(t)
	}
	if m.Baseline.IsZero() || m.Baseline.Unknown {
		return relativePhrase(t)
	}
	value := m.Baseline.Value + t.Value
	if t.Scale == roadmap.Percent {
		value = m.Baseline.Value * (1 + t.Value/100)
	}
	return amount(value, m.Baseline.Scale)
}

func relativePhrase(t roadmap.Number) string {
	size := numberPhrase(roadmap.Number{Text: t.Text, Value: math.Abs(t.Value), Scale: t.Scale})
	if t.Value < 0 {
		return size + " below today's level"
	}
	return size + " above today's level"
}

// numberPhrase is a number as people read it: 41,000, 82%, 3 percentage points.
func numberPhrase(n roadmap.Number) string {
	if n.IsZero() || n.Unknown {
		return ""
	}
	return amount(n.Value, n.Scale)
}

func amount(value float64, scale roadmap.Scale) string {
	text := grouped(value)
	switch scale {
	case roadmap.Percent:
		return text + "%"
	case roadmap.Points:
		return text + " percentage points"
	}
	return text
}

// grouped prints up to two decimals, with commas between thousands.
func grouped(value float64) string {
	rounded := math.Round(value*100) / 100
	text := strconv.FormatFloat(math.Abs(rounded), 'f', -1, 64)
	whole, decimals, found := strings.Cut(text, ".")
	for at := len(whole) - 3; at > 0; at -= 3 {
		whole = whole[:at] + "," + whole[at:]
	}
	if found {
		whole += "." + decimals
	}
	if rounded < 0 {
		return "-" + whole
	}
	return whole
}

var months = [...]string{"", "January", "February", "March", "April", "May", "June", "July",
	"August", "September", "October", "November", "December"}

// duePhrase is a due as people say it: "the end of March 2027".
func duePhrase(d roadmap.Due) string {
	last := d.Last
	if last.IsZero() || last.Month < 1 || last.Month > 12 {
		return ""
	}
	if d.First == d.Last {
		return strconv.Itoa(last.Day) + " " + months[last.Month] + " " + strconv.Itoa(last.Year)
	}
	return "the end of " + months[last.Month] + " " + strconv.Itoa(last.Year)
}
