package integrations

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// elsewhere gives the planner of the project in which an item lives, where that
// is another one, with the item.
func (p *planner) elsewhere(id string) (*planner, Desired, bool) {
	for _, other := range p.others {
		if _, lives := other.titles[id]; lives {
			at := slices.IndexFunc(other.req.Items, func(d Desired) bool { return d.ID == id })
			return other, other.req.Items[at], true
		}
	}
	return nil, Desired{}, false
}

// stands says whether an item lives here and has a ticket to be linked with, or is
// given one by this plan. A twin that was closed is none: where it alone is left,
// people deleted the ticket, and its links went with it.
func (p *planner) stands(id string) bool {
	_, lives := p.titles[id]
	t, ok := p.s.ticketOf(id)
	return lives && (p.making[id] || ok && !endedTwin(t))
}

// standsFar says the same of an item that lives in another project.
func (p *planner) standsFar(id string) bool {
	return slices.ContainsFunc(p.others, func(other *planner) bool { return other.stands(id) })
}

// keyOf is what an item's ticket is called from here, "" for none.
func (p *planner) keyOf(id string) string {
	if key := p.s.keyOf(id); key != "" {
		return key
	}
	if other, _, far := p.elsewhere(id); far {
		return farKey(other.s.keyOf(id), other.s.server)
	}
	return ""
}

// isTicketOf says whether a ticket, as it is called from here, is one of an
// item's, in whatever project.
func (p *planner) isTicketOf(id, key string) bool {
	return p.s.knows(id, key) || slices.ContainsFunc(p.others, func(other *planner) bool {
		return slices.ContainsFunc(other.s.tickets[id], func(t Ticket) bool { return farKey(t.Key, other.s.server) == key })
	})
}

// titleOf is an item's title, wherever it lives.
func (p *planner) titleOf(id string) string {
	_, d, _ := p.elsewhere(id)
	return cmp.Or(p.titles[id], oneLine(d.Title))
}

// needsFar says whether an item here needs one in another project that no link
// on its ticket tells of.
func (p *planner) needsFar() bool {
	for _, d := range p.req.Items {
		t, _ := p.s.ticketOf(d.ID)
		linked := p.itemsOf(t.BlockedBy)
		for _, id := range d.Needs {
			if _, _, far := p.elsewhere(id); far && !slices.Contains(linked, id) {
				return true
			}
		}
	}
	return false
}

// unlinked names what an item needs in other projects and will not be linked
// with, given what it will be: the tracker cannot, or a person took the link
// away.
func (p *planner) unlinked(d Desired, links []string) []string {
	var needs []string
	for _, id := range d.Needs {
		other, of, far := p.elsewhere(id)
		if far && !slices.Contains(links, id) && (!p.s.linksFar || other.stands(id)) {
			needs = append(needs, fmt.Sprintf("%s (%s)", oneLine(of.Title), other.s.server.Title))
		}
	}
	return needs
}

// naming is a story's line with what it needs and is not linked with.
func naming(context string, unlinked []string) string {
	if context == "" || len(unlinked) == 0 {
		return context
	}
	return context + "; needs " + strings.Join(unlinked, ", ")
}

func (p *planner) tellUnlinked(d Desired, unlinked []string) {
	if len(unlinked) > 0 {
		p.notice(d.ID, p.s.keyOf(d.ID), "%q needs what is in another project, which is no link but a line in its text: %s", d.Title, strings.Join(unlinked, ", "))
	}
}

// farTwins plans the end of tickets here of items that live in another project:
// they were made twice, or people copied them.
func (p *planner) farTwins() {
	for _, other := range p.others {
		for _, d := range other.req.Items {
			keep, ok := other.s.ticketOf(d.ID)
			if !ok || !p.concerns(d.ID) {
				continue
			}
			for _, t := range p.s.tickets[d.ID] {
				p.farTwin(other, d, t, keep)
			}
		}
	}
}

func (p *planner) farTwin(other *planner, d Desired, t, keep Ticket) {
	if t.Phase == Refused || t.Phase == Done {
		return
	}
	p.touched, other.touched = append(p.touched, t.Key), append(other.touched, keep.Key)
	keep.Key = farKey(keep.Key, other.s.server)
	if nonceOf(t) == nonceOf(keep) {
		p.notice(d.ID, t.Key, "%s is a person's copy of %s: left alone", t.Key, keep.Key)
		return
	}
	p.duplicate(d, t, keep)
}

// strangers says which tickets carry the roadmap's mark and no item's ID.
func (p *planner) strangers() {
	var keys []string
	for id, tickets := range p.s.tickets {
		if _, _, far := p.elsewhere(id); p.known[id] || far {
			continue
		}
		for _, t := range tickets {
			if t.Phase == Open || t.Phase == Started {
				keys = append(keys, t.Key)
			}
		}
	}
	if len(keys) == 0 || len(p.req.Only) > 0 {
		return
	}
	slices.SortFunc(keys, compareKeys)
	p.out.Notices = append(p.out.Notices, Notice{
		Message: fmt.Sprintf("%s of this roadmap are in no file of this backlog (another branch?): left alone: %s",
			count(len(keys), "ticket", "tickets"), strings.Join(keys[:min(len(keys), 20)], ", ")),
	})
}
