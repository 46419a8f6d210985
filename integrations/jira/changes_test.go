package jira_test

import (
	"testing"
	"time"

	"plotline/integrations"
	"plotline/integrations/jira/jiratest"
	"plotline/integrations/trackertest"
)

// TestAQuietRoundIsOneRequest: a change is seen as soon as the index shows it,
// and once.
func TestAQuietRoundIsOneRequest(t *testing.T) {
	deployments(t, func(t *testing.T, config jiratest.Config) {
		config.Lag = 4 * time.Minute
		w := newWorld(t, config)
		w.made(trackertest.Items(20, 10))
		w.clock.Pass(time.Hour)
		lookout := &integrations.Lookout{Watcher: w.open(nil), Clock: w.clock, Roadmap: "northwind"}
		look := func(what string, want bool, most int) {
			t.Helper()
			w.clock.Pass(time.Minute)
			before := len(w.server.Requests())
			moved, err := lookout.Moved(t.Context(), []string{"SHOP-1", "SHOP-30"})
			if err != nil || moved != want {
				t.Errorf("%s: moved is %v, %v", what, moved, err)
			}
			if n := len(w.server.Requests()) - before; n > most {
				t.Errorf("%s: %d requests", what, n)
			}
		}
		look("the first round", true, 4)
		look("a quiet round", false, 1)
		look("a quiet round", false, 1)

		w.people.Retitle(t, "SHOP-30", "Another title")
		for range 3 {
			look("while the index lags", false, 1)
		}
		look("when the index shows it", true, 1)
		look("afterwards", false, 1)

		// What people make under our epics counts, what is elsewhere does not.
		w.people.Write(t, "A stranger's", "")
		w.people.Write(t, "Under our epic", "SHOP-1")
		w.people.Unlabel(t, "SHOP-30")
		for range 3 {
			look("while the index lags", false, 1)
		}
		look("when the index shows both", true, 1)
		w.people.Write(t, "Another stranger's", "")
		for range 6 {
			look("with nothing of ours", false, 1)
		}
		// A deletion leaves no trace, and is seen by the sync of every hour.
		w.people.Delete(t, "SHOP-31")
		w.clock.Pass(time.Hour)
		look("an hour later", true, 1)
		look("and quiet again", false, 1)
	})
}
