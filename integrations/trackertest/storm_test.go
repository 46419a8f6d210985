package trackertest_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"plotline/integrations/trackertest"
)

var (
	storms = flag.Int("storms", 40, "how many storms to send over the tracker in memory")
	seed   = flag.Uint64("seed", 1, "the first storm's seed")
)

func TestStorm(t *testing.T) {
	for i := range *storms {
		seed := *seed + uint64(i)
		t.Run(fmt.Sprint(seed), func(t *testing.T) { trackertest.Storm(t, seed, stormy(seed)) })
		if t.Failed() {
			return
		}
	}
}

// stormy is a project whose lag and batches the seed decides.
func stormy(seed uint64) trackertest.Harness {
	random := rand.New(rand.NewPCG(seed, 9))
	project := trackertest.NewProject(trackertest.NewClock())
	project.Lag = time.Duration(random.IntN(40)) * time.Second
	return project.Harness(1 + random.IntN(6))
}
