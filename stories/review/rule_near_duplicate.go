package review

import "fmt"

// storyNearDuplicate finds stories that say the same in other words: one role,
// and means and ends that differ by no more than small words, synonyms, order,
// or one word more.
func storyNearDuplicate() Rule {
	return Rule{
		Name: "story/near-duplicate", Severity: Info,
		Summary: "the story is much like another one",
		whole: func(p *pass, f *finder) {
			p.eachNear(func(i, earlier int) {
				if p.split(i, earlier) {
					p.twin(f, i, earlier, "one was split from the other, and still says the same as %s", fmt.Sprintf(
						"write into each what is its own, or make them one again: plotline merge %s %s", shortID(p.texts[earlier].ID), shortID(p.texts[i].ID)))
					return
				}
				p.twin(f, i, earlier, "much like %s", "drop one of them, or write down what differs")
			})
		},
	}
}

// minStems is how many different words a story needs before one more or less
// is no difference.
const minStems = 6

// eachNear calls found with each story that is near an earlier one. It looks
// stories up by the sum of their words, and by that sum less one word, so that
// its time grows with the number of words, not of pairs.
func (p *pass) eachNear(found func(i, earlier int)) {
	whole := make(map[uint64]int32, len(p.gists))
	known := newSieve(len(p.gists))
	for i, g := range p.gists {
		if len(g.stems) < 2 {
			continue
		}
		key := g.role ^ g.means<<1
		if earlier, ok := whole[key]; ok {
			if p.isNear(i, int(earlier)) {
				found(i, int(earlier))
			}
			continue
		}
		whole[key] = int32(i)
		known.add(key)
	}
	for i, g := range p.gists {
		if len(g.stems) <= minStems {
			continue
		}
		for _, stem := range g.stems {
			key := g.role ^ (g.means-stem)<<1
			if !known.has(key) {
				continue
			}
			other, ok := whole[key]
			if ok && int(other) != i && p.isNear(i, int(other)) {
				found(max(i, int(other)), min(i, int(other)))
				break
			}
		}
	}
}

// isNear says that two stories of one role and nearly one means have one end,
// or none, and are not word for word the same but where one was split from the
// other.
func (p *pass) isNear(i, j int) bool {
	a, b := p.gists[i], p.gists[j]
	return (a.exact != b.exact || p.split(i, j)) && !p.sameSlot(i, j) && (a.end == b.end || a.end == 0 || b.end == 0)
}

// sieve tells quickly of most numbers that they are not in a set: it is small
// enough to stay near the processor where the set itself is not.
type sieve []uint64

// newSieve makes a sieve for so many numbers, 16 bits for each.
func newSieve(n int) sieve {
	size := 64
	for size < n/4 {
		size *= 2
	}
	return make(sieve, size)
}

func (s sieve) add(n uint64) { s[n>>6&uint64(len(s)-1)] |= 1 << (n & 63) }

func (s sieve) has(n uint64) bool { return s[n>>6&uint64(len(s)-1)]&(1<<(n&63)) != 0 }
