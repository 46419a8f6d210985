package review

// criterionIncomplete finds criteria that begin with "Given" and never come to
// the "then".
func criterionIncomplete() Rule {
	return Rule{
		Name: "criterion/incomplete", Severity: Info,
		Summary: `a criterion begins with "Given" or "When" and has no "then"`,
		story: func(s *story, f *finder) {
			s.eachCriterion(func(l Line, words []word) {
				if len(words) == 0 || count(words, "then") > 0 {
					return
				}
				given := words[0].text == "given"
				if !given && (words[0].text != "when" || count(words, ",") > 0) {
					return
				}
				f.criterionWords(s, l, words, span{0, 1}, "nothing follows from it: the criterion has no \"then\"",
					`go on with ", then …": what a tester sees`)
			})
		},
	}
}
