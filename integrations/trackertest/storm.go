package trackertest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"plotline/integrations"
	"plotline/stories"
)

// Storm sends one random, replayable storm over a tracker: a random backlog,
// edits from all sides, faults at every request, deaths, two runs at once.
// Afterwards every item has one live ticket, no edit is lost, and the plan is
// empty. The same seed makes the same storm.
func Storm(t *testing.T, seed uint64, h Harness) {
	t.Helper()
	s := newStorm(t, seed, h)
	for range 2 + s.random.IntN(4) {
		s.editBacklog()
		s.editTickets()
		s.moveAbout()
		s.runs()
		s.check("after a round")
	}
	s.calm()
	s.check("at the end")
	s.checkEnd()
	if t.Failed() {
		t.Logf("seed %d\n%s", seed, strings.Join(s.log, "\n"))
	}
}

// storm is the state of one.
type storm struct {
	t *testing.T
	// projects are where tickets live: the first, and each team's.
	projects []Harness
	random   *rand.Rand
	course   course
	folder   string
	log      []string
	nonces   int
	words    int
	// edits are what people wrote, until somebody replaced it.
	edits []*edit
	// copies are the tickets that people cloned.
	copies map[spot]bool
	// deleted are the IDs of items whose ticket a person deleted.
	deleted map[string]bool
	// bared are the items from whose twin a person took the labels.
	bared map[string]bool
	// unmarked are the items from whose ticket a person took the mark.
	unmarked map[string]bool
	// reported are the items of which a plan said that they were made twice.
	reported map[string]bool
	// needed and needless are what the product owner said last of who waits
	// for whom; links are what people made of it on tickets.
	needed, needless [][2]string
	links            []personLink
}

// spot is a Key and the number of the project where it counts.
type spot struct {
	at  int
	key string
}

// edit is one thing that a person wrote, with a word that is nowhere else.
type edit struct {
	id    string
	spot  spot // the ticket it was written on, without a Key for the backlog
	field stories.Field
	word  string
}

func newStorm(t *testing.T, seed uint64, h Harness) *storm {
	s := &storm{
		t: t, projects: append([]Harness{h}, h.Others...), random: rand.New(rand.NewPCG(seed, 7)), folder: t.TempDir(),
		copies: map[spot]bool{}, deleted: map[string]bool{}, reported: map[string]bool{}, unmarked: map[string]bool{},
		bared: map[string]bool{},
	}
	s.course = course{items: Items(1+s.random.IntN(3), s.random.IntN(5))}
	for range s.projects {
		s.course.keys = append(s.course.keys, map[string]string{})
	}
	s.spread()
	return s
}

func (s *storm) clock() *Clock { return s.projects[0].Clock }

// open opens every project, as one process does.
func (s *storm) open(wire *Wire) []integrations.Tracker {
	out := make([]integrations.Tracker, len(s.projects))
	for at, project := range s.projects {
		out[at] = project.Open(wire)
	}
	return out
}

// settle lets every index catch up.
func (s *storm) settle() {
	for _, project := range s.projects {
		if project.Settle != nil {
			project.Settle()
		}
	}
}

func (s *storm) note(format string, args ...any) {
	s.log = append(s.log, fmt.Sprintf(format, args...))
}

func (s *storm) chance(percent int) bool { return s.random.IntN(100) < percent }

// word is a word that is nowhere else.
func (s *storm) word() string {
	s.words++
	return fmt.Sprintf("word%dx", s.words)
}

func (s *storm) nonce() string {
	s.nonces++
	return fmt.Sprint("nonce-", s.nonces)
}

// homes say what the backlog wants now in each project; the Keys are known unless
// somebody forgot to commit them.
func (s *storm) homes(trackers []integrations.Tracker, prefer integrations.Side) []integrations.Home {
	out := make([]integrations.Home, len(trackers))
	for at, tracker := range trackers {
		req := integrations.Request{
			Roadmap: roadmap, Backlog: "storm", Items: s.course.desired(at), Dropped: s.course.dropped(at),
		}
		if prefer != "" {
			req.Prefer = map[string]integrations.Side{"*": prefer}
		}
		out[at] = integrations.Home{Place: place(at), Reader: tracker, Request: req}
	}
	return out
}

// place is how a team names a project, "" for the first.
func place(at int) string {
	if at == 0 {
		return ""
	}
	return fmt.Sprint("place-", at)
}

// sync reads back and pushes.
func (s *storm) sync(ctx context.Context, trackers []integrations.Tracker, journals []*integrations.Journal, prefer integrations.Side) error {
	readings, err := integrations.ReadBackAll(ctx, s.homes(trackers, prefer), integrations.When{}, integrations.When{})
	if err != nil {
		return err
	}
	for _, reading := range readings {
		for _, pull := range reading.Pulls {
			s.note("pull %s %s %q -> %q", pull.ID, pull.Field, pull.From, pull.To)
		}
		s.course.take(reading.Pulls)
	}
	homes := s.homes(trackers, prefer)
	for at, reading := range readings {
		homes[at].Request.Known = reading.Found()
	}
	return s.apply(ctx, trackers, journals, homes)
}

// push plans and applies.
func (s *storm) push(ctx context.Context, trackers []integrations.Tracker, journals []*integrations.Journal, prefer integrations.Side) error {
	return s.apply(ctx, trackers, journals, s.homes(trackers, prefer))
}

func (s *storm) apply(ctx context.Context, trackers []integrations.Tracker, journals []*integrations.Journal, homes []integrations.Home) error {
	pushers := make([]integrations.Pusher, len(homes))
	for at, journal := range journals {
		if journal != nil {
			homes[at].Request.Unsettled = journal.Unsettled()
		}
		pushers[at] = integrations.Pusher{
			Tracker: trackers[at], Clock: s.clock(), Journal: journal, Nonce: s.nonce,
			Known: func(id, key string) error {
				s.course.keys[at][id] = key
				return nil
			},
		}
	}
	plan, err := integrations.MakePlans(ctx, homes)
	if err != nil {
		return err
	}
	for _, c := range plan.Changes {
		if c.Action != integrations.Keep {
			s.note("plan %s %s %s %s: %s", c.Action, c.ID, c.Project, c.Key, c.Reason)
		}
	}
	for _, n := range plan.Notices {
		s.reported[n.ID] = true
	}
	results, err := integrations.ApplyAll(ctx, pushers, plan)
	for at, result := range results {
		for _, p := range result.Tickets {
			if p.Error != "" || p.Action != integrations.Keep {
				s.note("did %s %s %d %s %s", p.Action, p.ID, at, p.Key, p.Error)
			}
		}
	}
	return err
}

// calm ends the storm: no faults any more, conflicts settled one way.
func (s *storm) calm() {
	prefer := integrations.PreferTracker
	if s.chance(50) {
		prefer = integrations.PreferBacklog
	}
	s.note("calm, preferring the %s", prefer)
	for range 2 {
		s.settle()
		s.clock().Pass(60e9)
		if err := s.sync(s.t.Context(), s.open(nil), s.journals(), ""); err != nil {
			s.t.Fatalf("a calm push fails: %v", err)
		}
	}
	s.check("before conflicts are settled")
	s.edits = nil // from here on a person decides what is overwritten
	// A twin that lost its label shows at the latest to who makes a ticket.
	s.addStory()
	for range 2 {
		s.settle()
		if err := s.sync(s.t.Context(), s.open(nil), s.journals(), prefer); err != nil {
			s.t.Fatalf("a calm push fails: %v", err)
		}
	}
	s.settle()
}
