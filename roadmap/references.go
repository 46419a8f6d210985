package roadmap

import (
	"fmt"
	"slices"
	"strings"

	"plotline/roadmap/source"
)

// referable is everything that can be referred to.
type referable struct {
	goals, initiatives, painPoints, personas, teams, releases targets
}

// references checks that what is referred to exists.
func (c checker) references() {
	to := referable{
		goals: c.targets(GoalRef, "goal"), painPoints: c.targets(PainPointRef, "pain point"),
		initiatives: c.targets(InitiativeRef, "initiative"),
		personas:    c.targets(PersonaRef, "persona"),
		teams:       listed("team", c.Teams, func(t *Team) string { return t.ID }),
		releases:    listed("release", c.Releases, func(r *Release) string { return r.ID }),
	}
	for i := range c.Goals {
		goal := &c.Goals[i]
		c.each(to.goals, &goal.Places, "depends_on", goal.DependsOn)
		for j := range goal.Initiatives {
			c.initiative(&goal.Initiatives[j], to)
		}
	}
	for i := range c.PainPoints {
		point := &c.PainPoints[i]
		c.each(to.personas, &point.Places, "personas", point.Personas)
		c.each(to.goals, &point.Places, "goals", point.Goals)
		c.one(to.painPoints, &point.Places, "parent", point.Parent)
	}
}

func (c checker) initiative(n *Initiative, to referable) {
	c.each(to.painPoints, &n.Places, "addresses", n.Addresses)
	c.each(to.initiatives, &n.Places, "depends_on", n.DependsOn)
	c.one(to.teams, &n.Places, "team", n.Team)
	c.one(to.releases, &n.Places, "release", n.Release)
}

// targets are the things of one kind that can be named.
type targets struct {
	kind string
	ids  []string
	has  map[string]string // ID or former ID to ID
}

func (c checker) targets(kind, called string) targets {
	t := targets{kind: called, has: c.lookup.refs[kind]}
	c.eachNamed(func(k, id string, was []string) {
		if k == kind {
			t.ids = append(t.ids, id)
		}
	})
	return t
}

func listed[T any](kind string, list []T, id func(*T) string) targets {
	t := targets{kind: kind, has: map[string]string{}}
	for i := range list {
		t.ids = append(t.ids, id(&list[i]))
		t.has[id(&list[i])] = id(&list[i])
	}
	return t
}

func (c checker) each(t targets, places *source.Places, key string, ids []string) {
	for i, id := range ids {
		c.named(t, id, itemAt(places, key, i))
	}
}

func (c checker) one(t targets, places *source.Places, key, id string) {
	if id != "" {
		c.named(t, id, places.At(key))
	}
}

func (c checker) named(t targets, id string, at source.Position) {
	switch now, known := t.has[id]; {
	case known && now == id || c.full():
	case known:
		c.problem(at, id, fmt.Sprintf("%s %q is called %q now", t.kind, id, now), fmt.Sprintf("write %q", now))
	default:
		c.problem(at, id, fmt.Sprintf("unknown %s %q; %s", t.kind, clip(id), t.suggest(id)), "")
	}
}

// fewIDs is how many IDs a message lists.
const fewIDs = 5

// suggest says what could have been meant.
func (t targets) suggest(id string) string {
	if len(t.ids) == 0 {
		return fmt.Sprintf("there are no %ss", t.kind)
	}
	if near := source.Nearest(id, t.ids); near != "" && len(t.ids) > fewIDs {
		return fmt.Sprintf("did you mean %q?", near)
	}
	list, more := slices.Clone(t.ids), ""
	if len(list) > fewIDs {
		list, more = list[:fewIDs], fmt.Sprintf(" and %d more", len(list)-fewIDs)
	}
	for i := range list {
		list[i] = clip(list[i])
	}
	return t.kind + "s: " + strings.Join(list, ", ") + more
}
