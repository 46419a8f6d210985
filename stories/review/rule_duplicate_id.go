package review

import (
	"fmt"
	"strings"

	"plotline/roadmap/source"
)

// backlogDuplicateID finds two items of one ID.
func backlogDuplicateID() Rule {
	return Rule{
		Name: "backlog/duplicate-id", Severity: Error,
		Summary: "two files have one ID",
		whole: func(p *pass, f *finder) {
			if p.Backlog == nil {
				return
			}
			for _, problem := range p.Backlog.Problems {
				if id := p.copied(problem); id != "" {
					f.add(Finding{Position: problem.Position, Length: problem.Length, ID: id, Message: problem.Message,
						Hint: problem.Hint, Excerpt: problem.Excerpt})
				}
			}
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

// copied gives the ID that a problem of the backlog is about, where the
// problem is that an item has it already; "" for other problems.
func (p *pass) copied(problem source.Problem) string {
	id, ok := strings.CutPrefix(problem.Excerpt, "id: ")
	item := p.Backlog.Item(id)
	if !ok || item == nil || item.Document.Path() == problem.Position.Path || !strings.Contains(problem.Message, id) {
		return ""
	}
	return id
}
