package ear

import (
	"cmp"
	"math"
	"slices"
)

// Text is one of the texts in which somebody says something.
type Text struct {
	Text string
	// Where is how a [Word] of it is said to stand.
	Where string
	// Share is how much it counts, 1 for what was said itself, less for what
	// stands around it.
	Share float64
}

// Meaning is a kind that texts may mean.
type Meaning struct {
	Name string
	// Share is how likely it is; that of all kinds is 1 together.
	Share float64
	// Words are those that speak most for it, the weightiest first.
	Words []Word
}

// Word is a reason: words of a text, where they stand and what they are worth
// there.
type Word struct {
	Text   string  `json:"text"`
	Where  string  `json:"where"`
	Weight float64 `json:"weight"`
}

// How much more likely a kind gets by what speaks for it, how likely it must be
// to be told, and how many reasons are shown, and how weighty beside the first.
// The numbers were chosen on sentences that were not among what was heard.
const (
	sharpness    = 1.5
	atAll        = 0.1
	reasonsMost  = 4
	reasonsLeast = 0.25
)

// Hear tells what some texts may mean, the likeliest first, leaving out what is
// unlikely. It hears nothing where nothing was learned.
func (x *Ear) Hear(texts []Text) []Meaning {
	if len(x.kinds) == 0 {
		return nil
	}
	heard := x.recall(texts)
	var out []Meaning
	for kind, share := range x.likely(heard) {
		if share >= atAll {
			out = append(out, Meaning{Name: x.kinds[kind].Name, Share: share, Words: x.reasons(heard, kind)})
		}
	}
	slices.SortStableFunc(out, func(a, b Meaning) int { return cmp.Compare(b.Share, a.Share) })
	return out
}

// heardText is a text with what of it was heard before.
type heardText struct {
	Text
	words []Token
	signs []sign
	rows  []int32
	// factor is how much each sign counts: less in long texts and in company.
	factor float64
}

func (x *Ear) recall(texts []Text) []heardText {
	out := make([]heardText, len(texts))
	for i, text := range texts {
		h := heardText{Text: text, words: Tokens(text.Text)}
		for _, s := range signsOf(h.words) {
			if row, ok := x.rows[s.feature]; ok {
				h.signs, h.rows = append(h.signs, s), append(h.rows, row)
			}
		}
		h.factor = text.Share * sharpness / math.Sqrt(float64(len(h.rows)+1))
		out[i] = h
	}
	return out
}

// likely tells how likely each kind is, together 1.
func (x *Ear) likely(texts []heardText) []float64 {
	out := slices.Clone(x.prior)
	worth := make([]float64, len(x.kinds))
	for _, text := range texts {
		for _, row := range text.rows {
			x.worth(row, worth)
			for k := range out {
				out[k] += text.factor * worth[k]
			}
		}
	}
	most, sum := slices.Max(out), 0.0
	for k := range out {
		out[k] = math.Exp(out[k] - most)
		sum += out[k]
	}
	for k := range out {
		out[k] /= sum
	}
	return out
}

// reasons are the words that speak most for a kind, those left out that stand
// in others already.
func (x *Ear) reasons(texts []heardText, kind int) []Word {
	var out []Word
	for _, text := range texts {
		weights := make([]float64, len(text.rows))
		order := make([]int, len(text.rows))
		for i, row := range text.rows {
			weights[i], order[i] = x.worthFor(row, kind)*text.factor, i
		}
		slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(weights[b], weights[a]) })
		used := make([]bool, len(text.words))
		for _, i := range order {
			s := text.signs[i]
			if weights[i] <= 0 || slices.Contains(used[s.from:s.to], true) {
				continue
			}
			cover(used, s.from, s.to)
			out = append(out, Word{Text: Spoken(text.words[s.from:s.to]), Where: text.Where, Weight: math.Round(weights[i]*100) / 100})
		}
	}
	slices.SortStableFunc(out, func(a, b Word) int { return cmp.Compare(b.Weight, a.Weight) })
	return slices.DeleteFunc(out[:min(len(out), reasonsMost)], func(w Word) bool { return w.Weight < out[0].Weight*reasonsLeast })
}

func cover(words []bool, from, to int) {
	for i := from; i < to; i++ {
		words[i] = true
	}
}
