package stories

import (
	"slices"

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
	}
	for _, g := range r.GoalsBehind(refs) {
		refs = unitedSet(refs, []roadmap.Ref{roadmap.NewRef(roadmap.GoalRef, g.ID)})
	}
	slices.SortStableFunc(refs, func(a, b roadmap.Ref) int { return kindPlace(a) - kindPlace(b) })
	return refs
}

func kindPlace(ref roadmap.Ref) int {
	return slices.Index([]string{roadmap.GoalRef, roadmap.InitiativeRef, roadmap.PainPointRef, roadmap.StandingRef}, ref.Kind())
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
