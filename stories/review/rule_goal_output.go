package review

import (
	"fmt"

	"plotline/roadmap"
)

// goalOutput finds goals that promise a thing to be made, and not what it is
// to change.
func goalOutput() Rule {
	return Rule{
		Name: "goal/output-not-outcome", Severity: Info,
		Summary: "the goal promises a thing to be made, not what changes",
		whole: func(p *pass, f *finder) {
			p.eachActive(func(goal *roadmap.Goal) {
				words := tokenize(goal.Statement)
				if len(words) == 0 || !isOutputVerb(words[0].text) || tellsOutcome(words) {
					return
				}
				f.at(goal.At("statement"), "", fmt.Sprintf("goal %q promises what is made, not what changes for whom", goal.ID),
					"say what is better afterwards, and make the thing itself an initiative")
			})
		},
	}
}

// tellsOutcome says that a change is told after all: "…, to halve the time".
func tellsOutcome(words []word) bool {
	for i := 1; i < len(words); i++ {
		if isOutcomeVerb(words[i].text) && (words[i-1].text == "to" || words[i-1].text == "and" || words[i-1].mark) {
			return true
		}
	}
	return false
}
