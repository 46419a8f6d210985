package integrations_test

import (
	"flag"
	"runtime"
	"testing"

	"plotline/integrations"
	"plotline/integrations/trackertest"
)

var scale = flag.Int("scale", 200, "how many tickets the scale test plans; 20000 by hand")

// TestScale plans a small and a ten times bigger backlog: the work, counted in
// allocations, grows with the number of tickets and not faster, and little of
// it is held.
func TestScale(t *testing.T) {
	small, big := planWork(t, *scale/10), planWork(t, *scale)
	t.Logf("%d tickets: %d allocations; %d tickets: %d", *scale/10, small, *scale, big)
	if big > 12*small {
		t.Errorf("ten times the tickets are %.1f times the work", float64(big)/float64(small))
	}
}

func planWork(t *testing.T, n int) uint64 {
	project := trackertest.NewProject(trackertest.NewClock())
	req := integrations.Request{Roadmap: "northwind", Items: trackertest.Items(max(1, n/10), 9)}
	tracker := project.Open(1000)
	plan, err := integrations.MakePlan(t.Context(), tracker, req)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := trackertest.Pusher(tracker, project.Clock, nil).Apply(t.Context(), plan); err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	plan, err = integrations.MakePlan(t.Context(), tracker, req)
	if err != nil || !plan.Empty() {
		t.Fatalf("%v, %+v", err, plan.Summary)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	if held := int64(after.HeapAlloc) - int64(before.HeapAlloc); held > 400<<20 {
		t.Errorf("planning %d tickets holds %d MB", n, held>>20)
	}
	return after.Mallocs - before.Mallocs
}
