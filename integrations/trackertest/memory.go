package trackertest

import (
	"context"
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

// lateCommit is a create that the server finishes after everybody gave up.
type lateCommit struct {
	at    time.Time
	draft integrations.Draft
}

// NewProject makes an empty project.
func NewProject(clock *Clock) *Project {
	return &Project{Clock: clock, next: 1, tickets: map[int]*record{}, comments: map[int][]string{}}
}

// Writes counts the writes so far.
func (p *Project) Writes() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.writes
}

// Memory is one process's Tracker of a [Project].
type Memory struct {
	project *Project
	batch   int
}

// Open gives a Tracker that creates so many tickets at once.
func (p *Project) Open(batch int) *Memory { return &Memory{project: p, batch: batch} }

func memoryKey(n int) string { return "MEM-" + strconv.Itoa(n) }

func memoryNumber(key string) int {
	n, err := strconv.Atoi(strings.TrimPrefix(key, "MEM-"))
	if err != nil {
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
		p.make(l.draft)
	}
	p.late = still
	return p.mu.Unlock
}

// make makes the ticket of a draft.
func (p *Project) make(d integrations.Draft) integrations.Ticket {
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
		return p.insert(t)
	}
	t.BlockedBy = slices.Clone(d.BlockedBy)
	made := p.insert(t)
	for _, key := range d.Blocks {
		// One that is gone waits for nothing.
		_, _ = p.change(key, "", func(t *integrations.Ticket) { t.BlockedBy = append(t.BlockedBy, made.Key) })
	}
	return made
}

