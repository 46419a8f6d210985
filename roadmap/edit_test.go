package roadmap

import (
	"strings"
	"testing"
)

func TestWithReading(t *testing.T) {
	reading := NewReading{Goal: "g", Metric: "m", On: Date{2026, 11, 23}, Value: "42k"}
	const line = "{on: 2026-11-23, value: 42k}"
	tests := map[string]struct{ before, after, added string }{
		"behind the last of a list in lines": {
			"goals:\n  - id: g\n    statement: s\n    metrics:\n      - id: m\n        name: n\n        readings:\n          - {on: 2026-10-04, value: 41200} # autumn\n          - on: 2026-11-01\n            value: 41900\n",
			"\n  # the next goal\n  - id: h\n    statement: t\n", "          - " + line + "\n"},
		"a list with its dashes under the key": {
			"goals:\n- id: g\n  statement: s\n  metrics:\n  - id: m\n    name: n\n    readings:\n    - {on: 2026-10-04, value: 1}\n", "    unit: u\n", "    - " + line + "\n"},
		"no list yet": {
			"goals:\n  - id: g\n    statement: s\n    metrics:\n      - id: m\n        name: >-\n          a long\n          name\n", "    horizon: now\n",
			"        readings:\n          - " + line + "\n"},
		"no list yet at the end of a file without a last line end": {
			"goals:\n  - id: g\n    statement: s\n    metrics:\n      - id: m\n        name: n", "", "\n        readings:\n          - " + line + "\n"},
		"in brackets": {
			"goals: [{id: g, statement: s, metrics: [{id: m, name: 'n ]', readings: [{on: 2026-10-04, value: 1}", "]}]}]\n", ", " + line},
		"in empty brackets":        {"goals:\n  - id: g\n    statement: s\n    metrics:\n      - id: m\n        name: n\n        readings: [", "]\n", line},
		"a metric in one line":     {"goals:\n  - id: g\n    statement: s\n    metrics:\n      - {id: m, name: n", "}\n", ", readings: [" + line + "]"},
		"with the ends of Windows": {"goals:\r\n  - id: g\r\n    statement: s\r\n    metrics:\r\n      - id: m\r\n        name: n\r\n", "pain_points: []\r\n", "        readings:\r\n          - " + line + "\r\n"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := WithReading("roadmap.yaml", []byte(head(test.before)+test.after), reading)
			if err != nil {
				t.Fatal(err)
			}
			if want := head(test.before) + test.added + test.after; string(got) != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// head makes a part of a roadmap a whole one.
func head(rest string) string {
	eol := "\n"
	if strings.Contains(rest, "\r\n") {
		eol = "\r\n"
	}
	return "version: 1" + eol + "product: {name: P}" + eol + rest
}

func TestWithReadingRefuses(t *testing.T) {
	file := head("goals:\n  - id: g\n    statement: s\n    metrics:\n      - {id: m, name: n}\n")
	for name, reading := range map[string]NewReading{
		"no number": {Goal: "g", Metric: "m", On: Date{2026, 11, 23}, Value: "a lot"},
		"no goal":   {Goal: "h", Metric: "m", On: Date{2026, 11, 23}, Value: "1"},
		"no metric": {Goal: "g", Metric: "n", On: Date{2026, 11, 23}, Value: "1"},
	} {
		if got, err := WithReading("roadmap.yaml", []byte(file), reading); err == nil {
			t.Errorf("%s: got\n%s", name, got)
		}
	}
}

// A file where a splice would change what stands there is left alone.
func TestWithReadingLeavesWhatItCannotRead(t *testing.T) {
	shared := head("goals:\n  - id: g\n    statement: s\n    metrics:\n      - id: m\n        name: n\n        readings: &r\n          - {on: 2026-10-04, value: 1}\n      - id: o\n        name: p\n        readings: *r\n")
	got, err := WithReading("roadmap.yaml", []byte(shared), NewReading{Goal: "g", Metric: "m", On: Date{2026, 11, 23}, Value: "2"})
	if err == nil {
		t.Errorf("a list that two metrics share got a reading for both:\n%s", got)
	}
}

func TestWithPainPoint(t *testing.T) {
	pain := NewPainPoint{ID: "slow", Problem: "It is slow: <b>very</b> # really", Persona: "shopper", Severity: "high", Goal: "g", Evidence: "412 tickets"}
	const lines = "  - id: slow\n    personas: [shopper]\n    problem: \"It is slow: <b>very</b> # really\"\n    evidence: [412 tickets]\n    severity: high\n    goals: [g]\n"
	tests := map[string]struct{ before, after, added string }{
		"behind the others": {"pain_points:\n  - id: a\n    problem: |\n      one\n\n      two\n", "\n# people\nteam: {product_owner: Pia}\n", lines},
		"the first":         {"goals: []\n", "", "pain_points:\n" + lines},
		"an empty key":      {"pain_points:\n", "goals: []\n", lines},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := WithPainPoint("roadmap.yaml", []byte(head(test.before)+test.after), pain)
			if err != nil {
				t.Fatal(err)
			}
			if want := head(test.before) + test.added + test.after; string(got) != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func FuzzWithReading(f *testing.F) {
	f.Add("goals:\n  - id: g\n    statement: s\n    metrics:\n      - {id: m, name: n}\n", "41k")
	f.Add("goals: [{id: g, statement: s, metrics: [{id: m, name: n, readings: []}]}]\n", "-3%")
	f.Add("goals:\n- id: g\n  statement: s\n  metrics:\n  - id: m\n    name: \"n\\\n      o\"\n", "1 000")
	f.Fuzz(func(t *testing.T, rest, value string) {
		data := []byte(head(rest))
		got, err := WithReading("roadmap.yaml", data, NewReading{Goal: "g", Metric: "m", On: Date{2026, 11, 23}, Value: value})
		if err != nil {
			return
		}
		was, _ := decodeFile("", data)
		is, err := decodeFile("", got)
		if err != nil || len(is.Goals) != len(was.Goals) || len(is.Goals[0].Metrics[0].Readings) == 0 && is.Goals[0].ID == "g" && is.Goals[0].Metrics[0].ID == "m" {
			t.Fatalf("%v\n%s\nbecame\n%s", err, data, got)
		}
	})
}
