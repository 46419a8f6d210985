package jira_test

import (
	"flag"
	"runtime"
	"testing"
	"time"

	"plotline/integrations"
	"plotline/integrations/jira/jiratest"
	"plotline/integrations/trackertest"
)

var scale = flag.Int("scale", 400, "how many tickets to plan; 20000 by hand")

// TestScale plans a large backlog that is on the server already.
func TestScale(t *testing.T) {
	deployments(t, func(t *testing.T, config jiratest.Config) {
		w := newWorld(t, config)
		w.wire = w.server.Transport()
		req := integrations.Request{Roadmap: "northwind", Backlog: "b", Items: trackertest.Items(*scale/10, 9)}
		tracker := w.open(nil)
		plan, err := integrations.MakePlan(t.Context(), tracker, req)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := trackertest.Pusher(tracker, w.clock, nil).Apply(t.Context(), plan); err != nil {
			t.Fatal(err)
		}
		w.server.Settle()
		runtime.GC()
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		began := time.Now()
		plan, err = integrations.MakePlan(t.Context(), w.open(nil), req)
		if err != nil || plan.Summary.Keep != len(req.Items) {
			t.Fatalf("%+v, %v", plan.Summary, err)
		}
		runtime.ReadMemStats(&after)
		grown := max(0, int64(after.HeapSys)-int64(before.HeapSys)) >> 20
		t.Logf("%d tickets planned in %s, %d MB more on the heap", len(req.Items), time.Since(began), grown)
		if grown > 400 {
			t.Errorf("%d MB", grown)
		}
	})
}
