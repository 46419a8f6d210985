package review

import (
	"fmt"
	"slices"
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
			if p.Roadmap == nil || p.Backlog == nil {
				return
			}
			for _, item := range p.allItems() {
				destination, text := p.moves(item)
				if len(destination) > 0 {
					cause := p.causeOf(destination)
					f.add(Finding{Position: placeOf(item, "handoff"), ID: item.ID, Cause: cause,
						Message: fmt.Sprintf("%q was accepted for another destination: %s", item.Title, strings.Join(cause.Details, "; ")),
						Hint:    "plotline accept " + shortID(item.ID) + ", when it still serves it"})
				}
				if len(text) > 0 {
					f.at(placeOf(item, "handoff"), item.ID, fmt.Sprintf("%q was accepted with another text: a draft changed since, and this is no longer as accepted: %s",
						item.Title, fieldsOf(text)), "plotline accept "+shortID(item.ID)+", when it is still what was agreed")
				}
			}
		},
	}
}

// fieldsOf names the fields that moved, each once.
func fieldsOf(moves []stories.Move) string {
	var names []string
	for _, move := range moves {
		if !slices.Contains(names, move.Name) {
			names = append(names, move.Name)
		}
	}
	return strings.Join(names, ", ")
}

// shortID is an ID as people type it.
func shortID(id string) string { return id[:min(8, len(id))] }
