package integrations

import (
	"slices"
	"strings"

	"plotline/stories"
)

// fill puts one field into an edit.
func (p *planner) fill(edit *Edit, change *Change, c *comparison, field stories.Field) {
	switch field {
	case stories.FieldTitle:
		title := oneLine(c.d.Title)
		edit.Title = &title
	case stories.FieldLabels:
		merged := c.names(field, p.req.prefers(c.d.ID)).merged()
		edit.AddLabels = append(edit.AddLabels, missing(field, merged, c.have[field])...)
		edit.RemoveLabels = missing(field, c.have[field], merged)
	case stories.FieldParent:
		p.reparented[c.t.Key] = true
		if epic, ok := p.s.ticketOf(c.d.Epic); ok {
			edit.Parent = &epic
			return
		}
		change.work.parentID = c.d.Epic
	case stories.FieldRelease:
		edit.Release = c.d.Release
		if edit.Release == nil {
			edit.Release = &Release{}
		}
	case stories.FieldNeeds:
		merged := c.names(field, p.req.prefers(c.d.ID)).merged()
		change.work.needs = missing(field, merged, c.have[field])
		for _, id := range missing(field, c.have[field], merged) {
			for _, key := range c.t.BlockedBy {
				if slices.Contains(p.itemsOf([]string{key}), id) {
					change.work.unlink = append(change.work.unlink, key)
				}
			}
		}
	}
}

// missing are the names of a that b lacks.
func missing(field stories.Field, a, b []string) []string {
	have := digestsOf(field, b)
	var out []string
	for _, name := range a {
		if !slices.Contains(have, digest(canonicalText(field, name))) {
			out = append(out, name)
		}
	}
	return out
}

func missingDigests(of, in []string) []string {
	return slices.DeleteFunc(slices.Clone(of), func(d string) bool { return slices.Contains(in, d) })
}

// to is what a field will say.
func (c *comparison) to(p *planner, field stories.Field) string {
	switch {
	case field == stories.FieldParent && p.making[c.d.Epic]:
		return p.titles[c.d.Epic]
	case field == stories.FieldCriteria:
		return Unharmed(printChecks(c.mergedChecks()))
	}
	if named(field) {
		return p.shown(field, c.names(field, p.req.prefers(c.d.ID)).merged())
	}
	return shown(field, c.want[field])
}

// writesPart says whether a field inside the fence is to be written.
func (c *comparison) writesPart() bool {
	if c.adopts {
		return true // with its first fence
	}
	for field, v := range c.verdicts {
		if inPart(field) && (v == verdictPush || v == verdictPutBack || v == verdictMerge) {
			return true
		}
	}
	return false
}

// merged is the part as it will stand: the backlog's fields where they are
// pushed, the ticket's where they are its own, and what a person added.
func (c *comparison) merged() Part {
	p := c.havePart
	p.Cut = c.wantPart.Cut
	take := func(field stories.Field, to *string, from string) {
		if v := c.verdicts[field]; v != verdictSame && v != verdictPull {
			*to = from
		}
	}
	take(stories.FieldNarrative, &p.Narrative, c.wantPart.Narrative)
	take(fieldContext, &p.Context, c.wantPart.Context)
	take(stories.FieldDestination, &p.Destination, c.wantPart.Destination)
	take(stories.FieldNotes, &p.Notes, c.wantPart.Notes)
	p.Criteria = c.mergedChecks()
	return p
}

// mergedChecks are the criteria as they will stand; boxes that the team made
// stay with their criterion.
func (c *comparison) mergedChecks() []Check {
	have, want := c.havePart.Criteria, c.wantPart.Criteria
	switch c.verdicts[stories.FieldCriteria] {
	case verdictSame, verdictPull:
		return have
	case verdictMerge:
		order, _ := mergeOrder(baseOf(c.t, stories.FieldCriteria), c.had[stories.FieldCriteria], c.wanted[stories.FieldCriteria])
		out := make([]Check, len(order))
		for i, pick := range order {
			if out[i] = want[min(pick.at, len(want)-1)]; pick.ticket {
				out[i] = have[pick.at]
			}
		}
		return out
	}
	boxes := map[string]string{}
	for i, d := range c.had[stories.FieldCriteria] {
		boxes[d] = have[i].Box
	}
	out := slices.Clone(want)
	for i, d := range c.wanted[stories.FieldCriteria] {
		out[i].Box = boxes[d]
	}
	return out
}

// mark is the mark that goes with the edit. A field that was edited on the
// ticket keeps its old digest, so that sync still sees the edit.
func (c *comparison) mark(roadmap string) Mark {
	m := Mark{Version: 1, ID: c.d.ID, Roadmap: roadmap, Key: c.t.Key, Fields: map[string][]string{}}
	if c.t.Mark != nil {
		m.Nonce = c.t.Mark.Nonce
	}
	for _, field := range fieldsOf(c.d.Kind) {
		base := baseOf(c.t, field)
		switch v := c.verdicts[field]; {
		case field == stories.FieldNeeds:
			c.markNeeds(m.Fields)
		case v == verdictPull, v == verdictQuiet && (!inPart(field) || !c.writesPart()):
			if c.takesOver() {
				base = c.wanted[field]
			}
			if base != nil {
				m.Fields[string(field)] = base
			}
		default:
			m.Fields[string(field)] = c.wanted[field]
		}
	}
	return m
}

// stale says whether both sides agree on something else than what the mark
// remembers, so that the next edit of one side would look like a clash.
func (c *comparison) stale() bool {
	if c.t.Mark == nil || c.adopts {
		return true
	}
	for _, field := range fieldsOf(c.d.Kind) {
		base := baseOf(c.t, field)
		if base == nil || c.verdicts[field] != verdictSame || field == stories.FieldRelease && len(c.want[field]) == 0 {
			continue
		}
		if field == stories.FieldNeeds {
			if len(missingDigests(digestsOf(field, c.d.Needs), base)) > 0 {
				return true
			}
			continue
		}
		if !slices.Equal(base, c.wanted[field]) {
			return true
		}
	}
	return false
}

// unplaced says whether a push made the ticket and never came to put it in its
// place: neither the item's file nor the mark tells of a later one. What people
// moved away is on a ticket that they touched, or that was put there before.
func (c *comparison) unplaced() bool {
	return c.t.Unplaced && c.d.Key == "" && c.t.Mark != nil && c.t.Mark.Key == "" && !c.adopts && untouched(c.t)
}

// why gives an update's reason in words.
func (c *comparison) why(fields []FieldChange) string {
	var put, pushed []string
	for _, f := range fields {
		if f.PutBack {
			put = append(put, string(f.Field))
		} else {
			pushed = append(pushed, string(f.Field))
		}
	}
	if c.adopts {
		return "imported: " + c.t.Key + " becomes the item's ticket"
	}
	if c.takesOver() {
		return "takes over " + c.t.Key + ", which stands in the roadmap"
	}
	var reasons []string
	if len(pushed) > 0 {
		reasons = append(reasons, strings.Join(pushed, ", ")+" changed in the backlog")
	}
	if len(put) > 0 {
		reasons = append(reasons, "the PM's part was edited on the ticket: put back")
	}
	switch {
	case len(reasons) > 0:
		return strings.Join(reasons, "; ")
	case c.t.Mark == nil:
		return "the mark was removed from the ticket: put back"
	case c.unplaced():
		return "the push that made it never put it in its place"
	case c.stale():
		return "remember what both sides now say"
	case c.t.Fence == FenceMissing, c.t.Fence == FenceAltered:
		return "Plotline's part of the description is put back"
	}
	return "the label by which it is found was removed: put back"
}
