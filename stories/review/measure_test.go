package review

import (
	"math"
	"os"
	"strconv"
	"strings"
	"testing"
)

// labelled is a story with what annotators said of it.
type labelled struct {
	place, text      string
	several, benefit bool
}

func labels(t *testing.T) []labelled {
	t.Helper()
	data, err := os.ReadFile("../../../shared/stories/labels/roles-actions-benefit.tsv")
	if err != nil {
		t.Skip("the labelled story sets are not here: ../shared/stories")
	}
	var all []labelled
	for _, line := range strings.Split(strings.TrimSpace(string(data)), "\n")[1:] {
		f := strings.Split(line, "\t")
		n, err := strconv.Atoi(f[2])
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, labelled{f[0] + ":" + f[1], f[6], n > 1, f[3] == "1"})
	}
	return all
}

// score counts a rule's findings against labels.
type score struct{ right, wrong, missed int }

func (s *score) add(found, labelled bool) {
	switch {
	case found && labelled:
		s.right++
	case found:
		s.wrong++
	case labelled:
		s.missed++
	}
}

func (s score) precision() float64 { return float64(s.right) / float64(s.right+s.wrong) }
func (s score) recall() float64    { return float64(s.right) / float64(s.right+s.missed) }

// wilson is the interval in which a share lies with 95%.
func wilson(hits, all int) (low, high float64) {
	const z = 1.96
	n, p := float64(all), float64(hits)/float64(all)
	middle := (p + z*z/(2*n)) / (1 + z*z/n)
	half := z / (1 + z*z/n) * math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	return middle - half, middle + half
}

// TestAgainstLabels holds two rules to independent annotators.
func TestAgainstLabels(t *testing.T) {
	var actions, benefit score
	for _, l := range labels(t) {
		texts, _ := ReadList("story.txt", []byte(l.text))
		findings := Run(Input{Stories: texts})
		actions.add(found(findings, "story/multiple-actions"), l.several)
		benefit.add(found(findings, "story/no-benefit"), !l.benefit)
		if found(findings, "story/multiple-actions") != l.several || found(findings, "story/no-benefit") == l.benefit {
			t.Logf("differs: %s %s", l.place, l.text)
		}
	}
	for _, test := range []struct {
		rule string
		score
		least float64
	}{{"story/multiple-actions", actions, .80}, {"story/no-benefit", benefit, .97}} {
		low, high := wilson(test.right, test.right+test.wrong)
		t.Logf("%s: right %d, wrong %d, missed %d", test.rule, test.right, test.wrong, test.missed)
		t.Logf("  precision %.2f (%.2f to %.2f)", test.precision(), low, high)
		low, high = wilson(test.right, test.right+test.missed)
		t.Logf("  recall %.2f (%.2f to %.2f)", test.recall(), low, high)
		if test.precision() < test.least || test.recall() < test.least {
			t.Errorf("%s is below %.2f", test.rule, test.least)
		}
	}
}
