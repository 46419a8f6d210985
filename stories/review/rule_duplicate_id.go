package review

import "fmt"

// backlogDuplicateID finds two items of one ID.
func backlogDuplicateID() Rule {
	return Rule{
		Name: "backlog/duplicate-id", Severity: Error,
		Summary: "two files have one ID",
		whole: func(p *pass, f *finder) {
			first := map[string]int{}
			for i, item := range p.allItems() {
				if item.ID == "" {
					continue
				}
				if earlier, ok := first[item.ID]; ok {
					f.at(placeOf(item, "id"), item.ID,
						fmt.Sprintf("the ID is taken: %s has it", p.allItems()[earlier].Path),
						"delete the id line of the copy; plotline draft gives it one of its own")
					continue
				}
				first[item.ID] = i
			}
		},
	}
}
