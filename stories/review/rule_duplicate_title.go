package review

import (
	"fmt"
	"strings"

	"plotline/stories"
)

// storyDuplicateTitle finds titles that two items of a backlog have.
func storyDuplicateTitle() Rule {
	return Rule{
		Name: "story/duplicate-title", Severity: Info,
		Summary: "two items have one title",
		whole: func(p *pass, f *finder) {
			first := map[string]*stories.Item{}
			for _, item := range p.allItems() {
				key := strings.ToLower(strings.Join(strings.Fields(item.Title), " "))
				if key == "" {
					continue
				}
				if earlier := first[key]; earlier != nil {
					f.at(placeOf(item, "title"), item.ID, fmt.Sprintf("the title is taken: %s has it", earlier.Path),
						"say in the title what this one has of its own")
					continue
				}
				first[key] = item
			}
		},
	}
}
