package trackertest_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"plotline/integrations/trackertest"
)

// failed are the seeds of storms that once got through to somebody.
func failed() []uint64 {
	return []uint64{17, 185, 1641, 5363, 5682, 20241, 20244, 41, 49, 2098, 2488, 2948, 4246, 5998, 8646}
}

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

// TestStormOfTeams sends storms over two projects of one server.
func TestStormOfTeams(t *testing.T) {
	trackertest.Storms(t, 40, failedTeams(), func(t *testing.T, seed uint64) trackertest.Harness {
		random := rand.New(rand.NewPCG(seed, 9))
		shop, mobile := trackertest.NewProject(trackertest.NewClock()), trackertest.NewProject(nil)
		mobile.Clock, mobile.Name = shop.Clock, "MOB"
		for _, project := range []*trackertest.Project{shop, mobile} {
			project.Lag = time.Duration(random.IntN(40)) * time.Second
			project.Along = random.IntN(2) == 0
		}
		h := shop.Harness(1 + random.IntN(6))
		h.Others = []trackertest.Harness{mobile.Harness(1 + random.IntN(6))}
		h.FarKey = func(key string, _ int) string { return key }
		h.Move = func(t testing.TB, key string, from, to int) string {
			projects := []*trackertest.Project{shop, mobile}
			return projects[from].MoveTo(t, projects[to], key)
		}
		return h
	})
}

// failedTeams are seeds of such storms that once got through to somebody.
func failedTeams() []uint64 { return nil }
