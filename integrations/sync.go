package integrations

import (
	"context"
	"slices"

	"plotline/stories"
)

// When says by which status or label of a ticket the handoff moves.
type When struct {
	Status []string
	Labels []string
}

// met names the label or status of the ticket that says so, "" for none.
func (w When) met(t Ticket) string {
	for _, wanted := range w.Labels {
		if slices.ContainsFunc(t.Labels, func(l string) bool { return fold(l) == fold(wanted) }) {
			return "label " + fold(wanted)
		}
	}
	for _, wanted := range w.Status {
		if fold(wanted) == fold(t.Status) {
			return "status " + fold(wanted)
		}
	}
	return ""
}

func fold(s string) string { return canonicalText(stories.FieldLabels, s) }

// SyncRequest is what a sync reads back for.
type SyncRequest struct {
	Request
	Accept When
	Ask    When
}

// ReadBack reads one project by the table of who owns what; see [ReadBackAll].
func ReadBack(ctx context.Context, reader Reader, req SyncRequest) (*Reading, error) {
	readings, err := ReadBackAll(ctx, []Home{{Reader: reader, Request: req.Request}}, req.Accept, req.Ask)
	if err != nil {
		return nil, err
	}
	return readings[0], nil
}

// ReadBackAll reads every home by the table of who owns what. It writes nothing:
// the caller puts the pulls into the backlog, and pushes.
func ReadBackAll(ctx context.Context, homes []Home, accept, ask When) ([]*Reading, error) {
	homes = slices.Clone(homes)
	for i := range homes {
		req := &homes[i].Request
		req.Signals = slices.Concat(req.Signals, accept.Labels, ask.Labels)
	}
	v, err := lookAround(ctx, homes)
	if err != nil {
		return nil, err
	}
	children := make([][]Ticket, len(homes))
	for i, s := range v.sights {
		if children[i], err = s.underEpics(ctx, homes[i].Reader, v.requests[i]); err != nil {
			return nil, err
		}
	}
	v.settle()
	readers, planners := v.readAll(accept, ask)
	again, err := v.refresh(ctx, planners)
	if err != nil {
		return nil, err
	}
	if again {
		readers, _ = v.readAll(accept, ask)
	}
	out := make([]*Reading, len(homes))
	for i, r := range readers {
		r.offers(children[i])
		out[i] = r.out
	}
	return out, nil
}

// readAll reads every home anew by what was seen.
func (v *view) readAll(accept, ask When) ([]*reader, []*planner) {
	planners := v.planners()
	readers := make([]*reader, len(planners))
	for i, p := range planners {
		readers[i] = newReader(SyncRequest{Request: v.requests[i], Accept: accept, Ask: ask}, p)
		readers[i].readAll()
	}
	return readers, planners
}

// underEpics reads what stands under every epic of the backlog.
func (s *sight) underEpics(ctx context.Context, reader Reader, req Request) ([]Ticket, error) {
	var epics []string
	for _, d := range req.Items {
		if d.Kind != stories.Epic {
			continue
		}
		for _, t := range s.tickets[d.ID] {
			epics = append(epics, t.Key)
		}
	}
	if len(epics) == 0 {
		return nil, nil
	}
	children, err := reader.Children(ctx, epics)
	if err != nil {
		return nil, err
	}
	s.note(children)
	for _, t := range children {
		s.add(t, req.Roadmap)
	}
	return children, nil
}

// reader turns what was read into what is to be done about it.
type reader struct {
	req SyncRequest
	p   *planner
	out *Reading
	// items are the item IDs by their tickets' Keys.
	items map[string]string
}

func newReader(req SyncRequest, p *planner) *reader {
	r := &reader{req: req, p: p, items: map[string]string{}, out: newReading()}
	for _, d := range req.Items {
		for _, t := range p.s.tickets[d.ID] {
			r.items[t.Key] = d.ID
		}
	}
	return r
}

func (r *reader) readAll() {
	for _, kind := range []stories.Kind{stories.Epic, stories.Story} {
		for _, d := range r.req.Items {
			t, ok := r.p.s.ticketOf(d.ID)
			if d.Kind == kind && ok && r.p.concerns(d.ID) {
				r.item(d, t)
			}
		}
	}
	r.orders()
	r.out.Notices = append(r.out.Notices, r.p.out.Notices...)
}

