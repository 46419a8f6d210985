package pack

import (
	"slices"
	"strings"
	"sync"

	"plotline/stories/ear"
)

// How much a text counts beside the caller's own. The numbers were chosen on
// roadmaps that were not among what was heard.
const (
	initiativeShare = 0.3
	goalShare       = 0.2
	evidenceHeard   = 0.3
)

// How sure one must be to call a template by what was heard: of a pain point or
// a goal, and of an initiative, whose name says little. Rivals that are more
// than half as likely are near.
const (
	hearFrom     = 0.7
	hearNameFrom = 0.85
	hearNear     = 0.5
)

// certain is how sure one is of a template that nothing speaks against.
const certain = 0.95

// Certain says that what is called is meant: the roadmap names it, a phrase calls
// it, or what was heard before leaves next to no doubt.
func (m Match) Certain() bool {
	return !m.Miss && len(m.Choices) > 0 && (m.Choices[0].Share == 0 || m.Choices[0].Share >= certain)
}

// heardLeast is how many sentences a template must have to be listened for.
const heardLeast = 20

// listened says that enough was heard of a template to call it by that.
func (t *Template) listened() bool { return len(t.heard) >= heardLeast }

// listener gives the ear for some templates. It learns when the first text is
// to be understood: most commands match nothing.
func listener(templates []*Template) func() *ear.Ear {
	return sync.OnceValue(func() *ear.Ear {
		var kinds []ear.Kind
		for _, t := range templates {
			if t.listened() {
				kinds = append(kinds, ear.Kind{Name: t.Name, Aliases: t.Aliases, Sentences: t.sentences()})
			}
		}
		return ear.Learn(kinds)
	})
}

// sentences are what was heard of a template, its own names among them: an
// initiative is often called just that, as in "Better search".
func (t *Template) sentences() []ear.Sentence {
	out := make([]ear.Sentence, 0, len(t.heard)+1+len(t.Aliases))
	for _, one := range t.heard {
		out = append(out, one.Sentence)
	}
	for _, name := range append([]string{t.Name}, t.Aliases...) {
		if t.Name != Generic {
			out = append(out, ear.Sentence{Text: strings.ReplaceAll(name, "-", " ")})
		}
	}
	return out
}

// listen gives the templates that a call may mean by what people said before,
// the likeliest first. It hears nothing where the likeliest is that none fits.
func (p *Pack) listen(call Call) []Choice {
	meanings := p.ear().Hear(call.heardTexts())
	if len(meanings) == 0 || meanings[0].Name == Generic {
		return nil
	}
	meanings = slices.DeleteFunc(meanings, func(m ear.Meaning) bool { return m.Name == Generic })
	out := make([]Choice, len(meanings))
	for i, m := range meanings {
		t := p.Template(m.Name)
		out[i] = Choice{Template: t, Slots: t.Slots, Share: m.Share, Words: m.Words}
	}
	return out
}

// hearFromOf is how sure one must be of a call.
func hearFromOf(call Call) float64 {
	if call.named() {
		return hearNameFrom
	}
	return hearFrom
}

// heardTexts are the texts of a call with how much each counts.
func (c Call) heardTexts() []ear.Text {
	texts := c.texts()
	out := make([]ear.Text, len(texts))
	for i, text := range texts {
		out[i] = ear.Text{Text: text.text, Where: text.where, Share: shareOf(text.where, i == 0)}
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
