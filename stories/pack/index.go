package pack

import (
	"cmp"
	"plotline/stories/ear"
	"slices"
	"sync"
)

// What a word is worth. A template is called from callFrom on: one sure phrase,
// two likely ones, or a likely one with the company of hints.
const (
	sure     = 5.0
	likely   = 3.0
	hint     = 1.0
	callFrom = 5.0
)

// index finds all phrases of all templates in one pass over a text: phrases are
// kept by the stem they begin with.
type index struct {
	once      sync.Once
	templates []*Template
	byStem    map[string][]entry
}

// entry is one phrase of one template.
type entry struct {
	pattern  *pattern
	template int
	weight   float64 // 0 for a wrong friend
	topic    bool    // it is the template's name: it counts in an initiative's only
}

func newIndex(templates []*Template) *index { return &index{templates: templates} }

// ready builds the index when it is first needed: most commands match nothing.
func (x *index) ready() {
	x.once.Do(func() {
		x.byStem = map[string][]entry{}
		for i, t := range x.templates {
			for _, phrase := range t.Match.phrases {
				x.enter(i, phrase)
			}
			if t.listened() {
				continue // the ear knows its names, among much else
			}
			for _, topic := range t.topics {
				x.enter(i, topic)
			}
		}
	})
}

// empty says that no template has a phrase.
func (x *index) empty() bool {
	x.ready()
	return len(x.byStem) == 0
}

func (x *index) enter(template int, phrase weighted) {
	e := entry{
		pattern: phrase.pattern, template: template, topic: phrase.topic,
		weight: phrase.weight + phrase.pattern.surplus(phrase.weight),
	}
	seen := map[string]bool{}
	for _, way := range phrase.pattern.steps[0].ways {
		if !seen[way[0]] {
			seen[way[0]] = true
			x.byStem[way[0]] = append(x.byStem[way[0]], e)
		}
	}
}

// surplus is what a phrase is worth beyond its strength: one that says more is
// less likely to stand in a text by chance.
func (p *pattern) surplus(weight float64) float64 {
	if weight < sure {
		return 0
	}
	words := 0
	for _, s := range p.steps {
		if !s.gap {
			words++
		}
	}
	return float64(min(words, 4)) / 2
}

// span is where a phrase was found.
type span struct {
	entry
	from, to int
}

// found is what one text holds for one template.
type found struct {
	score float64
	words []ear.Word
}

// look finds in a text what speaks for each template.
func (x *index) look(text, where string) map[int]found {
	x.ready()
	words := ear.Tokens(text)
	spans := map[int][]span{}
	for from := range words {
		for _, e := range x.byStem[words[from].Stem] {
			if e.topic && where != inInitiative {
				continue
			}
			if to, ok := e.pattern.at(words, from); ok {
				spans[e.template] = append(spans[e.template], span{e, from, to})
			}
		}
	}
	out := map[int]found{}
	for template, list := range spans {
		if f := weigh(list, words, where); f.score > 0 {
			out[template] = f
		}
	}
	return out
}

// weigh adds up the spans of one template, heaviest first. A span does not count
// when a wrong friend holds one of its words, or when heavier spans have used
// all of them: one word is not counted under two phrases.
func weigh(spans []span, text []ear.Token, where string) found {
	friends, used := make([]bool, len(text)), make([]bool, len(text))
	for _, s := range spans {
		if s.weight == 0 {
			cover(friends, s.from, s.to)
		}
	}
	slices.SortStableFunc(spans, func(a, b span) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), (b.to-b.from)-(a.to-a.from))
	})
	counted := map[*pattern]bool{}
	var f found
	for _, s := range spans {
		if s.weight == 0 || slices.Contains(friends[s.from:s.to], true) || counted[s.pattern] || !slices.Contains(used[s.from:s.to], false) {
			continue
		}
		cover(used, s.from, s.to)
		counted[s.pattern] = true
		f.score += s.weight
		f.words = append(f.words, ear.Word{Text: ear.Spoken(text[s.from:s.to]), Where: where, Weight: s.weight})
	}
	return f
}

func cover(words []bool, from, to int) {
	for i := from; i < to; i++ {
		words[i] = true
	}
}
