package pack

import (
	"cmp"
	"plotline/stories/ear"
	"slices"
	"strings"
)

// Call is what calls a template: a pain point, an initiative, or a goal that
// has neither. Fields that do not apply are "".
type Call struct {
	// Templates are the names that the roadmap gives; they always win.
	Templates []string
	// Problem, Initiative, Goal and Evidence are its texts and those of what
	// it belongs to. The first that is not empty of Problem, Initiative and
	// Goal is the caller's own; the others are its company.
	Problem    string
	Initiative string
	Goal       string
	Evidence   []string
}

// Match is which templates a call gets, and why.
type Match struct {
	// Choices are the templates called, the chief one first; never empty in a
	// pack that has a generic template.
	Choices []Choice
	// Near are templates that came close to the chief one, or on a miss came
	// nearest to being called.
	Near []Choice
	// Miss says that no words called a template and generic is the fallback.
	Miss bool
	// Unknown are names under templates that no template has.
	Unknown []string
}

// Choice is one template that a call gets.
type Choice struct {
	Template *Template
	// Slots are the slots called: those that the call's words do not leave out,
	// or for a companion those it lends.
	Slots []*Slot
	// Explicit says that the roadmap named it.
	Explicit bool
	// Companion names the template that brought it along, "" for none.
	Companion string
	// Score is what its phrases are worth, Share how likely it is by what was
	// heard, from 0 to 1; the one that did not call it is 0.
	Score float64
	Share float64
	Words []ear.Word
}

// How much a text counts beside the caller's own, how much the caller itself
// must say, and how close a rival is near.
const (
	evidenceShare = 0.4
	companyShare  = 0.35
	companyMost   = 2.0
	ownLeast      = 3.0
	nearShare     = 0.8
)

// Match tells which templates a call gets: those the roadmap names, else the
// one whose words weigh most, else generic.
func (p *Pack) Match(call Call) Match {
	var m Match
	for _, name := range call.Templates {
		t := p.Template(name)
		if t == nil {
			m.Unknown = append(m.Unknown, name)
			continue
		}
		if !slices.ContainsFunc(m.Choices, func(c Choice) bool { return c.Template == t }) {
			m.Choices = append(m.Choices, Choice{Template: t, Slots: t.narrowed(call), Explicit: true})
		}
	}
	if len(m.Choices) == 0 {
		p.choose(&m, call)
	}
	return m
}

// choose takes the template that a phrase calls, since whoever wrote it meant
// just that; else the one that the call means by what was heard before.
func (p *Pack) choose(m *Match, call Call) {
	if ranked := p.rank(call); len(ranked) > 0 && ranked[0].Score >= callFrom {
		p.call(m, call, ranked, func(rival Choice) bool {
			return rival.Score >= callFrom && rival.Score >= ranked[0].Score*nearShare
		})
		return
	}
	ranked := p.listen(call)
	if len(ranked) > 0 && ranked[0].Share >= hearFromOf(call) {
		p.call(m, call, ranked, func(rival Choice) bool { return rival.Share >= ranked[0].Share*hearNear })
		return
	}
	*m = p.miss(call, *m, ranked[:min(len(ranked), 2)])
}

// miss is the match of a call that no words answer: by the template for what is
// not known.
func (p *Pack) miss(call Call, m Match, near []Choice) Match {
	m.Miss, m.Near = true, near
	fallback := p.Template(Generic)
	if call.named() && p.Template(Initiative) != nil {
		fallback = p.Template(Initiative)
	}
	if fallback != nil {
		m.Choices = []Choice{{Template: fallback, Slots: fallback.Slots}}
	}
	return m
}

// Doubt takes back what an initiative's name calls, where its pain points speak
// against it.
func (p *Pack) Doubt(call Call, m Match) Match {
	return p.miss(call, Match{Unknown: m.Unknown}, m.Choices)
}

// named says that an initiative calls, by its name.
func (c Call) named() bool { return c.Problem == "" && c.Initiative != "" }

// call takes the first of some choices, with what it brings along, and notes
// its rivals that are near.
func (p *Pack) call(m *Match, call Call, ranked []Choice, near func(Choice) bool) {
	chief := ranked[0]
	chief.Slots = chief.Template.narrowed(call)
	m.Choices = append([]Choice{chief}, p.companions(chief.Template, call)...)
	for _, rival := range ranked[1:] {
		if near(rival) {
			m.Near = append(m.Near, rival)
		}
	}
}

