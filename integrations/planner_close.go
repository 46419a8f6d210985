package integrations

import (
	"fmt"
	"slices"

	"plotline/stories"
)

// duplicates plans the end of tickets that were made twice, and reports the
// copies that people made.
func (p *planner) duplicates() {
	for _, d := range p.req.Items {
		tickets := p.s.tickets[d.ID]
		if len(tickets) < 2 || !p.concerns(d.ID) {
			continue
		}
		twins := sortTwins(tickets)
		for _, t := range twins.copies {
			p.notice(d.ID, t.Key, "%s is a person's copy of %s: left alone", t.Key, twins.keep.Key)
		}
		for _, t := range twins.duplicates {
			p.duplicate(d, t, twins.keep)
		}
	}
}

func (p *planner) duplicate(d Desired, t, keep Ticket) {
	p.touched = append(p.touched, t.Key)
	if !untouched(t) || p.hasChildren(t.Key) {
		if t.Phase != Refused {
			p.notice(d.ID, t.Key, "%s and %s are one item, made twice, and people worked on both: close one", keep.Key, t.Key)
			p.showAgain(d, t)
		}
		return
	}
	c := p.change(Close, d)
	c.Key, c.URL, c.TicketVersion, c.Twin = t.Key, t.URL, t.Version, true
	c.Reason = "made twice: " + keep.Key + " stays"
	c.work = work{ticket: t, closing: Closing{
		Comment:   "This ticket was made twice. " + keep.Key + " stays.",
		Duplicate: keep.Key, Mark: closedMark(t, closedDuplicate),
	}}
	p.out.Changes = append(p.out.Changes, c)
}

// showAgain gives a ticket made twice, which people have to close, its label
// back: without it the next plan would not see it.
func (p *planner) showAgain(d Desired, t Ticket) {
	label := LabelPrefix + p.req.Roadmap
	if t.Mark == nil || p.s.marked[t.Key] || t.Phase == Done || slices.Contains(t.Labels, label) {
		return
	}
	c := p.change(Update, d)
	c.Key, c.URL, c.TicketVersion, c.Twin = t.Key, t.URL, t.Version, true
	c.Reason = "the label by which it is found was removed: put back"
	mark := *t.Mark
	mark.Key = t.Key
	c.work = work{ticket: t, edit: Edit{ID: d.ID, AddLabels: []string{label}, Mark: mark}}
	p.out.Changes = append(p.out.Changes, c)
}

// hasChildren says whether tickets will be left under a ticket after the plan.
func (p *planner) hasChildren(key string) bool {
	if p.s.people[key] > 0 {
		return true
	}
	for _, tickets := range p.s.tickets {
		for _, t := range tickets {
			if t.Parent == key && !p.reparented[t.Key] && t.Phase != Refused && !p.closes(t.Key) && !p.doubled(t) {
				return true
			}
		}
	}
	return false
}

// doubled says whether a ticket is itself one that is about to be closed as
// made twice.
func (p *planner) doubled(t Ticket) bool {
	return t.Mark != nil && slices.ContainsFunc(sortTwins(p.s.tickets[t.Mark.ID]).duplicates, func(d Ticket) bool {
		return d.Key == t.Key && untouched(d)
	})
}

func (p *planner) closes(key string) bool {
	return slices.ContainsFunc(p.out.Changes, func(c Change) bool { return c.Action == Close && c.Key == key })
}

// closures plans the end of what was dropped from the backlog.
func (p *planner) closures() {
	for _, d := range p.req.Dropped {
		if !p.concerns(d.ID) {
			continue
		}
		for _, t := range p.s.tickets[d.ID] {
			if p.drop(d, t) {
				p.closing++
			}
		}
	}
}

// overLimit refuses a push that would close more tickets, of all projects
// together, than the limit lets it; nil where it may begin.
func overLimit(planners []*planner) []Obstacle {
	closing, live, req := 0, 0, planners[0].req
	for _, p := range planners {
		closing, live = closing+p.closing, live+p.live()
	}
	if closing <= req.AllowClosures || req.Limit.allows(closing, live) {
		return nil
	}
	return []Obstacle{{
		Refuse:  true,
		Message: fmt.Sprintf("it would close %d of %d open tickets, more than the limit", closing, live),
		Hint:    fmt.Sprintf("plotline push --allow-closures %d", closing),
	}}
}

// drop plans the closing of one dropped item's ticket.
func (p *planner) drop(d Dropped, t Ticket) bool {
	switch t.Phase {
	case Started:
		p.notice(d.ID, t.Key, "%s was dropped from the backlog and is in progress (%s): left open", t.Key, t.Status)
		return false
	case Done, Refused:
		return false
	}
	if t.Mark == nil {
		p.notice(d.ID, t.Key, "%s was dropped from the backlog and bears no mark any more: left open", t.Key)
		return false
	}
	p.touched = append(p.touched, t.Key)
	kind := t.Kind
	if kind == "" {
		kind = stories.Story
	}
	why := d.words()
	p.out.Changes = append(p.out.Changes, Change{
		Action: Close, Kind: kind, ID: d.ID, Key: t.Key, URL: t.URL, Title: t.Title, Parent: t.Parent,
		Reason: why, Fields: []FieldChange{}, TicketVersion: t.Version,
		work: work{ticket: t, closing: Closing{
			Comment: Harmless("This was taken out of the backlog: "+why+".", ""), Mark: closedMark(t, closedDropped),
		}},
	})
	return true
}

func (d Dropped) words() string {
	words := "dropped"
	if d.By != "" {
		words += " by " + oneLine(d.By)
	}
	if !d.On.IsZero() {
		words += ", " + d.On.Format("2006-01-02")
	}
	if d.Reason != "" {
		words += ": " + oneLine(d.Reason)
	}
	return words
}

// live counts the roadmap's tickets that are not closed.
func (p *planner) live() int {
	n := 0
	for _, tickets := range p.s.tickets {
		for _, t := range tickets {
			if t.Phase == Open || t.Phase == Started {
				n++
			}
		}
	}
	return n
}

// Why Plotline closes a ticket, as its mark remembers.
const (
	closedDropped   = "dropped"
	closedDuplicate = "duplicate"
)

func closedMark(t Ticket, why string) Mark {
	m := *t.Mark
	m.Key, m.Closed = t.Key, why
	return m
}
