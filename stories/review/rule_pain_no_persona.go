package review

import (
	"fmt"

	"plotline/roadmap"
)

// painNoPersona finds pain points that nobody has.
func painNoPersona() Rule {
	return Rule{
		Name: "pain-point/no-persona", Severity: Info,
		Summary: "nobody has the pain point",
		whole: func(p *pass, f *finder) {
			p.eachPainPoint(func(pain *roadmap.PainPoint) {
				if len(pain.Personas) == 0 {
					f.at(pain.At("problem"), "", fmt.Sprintf("pain point %q has no persona: whose pain is it?", pain.ID), "add personas: with one of the roadmap's")
				}
			})
		},
	}
}
