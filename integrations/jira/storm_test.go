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
