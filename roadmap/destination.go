package roadmap

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
)

// Aspect is one thing that the product manager fixed and that a story was
// accepted for, such as goal engagement's target.
type Aspect struct {
	// Of is the source it belongs to, as in "goal:engagement".
	Of string `yaml:"of" json:"of"`
	// Name is the field, as in "statement", "metric engaged target",
	// "persona shopper". Guardrails share one name.
	Name string `yaml:"name" json:"name"`
	// Value is the field's canonical text: white space folded, numbers and
	// dues in one spelling, so that only a change of meaning is a change.
	Value string `yaml:"value" json:"value"`
}

// personaAspect begins the names of aspects that say whom a problem is of.
const personaAspect = "persona "

// Persona gives the ID of the persona that the aspect names, if it names one.
func (a Aspect) Persona() (id string, is bool) { return strings.CutPrefix(a.Name, personaAspect) }

// Destination is what the product manager owns of an item, in a fixed order.
// Evidence, why and readings are not part of it.
type Destination []Aspect

// AspectChange is one difference between two destinations. Was is "" for what
// was added, Is for what is gone.
type AspectChange struct {
	Of   string `json:"of"`
	Name string `json:"name"`
	Was  string `json:"was"`
	Is   string `json:"is"`
}

// Destination gives the aspects of the given sources, in one order whatever
// theirs. A pain point brings its problem and personas; a goal its statement,
// guardrails and metrics' names, targets and dues; an initiative nothing of its
// own but the goal it stands in. The goals that a pain point names are not
// added: an item that serves them says so. Sources that no longer exist bring
// nothing; renamed ones are followed.
func (r *Roadmap) Destination(refs []Ref) Destination {
	b := &builder{roadmap: r, seen: map[Ref]bool{}}
	for _, ref := range refs {
		if now, ok := r.Resolve(string(ref)); ok {
			b.source(now)
		}
	}
	slices.SortStableFunc(b.aspects, compareAspects)
	return b.aspects
}

// kindOrder is the order in which the kinds of sources are told.
const kindOrder = GoalRef + " " + PainPointRef + " " + StandingRef

func compareAspects(a, b Aspect) int {
	if a.Of == b.Of {
		return 0
	}
	byKind := strings.Index(kindOrder, Ref(a.Of).Kind()) - strings.Index(kindOrder, Ref(b.Of).Kind())
	if byKind != 0 {
		return byKind
	}
	return strings.Compare(a.Of, b.Of)
}

// builder gathers aspects, each source once.
type builder struct {
	roadmap *Roadmap
	seen    map[Ref]bool
	aspects Destination
}

func (b *builder) source(ref Ref) {
	switch id := ref.ID(); ref.Kind() {
	case GoalRef:
		b.goal(b.roadmap.Goal(id))
	case InitiativeRef:
		goal, _ := b.roadmap.Initiative(id)
		b.goal(goal)
	case PainPointRef:
		b.painPoint(b.roadmap.PainPoint(id))
	case StandingRef:
		b.standing(b.roadmap.StandingByID(id))
	}
}

func (b *builder) goal(g *Goal) {
	of := NewRef(GoalRef, g.ID)
	if b.again(of) {
		return
	}
	b.add(of, "statement", g.Statement)
	metrics := slices.Clone(g.Metrics)
	slices.SortStableFunc(metrics, func(x, y Metric) int { return strings.Compare(x.ID, y.ID) })
	for _, metric := range metrics {
		b.metric(of, metric)
	}
	b.list(of, "guardrail", g.Guardrails)
}

func (b *builder) metric(of Ref, m Metric) {
	prefix := "metric " + m.ID + " "
	b.add(of, prefix+"name", m.Name)
	b.add(of, prefix+"target", m.Target.canonical())
	b.add(of, prefix+"due", m.Due.canonical())
}

func (b *builder) painPoint(p *PainPoint) {
	of := NewRef(PainPointRef, p.ID)
	if b.again(of) {
		return
	}
	b.add(of, "problem", p.Problem)
	personas := slices.Clone(p.Personas)
	slices.Sort(personas)
	for _, id := range slices.Compact(personas) {
		name := id
		if persona := b.roadmap.Persona(id); persona != nil && persona.Name != "" {
			name = persona.Name
		}
		b.add(of, personaAspect+id, name)
	}
}

func (b *builder) standing(s *Standing) {
	of := NewRef(StandingRef, s.ID)
	if !b.again(of) {
		b.add(of, "name", s.Name)
	}
}

// list adds texts whose order means nothing.
func (b *builder) list(of Ref, name string, texts []string) {
	sorted := make([]string, len(texts))
	for i, text := range texts {
		sorted[i] = foldSpace(text)
	}
	slices.Sort(sorted)
	for _, text := range slices.Compact(sorted) {
		b.add(of, name, text)
	}
}

func (b *builder) again(of Ref) bool {
	if b.seen[of] {
		return true
	}
	b.seen[of] = true
	return false
}

// add leaves out what is not written: writing nothing is no aspect.
func (b *builder) add(of Ref, name, value string) {
	if value = foldSpace(value); value != "" {
		b.aspects = append(b.aspects, Aspect{Of: string(of), Name: name, Value: value})
	}
}

func foldSpace(text string) string { return strings.Join(strings.Fields(text), " ") }

// Fingerprint is a digest of the destination: the same for the same meaning.
func (d Destination) Fingerprint() string {
	sum := sha256.New()
	for _, aspect := range d {
		fmt.Fprintf(sum, "%d:%s%d:%s%d:%s", len(aspect.Of), aspect.Of, len(aspect.Name), aspect.Name, len(aspect.Value), aspect.Value)
	}
	return hex.EncodeToString(sum.Sum(nil))
}
