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
		trackertest.Storms(t, 4, failed(), func(t *testing.T, seed uint64) trackertest.Harness {
			config := config
			config.Lag = time.Duration(rand.New(rand.NewPCG(seed, 9)).IntN(40)) * time.Second
			return harness(t, config)
		})
	})
}
