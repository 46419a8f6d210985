package review

import (
	"fmt"

	"plotline/stories"
)

// handoffPart finds epics of which some stories are accepted and some are not.
func handoffPart() Rule {
	return Rule{
		Name: "handoff/accepted-in-part", Severity: Warning,
		Summary: "only part of the epic is accepted",
		whole: func(p *pass, f *finder) {
			accepted, all := map[string]int{}, map[string]int{}
			for _, item := range p.allItems() {
				if item.Kind == stories.Story {
					all[item.Epic]++
					if item.Handoff == stories.Accepted {
						accepted[item.Epic]++
					}
				}
			}
			for _, item := range p.allItems() {
				n := accepted[item.ID]
				switch {
				case item.Kind != stories.Epic || item.ID == "" || n == 0:
				case item.Handoff != stories.Accepted:
					f.at(placeOf(item, "title"), item.ID, fmt.Sprintf("%d of %d stories are accepted, their epic is not; they wait for its ticket", n, all[item.ID]),
						"plotline accept "+shortID(item.ID))
				case n < all[item.ID]:
					f.at(placeOf(item, "title"), item.ID, fmt.Sprintf("%d of %d stories are accepted", n, all[item.ID]),
						"accept, ask about or drop the others")
				}
			}
		},
	}
}
