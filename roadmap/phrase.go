package roadmap

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// String gives the number as it was written.
func (n Number) String() string { return n.Text }

// Known says that there is a number to reckon with.
func (n Number) Known() bool { return !n.IsZero() && !n.Unknown }

// Format gives the number for people, alike in every locale: 41,000; 82%; +20%;
// +3 pp; "unknown"; "" when not written.
func (n Number) Format() string {
	switch {
	case n.IsZero():
		return ""
	case n.Unknown:
		return "unknown"
	}
	text := FormatValue(n.Value, n.Scale)
	if n.Signed && n.Value >= 0 {
		return "+" + text
	}
	return text
}

// canonical gives one spelling to all ways of writing the same number.
func (n Number) canonical() string {
	switch {
	case n.IsZero():
		return ""
	case n.Unknown:
		return "unknown"
	}
	text := strconv.FormatFloat(n.Value, 'f', -1, 64) + [...]string{"", "%", "pp"}[n.Scale]
	if n.Signed && n.Value >= 0 {
		return "+" + text
	}
	return text
}

// FormatValue gives a value for people: 49,200; 3.5%; 3 pp.
func FormatValue(value float64, scale Scale) string {
	text := strconv.FormatFloat(value, 'f', -1, 64)
	sign := ""
	if text[0] == '-' {
		sign, text = "-", text[1:]
	}
	whole, fraction, _ := strings.Cut(text, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if fraction != "" {
		whole += "." + fraction
	}
	return sign + whole + [...]string{"", "%", " pp"}[scale]
}

// Percentage says that the metric itself is a percentage: its baseline or its
// target without a sign is written in %, or its unit is.
func (m *Metric) Percentage() bool {
	return m.Baseline.Scale == Percent || percentUnit(m.Unit) || m.Target.Scale == Percent && !m.Target.Signed
}

func percentUnit(unit string) bool {
	unit = strings.TrimSpace(unit)
	return unit == "%" || strings.EqualFold(unit, "percent")
}

// scale is what the metric's values count.
func (m *Metric) scale() Scale {
	if m.Percentage() {
		return Percent
	}
	return Plain
}

// TargetValue is the value to reach. A signed target is relative to the
// baseline: +20% of 41,000 is 49,200, +3pp on 82% is 85%, +500 on 1,000 is
// 1,500. It is false when there is no target, or when a relative one has no
// known baseline.
func (m *Metric) TargetValue() (float64, bool) {
	switch {
	case !m.Target.Known():
		return 0, false
	case !m.Target.Signed:
		return m.Target.Value, true
	case !m.Baseline.Known():
		return 0, false
	case m.Target.Scale == Percent:
		return tidy(m.Baseline.Value + math.Abs(m.Baseline.Value)*m.Target.Value/100), true
	}
	return tidy(m.Baseline.Value + m.Target.Value), true
}

// tidy takes off what binary fractions add in the far decimals.
func tidy(value float64) float64 {
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(value, 'g', 12, 64), 64)
	if err != nil {
		return value
	}
	return rounded
}

// TargetText is the target for people: "49,200" where it can be reckoned, else
// "+20%" as it was set, "" where there is none.
func (m *Metric) TargetText() string {
	if value, ok := m.TargetValue(); ok {
		return FormatValue(value, m.scale())
	}
	if m.Target.Known() {
		return m.Target.Format()
	}
	return ""
}

// BaselineText is the baseline for people: "41,000", "unknown", "".
func (m *Metric) BaselineText() string {
	if m.Baseline.Known() {
		return FormatValue(m.Baseline.Value, m.scale())
	}
	return m.Baseline.Format()
}

// WithUnit adds to a value for people what one of it is, unless the value or the
// metric's name says so: "6 million euros", but "30" of "Days until payment".
func (m *Metric) WithUnit(value string) string {
	unit := strings.TrimSpace(m.Unit)
	if value == "" || unit == "" || percentUnit(unit) || strings.ContainsAny(value, "% ") {
		return value
	}
	last := strings.ToLower(unit[strings.LastIndexByte(unit, ' ')+1:])
	if strings.Contains(strings.ToLower(m.Name), strings.TrimSuffix(last, "s")) {
		return value
	}
	return value + " " + unit
}

// Latest is the reading of the latest day, false when there is none.
func (m *Metric) Latest() (Reading, bool) {
	if len(m.Readings) == 0 {
		return Reading{}, false
	}
	latest := m.Readings[0]
	for _, reading := range m.Readings[1:] {
		if !reading.On.Before(latest.On) {
			latest = reading
		}
	}
	return latest, true
}

// AnsweredByPO says that the product owner answers for the metric.
func (m *Metric) AnsweredByPO() bool { return m.Answers == AnswersPO }

// Phrase gives the due for people: "15 March 2027", or for a span its end: "the
// end of March 2027", "the end of 2027"; "" when not written.
func (d Due) Phrase() string {
	switch {
	case d.IsZero():
		return ""
	case d.First == d.Last:
		return d.Last.Phrase()
	case d.Last.Month == 12 && d.First.Month == 1 && d.First.Year == d.Last.Year:
		return fmt.Sprintf("the end of %d", d.Last.Year)
	}
	return fmt.Sprintf("the end of %s %d", time.Month(d.Last.Month), d.Last.Year)
}

// canonical gives one spelling to all ways of writing the same due: the last
// day, which is the one that counts.
func (d Due) canonical() string { return d.Last.String() }

// Overdue says that the due lies before a day.
func (d Due) Overdue(today Date) bool { return !d.IsZero() && d.Last.Before(today) }

// Phrase gives the day for people: "15 March 2027".
func (d Date) Phrase() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%d %s %d", d.Day, time.Month(d.Month), d.Year)
}
