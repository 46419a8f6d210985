package review

import (
	"fmt"
	"slices"
)

// storyComparative finds "better" and "faster" that do not say than what.
func storyComparative() Rule {
	return Rule{
		Name: "story/comparative", Severity: Info,
		Summary: "a comparison without what it is compared with",
		story: func(s *story, f *finder) {
			for i := s.parts.means.from; i < s.parts.means.to; i++ {
				if in, ok := s.comparative(i); ok && !s.isAdvice(in) && !s.hasBase(in.to) {
					f.words(s, in, fmt.Sprintf("%q: than what, and by how much?", s.said(in)),
						"name what it is compared with, or the figure to reach")
				}
			}
		},
	}
}

// comparative knows "better" and "more quickly" at i.
func (s *story) comparative(i int) (span, bool) {
	w := s.words[i]
	if w.aside {
		return span{}, false
	}
	switch w.text {
	case "better", "faster", "easier", "quicker", "simpler", "cheaper", "larger", "bigger", "smaller", "slower",
		"shorter", "higher", "greater", "safer", "worse", "stronger", "smarter", "improved", "smoother":
		return span{i, i + 1}, true
	case "more", "less":
		if i+1 < s.parts.means.to && isAdverb(s.words[i+1].text) {
			return span{i, i + 2}, true
		}
	}
	return span{}, false
}

// isAdvice knows "it would be better to", which compares no quality.
func (s *story) isAdvice(in span) bool {
	return in.to < len(s.words) && s.words[in.to].text == "to" && in.from > 0 && s.words[in.from-1].text == "be"
}

// hasBase says that "than", "compared" or a figure follows, in the means or in
// the end.
func (s *story) hasBase(from int) bool {
	return slices.ContainsFunc(s.words[from:s.parts.after], func(w word) bool {
		return w.text == "than" || w.text == "compared" || isNumber(w.text) || isNumberWord(w.text)
	})
}
