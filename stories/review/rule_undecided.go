package review

// storyUndecided finds stories that cannot be estimated, since something in
// them is still open.
func storyUndecided() Rule {
	return Rule{
		Name: "story/undecided", Severity: Info,
		Summary: "something in the story is still to be decided",
		story: func(s *story, f *finder) {
			s.known.undecide.each(s.words, span{0, len(s.words)}, func(in span, hit phrase) {
				f.words(s, in, "still to be decided: nobody can estimate this", hit.advice)
			})
			s.eachCriterion(func(criterion Line, words []word) {
				s.known.undecide.each(words, span{0, len(words)}, func(in span, hit phrase) {
					f.line(criterion, s.ID, int(words[in.from].start), int(words[in.to-1].end),
						"still to be decided: nobody can test this", hit.advice)
				})
			})
		},
	}
}

func undecidedWords() map[string][]string {
	return map[string][]string{
		"decide it, or make finding out a spike of its own": {"tbd", "tba", "tbc", "todo", "fixme", "to be decided",
			"to be determined", "to be defined", "to be discussed", "to be confirmed", "not yet clear", "xxx", "somehow"},
	}
}
