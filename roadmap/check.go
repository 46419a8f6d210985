package roadmap

import (
	"fmt"
	"regexp"
	"strings"

	"plotline/roadmap/source"
)

// checker finds what is wrong with the whole of a roadmap.
type checker struct {
	*Roadmap
	*loader
}

func check(r *Roadmap, l *loader) {
	c := checker{r, l}
	c.head()
	c.ids()
	c.formers()
	c.references()
	c.metrics()
	c.cycles()
}

func (c checker) head() {
	switch at := c.At("version"); {
	case !c.Written("version"):
		c.missing("version: 1")
	case c.Version != 1 && !c.reportedAt(at):
		c.problem(at, fmt.Sprint(c.Version), fmt.Sprintf("version %d is not known; this is version 1", c.Version), "write version: 1")
	}
	switch {
	case !c.Written("product"), c.Product.Position().Line == 0 && !c.reportedAt(c.At("product")):
		c.missing("a product with its name")
	case c.ID == "" && c.Product.Name != "" && slug(c.Product.Name) == "":
		c.problem(c.Product.At("name"), c.Product.Name, "the product's name has no letter to make an ID of", "write an id: at the top of the roadmap")
	}
	if c.ID != "" {
		c.syntax("roadmap", c.ID, c.At("id"), maxRoadmapID)
	}
}

func (c checker) missing(what string) {
	c.problem(source.Position{Path: c.path, Line: 1, Column: 1}, "", "the roadmap needs "+what, "")
}

// reportedAt says that a mistake was found at a place already.
func (c checker) reportedAt(at source.Position) bool {
	for _, problem := range c.problems {
		if problem.Position == at {
			return true
		}
	}
	return false
}

// The longest IDs: they become labels, and names of folders and files.
const (
	maxID        = 64
	maxRoadmapID = 40
)

var idSyntax = regexp.MustCompile(`^[\pL\pN]([\pL\pN._-]*[\pL\pN])?$`)

func (c checker) syntax(kind, id string, at source.Position, longest int) {
	switch {
	case !idSyntax.MatchString(id):
		hint := "letters, digits and - _ . between them, such as " + fmt.Sprintf("%q", fallback(slug(id), "first-visit"))
		c.problem(at, id, fmt.Sprintf("%q cannot be the ID of a %s", clip(id), kind), hint)
	case len(id) > longest:
		c.problem(at, id, fmt.Sprintf("the ID %q is longer than %d characters", clip(id), longest), "")
	}
}

func fallback(text, otherwise string) string {
	if text == "" || len(text) > maxID {
		return otherwise
	}
	return text
}

// clip keeps a stranger's text from filling the screen.
func clip(text string) string {
	if runes := []rune(text); len(runes) > maxID {
		return string(runes[:maxID]) + "…"
	}
	return text
}

// ids checks that every ID can be one, and is the only one of its kind.
func (c checker) ids() {
	goals, initiatives := c.unique("goal"), c.unique("initiative")
	for i := range c.Goals {
		goal := &c.Goals[i]
		goals(goal.ID, goal.At("id"))
		metrics := c.unique("metric")
		for j := range goal.Metrics {
			metrics(goal.Metrics[j].ID, goal.Metrics[j].At("id"))
		}
		for j := range goal.Initiatives {
			initiatives(goal.Initiatives[j].ID, goal.Initiatives[j].At("id"))
		}
	}
	painPoints, personas := c.unique("pain point"), c.unique("persona")
	for i := range c.PainPoints {
		painPoints(c.PainPoints[i].ID, c.PainPoints[i].At("id"))
	}
	for i := range c.Personas {
		personas(c.Personas[i].ID, c.Personas[i].At("id"))
	}
	c.otherIDs()
}

func (c checker) otherIDs() {
	releases, standing, teams := c.unique("release"), c.unique("standing item"), c.unique("team")
	for i := range c.Releases {
		releases(c.Releases[i].ID, c.Releases[i].At("id"))
	}
	for i := range c.Standing {
		standing(c.Standing[i].ID, c.Standing[i].At("id"))
	}
	for i := range c.Teams {
		if c.Teams[i].ID == "" {
			c.problem(c.Teams[i].Position(), "", "a team in the list of teams needs \"id\"", "")
		}
		teams(c.Teams[i].ID, c.Teams[i].At("id"))
	}
}

// unique gives a check for the IDs of one kind. IDs that differ in case only
// are alike: on some disks their folders would be one.
func (c checker) unique(kind string) func(id string, at source.Position) {
	first := map[string]source.Position{}
	return func(id string, at source.Position) {
		if id == "" {
			return // its absence is reported where it was read
		}
		c.syntax(kind, id, at, maxID)
		folded := strings.ToLower(id)
		if before, twice := first[folded]; twice {
			c.problem(at, id, fmt.Sprintf("two %ss have the ID %q; the other is at %s", kind, clip(id), before), "give one of them another ID")
			return
		}
		first[folded] = at
	}
}

// formers checks the IDs that things had before.
func (c checker) formers() {
	claimed := map[string]string{}
	c.eachWas(func(kind, id, former string, at source.Position) {
		key := kind + ":" + former
		other, twice := claimed[key]
		switch {
		case twice && other != id:
			c.problem(at, former, fmt.Sprintf("both %q and %q say that they were %q", other, id, former), "only one can have been it")
		case former == id || c.lookup.refs[kind][former] == former:
			c.problem(at, former, fmt.Sprintf("%q says that it was %q, and that is still there", id, former), "was: names an ID that is no longer used")
		}
		claimed[key] = id
	})
}

func (c checker) eachWas(each func(kind, id, former string, at source.Position)) {
	for i := range c.Goals {
		g := &c.Goals[i]
		eachFormer(GoalRef, g.ID, g.Was, &g.Places, each)
		for j := range g.Initiatives {
			n := &g.Initiatives[j]
			eachFormer(InitiativeRef, n.ID, n.Was, &n.Places, each)
		}
	}
	for i := range c.PainPoints {
		p := &c.PainPoints[i]
		eachFormer(PainPointRef, p.ID, p.Was, &p.Places, each)
	}
	for i := range c.Personas {
		p := &c.Personas[i]
		eachFormer(PersonaRef, p.ID, p.Was, &p.Places, each)
	}
}

func eachFormer(kind, id string, was []string, places *source.Places, each func(kind, id, former string, at source.Position)) {
	for i, former := range was {
		each(kind, id, former, itemAt(places, "was", i))
	}
}

// itemAt is the place of an item of a list, or of the text that stands for the
// list.
func itemAt(places *source.Places, key string, i int) source.Position {
	if at := places.At(fmt.Sprintf("%s[%d]", key, i)); at != places.Position() {
		return at
	}
	return places.At(key)
}
