package review

import (
	"fmt"
	"slices"

	"plotline/roadmap"
)

// goalDictates finds goals that say how they are to be reached. A way that is
// one of the goal's initiatives is a direction, and fine.
func goalDictates() Rule {
	return Rule{
		Name: "goal/dictates-how", Severity: Info,
		Summary: "the goal says how it is to be reached",
		whole: func(p *pass, f *finder) {
			p.eachActive(func(goal *roadmap.Goal) {
				words := tokenize(goal.Statement)
				way := wayOf(words)
				if way.empty() || p.namesInitiative(goal, words, way) {
					return
				}
				at := goal.At("statement")
				f.add(Finding{Position: at, Message: fmt.Sprintf("goal %q dictates how: %q", goal.ID, saidIn(goal.Statement, words, way)),
					Hint: "leave the way to the product owner, or make it an initiative of the goal: a direction"})
			})
		},
	}
}

// wayOf finds the words that say how: "by building …", "through …", "using …",
// or "Launch …" before the outcome.
func wayOf(words []word) span {
	for i := 1; i+1 < len(words); i++ {
		switch text := words[i].text; {
		case text == "by" && isMaking(words[i+1].text):
			return span{i, clauseEnd(words, i+1)}
		case (text == "through" || text == "via" || text == "using") && !isPath(words, i):
			return span{i, clauseEnd(words, i+1)}
		}
	}
	if len(words) > 0 && isOutputVerb(words[0].text) && tellsOutcome(words) {
		return span{0, clauseEnd(words, 0)}
	}
	return span{}
}

// isPath tells "get shoppers through checkout" and "through March" from a way.
func isPath(words []word, i int) bool {
	for _, w := range words[max(0, i-5):i] {
		switch w.text {
		case "get", "go", "goes", "getting", "going", "walk", "come", "make", "pass", "work", "move", "guide", "guides", "lead", "click",
			"journey", "way", "progress", "breeze", "read", "search", "steps", "halfway", "follow", "drop-off", "completion":
			return true
		}
	}
	next := words[i+1].text
	return isNumber(next) || slices.Contains([]string{"the", "january", "february", "march", "april", "may", "june", "july",
		"august", "september", "october", "november", "december", "q1", "q2", "q3", "q4", "checkout", "onboarding"}, next) &&
		words[i].text == "through"
}

func clauseEnd(words []word, from int) int {
	for i := from; i < len(words); i++ {
		if words[i].mark || words[i].text == "so" || words[i].text == "to" && i > from {
			return i
		}
	}
	return len(words)
}

// namesInitiative says that the way's words and an initiative's name are the
// same, or one holds the other.
func (p *pass) namesInitiative(goal *roadmap.Goal, words []word, way span) bool {
	_, said := p.sum(words, span{way.from + 1, way.to})
	return slices.ContainsFunc(goal.Initiatives, func(in roadmap.Initiative) bool {
		name := tokenize(in.Name)
		_, named := p.sum(name, span{0, len(name)})
		return shares(said, named) || shares(named, said)
	})
}

// shares says that all stems of part, one at least, are among those of whole.
func shares(whole, part []uint64) bool {
	for _, stem := range part {
		if !containsStem(whole, stem) {
			return false
		}
	}
	return len(part) > 0
}