func (p *Project) insert(t integrations.Ticket) integrations.Ticket {
	n := p.next
	p.next++
	t.Key, t.Native, t.URL = memoryKey(n), strconv.Itoa(n), "memory://"+memoryKey(n)
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

// Describe says what the project is.
func (m *Memory) Describe(context.Context) (integrations.Server, error) {
	return integrations.Server{
		Tracker: "memory", Project: "MEM", Title: "MEM in memory", Edition: "in memory", BodyLimit: m.project.Limit,
	}, nil
}

// Marked answers from the index, as it was a while ago.
func (m *Memory) Marked(_ context.Context, roadmap string) (integrations.Found, error) {
	p := m.project
	defer p.lock()()
	then := p.Clock.Now().Add(-p.Lag)
	var found integrations.Found
	for n := 1; n < p.next; n++ {
		r := p.tickets[n]
		i := len(r.times) - 1
		for i >= 0 && r.times[i].After(then) {
			i--
		}
		if i < 0 || r.gone {
			continue
		}
		found.Highest = memoryKey(n)
		if t := r.past[i]; t.Mark != nil && slices.Contains(t.Labels, integrations.LabelPrefix+roadmap) {
			found.Tickets = append(found.Tickets, copied(t))
		}
	}
	return found, nil
}

// After reads directly.
func (m *Memory) After(_ context.Context, key, roadmap string) (integrations.Found, error) {
	p := m.project
	defer p.lock()()
	found := integrations.Found{}
	for n := memoryNumber(key) + 1; n < p.next; n++ {
		r := p.tickets[n]
		if r.gone {
			continue
		}
		found.Highest = memoryKey(n)
		if r.now.Mark != nil && r.now.Mark.Roadmap == roadmap {
			found.Tickets = append(found.Tickets, copied(r.now))
		}
	}
	return found, nil
}

// Read reads directly.
func (m *Memory) Read(_ context.Context, keys []string) ([]integrations.Ticket, error) {
	p := m.project
	defer p.lock()()
	out := make([]integrations.Ticket, len(keys))
	for i, key := range keys {
		r := p.tickets[memoryNumber(key)]
		if r == nil || r.gone {
			out[i] = integrations.Ticket{Key: key, Gone: true}
			continue
		}
		out[i] = copied(r.now)
	}
	return out, nil
}

// Children reads directly.
func (m *Memory) Children(_ context.Context, epics []string) ([]integrations.Ticket, error) {
	p := m.project
	defer p.lock()()
	var out []integrations.Ticket
	for n := 1; n < p.next; n++ {
		if r := p.tickets[n]; !r.gone && r.now.Parent != "" && slices.Contains(epics, r.now.Parent) {
			out = append(out, copied(r.now))
		}
	}
	return out, nil
}

// Batch is how many tickets a Create makes.
func (m *Memory) Batch() int { return m.batch }

// Create makes tickets.
func (m *Memory) Create(_ context.Context, drafts []integrations.Draft) []integrations.Creation {
	p := m.project
	defer p.lock()()
	out := make([]integrations.Creation, len(drafts))
	for i, d := range drafts {
		out[i] = integrations.Creation{Outcome: integrations.Created, Ticket: p.make(d)}
		if p.Along {
			out[i].Linked = slices.Concat(d.BlockedBy, d.Blocks)
		}
	}
	return out
}

// LinksAtCreate says whether links are made along with a ticket.
func (m *Memory) LinksAtCreate() bool { return m.project.Along }

// MakeLate commits the drafts after a while, though nobody hears of it.
func (m *Memory) MakeLate(drafts []integrations.Draft, after time.Duration) {
	p := m.project
	defer p.lock()()
	for _, d := range drafts {
		p.late = append(p.late, lateCommit{p.Clock.Now().Add(after), d})
	}
}

// change changes a ticket that is there and as it was read.
func (p *Project) change(key, version string, do func(*integrations.Ticket)) (integrations.Ticket, error) {
	n := memoryNumber(key)
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

// Update writes an edit.
func (m *Memory) Update(_ context.Context, ticket integrations.Ticket, edit integrations.Edit) (integrations.Ticket, error) {
	p := m.project
	defer p.lock()()
	return p.change(ticket.Key, ticket.Version, func(t *integrations.Ticket) {
		if edit.Title != nil {
			t.Title = *edit.Title
		}
		if edit.Part != nil {
			t.Description = memorySplice(t.Description, *edit.Part)
		}
		if edit.Parent != nil {
			t.Parent = edit.Parent.Key
		}
		if edit.Release != nil {
			t.Release = edit.Release.Name
		}
		for _, l := range edit.AddLabels {
			if !slices.Contains(t.Labels, l) {
				t.Labels = append(t.Labels, l)
			}
		}
		t.Labels = slices.DeleteFunc(t.Labels, func(l string) bool { return slices.Contains(edit.RemoveLabels, l) })
		mark := edit.Mark
		t.Mark = &mark
	})
}

func memorySplice(description, part string) string {
	before, rest, begun := strings.Cut(description, memoryBegin)
	_, after, ended := strings.Cut(rest, memoryEnd)
	if begun && ended {
		return before + memoryBegin + part + memoryEnd + after
	}
	return strings.NewReplacer(memoryBegin, "", memoryEnd, "").Replace(description) + "\n" + memoryBegin + part + memoryEnd
}

// Close closes a ticket.
func (m *Memory) Close(_ context.Context, ticket integrations.Ticket, closing integrations.Closing) error {
	p := m.project
	defer p.lock()()
	n := memoryNumber(ticket.Key)
	if r := p.tickets[n]; r != nil && (r.now.Phase == integrations.Done || r.now.Phase == integrations.Refused) {
		return nil
	}
	_, err := p.change(ticket.Key, ticket.Version, func(t *integrations.Ticket) {
		t.Phase, t.Status = integrations.Refused, "Dropped"
		p.comments[n] = append(p.comments[n], closing.Comment)
		t.Comments = len(p.comments[n])
		mark := closing.Mark
		t.Mark = &mark
	})
	return err
}

// Link makes and ends links.
func (m *Memory) Link(_ context.Context, edits []integrations.LinkEdit) []error {
	p := m.project
	defer p.lock()()
	out := make([]error, len(edits))
	for i, edit := range edits {
		_, out[i] = p.change(edit.Key, "", func(t *integrations.Ticket) {
			for _, k := range edit.Add {
				if !slices.Contains(t.BlockedBy, k) {
					t.BlockedBy = append(t.BlockedBy, k)
				}
			}
			t.BlockedBy = slices.DeleteFunc(t.BlockedBy, func(k string) bool { return slices.Contains(edit.Remove, k) })
		})
	}
	return out
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
