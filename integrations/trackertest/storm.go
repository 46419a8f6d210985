package trackertest

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
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
	t      *testing.T
	h      Harness
	random *rand.Rand
	course course
	folder string
	log    []string
	nonces int
	words  int
	// edits are what people wrote, until somebody replaced it.
	edits []*edit
	// copies are the Keys of tickets that people cloned.
	copies map[string]bool
	// deleted are the IDs of items whose ticket a person deleted.
	deleted map[string]bool
	// unmarked are the items from whose ticket a person took the mark.
	unmarked map[string]bool
	// reported are the items of which a plan said that they were made twice.
	reported map[string]bool
	// needed and needless are what the product owner said last of who waits
	// for whom; links are what people made of it on tickets.
	needed, needless [][2]string
	links            [][3]string
}

// edit is one thing that a person wrote, with a word that is nowhere else.
type edit struct {
	id    string
	key   string // the ticket it was written on, "" for the backlog
	field stories.Field
	word  string
}

func newStorm(t *testing.T, seed uint64, h Harness) *storm {
	s := &storm{
		t: t, h: h, random: rand.New(rand.NewPCG(seed, 7)), folder: t.TempDir(),
		copies: map[string]bool{}, deleted: map[string]bool{}, reported: map[string]bool{}, unmarked: map[string]bool{},
	}
	s.course = course{items: Items(1+s.random.IntN(3), s.random.IntN(5)), keys: map[string]string{}}
	return s
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

// request is what the backlog wants now; the Keys are known unless somebody
// forgot to commit them.
func (s *storm) request(prefer integrations.Side) integrations.Request {
	req := integrations.Request{
		Roadmap: roadmap, Backlog: "storm", Items: s.course.desired(), Dropped: s.course.dropped(),
	}
	if prefer != "" {
		req.Prefer = map[string]integrations.Side{"*": prefer}
	}
	return req
}

// died is the end of a process.
type died struct{ at int }

var errDied = errors.New("killed")

// wire is one process's way to the tracker: faults by chance, death at a
// request, and turns with the other processes.
func (s *storm) wire(name string, turns *turns) *Wire {
	percent := []int{0, 5, 20, 40}[s.random.IntN(4)]
	random := rand.New(rand.NewPCG(s.random.Uint64(), 3))
	end := -1
	if s.chance(40) {
		end = 1 + s.random.IntN(14)
	}
	faults := AllFaults()
	return &Wire{Decide: func(n int, what string) Fault {
		if turns != nil {
			turns.wait(name)
		}
		if n == end {
			s.note("%s %d %s: killed", name, n, what)
			panic(died{n})
		}
		fault := None
		if random.IntN(100) < percent {
			fault = faults[random.IntN(len(faults))]
		}
		s.note("%s %d %s %s", name, n, what, fault)
		return fault
	}}
}

// runs lets one process push, or two at once.
func (s *storm) runs() {
	for range 1 + s.random.IntN(3) {
		if !s.chance(30) {
			tracker, journal, do := s.h.Open(s.wire("run", nil)), s.journal(), s.push
			if s.chance(50) {
				do = s.sync
			}
			s.report("run", s.process(func(ctx context.Context) error { return do(ctx, tracker, journal, "") }))
			continue
		}
		turns := newTurns(s.random.Uint64())
		open := func(name string) func() error {
			tracker := s.h.Open(s.wire(name, turns))
			return func() error {
				return s.process(func(ctx context.Context) error { return s.push(ctx, tracker, nil, "") })
			}
		}
		for name, err := range turns.run(open("A"), open("B")) {
			s.report(name, err)
		}
	}
}

func (s *storm) report(name string, err error) {
	if err != nil {
		s.note("%s ended: %v", name, err)
	}
}

// journal opens the journal, or another one, as a machine that lost it does.
func (s *storm) journal() *integrations.Journal {
	if s.chance(30) {
		return nil
	}
	journal, err := integrations.OpenJournal(filepath.Join(s.folder, "journal.jsonl"))
	if err != nil {
		s.t.Fatal(err)
	}
	return journal
}

// process is one process; death ends it anywhere.
func (s *storm) process(do func(context.Context) error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			if _, ok := r.(died); !ok {
				panic(r)
			}
			err = errDied
		}
	}()
	return do(context.Background())
}

// sync reads back and pushes.
func (s *storm) sync(ctx context.Context, tracker integrations.Tracker, journal *integrations.Journal, prefer integrations.Side) error {
	reading, err := integrations.ReadBack(ctx, tracker, integrations.SyncRequest{Request: s.request(prefer)})
	if err != nil {
		return err
	}
	for _, pull := range reading.Pulls {
		s.note("pull %s %s %q -> %q", pull.ID, pull.Field, pull.From, pull.To)
	}
	s.course.take(reading.Pulls)
	req := s.request(prefer)
	req.Known = reading.Found()
	return s.apply(ctx, tracker, journal, req)
}

// push plans and applies.
func (s *storm) push(ctx context.Context, tracker integrations.Tracker, journal *integrations.Journal, prefer integrations.Side) error {
	return s.apply(ctx, tracker, journal, s.request(prefer))
}

func (s *storm) apply(ctx context.Context, tracker integrations.Tracker, journal *integrations.Journal, req integrations.Request) error {
	if journal != nil {
		req.Unsettled = journal.Unsettled()
	}
	plan, err := integrations.MakePlan(ctx, tracker, req)
	if err != nil {
		return err
	}
	for _, c := range plan.Changes {
		if c.Action != integrations.Keep {
			s.note("plan %s %s %s: %s", c.Action, c.ID, c.Key, c.Reason)
		}
	}
	for _, n := range plan.Notices {
		s.reported[n.ID] = true
	}
	pusher := integrations.Pusher{
		Tracker: tracker, Clock: s.h.Clock, Journal: journal, Nonce: s.nonce,
		Known: func(id, key string) error {
			s.course.keys[id] = key
			return nil
		},
	}
	result, err := pusher.Apply(ctx, plan)
	for _, p := range result.Tickets {
		if p.Error != "" || p.Action != integrations.Keep {
			s.note("did %s %s %s %s", p.Action, p.ID, p.Key, p.Error)
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
		if s.h.Settle != nil {
			s.h.Settle()
		}
		s.h.Clock.Pass(60e9)
		if err := s.sync(context.Background(), s.h.Open(nil), s.journal(), ""); err != nil {
			s.t.Fatalf("a calm push fails: %v", err)
		}
	}
	s.check("before conflicts are settled")
	s.edits = nil // from here on a person decides what is overwritten
	// A twin that lost its label shows at the latest to who makes a ticket.
	s.addStory()
	for range 2 {
		if s.h.Settle != nil {
			s.h.Settle()
		}
		if err := s.sync(context.Background(), s.h.Open(nil), s.journal(), prefer); err != nil {
			s.t.Fatalf("a calm push fails: %v", err)
		}
	}
	if s.h.Settle != nil {
		s.h.Settle()
	}
}
