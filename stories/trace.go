package stories

import (
	"slices"
	"strings"

	"plotline/roadmap"
)

// From is what an item comes from in the roadmap of today: every caller and the
// goals behind them; goals first, then initiatives, pain points and standing
// items. What the roadmap does not know any more is left out.
func From(r *roadmap.Roadmap, item *Item) []roadmap.Ref {
	var refs []roadmap.Ref
	for _, text := range item.Serves {
		ref, ok := r.Resolve(string(text))
		if !ok {
			continue
		}
		refs = unitedSet(refs, []roadmap.Ref{ref})
		refs = unitedSet(refs, goalsBehind(r, ref))
	}
	slices.SortStableFunc(refs, func(a, b roadmap.Ref) int { return kindPlace(a) - kindPlace(b) })
	return refs
}

func kindPlace(ref roadmap.Ref) int {
	return slices.Index([]string{roadmap.GoalRef, roadmap.InitiativeRef, roadmap.PainPointRef, roadmap.StandingRef}, ref.Kind())
}

// goalsBehind are the goals that a part of the roadmap works towards.
func goalsBehind(r *roadmap.Roadmap, ref roadmap.Ref) []roadmap.Ref {
	switch ref.Kind() {
	case roadmap.InitiativeRef:
		if g, _ := r.Initiative(ref.ID()); g != nil {
			return []roadmap.Ref{roadmap.NewRef(roadmap.GoalRef, g.ID)}
		}
	case roadmap.PainPointRef:
		p := r.PainPoint(ref.ID())
		if p == nil {
			return nil
		}
		var goals []roadmap.Ref
		for _, id := range p.Goals {
			if g, ok := r.Resolve(roadmap.GoalRef + ":" + strings.TrimPrefix(id, roadmap.GoalRef+":")); ok {
				goals = append(goals, g)
			}
		}
		return goals
	}
	return nil
}

// Broken are what an item says it serves and the roadmap does not know.
func Broken(r *roadmap.Roadmap, item *Item) []roadmap.Ref {
	var broken []roadmap.Ref
	for _, ref := range item.Serves {
		if _, ok := r.Resolve(string(ref)); !ok {
			broken = append(broken, ref)
		}
	}
	return broken
}
