package integrations

import (
	"cmp"
	"slices"
	"strings"

	"plotline/stories"
)

// Labels and needs are sets of names, merged name by name: what one side added
// is added, what one side took out goes, and two people are never in conflict.

// linkedField is where a mark remembers which needs were seen as links on the
// ticket. Its field of needs says only which were meant to be: links are made
// after the ticket, and a push that died between has taken none away.
const linkedField = "linked"

// names is one such field of one item: as both sides have it, and the digests
// of what the mark remembers of it.
type names struct {
	field           stories.Field
	ticket, backlog []string
	// base was pushed last; seen was there on the ticket since.
	base, seen []string
}

// merged are the names as they will stand, the backlog's first.
func (n names) merged() []string {
	onTicket, inBacklog := digestsOf(n.field, n.ticket), digestsOf(n.field, n.backlog)
	var out []string
	for _, name := range n.backlog {
		d := digest(canonicalText(n.field, name))
		if slices.Contains(onTicket, d) || !slices.Contains(n.seen, d) {
			out = append(out, name)
		}
	}
	for _, name := range n.ticket {
		d := digest(canonicalText(n.field, name))
		if !slices.Contains(inBacklog, d) && !slices.Contains(n.base, d) {
			out = append(out, name)
		}
	}
	return out
}

func (n names) verdict() verdict {
	merged := digestsOf(n.field, n.merged())
	ticket, backlog := digestsOf(n.field, n.ticket), digestsOf(n.field, n.backlog)
	switch {
	case slices.Equal(ticket, backlog):
		return verdictSame
	case slices.Equal(merged, backlog):
		return verdictPush
	case slices.Equal(merged, ticket):
		return verdictPull
	}
	return verdictMerge
}

// names gives one of the comparison's sets of names. Where a person prefers the
// backlog, nothing counts as taken out on the ticket.
func (c *comparison) names(field stories.Field, prefer Side) names {
	n := names{field: field, ticket: c.have[field], backlog: c.want[field], base: baseOf(c.t, field)}
	switch {
	case prefer == PreferBacklog:
	case field == stories.FieldNeeds:
		n.seen = baseOf(c.t, linkedField)
	default:
		n.seen = n.base
	}
	return n
}

// content leaves out of a ticket's labels those that are not the item's own:
// the ones to find it by, and those that tell of its state.
func (p *planner) content(labels, want []string) []string {
	var out []string
	for _, l := range labels {
		signal := strings.HasPrefix(l, LabelPrefix) ||
			slices.ContainsFunc(slices.Concat(p.req.Signals, p.s.server.Signals), func(s string) bool { return fold(s) == fold(l) })
		if !signal || len(missing(stories.FieldLabels, []string{l}, want)) == 0 {
			out = append(out, l)
		}
	}
	return out
}

// linkable are those of an item's needs that have a ticket, or are given one by
// this plan, where the tracker can link them and the link closes no circle; one
// that is linked already stays so.
func (p *planner) linkable(d Desired, linked []string) []string {
	var out []string
	for _, id := range d.Needs {
		there := slices.Contains(linked, id)
		far := p.standsFar(id) && (p.s.linksFar || there)
		if p.s.links && (p.stands(id) || far) && (there || !p.waits(id, d.ID)) {
			out = append(out, id)
		}
	}
	return out
}

// waits says whether an item's ticket waits for another's on the tracker, itself
// or by what it waits for.
func (p *planner) waits(id, other string) bool {
	if _, ok := p.s.ticketOf(other); !ok {
		return false // nothing waits for what is not there
	}
	seen := map[string]bool{}
	for queue := []string{id}; len(queue) > 0; queue = queue[1:] {
		if queue[0] == other {
			return true
		}
		if !seen[queue[0]] {
			seen[queue[0]] = true
			queue = append(queue, p.blockersOf(queue[0])...)
		}
	}
	return false
}

