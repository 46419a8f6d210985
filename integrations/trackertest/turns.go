package trackertest

import (
	"math/rand/v2"
	"sync"
)

// turns lets several processes take turns, request by request, in an order
// that a seed decides.
type turns struct {
	mu      sync.Mutex
	random  *rand.Rand
	waiting map[string]chan struct{}
	order   []string // names that wait, in a fixed order
	alive   int
}

func newTurns(seed uint64) *turns {
	return &turns{random: rand.New(rand.NewPCG(seed, 5)), waiting: map[string]chan struct{}{}}
}

// wait blocks until it is this process's turn.
func (t *turns) wait(name string) {
	t.mu.Lock()
	turn := make(chan struct{})
	t.waiting[name] = turn
	t.next()
	t.mu.Unlock()
	<-turn
}

// next gives a turn when everybody waits.
func (t *turns) next() {
	if len(t.waiting) < t.alive || t.alive == 0 {
		return
	}
	var names []string
	for _, name := range t.order {
		if t.waiting[name] != nil {
			names = append(names, name)
		}
	}
	name := names[t.random.IntN(len(names))]
	turn := t.waiting[name]
	delete(t.waiting, name)
	close(turn)
}

// run runs two processes to their end and gives their errors by name.
func (t *turns) run(a, b func() error) map[string]error {
	t.order, t.alive = []string{"A", "B"}, 2
	errs := map[string]error{}
	var wg sync.WaitGroup
	for i, process := range []func() error{a, b} {
		wg.Go(func() {
			err := process()
			t.mu.Lock()
			defer t.mu.Unlock()
			errs[t.order[i]] = err
			t.alive--
			t.next()
		})
	}
	wg.Wait()
	return errs
}
