package review

import "fmt"

// criterionWeak finds criteria that no tester can decide.
func criterionWeak() Rule {
	return Rule{
		Name: "criterion/weak", Severity: Info,
		Summary: "a criterion cannot be decided",
		story: func(s *story, f *finder) {
			s.eachCriterion(func(l Line, words []word) {
				s.known.weak.each(words, span{0, len(words)}, func(in span, hit phrase) {
					said := l.Text[words[in.from].start:words[in.to-1].end]
					f.criterionWords(s, l, words, in, fmt.Sprintf("%q: how would a tester decide this?", said), hit.advice)
				})
			})
		},
	}
}

func weakWords() map[string][]string {
	return map[string][]string{
		"say what is seen when it does": {"it works", "works correctly", "works properly", "works well", "works fine",
			"works as expected", "as expected", "as intended", "as designed", "behaves correctly", "functions correctly",
			"no problems", "without problems", "without issues", "without any issues", "happy", "satisfied"},
		"give the number": {"significantly", "noticeably", "considerably", "substantially", "acceptable", "acceptably", "a short time",
			"a reasonable time", "reasonable time", "a large number", "a small number", "most of the time", "in a timely manner",
			"high performance", "a few seconds", "a high percentage", "a certain number"},
	}
}
