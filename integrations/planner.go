package integrations

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"plotline/stories"
)

const titleField = stories.FieldTitle

// MakePlan says what a push to one project would do. It holds only the reading
// half of a tracker: it cannot write.
func MakePlan(ctx context.Context, reader Reader, req Request) (*Plan, error) {
	return MakePlans(ctx, []Home{{Reader: reader, Request: req}})
}

// MakePlans says what a push would do in every home, of items that may need one
// another: one plan to look at, to save and to say yes to.
func MakePlans(ctx context.Context, homes []Home) (*Plan, error) {
	v, err := lookAround(ctx, homes)
	if err != nil {
		return nil, err
	}
	planners := v.planAll()
	again, err := v.refresh(ctx, planners)
	if err != nil {
		return nil, err
	}
	if again {
		planners = v.planAll()
	}
	limit := overLimit(planners)
	parts := make([]*Plan, len(planners))
	for i, p := range planners {
		parts[i] = p.out
		p.out.meet(limit...)
		if err := p.out.preflight(ctx, homes[i].Reader); err != nil {
			return nil, err
		}
		if err := p.out.seal(); err != nil {
			return nil, err
		}
	}
	return joinPlans(parts, limit)
}

// preflight asks the tracker what the plan's writes would run into.
func (p *Plan) preflight(ctx context.Context, reader Reader) error {
	tracker, ok := reader.(Preflighter)
	if !ok {
		return nil
	}
	var drafts []Draft
	var edits []Edit
	for _, c := range p.Changes {
		switch c.Action {
		case Create:
			d := c.work.draft
			d.Waits = len(c.work.needs) > 0
			if epic, ok := p.tickets[c.work.parentID]; ok {
				d.Parent = &epic
			} else if c.work.parentID != "" {
				d.Parent = &Ticket{Kind: stories.Epic, Mark: &Mark{ID: c.work.parentID}}
			}
			drafts = append(drafts, d)
		case Update:
			edits = append(edits, c.work.edit)
		case Close:
			edits = append(edits, Edit{ID: c.ID, Mark: c.work.closing.Mark, Closes: &c.work.ticket})
		}
	}
	if len(drafts)+len(edits) == 0 {
		return nil
	}
	obstacles, err := tracker.Preflight(ctx, drafts, edits)
	if err != nil {
		return err
	}
	p.meet(obstacles...)
	return nil
}

// planner turns what is desired and what was read into a plan. It does no I/O.
type planner struct {
	req Request
	s   *sight
	out *Plan
	// others are the planners of the other homes.
	others []*planner
	// known are the IDs of the backlog and of what was dropped from it.
	known map[string]bool
	// making are the IDs of items that this plan creates.
	making map[string]bool
	titles map[string]string
	// touched are the Keys that the plan has an opinion on.
	touched []string
	// strange are Keys that tickets are linked with and that no ticket known by
	// now has.
	strange []string
	// ids are the items by their tickets' Keys; made when first asked for.
	ids map[string]string
	// reparented are the Keys of tickets that the plan moves to another epic.
	reparented map[string]bool
	// closing counts the tickets of dropped items that the plan closes.
	closing int
}

func newPlanner(req Request, s *sight) *planner {
	p := &planner{
		req: req, s: s, known: map[string]bool{}, making: map[string]bool{},
		titles: map[string]string{}, reparented: map[string]bool{},
		out: &Plan{
			Version: 1, Tracker: s.server.Tracker, Project: s.server.Project, Title: s.server.Title,
			Roadmap: req.Roadmap, Backlog: req.Backlog, Changes: []Change{},
			Read: len(s.read), server: s.server, highest: s.highest, behind: s.behind, tickets: map[string]Ticket{},
		},
	}
	for _, d := range req.Items {
		p.known[d.ID] = true
		p.titles[d.ID] = d.Title
	}
	for _, d := range req.Dropped {
		p.known[d.ID] = true
	}
	return p
}

func (p *planner) plan() {
	for _, kind := range []stories.Kind{stories.Epic, stories.Story} {
		for _, d := range p.req.Items {
			if d.Kind == kind && p.concerns(d.ID) {
				p.item(d)
			}
		}
	}
	p.duplicates()
	p.closures()
	p.strangers()
	p.out.Ranks = p.req.Moves
	p.farTwins()
	p.out.Notices = append(p.out.Notices, p.req.Notices...)
	for _, n := range p.s.server.Notices {
		p.out.Notices = append(p.out.Notices, Notice{Message: n})
	}
}

// expect notes what is there and what the plan will make: an item that has a
// ticket may need one that has none yet, and one that the plan is restricted to
// stands under an epic that it is not.
func (p *planner) expect() {
	for _, d := range p.req.Items {
		if t, ok := p.s.ticketOf(d.ID); ok {
			p.out.tickets[d.ID] = t
		}
	}
	for _, kind := range []stories.Kind{stories.Epic, stories.Story} {
		for _, d := range p.req.Items {
			if d.Kind == kind && p.concerns(d.ID) && p.makes(d) {
				p.making[d.ID] = true
			}
		}
	}
}

