package review

import (
	"fmt"

	"plotline/stories"
)

// handoffDestination finds epics whose part of the product manager was edited
// in the backlog.
func handoffDestination() Rule {
	return Rule{
		Name: "handoff/destination-edited", Severity: Warning,
		Summary: "the product manager's part was edited in the backlog",
		whole: func(p *pass, f *finder) {
			for _, item := range p.allItems() {
				if item.Kind != stories.Epic || item.Sidecar == nil || item.Sidecar.Drafted.Destination == "" {
					continue
				}
				if item.Canonical().Destination != item.Sidecar.Drafted.Canonical().Destination {
					f.at(placeOf(item, "destination"), item.ID, fmt.Sprintf("the destination of %q was edited here; it is the roadmap's", item.Title),
						"change the roadmap instead; plotline draft puts this back")
				}
			}
		},
	}
}
