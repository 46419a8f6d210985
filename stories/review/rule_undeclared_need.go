package review

import (
	"fmt"

	"plotline/stories"
)

// storyUndeclaredNeed finds dependencies that stand in the text only.
func storyUndeclaredNeed() Rule {
	return Rule{
		Name: "story/undeclared-need", Severity: Info,
		Summary: "the text speaks of a dependency that needs: does not name",
		story: func(s *story, f *finder) {
			if s.item == nil || s.item.Kind != stories.Story || len(s.item.Needs) > 0 {
				return
			}
			s.known.needs.each(s.words, span{0, len(s.words)}, func(in span, hit phrase) {
				f.words(s, in, fmt.Sprintf("%q, and needs: names nothing", s.said(in)), hit.advice)
			})
			s.eachCriterion(func(l Line, words []word) {
				s.known.needs.each(words, span{0, len(words)}, func(in span, hit phrase) {
					f.criterionWords(s, l, words, in, "a dependency, and needs: names nothing", hit.advice)
				})
			})
		},
	}
}

func needWords() map[string][]string {
	return map[string][]string{
		"name the story in needs:, so that it is planned after it": {"depends on story", "depends on the story", "dependent on story",
			"blocked by", "blocked until", "after story", "once story", "requires story", "requires the story", "needs story", "builds on story", "builds on the story"},
	}
}
