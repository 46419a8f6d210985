package integrations

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"plotline/stories"
)

// view is what was read of all homes, and where each item lives.
type view struct {
	homes  []Home
	sights []*sight
	*housing
	// requests are the homes' own: each for what lives there.
	requests []Request
}

// lookAround reads what plans for the homes need, the cheapest first: the
// indexes, and the remembered Keys they did not know; then, of what lives in
// each, what no index may show.
func lookAround(ctx context.Context, homes []Home) (*view, error) {
	v := &view{homes: homes}
	for _, home := range homes {
		s, err := look(ctx, home.Reader, home.Request)
		if err != nil {
			return nil, err
		}
		v.sights = append(v.sights, s)
	}
	v.settle()
	for i, s := range v.sights {
		if !v.looksBehind(i) {
			continue
		}
		if err := s.readBehind(ctx, homes[i].Reader, homes[i].Request); err != nil {
			return nil, err
		}
	}
	v.settle()
	for i, s := range v.sights {
		for _, read := range []func(context.Context, Reader, Request) error{s.readTaken, s.readParents, s.readChildren} {
			if err := read(ctx, homes[i].Reader, v.requests[i]); err != nil {
				return nil, err
			}
		}
	}
	v.settle()
	if err := v.readLinks(ctx); err != nil {
		return nil, err
	}
	return v, v.askLinks(ctx)
}

// readLinks reads tickets directly that wait for none of the known tickets: what
// they wait for may have moved to another project, and an index may still call
// it as it was called before.
func (v *view) readLinks(ctx context.Context) error {
	if len(v.homes) == 1 {
		return nil
	}
	for i, p := range v.planners() {
		var keys []string
		for _, d := range p.req.Items {
			t, ok := p.s.ticketOf(d.ID)
			if ok && p.s.indexed[t.Key] && len(p.itemsOf(t.BlockedBy)) < len(t.BlockedBy) {
				keys = append(keys, t.Key)
			}
		}
		if len(keys) == 0 {
			continue
		}
		if err := v.sights[i].refresh(ctx, v.homes[i].Reader, keys, p.req.Roadmap); err != nil {
			return err
		}
	}
	v.settle()
	return nil
}

// looksBehind says whether what stands behind the highest known Key of a home is
// to be read directly: before something is made beside tickets that are there,
// and after a run that never came to its end. A first push has nothing that
// could be made twice before it looks by itself. Among several homes an item may
// have been made in the one where it was to live before.
func (v *view) looksBehind(home int) bool {
	if len(v.homes[home].Request.Unsettled) > 0 {
		return true
	}
	if len(v.homes) == 1 && len(v.sights[home].tickets) == 0 {
		return false
	}
	for i, s := range v.sights {
		if slices.ContainsFunc(v.requests[i].Items, s.lacks) {
			return true
		}
	}
	return false
}

// settle finds where each item lives by what was read so far.
func (v *view) settle() {
	v.housing = house(v.homes, v.sights)
	v.requests = make([]Request, len(v.homes))
	for i := range v.homes {
		v.requests[i] = v.restricted(i)
	}
}

// askLinks asks the trackers whether they can link what needs one another across
// projects, where something is to be linked so.
func (v *view) askLinks(ctx context.Context) error {
	planners := v.planners()
	for i, p := range planners {
		linker, ok := v.homes[i].Reader.(FarLinker)
		if !ok || !p.needsFar() {
			continue
		}
		var err error
		if v.sights[i].linksFar, err = linker.LinksFar(ctx); err != nil {
			return err
		}
	}
	return nil
}

// planners are one for each home, each knowing the others.
func (v *view) planners() []*planner {
	out := make([]*planner, len(v.homes))
	for i := range v.homes {
		out[i] = newPlanner(v.requests[i], v.sights[i])
	}
	for i, p := range out {
		p.others = slices.Delete(slices.Clone(out), i, i+1)
	}
	return out
}

// planAll plans every home anew. What is there and what will be made is known of
// all before any item is planned: one may need another in another project.
func (v *view) planAll() []*planner {
	planners := v.planners()
	for _, p := range planners {
		p.expect()
	}
	for _, p := range planners {
		p.plan()
	}
	return planners
}

// refresh reads tickets directly that only an index told of and that the
// planners would act on, and says whether there were any.
func (v *view) refresh(ctx context.Context, planners []*planner) (bool, error) {
	again := false
	for i, p := range planners {
		unsure := p.unsure()
		if len(unsure) == 0 {
			continue
		}
		again = true
		if err := v.sights[i].refresh(ctx, v.homes[i].Reader, unsure, v.homes[i].Request.Roadmap); err != nil {
			return true, err
		}
	}
	if again {
		v.settle()
	}
	return again, nil
}

// restricted leaves in a home's request what lives there, and says of it what a
// person should know.
func (v *view) restricted(home int) Request {
	req := v.homes[home].Request
	req.Notices = slices.Clone(req.Notices)
	for _, project := range slices.Sorted(maps.Keys(v.left)) {
		if ids := slices.DeleteFunc(slices.Clone(v.left[project]), func(id string) bool { return v.at[id] != home }); len(ids) > 0 {
			req.Notices = append(req.Notices, Notice{Message: fmt.Sprintf(
				"in %s, where nothing goes any more, are the tickets of %s: new ones are made here; to keep them, let the settings or a team name it",
				project, count(len(ids), "item", "items"))})
		}
	}
	if len(v.homes) == 1 {
		return req
	}
	req.Items = slices.DeleteFunc(slices.Clone(req.Items), func(d Desired) bool { return v.at[d.ID] != home })
	for _, d := range req.Items {
		if note := v.stays(d); note != "" {
			req.Notices = append(req.Notices, Notice{ID: d.ID, Message: note})
		}
	}
	return req
}

// stays says of an item whose ticket is not where it is meant to be what a
// person can do about it, "" for one that is.
func (v *view) stays(d Desired) string {
	here, meant := v.sights[v.at[d.ID]].server.Title, v.sights[v.meant[d.ID]].server.Title
	switch {
	case here == meant:
		return ""
	case d.Kind == stories.Epic:
		return fmt.Sprintf("%q and its stories stay in %s, where its ticket is; its team's tickets go to %s: move them there on the tracker, and the next push finds them there", d.Title, here, meant)
	}
	return fmt.Sprintf("%q stays in %s, where its ticket is; its epic is in %s, so that it stands under none: move it there on the tracker, and the next push finds it there", d.Title, here, meant)
}
