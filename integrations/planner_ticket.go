package integrations

import (
	"slices"
	"strings"
	"unicode/utf8"

	"plotline/stories"
)

// comparison is one item beside its ticket, field by field.
type comparison struct {
	d        Desired
	t        Ticket
	want     values // as the backlog has it, as it would read on the ticket
	have     values
	wantPart Part
	havePart Part
	cut      []stories.Field
	verdicts map[stories.Field]verdict
	// unlinked names what the item needs in other projects without a link.
	unlinked []string
	// adopts says that the ticket was imported and carries no mark yet.
	adopts bool
	// wanted and had are the digests of want and have.
	wanted, had values
}

func ticketValues(t Ticket, part Part) values {
	v := partValues(t.Title, part)
	v[stories.FieldLabels] = t.Labels
	v[stories.FieldParent] = one(t.Parent)
	v[stories.FieldRelease] = one(t.Release)
	return v
}

// want is what the backlog says, as it would read on a ticket that is linked with
// some items already.
func (p *planner) want(d Desired, part Part, linked []string) values {
	_, read := composePart(part)
	v := partValues(oneLine(d.Title), read)
	v[stories.FieldLabels] = d.Labels
	v[stories.FieldParent] = one(p.s.keyOf(d.Epic))
	if d.Release != nil {
		v[stories.FieldRelease] = one(d.Release.Name)
	}
	v[stories.FieldNeeds] = p.linkable(d, linked)
	return v
}

func baseOf(t Ticket, field stories.Field) []string {
	if t.Mark == nil {
		return nil
	}
	return t.Mark.Fields[string(field)]
}

// compare judges every field of an item that has a ticket.
func (p *planner) compare(d Desired, t Ticket) *comparison {
	t, adopts := d.Imported.onto(t, d, p.req.Roadmap)
	have := ParsePart(t.Part)
	c := &comparison{
		t: t, adopts: adopts, havePart: have, have: ticketValues(t, have),
		verdicts: map[stories.Field]verdict{}, wanted: values{}, had: values{},
	}
	c.have[stories.FieldLabels] = p.content(t.Labels, d.Labels)
	if p.s.links {
		c.have[stories.FieldNeeds] = p.itemsOf(t.BlockedBy)
	}
	linked := c.have[stories.FieldNeeds]
	c.want = values{stories.FieldNeeds: p.linkable(d, linked)}
	c.unlinked = p.unlinked(d, c.names(stories.FieldNeeds, p.req.prefers(d.ID)).merged())
	d.Part.Context = naming(d.Part.Context, c.unlinked)
	c.d = d
	c.wantPart, c.cut = fitPart(d.Part, p.space(beside(t)), d.Path)
	c.want = p.want(d, c.wantPart, linked)
	for _, field := range fieldsOf(d.Kind) {
		c.wanted[field] = digestsOf(field, c.want[field])
		c.had[field] = c.wanted[field]
		if !slices.Equal(c.have[field], c.want[field]) {
			c.had[field] = digestsOf(field, c.have[field])
		}
		c.verdicts[field] = p.judgeField(c, field)
		if !named(field) {
			c.verdicts[field] = settle(c.verdicts[field], p.req.prefers(d.ID))
		}
		if c.takesOver() && c.verdicts[field] == verdictConflict {
			c.verdicts[field] = verdictPush
		}
	}
	p.doubt(c)
	if c.takesOver() && c.verdicts[titleField] == verdictPush {
		c.verdicts[titleField] = verdictPull // a person's title stays; sync brings it in
	}
	return c
}

// beside is how many characters stand around a ticket's part.
func beside(t Ticket) int {
	if t.Beside != nil {
		return *t.Beside
	}
	return max(0, utf8.RuneCountInString(t.Description)-utf8.RuneCountInString(t.Part))
}

// takesOver says whether the ticket is a person's that the item takes over.
func (c *comparison) takesOver() bool {
	return c.t.Mark == nil && c.d.Takes != "" && keyNumber(c.d.Takes) == keyNumber(c.t.Key)
}

func (p *planner) judgeField(c *comparison, field stories.Field) verdict {
	base, ticket, backlog := baseOf(c.t, field), c.had[field], c.wanted[field]
	if field == stories.FieldParent && p.making[c.d.Epic] {
		return verdictPush
	}
	if field == stories.FieldParent && c.d.Epic == "" && len(ticket) > 0 && !p.s.holds(c.t.Parent) {
		return verdictQuiet // it stands under an epic that is not ours
	}
	if field == stories.FieldParent && c.d.Epic != "" && len(backlog) == 0 {
		return verdictQuiet // its epic has no ticket to stand under
	}
	if field == stories.FieldParent && len(ticket) == 0 && len(backlog) > 0 {
		return verdictPush // a link that was never made, or was cut
	}
	if field == stories.FieldParent && c.t.Parent != p.s.keyOf(c.d.Epic) && p.isTicketOf(c.d.Epic, c.t.Parent) {
		return verdictPush // it stands under its epic's twin, here or in another project
	}
	if field == stories.FieldRelease && len(backlog) == 0 && len(base) == 0 {
		return verdictSame // a milestone that only people set is theirs
	}
	if field == stories.FieldLabels && len(c.t.Labels) == 0 && c.t.Mark != nil {
		return verdictQuiet // not even the roadmap's: this login may set none
	}
	if named(field) {
		return c.names(field, p.req.prefers(c.d.ID)).verdict()
	}
	v := judge(field, base, ticket, backlog)
	if inPart(field) && v == verdictPull && slices.Contains(c.cut, field) {
		return verdictConflict
	}
	return v
}

