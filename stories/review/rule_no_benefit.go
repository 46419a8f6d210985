package review

// storyNoBenefit finds stories in the usual form that do not say what for.
func storyNoBenefit() Rule {
	return Rule{
		Name: "story/no-benefit", Severity: Warning,
		Summary: "the story does not say what for",
		story: func(s *story, f *finder) {
			if !s.parts.formed() || s.hasBenefit() {
				return
			}
			message := `no benefit: what does it bring the role?`
			if s.parts.endMarked {
				message = `nothing comes after "so that": what does it bring the role?`
			}
			last := max(1, s.parts.after)
			f.words(s, span{min(last, len(s.words)) - 1, min(last, len(s.words))}, message,
				`end with ", so that …": what is better for the role afterwards`)
		},
	}
}

// hasBenefit says that the end holds more than "I can".
func (s *story) hasBenefit() bool {
	for i := s.parts.end.from; i < s.parts.end.to; i++ {
		w := s.words[i]
		if !w.mark && !isSubject(w) && !isModal(w.text) && !isPlaceholder(w.text) {
			return true
		}
	}
	return false
}
