package review

import (
	"hash/maphash"
	"strings"

	"github.com/kljensen/snowball/english"
)

// gist is what is kept of a story to compare it with the others: a number for
// each part that is the same for the same words, whatever their order, form or
// spelling.
type gist struct {
	// exact is of all words in their order.
	exact uint64
	// role, means and end are sums over the different stems of the part.
	role, means, end uint64
	// stems are the means' stems, for finding stories that differ in one.
	stems  []uint64
	formed bool
	// marked says that the means are announced: "I want".
	marked bool
}

// stemmer gives a word's stem as a number, remembering it.
type stemmer struct {
	seed  maphash.Seed
	known map[string]uint64
}

func newStemmer() stemmer {
	return stemmer{maphash.MakeSeed(), map[string]uint64{}}
}

// of gives the number of a word's stem; synonyms have one number.
func (s stemmer) of(text string) uint64 {
	if isNumber(text) {
		return maphash.String(s.seed, text)
	}
	if n, ok := s.known[text]; ok {
		return n
	}
	stem := synonym(english.Stem(strings.ReplaceAll(text, "-", ""), false))
	n := maphash.String(s.seed, stem)
	s.known[strings.Clone(text)] = n
	return n
}

// synonym gives one spelling for the words that say the same in a story.
func synonym(stem string) string {
	switch stem {
	case "delet", "eras":
		return "remov"
	case "modifi", "chang":
		return "edit"
	case "view", "display":
		return "see"
	case "buy":
		return "purchas"
	case "login", "signin":
		return "log"
	case "choos", "pick":
		return "select"
	case "pictur", "photo", "photograph":
		return "imag"
	case "e-mail", "mail":
		return "email"
	case "speed", "quick":
		return "fast"
	case "custom":
		return "customis"
	}
	return stem
}

// gistOf makes a story's gist.
func (p *pass) gistOf(s *story) gist {
	g := gist{formed: s.parts.formed(), marked: s.parts.meansMarked}
	for _, w := range s.words {
		if !w.mark {
			g.exact = g.exact*1099511628211 + maphash.String(p.stems.seed, w.text)
		}
	}
	if g.formed {
		g.role, _ = p.sum(s.words, s.parts.role)
		g.means, g.stems = p.sum(s.words, s.parts.means)
		g.end, _ = p.sum(s.words, s.parts.end)
	} else {
		g.means, g.stems = p.sum(s.words, span{0, len(s.words)})
	}
	return g
}

// sum adds up the different stems of a span's content words.
func (p *pass) sum(words []word, in span) (uint64, []uint64) {
	var total uint64
	stems := make([]uint64, 0, in.to-in.from)
	for _, w := range words[in.from:max(in.from, in.to)] {
		if w.mark || isSmall(w.text) {
			continue
		}
		stem := p.stems.of(w.text)
		if !containsStem(stems, stem) {
			stems = append(stems, stem)
			total += stem
		}
	}
	return total, stems
}

func containsStem(stems []uint64, stem uint64) bool {
	for _, known := range stems {
		if known == stem {
			return true
		}
	}
	return false
}

// isSmall says that a word adds nothing to what a story is about. Words such
// as "not", "all" and "without" do.
func isSmall(text string) bool {
	switch text {
	case "be", "have", "able", "ability", "want", "please", "do":
		return true
	case "not", "no", "without", "before", "after", "all", "only", "every", "other", "new", "out", "off",
		"up", "down", "from", "by", "under", "over", "between", "more", "two", "three", "one", "multiple",
		"another", "different", "existing", "until", "never", "always":
		return false
	}
	return isFunction(text)
}
