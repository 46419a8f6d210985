package trackertest_test

import (
	"testing"
	"time"

	"plotline/integrations/trackertest"
)

func TestMemoryConformance(t *testing.T) {
	trackertest.Conformance(t, func(*testing.T) trackertest.Harness {
		project := trackertest.NewProject(trackertest.NewClock())
		project.Lag = 30 * time.Second
		return project.Harness(7)
	})
}