// blockersOf are the items that an item's ticket waits for, wherever it is.
func (p *planner) blockersOf(id string) []string {
	at := p
	if other, _, far := p.elsewhere(id); far {
		at = other
	}
	t, _ := at.s.ticketOf(id)
	return at.itemsOf(t.BlockedBy)
}

// tellCircles says which needs are no links since they would close a circle.
func (p *planner) tellCircles(c *comparison) {
	for _, id := range c.d.Needs {
		if p.s.links && !slices.Contains(c.have[stories.FieldNeeds], id) && p.waits(id, c.d.ID) {
			p.notice(c.d.ID, c.t.Key, "%s does not wait for %s: that one waits for it on the tracker already; take the need out of the backlog, or the link off the ticket",
				c.t.Key, cmp.Or(p.keyOf(id), p.titleOf(id)))
		}
	}
}

// itemsOf are the items whose tickets have the given Keys; tickets of others
// are left out.
func (p *planner) itemsOf(keys []string) []string {
	if len(keys) > 0 && p.ids == nil {
		p.ids = map[string]string{}
		for _, d := range p.req.Items {
			for _, t := range p.s.tickets[d.ID] {
				p.ids[t.Key] = d.ID
			}
		}
		for _, other := range p.others {
			for _, d := range other.req.Items {
				for _, t := range other.s.tickets[d.ID] {
					p.ids[farKey(t.Key, other.s.server)] = d.ID
				}
			}
		}
	}
	var out []string
	for _, key := range keys {
		if id := p.ids[key]; id != "" && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// doubt notes what a ticket is linked with and nobody told of yet, where links
// seem to have been taken away: they may lead to a ticket made twice that the index
// does not show.
func (p *planner) doubt(c *comparison) {
	if v := c.verdicts[stories.FieldNeeds]; v != verdictPull && v != verdictMerge {
		return
	}
	project, _ := splitKey(c.t.Key)
	for _, key := range c.t.BlockedBy {
		if in, _ := splitKey(key); in == project && len(p.itemsOf([]string{key})) == 0 && !slices.Contains(p.strange, key) {
			p.strange = append(p.strange, key)
		}
	}
}

// shown is a field's value for people: items by their Keys, or titles.
func (p *planner) shown(field stories.Field, texts []string) string {
	if field != stories.FieldNeeds {
		return shown(field, texts)
	}
	out := make([]string, len(texts))
	for i, id := range texts {
		if out[i] = p.keyOf(id); out[i] == "" {
			out[i] = p.titleOf(id)
		}
	}
	return strings.Join(out, ", ")
}

// pulledNeeds are the needs as sync brings them back: what cannot be linked
// yet stays.
func (p *planner) pulledNeeds(c *comparison, merged []string) []string {
	able := p.linkable(c.d, c.have[stories.FieldNeeds])
	out := []string{}
	for _, id := range c.d.Needs {
		if !slices.Contains(able, id) || slices.Contains(merged, id) {
			out = append(out, id)
		}
	}
	for _, id := range merged {
		if !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// markNeeds remembers the needs: those meant, and still those that are to be
// taken off the ticket, until they are gone from it; and those seen there.
func (c *comparison) markNeeds(fields map[string][]string) {
	base := baseOf(c.t, stories.FieldNeeds)
	meant, seen := slices.Clone(c.d.Needs), []string{}
	for _, id := range c.have[stories.FieldNeeds] {
		switch {
		case slices.Contains(c.d.Needs, id):
			seen = append(seen, id)
		case slices.Contains(base, digest(canonicalText(stories.FieldNeeds, id))):
			meant = append(meant, id)
		}
	}
	fields[string(stories.FieldNeeds)] = digestsOf(stories.FieldNeeds, meant)
	delete(fields, linkedField)
	if len(seen) > 0 {
		fields[linkedField] = digestsOf(stories.FieldNeeds, seen)
	}
}