// ticket plans an item that has a ticket.
func (p *planner) ticket(d Desired, t Ticket) {
	if t.Phase == Done || t.Phase == Refused {
		p.closed(d, t)
		return
	}
	if d.Hold != "" {
		p.hold(d, t.Key, d.Hold)
		p.keep(d, t, d.Hold)
		return
	}
	c := p.compare(d, t)
	p.tellUnlinked(d, c.unlinked)
	p.tellCircles(c)
	if conflicts := p.conflicts(c); len(conflicts) > 0 {
		p.touched = append(p.touched, t.Key)
		p.out.Conflicts = append(p.out.Conflicts, conflicts...)
		p.keep(d, t, "in conflict")
		return
	}
	p.mention(c)
	if p.update(c) {
		p.touched = append(p.touched, t.Key)
		return
	}
	p.keep(d, t, "up to date")
}

func (p *planner) keep(d Desired, t Ticket, reason string) {
	c := p.change(Keep, d)
	c.Key, c.URL, c.Reason = t.Key, t.URL, reason
	c.work.ticket = t
	p.out.Changes = append(p.out.Changes, c)
}

// closed keeps a ticket that is closed: it is never rewritten or reopened.
func (p *planner) closed(d Desired, t Ticket) {
	reason := "done"
	if t.Phase == Refused {
		reason = "closed on the tracker"
		if t.Mark != nil && t.Mark.Closed != "" {
			p.notice(d.ID, t.Key, "%s was closed when its item was dropped; the item is back, and nothing is reopened: reopen it on the tracker to go on, a local ticket on the page of plotline board", t.Key)
		}
	}
	p.keep(d, t, reason)
}

// conflicts are the fields that a person must decide about.
func (p *planner) conflicts(c *comparison) []Conflict {
	way := "plotline sync " + short(c.d.ID) + " --prefer backlog | tracker"
	one := func(field stories.Field, reason string) Conflict {
		return Conflict{
			ID: c.d.ID, Key: c.t.Key, Title: oneLine(c.d.Title), Field: field, Reason: reason, WayOut: way,
			Backlog: shown(field, c.want[field]), Ticket: shown(field, c.have[field]),
		}
	}
	if p.req.prefers(c.d.ID) == PreferBacklog {
		return nil
	}
	if (c.t.Fence == FenceMissing || c.t.Fence == FenceAltered) && !c.takesOver() {
		out := one(stories.FieldItem, "Plotline's part of the description is "+string(c.t.Fence))
		out.Backlog, out.Ticket = Unharmed(ComposePart(c.wantPart)), c.t.Part
		out.WayOut = "plotline sync " + short(c.d.ID) + " --prefer backlog, or put the part's fence back on the ticket"
		return []Conflict{out}
	}
	var out []Conflict
	for _, field := range fieldsOf(c.d.Kind) {
		v := c.verdicts[field]
		switch {
		case v == verdictConflict:
			out = append(out, one(field, c.reason(field)))
		case len(c.t.Lossy) > 0 && inPart(field) && v != verdictSame && v != verdictQuiet:
			out = append(out, one(field, "the ticket holds what Markdown cannot say: "+strings.Join(c.t.Lossy, ", ")))
		}
	}
	return out
}

func (c *comparison) reason(field stories.Field) string {
	switch {
	case slices.Contains(c.cut, field):
		return "it is too long for the ticket, and was edited there"
	case baseOf(c.t, field) == nil:
		return "they differ, and the ticket's mark does not say who changed it"
	}
	return "changed on both sides"
}

// mention says what was edited on the ticket and is not for a push to settle.
func (p *planner) mention(c *comparison) {
	for _, field := range fieldsOf(c.d.Kind) {
		if v := c.verdicts[field]; v == verdictPull || v == verdictMerge {
			p.touched = append(p.touched, c.t.Key)
			p.notice(c.d.ID, c.t.Key, "the %s of %s was edited on the ticket; plotline sync brings it into the backlog", field, c.t.Key)
		}
	}
}

// update plans the edit of a ticket, and says whether there is one.
func (p *planner) update(c *comparison) bool {
	change := p.change(Update, c.d)
	change.Key, change.URL, change.TicketVersion = c.t.Key, c.t.URL, c.t.Version
	edit := Edit{ID: c.d.ID, Mark: c.mark(p.req.Roadmap)}
	for _, field := range fieldsOf(c.d.Kind) {
		v := c.verdicts[field]
		if v != verdictPush && v != verdictPutBack && v != verdictMerge {
			continue
		}
		p.fill(&edit, &change, c, field)
		change.Fields = append(change.Fields, FieldChange{
			Field: field, Owner: ownerOf(field), PutBack: v == verdictPutBack,
			From: p.shown(field, c.have[field]), To: c.to(p, field),
		})
	}
	if fence := c.t.Fence; fence == FenceMissing || fence == FenceAltered || c.writesPart() {
		edit.Instead = c.adopts && c.holdsText()
		md := Harmless(ComposePart(c.merged()), c.t.Part)
		edit.Part = &md
	}
	if label := LabelPrefix + p.req.Roadmap; !p.s.marked[c.t.Key] && !slices.Contains(c.t.Labels, label) {
		edit.AddLabels = append(edit.AddLabels, label)
	}
	if len(change.Fields) == 0 && edit.Part == nil && len(edit.AddLabels) == 0 && !c.stale() && !c.unplaced() {
		return false
	}
	change.Reason = c.why(change.Fields)
	change.work.ticket, change.work.edit, change.work.unplaced = c.t, edit, c.unplaced()
	p.out.Changes = append(p.out.Changes, change)
	return true
}
