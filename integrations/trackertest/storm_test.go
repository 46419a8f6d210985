package trackertest_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"plotline/integrations/trackertest"
)

// failed are the seeds of storms that once got through to somebody.
func failed() []uint64 { return []uint64{17, 185, 1641, 5363, 5682, 20241, 20244, 41, 49} }

func TestStorm(t *testing.T) {
	trackertest.Storms(t, 40, failed(), stormy)
}

// stormy is a project whose lag and batches the seed decides.
func stormy(_ *testing.T, seed uint64) trackertest.Harness {
	random := rand.New(rand.NewPCG(seed, 9))
	project := trackertest.NewProject(trackertest.NewClock())
	project.Lag = time.Duration(random.IntN(40)) * time.Second
	project.Along = random.IntN(2) == 0
	return project.Harness(1 + random.IntN(6))
}
