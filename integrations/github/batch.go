package github

import (
	"sync"
	"time"
)

// The sizes of a creating request. GitHub names no limit: it breaks off what
// takes it longer than ten seconds.
const (
	firstBatch   = 20
	largestBatch = 50
	quick        = 3 * time.Second
	slow         = 7 * time.Second
)

// batchSize follows the server's answers: refused or lost requests halve it, and
// cap it below for good; quick ones let it grow.
type batchSize struct {
	mu      *sync.Mutex
	size    int
	ceiling int
	// tried says that a request taught the size.
	tried bool
}

func newBatchSize() batchSize {
	return batchSize{mu: &sync.Mutex{}, size: firstBatch, ceiling: largestBatch}
}

func (b *batchSize) now() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.size
}

// startAt begins where requests of another kind, as heavy, have come to.
func (b *batchSize) startAt(n int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.tried {
		b.size = max(b.size, n)
	}
}

// refused notes that a request of n was too much.
func (b *batchSize) refused(n int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.tried = true
	b.ceiling = max(1, min(b.ceiling, n-1))
	b.size = max(1, min(b.size, n/2))
}

// took notes how long a request of n took to succeed.
func (b *batchSize) took(n int, d time.Duration) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.tried = true
	switch {
	case d > slow:
		b.size = max(1, min(b.size, n*2/3))
	case d < quick && n >= b.size:
		b.size = min(b.ceiling, b.size+b.size/2)
	}
}

// Batch is how many drafts the next Create should carry.
func (t *Tracker) Batch() int {
	if t.graphQLOff() {
		return 1
	}
	size := t.batch.now()
	if room := t.pace.Room(); room > 0 && room < size {
		return room
	}
	return size
}
