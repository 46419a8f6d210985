// Package ear understands short texts by what people said before: it learns
// which sentences mean what, and tells of a new one what it may mean and which
// of its words say so.
package ear

import "math"

// Kind is something that a text may mean, with what people say when they do.
type Kind struct {
	// Name is what sentences of other kinds and [Meaning] call it; Aliases are
	// what sentences may call it too.
	Name      string
	Aliases   []string
	Sentences []Sentence
}

// Sentence is what somebody said, and the names of the other kinds that it
// could as well mean.
type Sentence struct {
	Text string
	Also []string
}

// An Ear tells which kind a text may mean from the sentences that people said
// before. It counts how much of what was heard of each kind holds a word, a pair of words or the beginning of a word, and weighs those of the
// text by how much more they were heard there than elsewhere: naive Bayes, with
// rare words counting for more. It is simple on purpose. Each answer is a sum
// over the text's own words, which can be shown, and a new sentence is learned
// by adding a line to a list.
//
// It is safe for use by several goroutines at once.
type Ear struct {
	kinds []Kind
	rows  map[feature]int32
	seen  []sightings
	prior []float64
	// never is what a feature is worth under a kind in which it was never
	// heard, but for how much it was heard elsewhere.
	never []float64
	heard []float64
	all   float64
}

// sightings are how much a feature was heard under each kind and in all, in how
// many sentences, and how rare that makes it.
type sightings struct {
	under  []portion
	sum    float64
	in     int
	rarity float64
	// elsewhere is what it speaks against a kind in which it was not heard.
	elsewhere float64
}

// portion is how much of what was heard belongs to a kind, and what the feature
// is worth there.
type portion struct {
	kind  int
	much  float64
	worth float64
}

func (s *sightings) add(kind int, much float64) {
	s.sum += much
	for i := range s.under {
		if s.under[i].kind == kind {
			s.under[i].much += much
			return
		}
	}
	s.under = append(s.under, portion{kind: kind, much: much})
}

const (
	// unheard is what a feature counts under a kind in which it was not heard.
	unheard = 0.03
	// alsoShare is how much of a sentence goes to the others it may mean.
	alsoShare = 0.35
)

// lesson is a sentence with the kinds that it teaches, the first most.
type lesson struct {
	rows  []int32
	kinds []int
}

// Learn listens to the sentences of all kinds.
func Learn(kinds []Kind) *Ear {
	x := &Ear{kinds: kinds}
	lessons := x.lessons(x.places())
	x.heard, x.prior = make([]float64, len(x.kinds)), make([]float64, len(x.kinds))
	for i := range x.seen {
		x.seen[i].rarity = math.Log(float64(len(lessons)) / float64(x.seen[i].in))
	}
	for _, l := range lessons {
		x.take(l)
	}
	x.weigh(len(lessons))
	return x
}

// weigh works out what each feature is worth, once all is heard: the logarithm
// of how much more of a kind holds it than of the others.
func (x *Ear) weigh(lessons int) {
	features := unheard * float64(len(x.seen))
	x.never = make([]float64, len(x.kinds))
	for k := range x.kinds {
		x.prior[k] = math.Log(x.prior[k] / float64(lessons))
		x.never[k] = math.Log(unheard) - math.Log(x.heard[k]+features) + math.Log(x.all-x.heard[k]+features)
	}
	for i := range x.seen {
		seen := &x.seen[i]
		for j := range seen.under {
			p := &seen.under[j]
			p.worth = x.never[p.kind] + math.Log((p.much+unheard)/unheard/(max(seen.sum-p.much, 0)+unheard))
		}
		seen.elsewhere = math.Log(seen.sum + unheard)
	}
}

// places gives each kind its place by name and alias.
func (x *Ear) places() map[string]int {
	place := map[string]int{}
	for i, kind := range x.kinds {
		place[kind.Name] = i
		for _, alias := range kind.Aliases {
			place[alias] = i
		}
	}
	return place
}

func (x *Ear) lessons(place map[string]int) []lesson {
	x.rows = make(map[feature]int32, 1<<16)
	words := wordParts{}
	var lessons []lesson
	for i, kind := range x.kinds {
		for _, one := range kind.Sentences {
			l := lesson{kinds: []int{i}}
			for _, name := range one.Also {
				if other, ok := place[name]; ok && other != i {
					l.kinds = append(l.kinds, other)
				}
			}
			for _, s := range signsOf(words.tokens(one.Text)) {
				l.rows = append(l.rows, x.row(s.feature))
			}
			lessons = append(lessons, l)
		}
	}
	return lessons
}

// row is where a feature's sightings are kept; it notes one more.
func (x *Ear) row(f feature) int32 {
	row, ok := x.rows[f]
	if !ok {
		row = int32(len(x.seen))
		x.rows[f] = row
		x.seen = append(x.seen, sightings{})
	}
	x.seen[row].in++
	return row
}

// take counts a lesson: every sentence counts the same, and within it rare
// words for more.
func (x *Ear) take(l lesson) {
	length := 0.0
	for _, row := range l.rows {
		length += x.seen[row].rarity * x.seen[row].rarity
	}
	if length == 0 {
		return
	}
	length = math.Sqrt(length)
	for i, kind := range l.kinds {
		share := l.share(i)
		x.prior[kind] += share
		for _, row := range l.rows {
			seen := &x.seen[row]
			much := share * seen.rarity / length
			seen.add(kind, much)
			x.heard[kind] += much
			x.all += much
		}
	}
}

// share is how much of a lesson teaches its i-th kind.
func (l *lesson) share(i int) float64 {
	switch {
	case len(l.kinds) == 1:
		return 1
	case i == 0:
		return 1 - alsoShare
	}
	return alsoShare / float64(len(l.kinds)-1)
}

// worthFor is what [Ear.worth] says of one kind.
func (x *Ear) worthFor(row int32, kind int) float64 {
	seen := &x.seen[row]
	for _, p := range seen.under {
		if p.kind == kind {
			return p.worth
		}
	}
	return x.never[kind] - seen.elsewhere
}

// worth is how much a feature speaks for each kind, on the scale of logarithms;
// it is negative where the feature speaks against it.
func (x *Ear) worth(row int32, into []float64) {
	seen := &x.seen[row]
	for k := range into {
		into[k] = x.never[k] - seen.elsewhere
	}
	for _, p := range seen.under {
		into[p.kind] = p.worth
	}
}
