package review

// storyNoAction finds stories in the usual form that do not say what is wanted.
func storyNoAction() Rule {
	return Rule{
		Name: "story/no-action", Severity: Info,
		Summary: "the story does not say what is wanted",
		story: func(s *story, f *finder) {
			if !s.parts.formed() || s.hasContent(s.parts.means) {
				return
			}
			where := s.parts.wish
			if where.empty() {
				where = span{max(0, s.parts.role.to-1), s.parts.role.to}
			}
			f.words(s, where, "no action: what does this role want to do?",
				`go on with "I want to …" and one thing that this role does`)
		},
	}
}