func (p *planner) makes(d Desired) bool {
	if _, ok := p.s.ticketOf(d.ID); ok || d.Hold != "" {
		return false
	}
	if p.s.gone[d.ID] != "" && p.req.prefers(d.ID) != PreferBacklog {
		return false
	}
	return d.Kind == stories.Epic || p.epicStands(d.Epic)
}

func (p *planner) concerns(id string) bool {
	return len(p.req.Only) == 0 || slices.Contains(p.req.Only, id)
}

// unsure are the Keys that the plan would act on by the index's word alone, or
// by its silence.
func (p *planner) unsure() []string {
	keys := slices.Clone(p.strange)
	for _, key := range p.touched {
		if p.s.indexed[key] && !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	return keys
}

func (p *planner) item(d Desired) {
	t, ok := p.s.ticketOf(d.ID)
	switch {
	case ok:
		p.ticket(d, t)
	case p.s.gone[d.ID] != "" && p.req.prefers(d.ID) != PreferBacklog:
		key := p.s.gone[d.ID]
		p.hold(d, key, fmt.Sprintf("its ticket %s was deleted on the tracker; it is not made again unasked (plotline sync %s --prefer backlog)", key, short(d.ID)))
	case d.Hold != "":
		p.hold(d, "", d.Hold)
	case d.Kind == stories.Story && !p.epicStands(d.Epic):
		p.hold(d, "", "waits for its epic's ticket")
	default:
		p.create(d)
	}
}

// epicStands says whether a story can be put under its epic: the epic has a
// ticket, is made by this plan, or there is none.
func (p *planner) epicStands(epic string) bool {
	return epic == "" || p.making[epic] || p.s.keyOf(epic) != ""
}

func (p *planner) hold(d Desired, key, reason string) {
	p.out.Held = append(p.out.Held, Held{ID: d.ID, Kind: d.Kind, Key: key, Title: d.Title, Reason: reason})
}

func (p *planner) create(d Desired) {
	unlinked := p.unlinked(d, p.linkable(d, nil))
	p.tellUnlinked(d, unlinked)
	d.Part.Context = naming(d.Part.Context, unlinked)
	part, _ := fitPart(d.Part, p.space(0), d.Path)
	want := p.want(d, part, nil)
	c := p.change(Create, d)
	c.Reason = "not on the tracker yet"
	c.work.draft = Draft{
		Kind: d.Kind, Type: d.Type, Title: oneLine(d.Title),
		Part:   Harmless(ComposePart(part), ""),
		Labels: d.Labels, Release: d.Release,
		Mark: Mark{Version: 1, ID: d.ID, Roadmap: p.req.Roadmap, Fields: map[string][]string{}},
	}
	for _, field := range fieldsOf(d.Kind) {
		if field == stories.FieldParent {
			continue
		}
		c.work.draft.Mark.Fields[string(field)] = digestsOf(field, want[field])
		if field == stories.FieldNeeds {
			c.work.draft.Mark.Fields[string(field)] = digestsOf(field, d.Needs)
		}
		if len(want[field]) > 0 {
			c.Fields = append(c.Fields, FieldChange{Field: field, Owner: ownerOf(field), To: p.shown(field, want[field])})
		}
	}
	c.work.parentID = d.Epic
	c.work.needs = want[stories.FieldNeeds]
	p.out.Changes = append(p.out.Changes, c)
}

// change begins a change of an item.
func (p *planner) change(action Action, d Desired) Change {
	c := Change{
		Action: action, Kind: d.Kind, Type: d.Type, ID: d.ID, Title: oneLine(d.Title), Fields: []FieldChange{},
		Parent: d.Epic, ParentTitle: p.titles[d.Epic],
	}
	if key := p.s.keyOf(d.Epic); key != "" {
		c.Parent = key
	}
	c.work.place, c.work.ranked = d.Place, d.Ranked
	return c
}

// space is what a part may take, beside so many characters of a person's.
func (p *planner) space(beside int) space {
	const marks = 8000 // the mark and the fence
	in := space{size: p.s.server.Size}
	if in.size == nil {
		in.size = utf8.RuneCountInString
	}
	if limit := p.s.server.BodyLimit; limit > 0 {
		in.room = max(1, limit-marks-beside)
	}
	return in
}

func (p *planner) notice(id, key, format string, args ...any) {
	p.out.Notices = append(p.out.Notices, Notice{ID: id, Key: key, Message: fmt.Sprintf(format, args...)})
}

func count(n int, singular, plural string) string {
	if n == 1 {
		return "1 " + singular
	}
	return fmt.Sprintf("%d %s", n, plural)
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// short is the beginning of an ID, enough for people to name it.
func short(id string) string { return id[:min(len(id), 8)] }
