package trackertest

import (
	"slices"
	"strings"
	"testing"
	"time"

	"plotline/integrations"
	"plotline/stories"
)

// hands are people at work on a [Project].
type hands struct{ p *Project }

// People are people at work on the project.
func (p *Project) People() People { return hands{p} }

// MoveTo moves a ticket to another project, as people do, and gives its Key there.
// What waits for it goes on to do so.
func (p *Project) MoveTo(t testing.TB, other *Project, key string) string {
	t.Helper()
	n := p.number(key)
	moved := func() integrations.Ticket {
		defer p.lock()()
		p.tickets[n].gone = true
		return copied(p.tickets[n].now)
	}()
	created := moved.Created
	moved.Parent, moved.Release, moved.Closed = "", "", time.Time{}
	unlock := other.lock()
	made := other.insert(other.take(), moved)
	at := other.number(made.Key)
	other.tickets[at].now.Created, other.tickets[at].past[0].Created = created, created
	other.comments[at] = p.comments[n]
	unlock()
	for _, in := range []*Project{p, other} {
		in.follow(key, made.Key)
	}
	return made.Key
}

// follow lets those that wait for a moved ticket wait for it under its new Key.
func (p *Project) follow(was, is string) {
	defer p.lock()()
	for n, r := range p.tickets {
		if i := slices.Index(r.now.BlockedBy, was); i >= 0 && !r.gone {
			now := copied(r.now)
			now.BlockedBy[i] = is
			p.store(n, now)
		}
	}
}

// Harness is the project as a tracker under test.
func (p *Project) Harness(batch int) Harness {
	return Harness{
		Clock: p.Clock, People: p.People(),
		Open:   func(wire *Wire) integrations.Tracker { return Shake(p.Open(batch), wire, p.Clock) },
		Settle: func() { p.Clock.Pass(p.Lag) },
	}
}

func (h hands) edit(t testing.TB, key string, do func(*integrations.Ticket)) {
	t.Helper()
	defer h.p.lock()()
	if _, err := h.p.change(key, "", do); err != nil {
		t.Fatal(err)
	}
}

func (h hands) Write(_ testing.TB, title, parent string) string {
	defer h.p.lock()()
	return h.p.insert(h.p.take(), integrations.Ticket{
		Kind: stories.Story, Title: title, Parent: parent, Status: "To do", Phase: integrations.Open,
	}).Key
}

func (h hands) Retitle(t testing.TB, key, title string) {
	h.edit(t, key, func(now *integrations.Ticket) { now.Title = title })
}

func (h hands) Replace(t testing.TB, key, from, to string) {
	h.edit(t, key, func(now *integrations.Ticket) { now.Description = strings.Replace(now.Description, from, to, 1) })
}

func (h hands) Around(t testing.TB, key, before, after string) {
	h.edit(t, key, func(now *integrations.Ticket) { now.Description = before + "\n\n" + now.Description + "\n\n" + after })
}

func (h hands) Description(_ testing.TB, key string) string {
	defer h.p.lock()()
	return h.p.tickets[h.p.number(key)].now.Description
}

func (h hands) BreakFence(t testing.TB, key string) {
	h.edit(t, key, func(now *integrations.Ticket) {
		before, rest, _ := strings.Cut(now.Description, memoryBegin)
		_, after, _ := strings.Cut(rest, memoryEnd)
		now.Description = before + after
	})
}

func (h hands) Unlabel(t testing.TB, key string) {
	h.edit(t, key, func(now *integrations.Ticket) { now.Labels = nil })
}

func (h hands) Unmark(t testing.TB, key string) {
	h.edit(t, key, func(now *integrations.Ticket) { now.Mark = nil })
}

func (h hands) Label(t testing.TB, key, label string) {
	h.edit(t, key, func(now *integrations.Ticket) { now.Labels = append(now.Labels, label) })
}

func (h hands) Start(t testing.TB, key string) {
	h.edit(t, key, func(now *integrations.Ticket) { now.Status, now.Phase = "In progress", integrations.Started })
}

func (h hands) Finish(t testing.TB, key string) {
	h.edit(t, key, func(now *integrations.Ticket) { now.Status, now.Phase = "Done", integrations.Done })
}

func (h hands) Comment(t testing.TB, key, text string) {
	h.edit(t, key, func(now *integrations.Ticket) {
		n := h.p.number(key)
		h.p.comments[n] = append(h.p.comments[n], text)
		now.Comments = len(h.p.comments[n])
	})
}

func (h hands) Comments(_ testing.TB, key string) int {
	defer h.p.lock()()
	return len(h.p.comments[h.p.number(key)])
}

func (h hands) Reparent(t testing.TB, key, parent string) {
	h.edit(t, key, func(now *integrations.Ticket) { now.Parent = parent })
}

func (h hands) Copy(t testing.TB, key string) string {
	t.Helper()
	defer h.p.lock()()
	r := h.p.tickets[h.p.number(key)]
	return h.p.insert(h.p.take(), copied(r.now)).Key
}

func (h hands) Delete(_ testing.TB, key string) {
	defer h.p.lock()()
	h.p.tickets[h.p.number(key)].gone = true
}
