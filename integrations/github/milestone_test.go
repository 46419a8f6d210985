package github_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"plotline/integrations"
	"plotline/integrations/github"
	"plotline/integrations/github/githubtest"
	"plotline/integrations/trackertest"
)

// inSpring is an epic of the release Spring.
func inSpring(id string) integrations.Draft {
	d := draft(id, "an epic", nil)
	d.Release = &integrations.Release{Name: "Spring"}
	return d
}

// TestAMilestoneThatIsThereIsTaken, closed or made by somebody a moment ago:
// GitHub refuses a second one of its title.
func TestAMilestoneThatIsThereIsTaken(t *testing.T) {
	for _, rest := range []bool{false, true} {
		for name, between := range map[string]func(w *world){
			"closed":    func(w *world) { w.server.CloseMilestone("Spring") },
			"meanwhile": func(*world) {},
		} {
			t.Run(fmt.Sprintf("%s/rest=%t", name, rest), func(t *testing.T) {
				w := newWorld(t, githubtest.Config{NoGraphQL: rest})
				late := w.newTracker()
				if name == "meanwhile" {
					// It has read the milestones before there was one.
					summer := draft("e0", "an earlier epic", nil)
					summer.Release = &integrations.Release{Name: "Summer"}
					if made := late.Create(t.Context(), []integrations.Draft{summer})[0]; made.Outcome != integrations.Created {
						t.Fatal(made.Err)
					}
				}
				w.create(inSpring("e1"))
				between(w)
				made := late.Create(t.Context(), []integrations.Draft{inSpring("e2")})[0]
				if made.Outcome != integrations.Created || len(made.Dropped) > 0 {
					t.Fatalf("%+v", made)
				}
				if got := w.read(made.Ticket.Key)[0].Release; got != "Spring" {
					t.Errorf("it is in the release %q", got)
				}
			})
		}
	}
}

// TestSlowAnswersMakeBatchesSmaller, before one is so slow that it breaks off.
func TestSlowAnswersMakeBatchesSmaller(t *testing.T) {
	w := newWorld(t, githubtest.Config{})
	w.configure = func(c *github.Config) {
		c.Transport = &trackertest.Faulty{Next: c.Transport, Choose: func(_ int, r *http.Request) trackertest.Fault {
			if err := w.clock.Sleep(r.Context(), 10*time.Second); err != nil {
				t.Error(err)
			}
			return trackertest.None
		}}
	}
	w.tracker = w.newTracker()
	before := w.tracker.Batch()
	w.push(3)
	if now := w.tracker.Batch(); now >= before {
		t.Errorf("a batch is %d after slow answers, and was %d", now, before)
	}
}
