package trackertest

import (
	"context"
	"slices"
	"time"

	"plotline/integrations"
)

// Memory is one process's Tracker of a [Project].
type Memory struct {
	project *Project
	batch   int
}

// Open gives a Tracker that creates so many tickets at once.
func (p *Project) Open(batch int) *Memory { return &Memory{project: p, batch: batch} }

// Describe says what the project is.
func (m *Memory) Describe(context.Context) (integrations.Server, error) {
	return integrations.Server{
		Tracker: "memory", Project: m.project.Name, Title: m.project.Name + " in memory", Edition: "in memory", BodyLimit: m.project.Limit,
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
		found.Highest = p.key(n)
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
	for n := p.number(key) + 1; n < p.next; n++ {
		r := p.tickets[n]
		if r.gone {
			continue
		}
		found.Highest = p.key(n)
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
		r := p.tickets[p.number(key)]
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
		out[i] = integrations.Creation{Outcome: integrations.Created, Ticket: p.make(p.take(), d)}
		if p.Along {
			out[i].Linked = slices.Concat(d.BlockedBy, d.Blocks)
		}
	}
	return out
}

// LinksAtCreate says whether links are made along with a ticket.
func (m *Memory) LinksAtCreate() bool { return m.project.Along }

// LinksFar says that tickets are linked across projects.
func (m *Memory) LinksFar(context.Context) (bool, error) { return true, nil }

// MakeLate commits the drafts after a while, though nobody hears of it.
func (m *Memory) MakeLate(drafts []integrations.Draft, after time.Duration) {
	p := m.project
	defer p.lock()()
	for _, d := range drafts {
		p.late = append(p.late, lateCommit{p.Clock.Now().Add(after), p.take(), d})
	}
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

// Close closes a ticket.
func (m *Memory) Close(_ context.Context, ticket integrations.Ticket, closing integrations.Closing) error {
	p := m.project
	defer p.lock()()
	n := p.number(ticket.Key)
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
			if edit.Mark != nil && t.Mark != nil {
				mark := t.Mark.LinkedAs(*edit.Mark)
				t.Mark = &mark
			}
		})
	}
	return out
}
