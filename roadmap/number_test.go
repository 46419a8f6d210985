package roadmap_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"plotline/roadmap"
)

func TestParseNumber(t *testing.T) {
	for text, want := range map[string]roadmap.Number{
		"41000": {Value: 41000}, "41k": {Value: 41000}, "41K": {Value: 41000}, "1.2M": {Value: 1200000}, "1.2 M": {Value: 1200000},
		"3bn": {Value: 3e9}, "2B": {Value: 2e9}, "41,000": {Value: 41000}, "1,234,567.5": {Value: 1234567.5}, "41 000": {Value: 41000},
		"41_000": {Value: 41000}, "0.125": {Value: 0.125}, "3.142": {Value: 3.142}, ".5": {Value: 0.5}, "0": {Value: 0},
		"82%": {Value: 82, Scale: roadmap.Percent}, "82 %": {Value: 82, Scale: roadmap.Percent}, "99.95%": {Value: 99.95, Scale: roadmap.Percent},
		"-40%": {Value: -40, Scale: roadmap.Percent, Signed: true}, "−40%": {Value: -40, Scale: roadmap.Percent, Signed: true},
		"+20%": {Value: 20, Scale: roadmap.Percent, Signed: true}, "+3pp": {Value: 3, Scale: roadmap.Points, Signed: true},
		"+ 500": {Value: 500, Signed: true}, "-5": {Value: -5, Signed: true}, "unknown": {Unknown: true}, "Unknown": {Unknown: true},
	} {
		want.Text = text
		if got, err := roadmap.ParseNumber(text); err != nil || got != want {
			t.Errorf("%q is %+v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", " ", "+", "%", "k", "1.2.3", "1,2,3", "41,00", "4,1000", "41.000,5", "41.000", "1.250", "1.234.567", "41,5", "1e5", "NaN", "Inf", "0x1F", "twelve", "<2%", "~40", "5%%", "5pp%", "--5", "2 s", "$40", "41 000 000 0", strings.Repeat("9", 41)} {
		if got, err := roadmap.ParseNumber(text); err == nil {
			t.Errorf("%q is %+v, want an error", text, got)
		}
	}
}

func TestNumberForPeople(t *testing.T) {
	for text, want := range map[string]string{
		"41000": "41,000", "999": "999", "1k": "1,000", "1234567.5": "1,234,567.5", "-1234": "-1,234", "82%": "82%", "+20%": "+20%",
		"-3pp": "-3 pp", "unknown": "unknown", "0.5": "0.5", "+0": "+0",
	} {
		n, err := roadmap.ParseNumber(text)
		if err != nil || n.Format() != want {
			t.Errorf("%q reads %q, %v; want %q", text, n.Format(), err, want)
		}
	}
	if got := (roadmap.Number{}).Format(); got != "" {
		t.Errorf("no number reads %q", got)
	}
}

// TestFormatIsReadBack: what is printed for people is the same number again.
func TestFormatIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value := float64(rapid.Int64Range(-1e12, 1e12).Draw(t, "value")) / 1000
		suffix := rapid.SampledFrom([]string{"", "%"}).Draw(t, "suffix")
		n, err := roadmap.ParseNumber(strconv.FormatFloat(value, 'f', -1, 64) + suffix)
		if err != nil {
			t.Skip(err) // such as 41.250, which may mean two things
		}
		again, err := roadmap.ParseNumber(n.Format())
		if err != nil {
			t.Fatalf("%q printed as %q: %v", n.Text, n.Format(), err)
		}
		if again.Value != n.Value || again.Scale != n.Scale || again.Signed != n.Signed {
			t.Fatalf("%q printed as %q reads %+v", n.Text, n.Format(), again)
		}
	})
}

func TestTargetValue(t *testing.T) {
	for _, row := range []struct {
		baseline, target, unit, text string
		value                        float64
		ok                           bool
	}{
		{"41000", "+20%", "shoppers", "49,200", 49200, true},
		{"41k", "-20%", "", "32,800", 32800, true},
		{"41000", "50000", "", "50,000", 50000, true},
		{"1000", "+500", "", "1,500", 1500, true},
		{"82%", "+3pp", "", "85%", 85, true},
		{"82", "+3pp", "%", "85%", 85, true},
		{"80%", "+10%", "", "88%", 88, true},
		{"unknown", "+20%", "", "+20%", 0, false},
		{"unknown", "90%", "", "90%", 90, true},
		{"", "+20%", "", "+20%", 0, false},
		{"0.1", "+200%", "", "0.3", 0.3, true},
		{"-20", "+50%", "", "-10", -10, true},
		{"41000", "", "", "", 0, false},
		{"41000", "unknown", "", "", 0, false},
	} {
		m := roadmap.Metric{Baseline: mustNumber(t, row.baseline), Target: mustNumber(t, row.target), Unit: row.unit}
		if value, ok := m.TargetValue(); value != row.value || ok != row.ok || m.TargetText() != row.text {
			t.Errorf("%s of %s %s: %v %v %q", row.target, row.baseline, row.unit, value, ok, m.TargetText())
		}
	}
}

