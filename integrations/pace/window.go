package pace

import (
	"fmt"
	"time"
)

// window is a limit of so many creations in any span of time. It remembers
// when creations were answered, so that a server that counts them on arrival
// never sees more than the limit in one span.
type window struct {
	limit int
	span  time.Duration
	done  []creation
}

type creation struct {
	at time.Time
	n  int
}

// expire forgets what is older than the span.
func (w *window) expire(now time.Time) {
	i := 0
	for i < len(w.done) && !now.Before(w.done[i].at.Add(w.span)) {
		i++
	}
	w.done = w.done[i:]
}

// used is how many creations stand in the span that ends now.
func (w *window) used(now time.Time) int {
	w.expire(now)
	sum := 0
	for _, c := range w.done {
		sum += c.n
	}
	return sum
}

// wait is how long until n more creations fit. More than the limit fit when
// nothing else is there.
func (w *window) wait(now time.Time, n int) time.Duration {
	used := w.used(now)
	if w.limit <= 0 || n == 0 {
		return 0
	}
	for _, c := range w.done {
		if used+n <= w.limit {
			break
		}
		used -= c.n
		if used+n <= w.limit || used == 0 {
			return c.at.Add(w.span).Sub(now)
		}
	}
	return 0
}

// room is how many creations the next request may carry to be sent as early as
// any could, give or take a thirtieth of the span; -1 for no limit.
func (w *window) room(now time.Time) int {
	used := w.used(now)
	switch {
	case w.limit <= 0:
		return -1
	case used < w.limit:
		return w.limit - used
	case len(w.done) == 0:
		return w.limit
	}
	soon := w.done[0].at.Add(w.span / 30)
	for _, c := range w.done {
		if c.at.After(soon) {
			break
		}
		used -= c.n
	}
	return max(1, w.limit-used)
}

func (w *window) add(now time.Time, n int) {
	if n > 0 {
		w.done = append(w.done, creation{now, n})
	}
}

// allows says what a window stands for.
func (t *Transport) allows(w *window) string {
	every := "a minute"
	if w.span == time.Hour {
		every = "an hour"
	}
	return fmt.Sprintf("%s allows %d new issues %s", t.config.Service, w.limit, every)
}
