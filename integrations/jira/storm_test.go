package jira_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"plotline/integrations/jira/jiratest"
	"plotline/integrations/trackertest"
)

// failed are the seeds of storms that once got through to somebody.
func failed() []uint64 { return nil }

func TestStorm(t *testing.T) {
	deployments(t, func(t *testing.T, config jiratest.Config) {
		t.Parallel()
		trackertest.Storms(t, 4, failed(), func(t *testing.T, seed uint64) trackertest.Harness {
			return harness(t, stormy(config, seed))
		})
	})
}

// TestStormOfTeams sends storms over two projects of one site.
func TestStormOfTeams(t *testing.T) {
	deployments(t, func(t *testing.T, config jiratest.Config) {
		trackertest.Storms(t, 4, failedTeams(), func(t *testing.T, seed uint64) trackertest.Harness {
			return teams(t, stormy(config, seed))
		})
	})
}

// teams are two projects of one site.
func teams(t *testing.T, config jiratest.Config) trackertest.Harness {
	config.Also = []string{"MOB"}
	w := newWorld(t, config)
	h := w.harnessOf("SHOP")
	h.Requests = w.sent
	h.Others = []trackertest.Harness{w.harnessOf("MOB")}
	h.FarKey = func(key string, _ int) string { return key }
	h.Move = func(t testing.TB, key string, _, to int) string {
		return w.people.Move(t, key, []string{"SHOP", "MOB"}[to])
	}
	return h
}

// failedTeams are seeds of such storms that once got through to somebody.
func failedTeams() []uint64 { return []uint64{68} }

// stormy is a server whose lag and shortcomings the seed decides.
func stormy(config jiratest.Config, seed uint64) jiratest.Config {
	random := rand.New(rand.NewPCG(seed, 9))
	config.Lag = time.Duration(random.IntN(40)) * time.Second
	lacks := func() bool { return random.IntN(6) == 0 }
	config.NoBulk, config.NoBulkFetch = lacks(), lacks()
	config.NoLinkField, config.OneLink = lacks(), lacks()
	if lacks() {
		config.Boards, config.SprintField = boards(), lacks()
	}
	if !config.Cloud {
		config.LoseProperties, config.RefuseProperties, config.NoEpicLink = lacks(), lacks(), lacks()
	}
	return config
}
