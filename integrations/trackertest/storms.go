package trackertest

import (
	"flag"
	"fmt"
	"testing"
)

// The flags of every package that sends storms:
// go test -run Storm -storms 10000 ./integrations/trackertest
var (
	storms    = flag.Int("storms", 0, "how many storms to send over each tracker; 0 for a few")
	firstSeed = flag.Uint64("seed", 1, "the seed of the first storm")
)

// Storms sends storms over a tracker: so many unless -storms says otherwise,
// and the ones that ever failed. It stops at the first that fails.
func Storms(t *testing.T, few int, kept []uint64, open func(t *testing.T, seed uint64) Harness) {
	t.Helper()
	n := few
	if *storms > 0 {
		n = *storms
	}
	seeds := append([]uint64(nil), kept...)
	for i := range n {
		seeds = append(seeds, *firstSeed+uint64(i))
	}
	for _, seed := range seeds {
		t.Run(fmt.Sprint(seed), func(t *testing.T) { Storm(t, seed, open(t, seed)) })
		if t.Failed() {
			return
		}
	}
}
