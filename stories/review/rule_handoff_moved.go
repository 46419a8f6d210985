package review

import (
	"fmt"
	"strings"

	"plotline/stories"
)

// handoffMoved finds accepted items whose destination, or whose accepted text,
// is not as it was accepted.
func handoffMoved() Rule {
	return Rule{
		Name: "handoff/moved", Severity: Warning,
		Summary: "what was accepted has changed since",
		whole: func(p *pass, f *finder) {
			if p.Roadmap == nil {
				return
			}
			p.acceptedItems(func(item *stories.Item, accepted *stories.Acceptance) {
				if moves := p.destinationMoves(item, accepted); len(moves) > 0 {
					cause := p.causeOf(moves)
					f.add(Finding{Position: placeOf(item, "handoff"), ID: item.ID, Cause: cause,
						Message: fmt.Sprintf("%q was accepted for another destination: %s", item.Title, strings.Join(cause.Details, "; ")),
						Hint:    "plotline accept " + shortID(item.ID) + ", when it still serves it"})
				}
				if fields := textMoves(item, accepted); len(fields) > 0 {
					f.at(placeOf(item, "handoff"), item.ID, fmt.Sprintf("%q was accepted with another text: its %s changed since",
						item.Title, strings.Join(fields, ", ")), "plotline accept "+shortID(item.ID)+", when it is still what was agreed")
				}
			})
		},
	}
}

// shortID is an ID as people type it.
func shortID(id string) string { return id[:min(8, len(id))] }
