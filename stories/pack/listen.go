package pack

import (
	"cmp"
	"math"
	"slices"
)

// How much a text counts beside the caller's own, how much more likely a kind
// gets by what speaks for it, and how many reasons are shown for a choice, and
// how weighty beside the first. The numbers were chosen on sentences and
// roadmaps that were not among what was heard.
const (
	initiativeShare = 0.3
	goalShare       = 0.2
	evidenceHeard   = 0.3
	sharpness       = 1.5
	reasonsMost     = 4
	reasonsLeast    = 0.25
)

// How sure one must be to call a template by what was heard: of a pain point or
// a goal, and of an initiative, whose name says little. Rivals that are more
// than half as likely are near.
const (
	hearFrom     = 0.5
	hearNameFrom = 0.85
	hearNear     = 0.5
	hearAtAll    = 0.1
)

// listen gives the templates that a call may mean by what people said before,
// the likeliest first. It hears nothing where the likeliest is that none fits.
func (p *Pack) listen(call Call) []Choice {
	p.ear.ready()
	if len(p.ear.kinds) == 0 {
		return nil
	}
	texts := p.ear.hear(call.texts())
	likely := p.ear.likely(texts)
	if best := slices.Index(likely, slices.Max(likely)); p.templates[p.ear.kinds[best]].Name == Generic {
		return nil
	}
	var out []Choice
	for kind, share := range likely {
		if t := p.templates[p.ear.kinds[kind]]; share >= hearAtAll && t.Name != Generic {
			out = append(out, Choice{Template: t, Slots: t.Slots, Share: share, Words: p.ear.reasons(texts, kind)})
		}
	}
	slices.SortStableFunc(out, func(a, b Choice) int { return cmp.Compare(b.Share, a.Share) })
	return out
}

// hearFromOf is how sure one must be of a call.
func hearFromOf(call Call) float64 {
	if call.Problem == "" && call.Initiative != "" {
		return hearNameFrom
	}
	return hearFrom
}

// heardText is a text of a call with what of it was heard before.
type heardText struct {
	callText
	words []token
	signs []sign
	rows  []int32
	// factor is how much each sign counts: less in long texts and in company.
	factor float64
}

func (x *ear) hear(texts []callText) []heardText {
	out := make([]heardText, len(texts))
	for i, text := range texts {
		h := heardText{callText: text, words: tokens(text.text)}
		for _, s := range signsOf(h.words) {
			if row, ok := x.rows[s.feature]; ok {
				h.signs, h.rows = append(h.signs, s), append(h.rows, row)
			}
		}
		h.factor = shareOf(text.where, i == 0) * sharpness / math.Sqrt(float64(len(h.rows)+1))
		out[i] = h
	}
	return out
}

// shareOf is how much a text counts beside the caller's own words.
func shareOf(where string, own bool) float64 {
	switch {
	case own:
		return 1
	case where == inInitiative:
		return initiativeShare
	case where == inGoal:
		return goalShare
	}
	return evidenceHeard
}

// likely tells how likely each kind is, together 1.
func (x *ear) likely(texts []heardText) []float64 {
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
func (x *ear) reasons(texts []heardText, kind int) []Word {
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
			out = append(out, Word{Text: spoken(text.words[s.from:s.to]), Where: text.where, Weight: math.Round(weights[i]*100) / 100})
		}
	}
	slices.SortStableFunc(out, func(a, b Word) int { return cmp.Compare(b.Weight, a.Weight) })
	return slices.DeleteFunc(out[:min(len(out), reasonsMost)], func(w Word) bool { return w.Weight < out[0].Weight*reasonsLeast })
}
