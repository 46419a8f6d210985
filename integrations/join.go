package integrations

import (
	"slices"
	"strings"
)

// joinPlans makes one plan of those for several projects; limit is what refuses
// all of them together. Each change then names its project, and so does each
// other obstacle.
func joinPlans(parts []*Plan, limit []Obstacle) (*Plan, error) {
	if len(parts) == 1 {
		return parts[0], nil
	}
	out := &Plan{
		Version: 1, Tracker: parts[0].Tracker, Roadmap: parts[0].Roadmap, Backlog: parts[0].Backlog,
		Changes: []Change{}, parts: parts, server: parts[0].server, tickets: map[string]Ticket{},
	}
	out.meet(limit...)
	var projects, titles []string
	for _, p := range parts {
		projects, titles = append(projects, p.Project), append(titles, p.Title)
		for _, c := range p.Changes {
			c.Project = p.Project
			out.Changes = append(out.Changes, c)
		}
		for id, t := range p.tickets {
			out.tickets[id] = t
		}
		out.Held, out.Conflicts = append(out.Held, p.Held...), append(out.Conflicts, p.Conflicts...)
		for _, o := range p.Obstacles[len(limit):] {
			o.Message = p.Title + ": " + o.Message
			out.meet(o)
		}
		out.Notices = append(out.Notices, p.Notices...)
		out.Ranks = append(out.Ranks, p.Ranks...)
		out.Read += p.Read
	}
	out.Project, out.Title = strings.Join(projects, ", "), strings.Join(titles, " and ")
	return out, out.seal()
}

// Parts are the plans of each project, one where there is one project.
func (p *Plan) Parts() []*Plan {
	if len(p.parts) == 0 {
		return []*Plan{p}
	}
	return p.parts
}

// JoinResults makes one result of those of several projects.
func JoinResults(parts []*Result) *Result {
	out := &Result{Version: 1, Tickets: []Pushed{}}
	for _, r := range parts {
		out.Created, out.Updated, out.Closed = out.Created+r.Created, out.Updated+r.Updated, out.Closed+r.Closed
		out.Kept, out.Failed, out.Adopted = out.Kept+r.Kept, out.Failed+r.Failed, out.Adopted+r.Adopted
		out.Conflicts, out.Undone, out.Requests = out.Conflicts+r.Conflicts, out.Undone+r.Undone, out.Requests+r.Requests
		out.Tickets, out.Notices = append(out.Tickets, r.Tickets...), append(out.Notices, r.Notices...)
		out.Ranked += r.Ranked
	}
	return out
}

// JoinReadings makes one reading of those of several projects, the settings'
// own first.
func JoinReadings(parts []*Reading, servers []Server) *Reading {
	out := newReading()
	for i, r := range parts {
		for at := range r.Offers {
			if i > 0 {
				r.Offers[at].Project = servers[i].Project
			}
		}
		out.Pulls, out.PutBacks = append(out.Pulls, r.Pulls...), append(out.PutBacks, r.PutBacks...)
		out.Conflicts, out.Handoffs = append(out.Conflicts, r.Conflicts...), append(out.Handoffs, r.Handoffs...)
		out.Heard, out.Offers = append(out.Heard, r.Heard...), append(out.Offers, r.Offers...)
		out.Team, out.Notices = append(out.Team, r.Team...), append(out.Notices, r.Notices...)
		out.Orders, out.inStep = append(out.Orders, r.Orders...), append(out.inStep, r.inStep...)
		out.found = slices.Concat(out.found, r.found)
	}
	return out
}
