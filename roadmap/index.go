package roadmap

import (
	"strings"
	"unicode"
)

// index is what the lookups of a roadmap use; it is built once, at load.
type index struct {
	goals       map[string]*Goal
	painPoints  map[string]*PainPoint
	initiatives map[string]place
	personas    map[string]*Persona
	standing    map[string]*Standing
	releases    map[string]*Release
	teams       map[string]*Team
	// refs holds every ID and former ID with what it means now.
	refs map[string]map[string]string
}

// place is an initiative and the goal it stands in.
type place struct {
	goal       *Goal
	initiative *Initiative
}

// index builds the lookups. Of two with one ID the first is found.
func (r *Roadmap) index() {
	r.lookup = index{
		goals: byID(r.Goals, func(g *Goal) string { return g.ID }), painPoints: byID(r.PainPoints, func(p *PainPoint) string { return p.ID }),
		personas: byID(r.Personas, func(p *Persona) string { return p.ID }), standing: byID(r.Standing, func(s *Standing) string { return s.ID }),
		releases: byID(r.Releases, func(r *Release) string { return r.ID }), teams: byID(r.Teams, func(t *Team) string { return t.ID }),
		initiatives: map[string]place{},
		refs:        map[string]map[string]string{GoalRef: {}, InitiativeRef: {}, PainPointRef: {}, StandingRef: {}, PersonaRef: {}},
	}
	for i := range r.Goals {
		goal := &r.Goals[i]
		for j := range goal.Initiatives {
			initiative := &goal.Initiatives[j]
			if _, taken := r.lookup.initiatives[initiative.ID]; !taken {
				r.lookup.initiatives[initiative.ID] = place{goal, initiative}
			}
		}
	}
	r.indexRefs()
}

func byID[T any](list []T, id func(*T) string) map[string]*T {
	m := make(map[string]*T, len(list))
	for i := range list {
		if _, taken := m[id(&list[i])]; !taken {
			m[id(&list[i])] = &list[i]
		}
	}
	return m
}

// indexRefs knows present IDs before former ones, whatever the order.
func (r *Roadmap) indexRefs() {
	refs := r.lookup.refs
	r.eachNamed(func(kind, id string, was []string) { refs[kind][id] = id })
	r.eachNamed(func(kind, id string, was []string) {
		for _, former := range was {
			if _, taken := refs[kind][former]; !taken {
				refs[kind][former] = id
			}
		}
	})
}

// eachNamed goes through everything that may have had another ID before.
func (r *Roadmap) eachNamed(each func(kind, id string, was []string)) {
	r.eachSource(each)
	for i := range r.Personas {
		each(PersonaRef, r.Personas[i].ID, r.Personas[i].Was)
	}
}

// eachSource goes through everything that work can come from.
func (r *Roadmap) eachSource(each func(kind, id string, was []string)) {
	for i := range r.Goals {
		each(GoalRef, r.Goals[i].ID, r.Goals[i].Was)
		for j := range r.Goals[i].Initiatives {
			each(InitiativeRef, r.Goals[i].Initiatives[j].ID, r.Goals[i].Initiatives[j].Was)
		}
	}
	for i := range r.PainPoints {
		each(PainPointRef, r.PainPoints[i].ID, r.PainPoints[i].Was)
	}
	for i := range r.Standing {
		each(StandingRef, r.Standing[i].ID, nil)
	}
}

// Goal gives the goal with an ID, nil when there is none.
func (r *Roadmap) Goal(id string) *Goal { return r.lookup.goals[id] }

// PainPoint gives the pain point with an ID, nil when there is none.
func (r *Roadmap) PainPoint(id string) *PainPoint { return r.lookup.painPoints[id] }

// Initiative gives the initiative with an ID and the goal it stands in, nil
// when there is none.
func (r *Roadmap) Initiative(id string) (*Goal, *Initiative) {
	p := r.lookup.initiatives[id]
	return p.goal, p.initiative
}

// Persona gives the persona with an ID, nil when there is none.
func (r *Roadmap) Persona(id string) *Persona { return r.lookup.personas[id] }

// StandingByID gives the standing item with an ID, nil when there is none.
func (r *Roadmap) StandingByID(id string) *Standing { return r.lookup.standing[id] }

// Release gives the release with an ID, nil when there is none.
func (r *Roadmap) Release(id string) *Release { return r.lookup.releases[id] }

// TeamByID gives one of the teams, nil when there is none.
func (r *Roadmap) TeamByID(id string) *Team { return r.lookup.teams[id] }

// Resolve finds what a person means by an ID, with or without its kind as in
// "goal:engagement", by its present ID or, through was, a former one. An ID
// without a kind is sought among goals, initiatives, pain points and standing
// items, in that order, present IDs first.
func (r *Roadmap) Resolve(text string) (Ref, bool) {
	kind, id, hasKind := strings.Cut(text, ":")
	if hasKind && kind == PersonaRef {
		return "", false // no work comes from a persona
	}
	if hasKind {
		now, ok := r.lookup.refs[kind][id]
		if now == id {
			return Ref(text), ok
		}
		return NewRef(kind, now), ok
	}
	former := Ref("")
	for _, kind := range []string{GoalRef, InitiativeRef, PainPointRef, StandingRef} {
		now, ok := r.lookup.refs[kind][text]
		switch {
		case ok && now == text:
			return NewRef(kind, now), true
		case ok && former == "":
			former = NewRef(kind, now)
		}
	}
	return former, former != ""
}

// Slug is the roadmap's ID, or where it has none a slug of the product's name.
func (r *Roadmap) Slug() string {
	if r.ID != "" {
		return r.ID
	}
	return slug(r.Product.Name)
}

// slug makes an ID of a name: lower case, words joined with dashes.
func slug(name string) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(c rune) bool {
		return !unicode.IsLetter(c) && !unicode.IsDigit(c)
	})
	return strings.Join(words, "-")
}
