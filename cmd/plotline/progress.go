package main

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"plotline/cmd/board"
	"plotline/integrations"
)

// progress shows how far a push is: a bar on a terminal, a line every few
// seconds elsewhere. It talks on stderr.
type progress struct {
	out      io.Writer
	name     string
	terminal bool
	now      func() time.Time

	lock  sync.Mutex
	last  time.Time
	shown integrations.Event
	drawn bool
}

// linesEvery is how often a log gets a line.
const linesEvery = 5 * time.Second

func (p *program) newProgress(name string) *progress {
	return &progress{out: p.stderr, name: name, terminal: p.errTerminal, now: p.now, last: p.now()}
}

// Step tells of one step.
func (b *progress) Step(event integrations.Event) {
	b.lock.Lock()
	defer b.lock.Unlock()
	b.shown = event
	if b.terminal {
		b.draw(event.Doing)
		return
	}
	if b.now().Sub(b.last) >= linesEvery {
		b.last = b.now()
		fmt.Fprintf(b.out, "%s  %d/%d  %s\n", b.name, event.Done, event.Total, event.Doing)
	}
}

// Wait tells of a wait and its reason; a log gets a line for each.
func (b *progress) Wait(d time.Duration, reason string) {
	b.lock.Lock()
	defer b.lock.Unlock()
	said := fmt.Sprintf("waiting %s: %s", d.Round(time.Second), reason)
	if b.terminal {
		b.draw(said)
		return
	}
	if d >= time.Second {
		b.last = b.now()
		fmt.Fprintf(b.out, "%s  %d/%d  %s\n", b.name, b.shown.Done, b.shown.Total, said)
	}
}

// watched shows waits on the terminal and to whoever else watches.
func (p *program) watched(name string) watchers {
	return append(watchers{p.newProgress(name)}, p.watchers...)
}

func (b *progress) draw(said string) {
	const cells = 18
	full := 0
	if b.shown.Total > 0 {
		full = cells * b.shown.Done / b.shown.Total
	}
	bar := strings.Repeat("█", full) + strings.Repeat("░", cells-full)
	fmt.Fprintf(b.out, "\r\x1b[K%s  %s  %d/%d  %s", b.name, bar, b.shown.Done, b.shown.Total, said)
	b.drawn = true
}

// finish leaves the terminal's line clean.
func (b *progress) finish() {
	b.lock.Lock()
	defer b.lock.Unlock()
	if b.drawn {
		fmt.Fprint(b.out, "\r\x1b[K")
	}
}

// watchers all see the same.
type watchers []board.Watcher

// Step shows one step to all.
func (all watchers) Step(event integrations.Event) {
	for _, watcher := range all {
		watcher.Step(event)
	}
}

// Wait shows a wait to all.
func (all watchers) Wait(d time.Duration, reason string) {
	for _, watcher := range all {
		watcher.Wait(d, reason)
	}
}
