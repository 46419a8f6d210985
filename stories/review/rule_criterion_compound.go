package review

// criterionCompound finds criteria that hold several cases.
func criterionCompound() Rule {
	return Rule{
		Name: "criterion/compound", Severity: Info,
		Summary: "a criterion holds several cases",
		story: func(s *story, f *finder) {
			s.eachCriterion(func(l Line, words []word) {
				if count(words, "given") > 0 && count(words, "then") > 1 || count(words, "given") > 1 && words[0].text == "given" && count(words, "then") > 1 {
					in := last(words, "then")
					f.criterionWords(s, l, words, in, "two cases in one criterion: when it fails, which one failed?",
						"write one criterion for each")
				}
			})
		},
	}
}

func last(words []word, text string) span {
	for i := len(words) - 1; i > 0; i-- {
		if words[i].text == text {
			return span{i, i + 1}
		}
	}
	return span{0, 1}
}