func mustNumber(t *testing.T, text string) roadmap.Number {
	t.Helper()
	if text == "" {
		return roadmap.Number{}
	}
	n, err := roadmap.ParseNumber(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestParseDue(t *testing.T) {
	const april = 4
	for _, row := range []struct {
		text                string
		starts              roadmap.Month
		first, last, phrase string
	}{
		{"2027-03-15", 0, "2027-03-15", "2027-03-15", "15 March 2027"},
		{"2027-03", 0, "2027-03-01", "2027-03-31", "the end of March 2027"},
		{"2028-02", 0, "2028-02-01", "2028-02-29", "the end of February 2028"},
		{"2027-Q1", 0, "2027-01-01", "2027-03-31", "the end of March 2027"},
		{"2027-q4", 0, "2027-10-01", "2027-12-31", "the end of December 2027"},
		{"2027 Q2", 0, "2027-04-01", "2027-06-30", "the end of June 2027"},
		{"Q2 2027", 0, "2027-04-01", "2027-06-30", "the end of June 2027"},
		{"2027-H1", 0, "2027-01-01", "2027-06-30", "the end of June 2027"},
		{"H2 2027", 0, "2027-07-01", "2027-12-31", "the end of December 2027"},
		{"2027", 0, "2027-01-01", "2027-12-31", "the end of 2027"},
		{"FY27-Q4", 0, "2027-10-01", "2027-12-31", "the end of December 2027"},
		{"FY27-Q4", 1, "2027-10-01", "2027-12-31", "the end of December 2027"},
		{"FY27-Q4", april, "2027-01-01", "2027-03-31", "the end of March 2027"},
		{"FY27-Q1", april, "2026-04-01", "2026-06-30", "the end of June 2026"},
		{"FY2027-H1", april, "2026-04-01", "2026-09-30", "the end of September 2026"},
		{"FY27", april, "2026-04-01", "2027-03-31", "the end of March 2027"},
		{"Q1 FY27", 10, "2026-10-01", "2026-12-31", "the end of December 2026"},
		{"FY27-Q1", 12, "2026-12-01", "2027-02-28", "the end of February 2027"},
		{"March 2027", 0, "2027-03-01", "2027-03-31", "the end of March 2027"},
		{"Sept 2027", 0, "2027-09-01", "2027-09-30", "the end of September 2027"},
		{"15 March 2027", 0, "2027-03-15", "2027-03-15", "15 March 2027"},
		{"March 15, 2027", 0, "2027-03-15", "2027-03-15", "15 March 2027"},
	} {
		due, err := roadmap.ParseDue(row.text, row.starts)
		if err != nil || due.First.String() != row.first || due.Last.String() != row.last || due.Phrase() != row.phrase {
			t.Errorf("%s (from %d): %s to %s, %q, %v", row.text, row.starts, due.First, due.Last, due.Phrase(), err)
		}
	}
	for _, text := range []string{"", "soon", "27-Q1", "2027-Q5", "2027-Q0", "2027-H3", "2027-13", "2027-00", "2027-02-30", "2027-2", "15.03.2027", "03/15/2027", "FY7", "Q1", "Marchember 2027", "0000", "32 March 2027", "2027-Q1x"} {
		if due, err := roadmap.ParseDue(text, 0); err == nil {
			t.Errorf("%q is %+v, want an error", text, due)
		}
	}
}

// TestDuesTile: the quarters of a fiscal year follow each other without a gap,
// whenever it starts.
func TestDuesTile(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		starts := roadmap.Month(rapid.IntRange(0, 12).Draw(t, "starts"))
		year := rapid.IntRange(2001, 2098).Draw(t, "year")
		whole, err := roadmap.ParseDue(fmt.Sprintf("FY%d", year), starts)
		if err != nil {
			t.Fatal(err)
		}
		next := whole.First
		for q := 1; q <= 4; q++ {
			due, err := roadmap.ParseDue(fmt.Sprintf("FY%02d-Q%d", year%100, q), starts)
			if err != nil || due.First != next {
				t.Fatalf("quarter %d begins on %s, want %s (%v)", q, due.First, next, err)
			}
			next = roadmap.DateOf(due.Last.Time().AddDate(0, 0, 1))
		}
		if end := roadmap.DateOf(whole.Last.Time().AddDate(0, 0, 1)); end != next || whole.Last.Year != year {
			t.Fatalf("the year ends on %s", whole.Last)
		}
	})
}

func FuzzParseNumber(f *testing.F) {
	for _, text := range []string{"41000", "41k", "1.2M", "41,000", "82%", "-40%", "+3pp", "unknown", "41.000,5", "\u00a0", "+ +"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		n, err := roadmap.ParseNumber(text)
		if err != nil {
			return
		}
		again, err := roadmap.ParseNumber(n.Format())
		if n.Signed && n.Value == 0 || err == nil && again.Value == n.Value && again.Scale == n.Scale && again.Unknown == n.Unknown {
			return
		}
		if err == nil || !strings.Contains(err.Error(), "may mean") && len(n.Format()) < 40 {
			t.Errorf("%q reads %+v, prints %q, reads again %+v, %v", text, n, n.Format(), again, err)
		}
	})
}

func FuzzParseDue(f *testing.F) {
	for _, text := range []string{"2027-03-15", "2027-Q1", "FY27-H2", "March 2027", "2027", "9999-Q4", "0001"} {
		f.Add(text, 4)
	}
	f.Fuzz(func(t *testing.T, text string, starts int) {
		due, err := roadmap.ParseDue(text, roadmap.Month(starts%13))
		if err == nil && due.Last.Before(due.First) {
			t.Errorf("%q ends before it begins: %+v", text, due)
		}
		if err == nil && due.First == due.Last {
			if again, err := roadmap.ParseDue(due.Last.String(), 0); err != nil || again.Last != due.Last {
				t.Errorf("%q prints as %s", text, due.Last)
			}
		}
	})
}
