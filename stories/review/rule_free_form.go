package review

import (
	"slices"

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
			f.words(s, span{0, 1}, "not in the form of a story: role, action and benefit are not told apart",
				`write "As a …, I want …, so that …", or leave it when the team writes otherwise (severity off)`)
		},
	}
}

// needsForm says whether this sort of work is told as a story at all.
func (s *story) needsForm() bool {
	return slices.Contains([]stories.Type{"", stories.TypeFeature, stories.TypeChange}, s.Type)
}
