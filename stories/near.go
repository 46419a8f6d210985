package stories

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Near-equality pairs an edited text with the text it was: two texts are near
// when more than half of their words are the same. Above nearPairs candidates
// it is not tried, so that a hostile file costs no more than an honest one.
const (
	nearEnough = 0.55
	nearPairs  = 40_000
)

// sameText says that two texts differ in white space at most.
func sameText(a, b string) bool {
	return a == b || foldSpace(a) == foldSpace(b)
}

// foldSpace makes every run of white space one blank.
func foldSpace(text string) string {
	if isFolded(text) {
		return text
	}
	return strings.Join(strings.Fields(text), " ")
}

// isFolded says of most texts that have no white space to fold that they have
// none; texts that are not ASCII are not looked at.
func isFolded(text string) bool {
	last := byte(' ')
	for i := range len(text) {
		c := text[i]
		if c < ' ' || c >= utf8.RuneSelf || c == ' ' && last == ' ' {
			return false
		}
		last = c
	}
	return last != ' ' || text == ""
}

// bag is the words of a text, sorted, each as often as it stands there.
type bag []string

func newBag(text string) bag {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	slices.Sort(words)
	return words
}

// nearness is the share of words that two bags have in common, 0 to 1.
func nearness(a, b bag) float64 {
	if len(a)+len(b) == 0 {
		return 0
	}
	shared := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch strings.Compare(a[i], b[j]) {
		case 0:
			shared, i, j = shared+1, i+1, j+1
		case -1:
			i++
		default:
			j++
		}
	}
	return 2 * float64(shared) / float64(len(a)+len(b))
}

// pair is one text of each side, by index, that are near.
type pair struct {
	a, b int
	near float64
}

// pairNear pairs the texts of two sides that are near, nearest first, each at
// most once. Ties go by text, then by place, so that the order of a matters as
// little as can be.
func pairNear(a, b []string) []pair {
	if len(a) == 0 || len(b) == 0 || len(a)*len(b) > nearPairs {
		return nil
	}
	candidates := nearCandidates(a, b)
	slices.SortStableFunc(candidates, func(x, y pair) int {
		return cmp.Or(cmp.Compare(y.near, x.near), strings.Compare(a[x.a], a[y.a]))
	})
	takenA, takenB := make([]bool, len(a)), make([]bool, len(b))
	var pairs []pair
	for _, c := range candidates {
		if takenA[c.a] || takenB[c.b] {
			continue
		}
		takenA[c.a], takenB[c.b] = true, true
		pairs = append(pairs, c)
	}
	return pairs
}

func nearCandidates(a, b []string) []pair {
	bags := make([]bag, len(b))
	for j, text := range b {
		bags[j] = newBag(text)
	}
	var candidates []pair
	for i, text := range a {
		words := newBag(text)
		for j := range b {
			if near := nearness(words, bags[j]); near >= nearEnough {
				candidates = append(candidates, pair{a: i, b: j, near: near})
			}
		}
	}
	return candidates
}
