package review

// storyNoRole finds stories that do not say who wants it.
func storyNoRole() Rule {
	return Rule{
		Name: "story/no-role", Severity: Info,
		Summary: "the story does not say who wants it",
		story: func(s *story, f *finder) {
			if !s.parts.formed() || s.hasContent(s.parts.role) {
				return
			}
			message := "no role: who wants this?"
			if s.parts.roleMarked {
				message = `no role after "as": who wants this?`
			}
			f.words(s, span{0, min(1, len(s.words))}, message, `begin with "As a …", naming one of the personas`)
		},
	}
}

// hasContent says that a span holds more than articles and placeholders.
func (s *story) hasContent(in span) bool {
	for i := in.from; i < in.to; i++ {
		w := s.words[i]
		if w.mark || isPlaceholder(w.text) {
			continue
		}
		switch w.text {
		case "a", "an", "the", "and", "or", "to", "be", "able":
			continue
		}
		return true
	}
	return false
}

func isPlaceholder(text string) bool {
	switch text {
	case "tbd", "tba", "tbc", "todo", "xxx", "xx", "n", "n/a", "role", "persona", "n.a", "action", "benefit", "goal":
		return true
	}
	return false
}
