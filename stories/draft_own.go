package stories

import (
	"slices"

	"plotline/roadmap"
	"plotline/stories/pack"
)

// sureEnough is how likely a template must be for its stories alone to answer a
// pain point: below it a story in its own words, should it be one too many, costs less
// than a pain point that no story eases.
const sureEnough = 0.9

// doubtful says that a template is called for a pain point, but not for sure, with
// the company it keeps or by its problem alone, and none of the slots says it in its
// own words.
func (d *drafter) doubtful(p *roadmap.PainPoint, m pack.Match) bool {
	if m.Miss || len(m.Choices) == 0 || m.Choices[0].Share == 0 || m.Choices[0].Share >= sureEnough {
		return false
	}
	if alone := d.Pack.Match(pack.Call{Problem: p.Problem}); alone.Choices[0].Template == m.Choices[0].Template && alone.Choices[0].Share >= sureEnough {
		return false
	}
	form := pack.NewView(pack.Scope{Roadmap: d.Roadmap, PainPoints: []*roadmap.PainPoint{p}}).Form()
	says := func(s *pack.Slot) bool { return s.Says(form) }
	return !slices.ContainsFunc(m.Choices, func(c pack.Choice) bool { return slices.ContainsFunc(c.Slots, says) })
}

// ownWords is the generic story that says a pain point in its own words. It is
// drafted where these say what people want to do, to see or to be told.
func (d *drafter) ownWords() choice {
	generic := d.Pack.Template(pack.Generic)
	own := choice{template: generic}
	if slot := generic.Slot(pack.OwnWords); slot != nil {
		own.slots = []*pack.Slot{slot}
	}
	return own
}
