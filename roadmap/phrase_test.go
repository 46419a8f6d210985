package roadmap

import "testing"

func TestAValueSaysWhatOneOfItIs(t *testing.T) {
	for _, test := range []struct{ name, unit, value, want string }{
		{"Yearly revenue from companies", "million euros", "6", "6 million euros"},
		{"Fines later waived", "per month", "700", "700 per month"},
		{"Days until an invoice is paid", "days", "30", "30"},
		{"Time to a first answer", "hours", "4", "4 hours"},
		{"Weekly engaged shoppers", "shoppers", "49,200", "49,200"},
		{"Paid orders", "%", "80%", "80%"},
		{"Revenue", "euros", "20% above the baseline", "20% above the baseline"},
		{"Revenue", "", "6", "6"},
		{"Revenue", "euros", "", ""},
	} {
		m := Metric{Name: test.name, Unit: test.unit}
		if got := m.WithUnit(test.value); got != test.want {
			t.Errorf("%s in %s: %q, want %q", test.name, test.unit, got, test.want)
		}
	}
}
