package review

import (
	"fmt"

	"plotline/roadmap"
)

// goalDuplicate finds goals that say the same.
func goalDuplicate() Rule {
	return Rule{
		Name: "goal/duplicate", Severity: Info,
		Summary: "two goals say the same",
		whole: func(p *pass, f *finder) {
			first := map[uint64]string{}
			p.eachActive(func(goal *roadmap.Goal) {
				p.sameText(first, goal.Statement, goal.ID, func(earlier string) {
					f.at(goal.At("statement"), "", fmt.Sprintf("goal %q says the same as goal %q", goal.ID, earlier),
						"keep one, or say what differs")
				})
			})
		},
	}
}

// sameText remembers a text by its words, and calls found with the name of an
// earlier one that has the same.
func (p *pass) sameText(first map[uint64]string, text, name string, found func(earlier string)) {
	words := tokenize(text)
	sum, stems := p.sum(words, span{0, len(words)})
	if len(stems) < 2 {
		return
	}
	if earlier, ok := first[sum]; ok {
		found(earlier)
		return
	}
	first[sum] = name
}