// tally is what a template has gathered: in the caller's own words, in its
// evidence, and in the company it keeps.
type tally struct {
	own, evidence, company float64
	words                  []ear.Word
}

// score counts company up to a limit: it can lift a template over the bar, but
// it cannot make a pain point of search one of recommendations because the
// initiative and the goal both speak of these.
//
// An initiative's name says what it is; its goal says little more.
func (t *tally) score(call Call) float64 {
	most := companyMost
	if call.Problem == "" {
		most = companyMost / 2
	}
	return t.own + t.evidence*evidenceShare + min(t.company*companyShare, most)
}

// rank gives the templates that any words speak for, the best first. What only
// the company says does not call a template: an initiative's pain points are
// not all of its kind.
func (p *Pack) rank(call Call) []Choice {
	if p.index.empty() {
		return nil
	}
	tallies := make([]tally, len(p.templates))
	for i, text := range call.texts() {
		for template, f := range p.index.look(text.text, text.where) {
			tallies[template].take(f, text.where, i == 0)
		}
	}
	var out []Choice
	for i := range tallies {
		if t := &tallies[i]; t.own >= ownLeast {
			out = append(out, Choice{Template: p.templates[i], Slots: p.templates[i].Slots, Score: t.score(call), Words: t.words})
		}
	}
	slices.SortStableFunc(out, func(a, b Choice) int {
		return cmp.Or(cmp.Compare(b.standing(), a.standing()), strings.Compare(a.Template.Name, b.Template.Name))
	})
	return out
}

// standing orders choices: those that are called come first, and among them
// what is wrong goes before what it befalls.
func (c *Choice) standing() float64 {
	if c.Score >= callFrom {
		return c.Score + c.Template.Match.Lead + 2*leadLimit
	}
	return c.Score
}

func (t *tally) take(f found, where string, own bool) {
	share := companyShare
	switch {
	case own:
		t.own += f.score
		share = 1
	case where == inEvidence:
		t.evidence += f.score
		share = evidenceShare
	default:
		t.company += f.score
	}
	for _, word := range f.words {
		word.Weight *= share
		t.words = append(t.words, word)
	}
}

// Where words stand.
const (
	inProblem    = "problem"
	inInitiative = "initiative"
	inGoal       = "goal"
	inEvidence   = "evidence"
)

// callText is one text of a call.
type callText struct {
	text, where string
}

// texts are what a call says, the caller's own words first.
func (c Call) texts() []callText {
	var out []callText
	for _, text := range []callText{{c.Problem, inProblem}, {c.Initiative, inInitiative}, {c.Goal, inGoal}} {
		if text.text != "" {
			out = append(out, text)
		}
	}
	if len(out) > 0 && len(c.Evidence) > 0 {
		out = append(out, callText{strings.Join(firstFew(c.Evidence), ". "), inEvidence})
	}
	return out
}

// companions are the slots of other templates that a template brings along.
func (p *Pack) companions(t *Template, call Call) []Choice {
	var out []Choice
	for _, c := range t.Companions {
		other := p.Template(c.Template)
		if other == nil {
			continue
		}
		words, called := holdsAny(c.phrases, call.texts()[0])
		if !called {
			continue
		}
		choice := Choice{Template: other, Companion: t.Name, Words: words}
		for _, id := range c.Slots {
			if slot := other.Slot(id); slot != nil {
				choice.Slots = append(choice.Slots, slot)
			}
		}
		out = append(out, choice)
	}
	return out
}

// holdsAny looks for the first of some phrases in a text; no phrases are held
// by every text.
func holdsAny(phrases []*pattern, text callText) ([]ear.Word, bool) {
	if len(phrases) == 0 {
		return nil, true
	}
	words := ear.Tokens(text.text)
	from, to := firstIn(phrases, words)
	if from == to {
		return nil, false
	}
	return []ear.Word{{Text: ear.Spoken(words[from:to]), Where: text.where, Weight: hint}}, true
}

// firstIn is where the first of some phrases stands that a text holds.
func firstIn(phrases []*pattern, words []ear.Token) (from, to int) {
	for _, p := range phrases {
		for from := range words {
			if to, ok := p.at(words, from); ok {
				return from, to
			}
		}
	}
	return 0, 0
}
