package integrations

import (
	"cmp"
	"slices"
	"strings"

	"plotline/roadmap"
	"plotline/stories"
)

// Home is a project in which tickets of the roadmap live: the settings' own,
// or one that a team names.
type Home struct {
	// Place is how a team names it: a Jira project's key, a repository; "" for
	// the settings' own.
	Place  string
	Reader Reader
	// Request says how the backlog should stand if all of it lived here.
	Request Request
}

// Places are the projects that the roadmap's teams name on a tracker, each
// once, in the order of the teams.
func Places(rm *roadmap.Roadmap, tracker string) []string {
	var out []string
	for i := range rm.Teams {
		place := placeOf(&rm.Teams[i], tracker)
		if place != "" && !slices.ContainsFunc(out, func(p string) bool { return strings.EqualFold(p, place) }) {
			out = append(out, place)
		}
	}
	return out
}

func placeOf(team *roadmap.Team, tracker string) string {
	switch {
	case team == nil:
		return ""
	case tracker == "github":
		return team.GitHub.Repository
	case tracker == "jira":
		return team.Jira.Project
	}
	return ""
}

// homeOf is the place that the team of an epic's initiative names, "" for none.
func homeOf(item *stories.Item, rm *roadmap.Roadmap, tracker string) string {
	initiative := initiativeOf(item, rm)
	if initiative == nil || initiative.Team == "" || item.Kind != stories.Epic {
		return ""
	}
	return placeOf(rm.TeamByID(initiative.Team), tracker)
}

// leftBehind is a project other than the given one in which an item's file
// remembers a ticket on a tracker, "" for none.
func leftBehind(sidecar *stories.Sidecar, tracker, project string) string {
	left := ""
	if sidecar == nil {
		return left
	}
	for _, key := range sidecar.Keys {
		if key.Tracker == tracker && key.Project != project {
			left = key.Project
		}
	}
	return left
}

// housing says in which home each item lives, or is to live.
type housing struct {
	homes  []Home
	sights []*sight
	// at is each item's home, its index in homes.
	at map[string]int
	// meant is where the team of an item's initiative wants it.
	meant map[string]int
	// left are items without a ticket in any home whose files remember one in a
	// project that nothing names any more, by that project.
	left map[string][]string
}

// house finds each item's home. A ticket that is there stays where it is: by
// its mark, else by the Key that the item's file remembers. A new epic goes
// where its initiative's team says, and a new story where its epic is.
func house(homes []Home, sights []*sight) *housing {
	h := &housing{homes: homes, sights: sights, at: map[string]int{}, meant: map[string]int{}, left: map[string][]string{}}
	for _, kind := range []stories.Kind{stories.Epic, stories.Story} {
		for i, d := range homes[0].Request.Items {
			if d.Kind != kind {
				continue
			}
			h.meant[d.ID] = h.at[d.Epic]
			if kind == stories.Epic {
				h.meant[d.ID] = h.placed(d.Home)
			}
			at, found := h.found(d.ID)
			if !found {
				at, found = h.remembered(i, h.meant[d.ID])
			}
			if !found {
				at = h.meant[d.ID]
			}
			if h.at[d.ID] = at; !found && d.Left != "" {
				h.left[d.Left] = append(h.left[d.Left], d.ID)
			}
		}
	}
	return h
}

// placed is the home that a team names so.
func (h *housing) placed(place string) int {
	at := slices.IndexFunc(h.homes, func(home Home) bool { return place != "" && strings.EqualFold(home.Place, place) })
	return max(at, 0)
}

// found is the home of an item's ticket. Where there is one in several, every
// run that sees the same decides alike, as among twins of one project.
func (h *housing) found(id string) (int, bool) {
	var in []int
	for i, s := range h.sights {
		if len(s.tickets[id]) > 0 {
			in = append(in, i)
		}
	}
	if len(in) == 0 {
		return 0, false
	}
	return slices.MinFunc(in, func(i, j int) int {
		a, _ := h.sights[i].ticketOf(id)
		b, _ := h.sights[j].ticketOf(id)
		return cmp.Or(cmp.Compare(order(a), order(b)), a.Created.Compare(b.Created), apart(i, j, h.meant[id]))
	}), true
}

// remembered is the home in which the file of the item remembers a ticket, the
// meant one before others. Every home lists the same items in the same order.
func (h *housing) remembered(item, meant int) (int, bool) {
	remembers := func(home Home) bool { return home.Request.Items[item].Key != "" }
	if remembers(h.homes[meant]) {
		return meant, true
	}
	at := slices.IndexFunc(h.homes, remembers)
	return max(at, 0), at >= 0
}

// apart orders two homes, the meant one first.
func apart(i, j, meant int) int {
	switch meant {
	case i:
		return -1
	case j:
		return 1
	}
	return cmp.Compare(i, j)
}
