package trackertest

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"

	"plotline/integrations"
)

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
			trackers, journals, do := s.open(s.wire("run", nil)), s.journals(), s.push
			if s.chance(50) {
				do = s.sync
			}
			s.report("run", s.process(func(ctx context.Context) error { return do(ctx, trackers, journals, "") }))
			continue
		}
		turns := newTurns(s.random.Uint64())
		open := func(name string) func() error {
			trackers := s.open(s.wire(name, turns))
			return func() error {
				return s.process(func(ctx context.Context) error { return s.push(ctx, trackers, s.noJournals(), "") })
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

// journals opens the projects' journals, or none, as a machine that lost them
// does.
func (s *storm) journals() []*integrations.Journal {
	out := s.noJournals()
	if s.chance(30) {
		return out
	}
	for at := range out {
		var err error
		if out[at], err = integrations.OpenJournal(filepath.Join(s.folder, fmt.Sprintf("journal%d.jsonl", at))); err != nil {
			s.t.Fatal(err)
		}
	}
	return out
}

func (s *storm) noJournals() []*integrations.Journal {
	return make([]*integrations.Journal, len(s.projects))
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
