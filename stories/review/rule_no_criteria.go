package review

import "plotline/stories"

// storyNoCriteria finds stories of a backlog that nobody can test.
func storyNoCriteria() Rule {
	return Rule{
		Name: "story/no-criteria", Severity: Info,
		Summary: "the story has no acceptance criteria",
		story: func(s *story, f *finder) {
			if s.item == nil || s.item.Kind != stories.Story || len(s.Criteria) > 0 || announcesCriteria(s.item) {
				return
			}
			f.at(placeOf(s.item, "title"), s.ID, "no acceptance criteria: when is it done?",
				`list what a tester can check under "## Acceptance criteria"`)
		},
	}
}
