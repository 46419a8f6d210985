package pack

import "testing"

func TestDefaultPackHoldsItsExamples(t *testing.T) {
	p := defaultPack(t)
	trials := p.Try()
	if len(trials) < 34 {
		t.Errorf("only %d templates", len(trials))
	}
	for _, trial := range trials {
		for _, problem := range trial.Problems {
			t.Error(problem.Text())
		}
	}
	for _, problem := range p.Check() {
		t.Error(problem.Text())
	}
}
