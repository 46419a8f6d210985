package review

import (
	"slices"

	"plotline/roadmap/source"
	"plotline/stories"
)

// storyFreeForm recognizes texts that are no story in the usual form; the
// other rules for the form leave them alone.
func storyFreeForm() Rule {
	return Rule{
		Name: "story/free-form", Severity: Info,
		Summary: `the text is not in the form "As a …, I want …, so that …"`,
		story: func(s *story, f *finder) {
			if s.parts.formed() || len(s.words) == 0 || !s.needsForm() {
				return
			}
			const hint = `write "As a …, I want …, so that …", or leave it when the team writes otherwise (severity off)`
			at, line := s.place(int(s.words[0].start))
			f.add(Finding{Position: at, Length: int(s.words[0].end - s.words[0].start), ID: s.ID, Excerpt: line, Hint: hint,
				Message: "not in the form of a story: role, action and benefit are not told apart",
				Cause: &Cause{Position: source.Position{Path: at.Path}, Hint: hint,
					Message: "%d texts are not in the form of a story: role, action and benefit are not told apart"}})
		},
	}
}

// needsForm says whether this sort of work is told as a story at all.
func (s *story) needsForm() bool {
	return slices.Contains([]stories.Type{"", stories.TypeFeature, stories.TypeChange}, s.Type)
}
