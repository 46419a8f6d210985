package review

import (
	"fmt"
	"slices"
)

// criterionNoNumber finds limits that name no number: "takes at most a while".
func criterionNoNumber() Rule {
	return Rule{
		Name: "criterion/no-number", Severity: Info,
		Summary: "a criterion draws a limit and names no number",
		story: func(s *story, f *finder) {
			s.eachCriterion(func(l Line, words []word) {
				for i := range words {
					in, ok := limitAt(words, i)
					if ok && !numberFollows(words, in.to) {
						said := l.Text[words[in.from].start:words[in.to-1].end]
						f.criterionWords(s, l, words, in, fmt.Sprintf("%q names no number", said), "give the number, and its unit")
					}
				}
			})
		},
	}
}

// limitAt knows the phrases that only a number can follow.
func limitAt(words []word, i int) (span, bool) {
	if words[i].aside {
		return span{}, false
	}
	for _, phrase := range [][]string{{"response", "time", "under"}, {"response", "time", "below"}, {"in", "under"}, {"in", "less", "than"},
		{"takes", "at", "most"}, {"takes", "less", "than"}, {"at", "the", "percentile"}, {"no", "longer", "than"}, {"up", "to", "a", "limit"}} {
		if matches(words, i, phrase) {
			return span{i, i + len(phrase)}, true
		}
	}
	return span{}, false
}

// numberFollows says that a number stands among the next words.
func numberFollows(words []word, from int) bool {
	return slices.ContainsFunc(words[from:min(len(words), from+5)], func(w word) bool { return isNumber(w.text) || isNumberWord(w.text) })
}

func isNumberWord(text string) bool {
	switch text {
	case "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "fifteen", "twenty", "thirty",
		"sixty", "hundred", "thousand", "half", "a", "an", "today's", "before", "now":
		return text != "a" && text != "an"
	}
	return false
}
