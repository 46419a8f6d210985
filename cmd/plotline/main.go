// Command plotline turns a product manager's roadmap into epics and stories,
// and keeps them in step with Jira, GitHub Issues or a local tracker.
package main

import (
	"context"
	"os"
	"runtime/debug"
)

func main() {
	collectLess()
	os.Exit(newProgram().run(context.Background(), os.Args))
}

// collectLess lets the heap treble between two collections, not double, unless the
// environment says otherwise: a command makes a backlog, needs all of it until its
// end, and each collection on the way finds little. Towards the limit, which is far
// more than the largest backlog needs, it is collected more often again.
func collectLess() {
	const limit = 3 << 30
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(200)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(limit)
	}
}
