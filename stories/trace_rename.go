package stories

import (
	"fmt"
	"slices"
	"strings"

	"plotline/roadmap"
	"plotline/roadmap/source"
)

// renamedNear is how alike two texts must be for a rename to be suggested.
const renamedNear = 0.8

// Rename is a part of the roadmap that seems to have got another ID: without
// `was:` its items count as gone, and new ones are drafted.
type Rename struct {
	Was, Is roadmap.Ref
	// Items are those that would stay if the roadmap said so.
	Items []*Item
}

// Message says it in one sentence, Hint is the way out.
func (r *Rename) Message() string {
	of := "come of"
	if r.Was.Kind() == roadmap.PersonaRef {
		of = "were accepted for"
	}
	return fmt.Sprintf("%s reads like %s, which the roadmap no longer has and %d items %s", describeRef(r.Is), describeRef(r.Was), len(r.Items), of)
}

// Hint says how the roadmap tells a new ID from something new.
func (r *Rename) Hint() string {
	return fmt.Sprintf("if it only has a new ID, write was: %s beside it, and nothing is lost", r.Was.ID())
}

// At is where the new ID stands.
func (r *Rename) At(in *roadmap.Roadmap) source.Position {
	switch id := r.Is.ID(); r.Is.Kind() {
	case roadmap.GoalRef:
		return in.Goal(id).At("id")
	case roadmap.InitiativeRef:
		_, initiative := in.Initiative(id)
		return initiative.At("id")
	case roadmap.PersonaRef:
		return in.Persona(id).At("id")
	}
	return in.PainPoint(r.Is.ID()).At("id")
}

// Renames finds parts of the roadmap that items come from and that it does not
// know any more, where a part that nothing comes from yet reads alike.
func Renames(r *roadmap.Roadmap, b *Backlog) []Rename {
	return append(renamedSources(r, b), renamedPersonas(r, b)...)
}

func renamedSources(r *roadmap.Roadmap, b *Backlog) []Rename {
	lost := lostSources(r, b)
	if len(lost) == 0 {
		return nil
	}
	fresh := freshSources(r, b)
	var renames []Rename
	for _, one := range lost {
		at := slices.IndexFunc(fresh, func(f freshSource) bool {
			return f.ref.Kind() == one.Was.Kind() && readsLike(one.Items, b, f.text)
		})
		if at < 0 {
			continue
		}
		one.Is = fresh[at].ref
		fresh = slices.Delete(fresh, at, at+1)
		renames = append(renames, one)
	}
	return renames
}

// lostSources are what items were drafted from and the roadmap does not know,
// in the order of the backlog.
func lostSources(r *roadmap.Roadmap, b *Backlog) []Rename {
	var lost []Rename
	at := map[roadmap.Ref]int{}
	for _, item := range b.Items {
		if item.Sidecar == nil {
			continue
		}
		for _, ref := range item.Sidecar.Drafted.Serves {
			if _, known := r.Resolve(string(ref)); known {
				continue
			}
			i, seen := at[ref]
			if !seen {
				i = len(lost)
				at[ref] = i
				lost = append(lost, Rename{Was: ref})
			}
			lost[i].Items = append(lost[i].Items, item)
		}
	}
	return lost
}

// freshSource is a part of the roadmap that nothing comes from yet, as an epic
// would tell it.
type freshSource struct {
	ref  roadmap.Ref
	text string
}

func freshSources(r *roadmap.Roadmap, b *Backlog) []freshSource {
	used := map[roadmap.Ref]bool{}
	for _, item := range b.Items {
		for _, ref := range From(r, item) {
			used[ref] = true
		}
	}
	var fresh []freshSource
	add := func(kind, id, text string) {
		if ref := roadmap.NewRef(kind, id); !used[ref] && text != "" {
			fresh = append(fresh, freshSource{ref, text})
		}
	}
	for i := range r.Goals {
		g := &r.Goals[i]
		add(roadmap.GoalRef, g.ID, lines2("**Goal.** "+sentenceLine(g.Statement), sentenceLine(g.Why)))
		for j := range g.Initiatives {
			add(roadmap.InitiativeRef, g.Initiatives[j].ID, g.Initiatives[j].Name)
		}
	}
	for i := range r.PainPoints {
		add(roadmap.PainPointRef, r.PainPoints[i].ID, "**Pain.** "+painSentence(&r.PainPoints[i]))
	}
	return fresh
}

// readsLike says whether the epics of some items tell nearly the same as a
// text: in a line of their destination, or in their title.
func readsLike(items []*Item, b *Backlog, text string) bool {
	words, seen := newBag(text), map[string]bool{}
	for _, item := range items {
		epic := item
		if item.Kind == Story {
			epic = b.Item(item.Epic)
		}
		if epic == nil || epic.Sidecar == nil || seen[epic.ID] {
			continue
		}
		seen[epic.ID] = true
		drafted := epic.Sidecar.Drafted
		for line := range strings.SplitSeq(drafted.Title+"\n"+drafted.Destination, "\n") {
			if nearness(words, newBag(line)) >= renamedNear {
				return true
			}
		}
	}
	return false
}
