package integrations

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"plotline/roadmap"
	"plotline/stories"
)

// Survey is what the index of one project tells of a roadmap's tickets.
type Survey struct {
	Server Server
	found  Found
}

// MakeSurvey reads the index of a project.
func MakeSurvey(ctx context.Context, reader Reader, roadmap string) (*Survey, error) {
	server, err := reader.Describe(ctx)
	if err != nil {
		return nil, err
	}
	found, err := reader.Marked(ctx, roadmap)
	if err != nil {
		return nil, err
	}
	return &Survey{Server: server, found: found}, nil
}

// holds says whether the index knows a ticket of an item, one that was not
// refused where open says so.
func (s *Survey) holds(id string, open bool) bool {
	return slices.ContainsFunc(s.found.Tickets, func(t Ticket) bool {
		return t.Mark != nil && t.Mark.ID == id && (!open || t.Phase != Refused)
	})
}

// Home is a project in which tickets of the roadmap live: the settings' own,
// or one that a team names.
type Home struct {
	// Place is how a team names it: a Jira project's key, a repository; "" for
	// the settings' own.
	Place  string
	Survey *Survey
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

// Housing says in which project each item lives, or is to live.
type Housing struct {
	homes []Home
	// at is each item's home, its index in homes.
	at map[string]int
	// meant is where the team of an item's initiative wants it.
	meant map[string]int
	// left are items without a ticket in any home whose files remember one in a
	// project that nothing names any more, by that project.
	left map[string][]string
}

// House finds each item's home. A ticket that is there stays where it is: by
// its mark, else by the Key that the item's file remembers. A new epic goes
// where its initiative's team says, and a new story where its epic is.
func House(backlog *stories.Backlog, rm *roadmap.Roadmap, homes []Home) *Housing {
	h := &Housing{homes: homes, at: map[string]int{}, meant: map[string]int{}, left: map[string][]string{}}
	for _, epics := range []bool{true, false} {
		for _, item := range backlog.Items {
			if item.ID == "" || (item.Kind == stories.Epic) != epics {
				continue
			}
			if epics {
				h.meant[item.ID] = h.meantFor(item, rm)
			} else {
				h.meant[item.ID] = h.at[item.Epic]
			}
			h.at[item.ID] = h.homeOf(item, h.meant[item.ID])
			if project := h.leftBehind(item); project != "" {
				h.left[project] = append(h.left[project], item.ID)
			}
		}
	}
	return h
}

// meantFor is the home that the team of an epic's initiative names.
func (h *Housing) meantFor(epic *stories.Item, rm *roadmap.Roadmap) int {
	initiative := initiativeOf(epic, rm)
	if initiative == nil || initiative.Team == "" {
		return 0
	}
	place := placeOf(rm.TeamByID(initiative.Team), h.homes[0].Survey.Server.Tracker)
	at := slices.IndexFunc(h.homes, func(home Home) bool { return place != "" && strings.EqualFold(home.Place, place) })
	return max(at, 0)
}

func (h *Housing) homeOf(item *stories.Item, meant int) int {
	if len(h.homes) == 1 {
		return 0
	}
	remembers := func(home Home) bool {
		return keyOn(item.Sidecar, home.Survey.Server.Tracker, home.Survey.Server.Project) != ""
	}
	for _, lives := range []func(Home) bool{
		func(home Home) bool { return home.Survey.holds(item.ID, true) },
		func(home Home) bool { return home.Survey.holds(item.ID, false) },
		remembers,
	} {
		switch {
		case lives(h.homes[meant]):
			return meant
		case slices.ContainsFunc(h.homes, lives):
			return slices.IndexFunc(h.homes, lives)
		}
	}
	return meant
}

// leftBehind is the project of a ticket that an item's file remembers, where no
// home has or remembers one; "" for none.
func (h *Housing) leftBehind(item *stories.Item) string {
	if item.Sidecar == nil {
		return ""
	}
	tracker, left := h.homes[0].Survey.Server.Tracker, ""
	for _, key := range item.Sidecar.Keys {
		if key.Tracker == tracker {
			left = key.Project
		}
	}
	for _, home := range h.homes {
		if home.Survey.holds(item.ID, false) || keyOn(item.Sidecar, tracker, home.Survey.Server.Project) != "" {
			return ""
		}
	}
	return left
}

// Restrict leaves in a home's request what lives there, and says of the rest
// where it is.
func (h *Housing) Restrict(req *Request, home int) {
	req.Survey = h.homes[home].Survey
	for _, project := range slices.Sorted(maps.Keys(h.left)) {
		if ids := slices.DeleteFunc(slices.Clone(h.left[project]), func(id string) bool { return h.at[id] != home }); len(ids) > 0 {
			req.Notices = append(req.Notices, Notice{Message: fmt.Sprintf(
				"in %s, where nothing goes any more, are the tickets of %s: new ones are made here; to keep them, let the settings or a team name it",
				project, count(len(ids), "item", "items"))})
		}
	}
	if len(h.homes) == 1 {
		return
	}
	req.Elsewhere = map[string]string{}
	titles := map[string]string{}
	for _, d := range req.Items {
		titles[d.ID] = oneLine(d.Title)
		if at := h.at[d.ID]; at != home {
			req.Elsewhere[d.ID] = h.homes[at].Survey.Server.Title
		}
	}
	req.Items = slices.DeleteFunc(req.Items, func(d Desired) bool { return req.Elsewhere[d.ID] != "" })
	for i := range req.Items {
		h.tell(req, &req.Items[i], titles)
	}
}

// tell notes what a person should know of an item whose ticket is not with all
// that belongs to it.
func (h *Housing) tell(req *Request, d *Desired, titles map[string]string) {
	here, meant := h.homes[h.at[d.ID]].Survey.Server.Title, h.homes[h.meant[d.ID]].Survey.Server.Title
	note := func(format string, args ...any) {
		req.Notices = append(req.Notices, Notice{ID: d.ID, Message: fmt.Sprintf(format, args...)})
	}
	switch {
	case here == meant:
	case d.Kind == stories.Epic:
		note("%q and its stories stay in %s, where its ticket is; its team's tickets go to %s: move them there on the tracker, and the next push finds them there", d.Title, here, meant)
	default:
		note("%q stays in %s, where its ticket is; its epic is in %s, so that it stands under none: move it there on the tracker, and the next push finds it there", d.Title, here, meant)
	}
	var needs []string
	for _, id := range d.Needs {
		if where := req.Elsewhere[id]; where != "" {
			needs = append(needs, fmt.Sprintf("%s (%s)", titles[id], where))
		}
	}
	if len(needs) == 0 {
		return
	}
	note("%q needs what is in another project, which is no link but a line in its text: %s", d.Title, strings.Join(needs, ", "))
	if d.Part.Context != "" {
		d.Part.Context += "; needs " + strings.Join(needs, ", ")
	}
}
