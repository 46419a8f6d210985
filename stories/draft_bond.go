package stories

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"plotline/roadmap"
	"plotline/stories/pack"
)

// bond is what a pain point and an initiative have in common: a template that
// both call, the initiative itself or a pain point that it addresses; and words
// that few others of the roadmap use.
type bond struct {
	template string
	// caller is what of the initiative calls the template.
	caller roadmap.Ref
	words  []string
	weight float64
}

// String says the bond as the end of a sentence, "" where there is none.
func (b bond) String() string {
	switch {
	case b.template != "":
		return fmt.Sprintf("it calls template %q, and so does %s", b.template, describeRef(b.caller))
	case len(b.words) > 0:
		return fmt.Sprintf("they have words in common (%s)", strings.Join(b.words, ", "))
	}
	return ""
}

// nearest is the strongest of some bonds, the first of several that are equal: a
// template in common goes before any words.
func nearest(bonds []bond) int {
	best := 0
	for i, b := range bonds {
		switch than := bonds[best]; {
		case (b.template != "") != (than.template != ""):
			if b.template != "" {
				best = i
			}
		case b.weight > than.weight:
			best = i
		}
	}
	return best
}

// bonds are what a pain point has in common with each of some initiatives.
func (d *drafter) bonds(p *roadmap.PainPoint, epics []*epicDraft) []bond {
	own := d.calledBy(painPointCaller(&epicDraft{goal: epics[0].goal}, p))
	words := pack.TellingWords(p.Problem)
	if d.vocabulary == nil {
		d.vocabulary = newVocabulary(d.Roadmap)
	}
	bonds := make([]bond, len(epics))
	for i, e := range epics {
		b := &bonds[i]
		b.template, b.caller = d.commonTemplate(own, e)
		said := d.saidOf(e)
		for _, word := range words {
			if said[word.Root] && !d.vocabulary.people[word.Root] {
				b.words = append(b.words, word.Text)
				b.weight += d.vocabulary.rarity(word.Root)
			}
		}
		b.weight /= math.Sqrt(float64(len(said)) + 1)
	}
	return bonds
}

// saidOf are the roots of the words that an initiative and the pain points it
// addresses say.
func (d *drafter) saidOf(e *epicDraft) map[string]bool {
	said := map[string]bool{}
	for _, text := range d.textsOf(e) {
		say(said, text)
	}
	return said
}

// say adds the roots of a text's telling words.
func say(said map[string]bool, text string) {
	for _, word := range pack.TellingWords(text) {
		said[word.Root] = true
	}
}

func (d *drafter) textsOf(e *epicDraft) []string {
	texts := []string{e.initiative.Name}
	for _, p := range d.addressedBy(e) {
		texts = append(texts, p.Problem)
	}
	return texts
}

// vocabulary is in how many pain points and names of initiatives of a roadmap
// each word stands.
type vocabulary struct {
	uses  map[string]int
	texts int
	// people are words of the personas' names: they stand in any pain point.
	people map[string]bool
}

func newVocabulary(r *roadmap.Roadmap) *vocabulary {
	v := &vocabulary{uses: map[string]int{}, people: peopleWords(r)}
	for i := range r.PainPoints {
		v.note(r.PainPoints[i].Problem)
	}
	for i := range r.Goals {
		for j := range r.Goals[i].Initiatives {
			v.note(r.Goals[i].Initiatives[j].Name)
		}
	}
	return v
}

// peopleWords are the roots of the words that name a roadmap's personas.
func peopleWords(r *roadmap.Roadmap) map[string]bool {
	said := map[string]bool{}
	for i := range r.Personas {
		say(said, r.Personas[i].Name)
	}
	return said
}

func (v *vocabulary) note(text string) {
	v.texts++
	for _, word := range pack.TellingWords(text) {
		v.uses[word.Root]++
	}
}

// rarity is how much a word tells: the more, the fewer texts have it.
func (v *vocabulary) rarity(root string) float64 {
	return math.Log(float64(v.texts) / float64(max(1, v.uses[root])))
}

func (d *drafter) addressedBy(e *epicDraft) []*roadmap.PainPoint {
	var points []*roadmap.PainPoint
	for _, id := range e.initiative.Addresses {
		if p := d.Roadmap.PainPoint(id); p != nil {
			points = append(points, p)
		}
	}
	return points
}

// commonTemplate is the first of some templates that an initiative or a pain
// point it addresses calls as well, and which of them does.
func (d *drafter) commonTemplate(names []string, e *epicDraft) (string, roadmap.Ref) {
	if len(names) == 0 {
		return "", ""
	}
	callers := []caller{initiativeCaller(e)}
	for _, p := range d.addressedBy(e) {
		callers = append(callers, painPointCaller(&epicDraft{goal: e.goal}, p))
	}
	for _, c := range callers {
		for _, name := range d.calledBy(c) {
			if slices.Contains(names, name) {
				return name, c.ref
			}
		}
	}
	return "", ""
}

// soundsLike is how likely a template must be for a caller to be compared by it,
// though it does not call it: a name of an initiative says little.
const soundsLike = 0.4

// calledBy are the templates that a caller got, or would get, without the
// fallback.
func (d *drafter) calledBy(c caller) []string {
	names, known := d.calls[c.ref]
	if known {
		return names
	}
	if m := d.memory[c.ref]; m != nil {
		names = slices.Clone(m.templates)
	} else {
		match := d.Pack.Match(c.call)
		for _, choice := range match.Choices {
			names = append(names, choice.Template.Name)
		}
		if match.Miss && len(match.Near) > 0 && match.Near[0].Share >= soundsLike {
			names = append(names, match.Near[0].Template.Name)
		}
	}
	names = slices.DeleteFunc(names, func(name string) bool { return name == pack.Generic || name == pack.Initiative })
	d.calls[c.ref] = names
	return names
}
