package review

import (
	"fmt"

	"plotline/roadmap"
)

// painNoEvidence finds pain points that nothing shows to be real.
func painNoEvidence() Rule {
	return Rule{
		Name: "pain-point/no-evidence", Severity: Info,
		Summary: "nothing shows the pain point to be real",
		whole: func(p *pass, f *finder) {
			p.eachPainPoint(func(pain *roadmap.PainPoint) {
				if len(pain.Evidence) == 0 && pain.Confidence != roadmap.Guess {
					f.at(pain.At("problem"), "", fmt.Sprintf("pain point %q has no evidence: who said so, how often?", pain.ID), "add evidence:, or confidence: guess")
				}
			})
		},
	}
}
