package pack

import "testing"

func TestWhatAnInitiativePromises(t *testing.T) {
	for name, want := range map[string]string{
		"Let guests do the paperwork before they arrive and go straight up":    "do the paperwork before they arrive",
		"Show guests what the stay will cost, all in, from first page to last": "see what the stay will cost",
		"Help learners to find a course at the right level":                    "find a course at the right level",
		"Allow tenants to report a repair":                                     "report a repair",
		"Let small, well-tested changes go out without a meeting":              "",
		"Tell riders in time": "",
		"Project Evergreen":   "",
		"Let":                 "",
		"Help people":         "",
	} {
		if got := promiseOf(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}
