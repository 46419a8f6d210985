package trackertest

import (
	"path/filepath"
	"testing"

	"plotline/integrations"
	roadmaps "plotline/roadmap"
	"plotline/stories"
)

// Examples are the backlogs that the default pack drafts for the examples, as a
// push to a tracker wants them, each by itself and "all" together.
func Examples(t *testing.T, folder, tracker string) map[string][]integrations.Desired {
	t.Helper()
	out := map[string][]integrations.Desired{}
	for _, name := range []string{"northwind", "claimdesk", "gantry", "townhall"} {
		out[name] = drafted(t, filepath.Join(folder, name), tracker)
		out["all"] = append(out["all"], out[name]...)
	}
	return out
}

func drafted(t *testing.T, folder, tracker string) []integrations.Desired {
	t.Helper()
	rm, err := roadmaps.Load(t.Context(), filepath.Join(folder, "roadmap.yaml"), folder)
	if err != nil {
		t.Fatal(err)
	}
	backlog, err := stories.LoadBacklog(t.Context(), filepath.Join(folder, "backlog"))
	if err != nil {
		t.Fatal(err)
	}
	return integrations.NewRequest(backlog, rm, integrations.OpenGate, tracker, "").Items
}
