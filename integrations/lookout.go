package integrations

import (
	"context"
	"slices"
	"time"
)

// Watcher is a tracker that can tell in a request or two what changed of late.
type Watcher interface {
	// Changes gives the tickets that changed within the last while, whosever
	// they are, by the tracker's index and clock. The index may lag.
	Changes(ctx context.Context, within time.Duration) ([]Trace, error)
}

// Trace is what is known of a ticket that changed.
type Trace struct {
	Key, Parent string
	// Version changes with every change of the ticket.
	Version string
	Labels  []string
}

// Lookout tells a watch when a sync is worth its requests: when a ticket that
// concerns the roadmap changed since the last look.
type Lookout struct {
	Watcher Watcher
	Clock   Clock
	Roadmap string

	// at is when it looked last, synced when it last sent for a sync.
	at, synced time.Time
	// seen are the versions of what had changed by the last look.
	seen map[string]string
}

const (
	// lookLag is how far an index may be behind for a change to be seen as soon
	// as it shows.
	lookLag = 15 * time.Minute
	// lookLongest is how long no sync is: what leaves no trace, such as a ticket
	// that was deleted, is seen by then.
	lookLongest = time.Hour
)

// Moved says whether something changed since the last look: a ticket of the
// roadmap, by its label or its Key, or one under such a ticket. The first look
// says so, and so does one long after the last that did.
func (l *Lookout) Moved(ctx context.Context, keys []string) (bool, error) {
	now := l.Clock.Now()
	within := lookLag
	if !l.at.IsZero() {
		within += now.Sub(l.at)
	}
	traces, err := l.Watcher.Changes(ctx, within)
	if err != nil {
		return false, err
	}
	moved := now.Sub(l.synced) >= lookLongest
	seen := map[string]string{}
	for _, trace := range traces {
		seen[trace.Key] = trace.Version
		ours := slices.Contains(trace.Labels, LabelPrefix+l.Roadmap) ||
			slices.Contains(keys, trace.Key) || slices.Contains(keys, trace.Parent)
		moved = moved || ours && l.seen[trace.Key] != trace.Version
	}
	l.at, l.seen = now, seen
	if moved {
		l.synced = now
	}
	return moved, nil
}
