package pack

import (
	"math"
	"slices"
	"strings"
	"sync"
)

// An ear tells which template a text may mean from the sentences that people
// said before. It counts how much of what was heard of each template holds a
// word, a pair of words or the beginning of a word, and weighs those of the
// text by how much more they were heard there than elsewhere: naive Bayes, with
// rare words counting for more. It is simple on purpose. Each answer is a sum
// over the text's own words, which can be shown, and a new sentence is learned
// by adding a line to a list.
type ear struct {
	once      sync.Once
	templates []*Template
	// kinds are the templates that it has heard enough of, as places in
	// templates.
	kinds []int
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
	// heardLeast is how many sentences a template must have to be listened for.
	heardLeast = 20
	// unheard is what a feature counts under a kind in which it was not heard.
	unheard = 0.03
	// alsoShare is how much of a sentence goes to the others it may mean.
	alsoShare = 0.35
)

func newEar(templates []*Template) *ear { return &ear{templates: templates} }

// ready listens to all sentences when the first text is to be understood: most
// commands match nothing.
func (x *ear) ready() { x.once.Do(x.learn) }

// lesson is a sentence with the kinds that it teaches, the first most.
type lesson struct {
	rows  []int32
	kinds []int
}

func (x *ear) learn() {
	place := x.listenFor()
	lessons := x.lessons(place)
	x.heard, x.prior = make([]float64, len(x.kinds)), make([]float64, len(x.kinds))
	for i := range x.seen {
		x.seen[i].rarity = math.Log(float64(len(lessons)) / float64(x.seen[i].in))
	}
	for _, l := range lessons {
		x.take(l)
	}
	x.weigh(len(lessons))
}

// weigh works out what each feature is worth, once all is heard: the logarithm
// of how much more of a kind holds it than of the others.
func (x *ear) weigh(lessons int) {
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

// listened says that enough was heard of a template to call it by that.
func (t *Template) listened() bool { return len(t.heard) >= heardLeast }

// listenFor finds the kinds, and gives each its place by name and alias.
func (x *ear) listenFor() map[string]int {
	place := map[string]int{}
	for i, t := range x.templates {
		if !t.listened() {
			continue
		}
		place[t.Name] = len(x.kinds)
		for _, alias := range t.Aliases {
			place[alias] = len(x.kinds)
		}
		x.kinds = append(x.kinds, i)
	}
	return place
}

func (x *ear) lessons(place map[string]int) []lesson {
	x.rows = make(map[feature]int32, 1<<16)
	words := wordParts{}
	var lessons []lesson
	for kind, i := range x.kinds {
		for _, one := range x.templates[i].sentences() {
			l := lesson{kinds: []int{kind}}
			for _, name := range one.also {
				if other, ok := place[name]; ok && other != kind {
					l.kinds = append(l.kinds, other)
				}
			}
			for _, s := range signsOf(words.tokens(one.text)) {
				l.rows = append(l.rows, x.row(s.feature))
			}
			lessons = append(lessons, l)
		}
	}
	return lessons
}

// sentences are what was heard of a template, its own names among them: an
// initiative is often called just that, as in "Better search".
func (t *Template) sentences() []heard {
	out := slices.Clone(t.heard)
	for _, name := range append([]string{t.Name}, t.Aliases...) {
		if t.Name != Generic {
			out = append(out, heard{text: strings.ReplaceAll(name, "-", " ")})
		}
	}
	return out
}

// row is where a feature's sightings are kept; it notes one more.
func (x *ear) row(f feature) int32 {
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
func (x *ear) take(l lesson) {
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

// worthFor is what [ear.worth] says of one kind.
func (x *ear) worthFor(row int32, kind int) float64 {
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
func (x *ear) worth(row int32, into []float64) {
	seen := &x.seen[row]
	for k := range into {
		into[k] = x.never[k] - seen.elsewhere
	}
	for _, p := range seen.under {
		into[p.kind] = p.worth
	}
}
