package trackertest

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"plotline/integrations"
)

// The fence of the project in memory.
const (
	memoryBegin = "<<plotline>>\n"
	memoryEnd   = "\n<</plotline>>"
)

// Project is a tracker's server in memory: what an engine meets at its worst,
// without a network. Its index lags, and creates may be committed late.
type Project struct {
	Clock *Clock
	// Name begins its Keys, MEM by default.
	Name string
	// Lag is how old the index's answers are.
	Lag time.Duration
	// Limit is the longest description, 0 for none.
	Limit int
	// Along makes links along with a ticket.
	Along bool

	mu       sync.Mutex
	next     int
	tickets  map[int]*record
	comments map[int][]string
	late     []lateCommit
	writes   int
}

// record is a ticket as it was at each of its times.
type record struct {
	now   integrations.Ticket
	past  []integrations.Ticket
	times []time.Time
	gone  bool
}

// lateCommit is a create that the server finishes after everybody gave up. It has
// its number from the start, as on real servers, and others are made behind it.
type lateCommit struct {
	at     time.Time
	number int
	draft  integrations.Draft
}

// NewProject makes an empty project.
func NewProject(clock *Clock) *Project {
	return &Project{Clock: clock, Name: "MEM", next: 1, tickets: map[int]*record{}, comments: map[int][]string{}}
}

// Writes counts the writes so far.
func (p *Project) Writes() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.writes
}

func (p *Project) key(n int) string { return p.Name + "-" + strconv.Itoa(n) }

// number is that of a Key of the project, 0 for any other.
func (p *Project) number(key string) int {
	digits, ok := strings.CutPrefix(key, p.Name+"-")
	n, err := strconv.Atoi(digits)
	if !ok || err != nil {
		return 0
	}
	return n
}

// lock takes the project, and commits what was late and is due.
func (p *Project) lock() func() {
	p.mu.Lock()
	now := p.Clock.Now()
	var still []lateCommit
	for _, l := range p.late {
		if l.at.After(now) {
			still = append(still, l)
			continue
		}
		p.make(l.number, l.draft)
	}
	p.late = still
	return p.mu.Unlock
}

// take gives out the next number; nothing is there yet.
func (p *Project) take() int {
	n := p.next
	p.next++
	p.tickets[n] = &record{gone: true}
	return n
}

// make makes the ticket of a draft.
func (p *Project) make(n int, d integrations.Draft) integrations.Ticket {
	mark := d.Mark
	t := integrations.Ticket{
		Kind: d.Kind, Type: string(d.Type), Title: d.Title, Description: memoryBegin + d.Part + memoryEnd,
		Labels: append(slices.Clone(d.Labels), integrations.LabelPrefix+mark.Roadmap),
		Status: "To do", Phase: integrations.Open, Mark: &mark,
	}
	if d.Parent != nil {
		t.Parent = d.Parent.Key
	}
	if d.Release != nil {
		t.Release = d.Release.Name
	}
	if !p.Along {
		return p.insert(n, t)
	}
	t.BlockedBy = slices.Clone(d.BlockedBy)
	made := p.insert(n, t)
	for _, key := range d.Blocks {
		// One that is gone waits for nothing.
		_, _ = p.change(key, "", func(t *integrations.Ticket) { t.BlockedBy = append(t.BlockedBy, made.Key) })
	}
	return made
}

func (p *Project) insert(n int, t integrations.Ticket) integrations.Ticket {
	t.Key, t.Native, t.URL = p.key(n), strconv.Itoa(n), "memory://"+p.key(n)
	t.Created = p.Clock.Now()
	p.tickets[n] = &record{}
	return p.store(n, t)
}

// store writes a ticket and keeps what it was for the index.
func (p *Project) store(n int, t integrations.Ticket) integrations.Ticket {
	r := p.tickets[n]
	t.Updated = p.Clock.Now()
	t.Version = strconv.Itoa(len(r.past) + 1)
	t.Part, t.Fence = memoryPart(t.Description)
	switch closed := t.Phase == integrations.Done || t.Phase == integrations.Refused; {
	case !closed:
		t.Closed = time.Time{}
	case t.Closed.IsZero():
		t.Closed = t.Updated
	}
	r.now = t
	r.past, r.times = append(r.past, copied(t)), append(r.times, t.Updated)
	p.writes++
	return copied(t)
}

func memoryPart(description string) (string, integrations.Fence) {
	_, rest, begun := strings.Cut(description, memoryBegin)
	part, _, ended := strings.Cut(rest, memoryEnd)
	switch {
	case begun && ended:
		return part, integrations.FenceIntact
	case begun != strings.Contains(description, memoryEnd):
		return "", integrations.FenceAltered
	}
	return "", integrations.FenceMissing
}

// copied is a ticket that shares nothing with the original.
func copied(t integrations.Ticket) integrations.Ticket {
	t.Labels, t.BlockedBy = slices.Clone(t.Labels), slices.Clone(t.BlockedBy)
	if t.Mark != nil {
		m := *t.Mark
		m.Fields = maps.Clone(m.Fields)
		t.Mark = &m
	}
	return t
}

// change changes a ticket that is there and as it was read.
func (p *Project) change(key, version string, do func(*integrations.Ticket)) (integrations.Ticket, error) {
	n := p.number(key)
	r := p.tickets[n]
	switch {
	case r == nil || r.gone:
		return integrations.Ticket{}, fmt.Errorf("%s: %w", key, integrations.ErrGone)
	case version != "" && r.now.Version != version:
		return integrations.Ticket{}, fmt.Errorf("%s: %w", key, integrations.ErrStale)
	}
	t := copied(r.now)
	do(&t)
	return p.store(n, t), nil
}

func memorySplice(description, part string) string {
	before, rest, begun := strings.Cut(description, memoryBegin)
	_, after, ended := strings.Cut(rest, memoryEnd)
	if begun && ended {
		return before + memoryBegin + part + memoryEnd + after
	}
	return strings.NewReplacer(memoryBegin, "", memoryEnd, "").Replace(description) + "\n" + memoryBegin + part + memoryEnd
}

// All are the tickets that were not deleted.
func (p *Project) All() []integrations.Ticket {
	defer p.lock()()
	var out []integrations.Ticket
	for n := 1; n < p.next; n++ {
		if r := p.tickets[n]; !r.gone {
			out = append(out, copied(r.now))
		}
	}
	return out
}
