package review

import "plotline/stories"

// backlogMissingPart finds files without a part that they must have or that
// they announce.
func backlogMissingPart() Rule {
	return Rule{
		Name: "backlog/missing-part", Severity: Error,
		Summary: "a file lacks a part that it must have or that it announces",
		whole: func(p *pass, f *finder) {
			for _, item := range p.allItems() {
				if item.Title == "" {
					f.at(placeOf(item, "title"), item.ID, "the file has no title", `write one: a line that begins with "# "`)
				}
				if announcesCriteria(item) {
					f.at(placeOf(item, "criteria"), item.ID, "nothing stands under the heading for acceptance criteria",
						"list what a tester can check, or delete the heading")
				}
			}
		},
	}
}

// announcesCriteria says that an item has the heading and no criterion.
func announcesCriteria(item *stories.Item) bool {
	return len(item.Criteria) == 0 && item.Document != nil &&
		item.Document.At("criteria") != item.Document.At("title")
}
