package pace

import (
	"sync"
	"time"
)

// Limits are what a server lets one login do, whichever of its projects is asked
// for: Transports to one server share them.
type Limits struct {
	writing chan struct{}

	mu      sync.Mutex
	windows [2]window
	held    map[string]heldUntil
}

type heldUntil struct {
	at     time.Time
	reason string
}

// NewLimits are those of a server of which nothing is known yet.
func NewLimits() *Limits {
	return &Limits{writing: make(chan struct{}, 1), held: map[string]heldUntil{}}
}

// SetLimits changes the creation limits, as learned from the server; 0 for
// none. What was created before counts on.
func (t *Transport) SetLimits(perMinute, perHour int) {
	t.limits.mu.Lock()
	defer t.limits.mu.Unlock()
	t.limits.windows[0].limit, t.limits.windows[0].span = perMinute, time.Minute
	t.limits.windows[1].limit, t.limits.windows[1].span = perHour, time.Hour
}

// Room is how many creations the next request may carry without waiting longer
// than a single one would, -1 for any number.
func (t *Transport) Room() int {
	t.limits.mu.Lock()
	defer t.limits.mu.Unlock()
	now, room := t.config.Clock.Now(), -1
	for i := range t.limits.windows {
		r := t.limits.windows[i].room(now)
		if r >= 0 && (room < 0 || r < room) {
			room = r
		}
	}
	return room
}

// hold keeps back the requests of a bucket, "" for all.
func (t *Transport) hold(bucket string, d time.Duration, reason string) {
	t.limits.mu.Lock()
	defer t.limits.mu.Unlock()
	until := t.config.Clock.Now().Add(d)
	if until.After(t.limits.held[bucket].at) {
		t.limits.held[bucket] = heldUntil{until, reason}
	}
}
