package trackertest

import (
	"strings"
	"testing"

	"plotline/integrations"
	"plotline/stories"
)

// hands are people at work on a [Project].
type hands struct{ p *Project }

// People are people at work on the project.
func (p *Project) People() People { return hands{p} }

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
	return h.p.insert(integrations.Ticket{
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
	return h.p.tickets[memoryNumber(key)].now.Description
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
		n := memoryNumber(key)
		h.p.comments[n] = append(h.p.comments[n], text)
		now.Comments = len(h.p.comments[n])
	})
}

func (h hands) Comments(_ testing.TB, key string) int {
	defer h.p.lock()()
	return len(h.p.comments[memoryNumber(key)])
}

func (h hands) Reparent(t testing.TB, key, parent string) {
	h.edit(t, key, func(now *integrations.Ticket) { now.Parent = parent })
}

func (h hands) Copy(t testing.TB, key string) string {
	t.Helper()
	defer h.p.lock()()
	r := h.p.tickets[memoryNumber(key)]
	return h.p.insert(copied(r.now)).Key
}

func (h hands) Delete(_ testing.TB, key string) {
	defer h.p.lock()()
	h.p.tickets[memoryNumber(key)].gone = true
}
