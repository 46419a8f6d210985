package review

// criterionCompound finds criteria that hold several cases.
func criterionCompound() Rule {
	return Rule{
		Name: "criterion/compound", Severity: Info,
		Summary: "a criterion holds several cases",
		story: func(s *story, f *finder) {
			s.eachCriterion(func(l Line, words []word) {
				thens := 0
				for i := range words {
					if isThen(words, i) && words[i-1].text != "and" {
						thens++
					}
				}
				if count(words, "given") > 0 && thens > 1 {
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
