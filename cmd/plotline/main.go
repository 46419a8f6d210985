// Command plotline turns a product manager's roadmap into epics and stories,
// and keeps them in step with Jira, GitHub Issues or a local tracker.
package main

import (
	"context"
	"os"
)

func main() {
	os.Exit(newProgram().run(context.Background(), os.Args))
}
