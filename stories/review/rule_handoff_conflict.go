package review

import (
	"fmt"
	"strings"
)

// handoffConflict finds items whose draft says otherwise than what a person made
// of them, until the person settles it.
func handoffConflict() Rule {
	return Rule{
		Name: "handoff/conflict", Severity: Warning,
		Summary: "a draft and the product owner changed the same words",
		whole: func(p *pass, f *finder) {
			for _, item := range p.allItems() {
				var differ []string
				for _, c := range item.Conflicts() {
					differ = append(differ, c.String())
				}
				if len(differ) > 0 {
					f.at(placeOf(item, "title"), item.ID, fmt.Sprintf("%q is in conflict with its draft: %s", item.Title, strings.Join(differ, "; ")),
						item.WayOut())
				}
			}
		},
	}
}
