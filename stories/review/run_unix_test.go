//go:build unix

package review

import (
	"syscall"
	"testing"
	"time"
)

// TestTimeGrowsWithTheList holds the time of a review to the number of its
// stories: near duplicates are found without comparing each with each. It
// counts the processor's time, so that other work on the machine counts less.
func TestTimeGrowsWithTheList(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	few, many := processorTime(t, synthetic(10_000)), processorTime(t, synthetic(100_000))
	t.Logf("15,000 stories in %s, 150,000 in %s", few, many)
	if many > 16*few {
		t.Errorf("150,000 stories took %s, 15,000 took %s", many, few)
	}
}

// processorTime is what a review takes, the better of two runs.
func processorTime(t *testing.T, texts []Text) time.Duration {
	best := time.Hour
	for range 2 {
		begin := used(t)
		Run(Input{Stories: texts})
		best = min(best, used(t)-begin)
	}
	return best
}

func used(t *testing.T) time.Duration {
	t.Helper()
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		t.Skip("the processor's time is not to be had: " + err.Error())
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