func (r *reader) item(d Desired, t Ticket) {
	r.out.Team = append(r.out.Team, TeamState{
		ID: d.ID, Key: t.Key, URL: t.URL, Status: t.Status, Phase: t.Phase, Assignee: t.Assignee,
		Sprint: t.Sprint, Estimate: t.Estimate, Comments: t.Comments, Updated: t.Updated, Closed: t.Closed,
	})
	r.handoff(d, t)
	c := r.p.compare(d, t)
	if t.Phase == Done || t.Phase == Refused {
		r.closed(c)
		return
	}
	if conflicts := r.p.conflicts(c); len(conflicts) > 0 {
		r.p.touched = append(r.p.touched, t.Key)
		r.out.Conflicts = append(r.out.Conflicts, conflicts...)
		return
	}
	for _, field := range fieldsOf(d.Kind) {
		switch c.verdicts[field] {
		case verdictPull, verdictMerge:
			r.p.touched = append(r.p.touched, t.Key)
			r.pull(c, field)
		case verdictPutBack:
			r.p.touched = append(r.p.touched, t.Key)
			r.out.PutBacks = append(r.out.PutBacks, PutBack{
				ID: d.ID, Key: t.Key, Title: oneLine(d.Title), Field: field,
				Ticket: shown(field, c.have[field]), Back: shown(field, c.want[field]),
			})
		}
	}
}

// closed reads back what was edited on a ticket before it was closed; it is
// never written again, so that nothing is put back and nothing in conflict.
func (r *reader) closed(c *comparison) {
	if c.t.Mark == nil || c.t.Mark.Closed != "" || len(c.t.Lossy) > 0 || c.t.Fence != FenceIntact {
		return
	}
	for _, field := range fieldsOf(c.d.Kind) {
		if c.verdicts[field] == verdictPull {
			r.p.touched = append(r.p.touched, c.t.Key)
			r.pull(c, field)
		}
	}
}

// pull records one field to bring into the backlog.
func (r *reader) pull(c *comparison, field stories.Field) {
	pull := Pull{
		ID: c.d.ID, Key: c.t.Key, Title: oneLine(c.d.Title), Field: field,
		From: r.p.shown(field, c.want[field]), Values: []string{},
	}
	switch field {
	case stories.FieldCriteria:
		for _, check := range c.mergedChecks() {
			pull.Values = append(pull.Values, Unharmed(check.Text))
		}
	case stories.FieldParent:
		epic, ok := r.items[c.t.Parent]
		if !ok {
			r.p.notice(c.d.ID, c.t.Key, "%s was moved on the tracker to where no epic of the backlog is (%q): left there", c.t.Key, c.t.Parent)
			return
		}
		pull.Values = []string{epic}
		pull.From, pull.To = r.p.titles[c.d.Epic], r.p.titles[epic]
	case stories.FieldNeeds:
		pull.Values = r.p.pulledNeeds(c, c.names(field, r.req.prefers(c.d.ID)).merged())
	case stories.FieldLabels:
		pull.Values = append(pull.Values, c.names(field, r.req.prefers(c.d.ID)).merged()...)
	default:
		for _, text := range c.have[field] {
			pull.Values = append(pull.Values, Unharmed(text))
		}
	}
	if pull.To == "" {
		pull.To = r.p.shown(field, pull.Values)
	}
	r.out.Pulls = append(r.out.Pulls, pull)
}

// handoff moves the handoff where the team's status or label came to say so,
// unless the backlog's own move is the later one.
func (r *reader) handoff(d Desired, t Ticket) {
	to, reason, signal := stories.Handoff(""), "", ""
	if by := r.req.Ask.met(t); by != "" {
		to, reason, signal = stories.Asked, "asked on the ticket", "asked by "+by
	} else if by := r.req.Accept.met(t); by != "" {
		to, reason, signal = stories.Accepted, "accepted on the ticket", "accepted by "+by
	}
	if signal == d.Heard {
		return
	}
	r.p.touched = append(r.p.touched, t.Key)
	r.out.Heard = append(r.out.Heard, Heard{ID: d.ID, Key: t.Key, Signal: signal})
	if signal == "" || to == d.Handoff || d.Heard == "" && t.Updated.Before(d.HandoffOn) {
		return
	}
	r.out.Handoffs = append(r.out.Handoffs, HandoffMove{
		ID: d.ID, Key: t.Key, Title: oneLine(d.Title), From: d.Handoff, To: to,
		Reason: reason + " (" + t.Status + ")",
	})
}

// offers are what people made under our epics.
func (r *reader) offers(children []Ticket) {
	for _, t := range children {
		epic, ours := r.items[t.Parent]
		if !ours || !r.p.concerns(epic) {
			continue
		}
		if t.Mark != nil {
			r.out.found = append(r.out.found, t)
			continue
		}
		if t.Gone || r.items[t.Key] != "" || t.Phase == Done || t.Phase == Refused {
			continue
		}
		r.out.Offers = append(r.out.Offers, Offer{
			Key: t.Key, URL: t.URL, Title: oneLine(t.Title), Epic: epic, Text: t.Text, Labels: t.Labels,
			SplitFrom: r.items[t.SplitFrom],
		})
	}
}
