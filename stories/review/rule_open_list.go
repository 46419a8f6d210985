package review

// storyOpenList finds lists that leave their end to the reader.
func storyOpenList() Rule {
	return Rule{
		Name: "story/open-list", Severity: Info,
		Summary: "a list that leaves its end to the reader",
		story: func(s *story, f *finder) {
			s.known.open.each(s.words, span{s.parts.means.from, s.parts.after}, func(in span, hit phrase) {
				f.words(s, in, "the list has no end", hit.advice)
			})
			s.eachCriterion(func(criterion Line, words []word) {
				s.known.open.each(words, span{0, len(words)}, func(in span, hit phrase) {
					f.line(criterion, s.ID, int(words[in.from].start), int(words[in.to-1].end), "the list has no end", hit.advice)
				})
			})
		},
	}
}

func openWords() map[string][]string {
	return map[string][]string{
		"name all of them, or say what decides": {"etc", "and so on", "and so forth", "and the like", "and more",
			"and others", "or similar", "and similar", "or something", "including but not limited to",
			"among others", "and/or similar", "or so", "et cetera"},
	}
}
