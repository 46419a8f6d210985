package review

import (
	"fmt"
	"strings"

	"plotline/roadmap"
)

// goalGuardrail finds guardrails that nobody can measure.
func goalGuardrail() Rule {
	return Rule{
		Name: "goal/guardrail-no-number", Severity: Info,
		Summary: "a guardrail has no number",
		whole: func(p *pass, f *finder) {
			p.eachActive(func(goal *roadmap.Goal) {
				for i, text := range goal.Guardrails {
					if !tellsNumber(text) {
						f.at(goal.At(fmt.Sprintf("guardrails[%d]", i)), "", fmt.Sprintf("guardrail %q of goal %q has no number", clip(text), goal.ID),
							"say where the line is: within 2 s, at most 1%, never")
					}
				}
			})
		},
	}
}

// tellsNumber says that a text draws a line that can be checked: a figure, or
// an absolute such as "no" and "every".
func tellsNumber(text string) bool {
	if strings.ContainsAny(text, "0123456789") {
		return true
	}
	for _, w := range tokenize(text) {
		switch w.text {
		case "no", "none", "never", "nobody", "nothing", "every", "all", "always", "zero", "one", "two", "three", "four", "five",
			"ten", "half", "only", "any", "each", "not", "cannot", "without":
			return true
		}
	}
	return false
}

// clip cuts a text to a length that fits a message.
func clip(text string) string {
	runes := []rune(strings.Join(strings.Fields(text), " "))
	if len(runes) > 60 {
		return string(runes[:59]) + "…"
	}
	return string(runes)
}
