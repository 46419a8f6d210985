package review

import (
	"fmt"

	"plotline/roadmap"
)

// painDuplicate finds pain points that say the same.
func painDuplicate() Rule {
	return Rule{
		Name: "pain-point/duplicate", Severity: Info,
		Summary: "two pain points say the same",
		whole: func(p *pass, f *finder) {
			first := map[uint64]string{}
			p.eachPainPoint(func(pain *roadmap.PainPoint) {
				p.sameText(first, pain.Problem, pain.ID, func(earlier string) {
					f.at(pain.At("problem"), "", fmt.Sprintf("pain point %q says the same as %q", pain.ID, earlier),
						"keep one with the evidence of both")
				})
			})
		},
	}
}
