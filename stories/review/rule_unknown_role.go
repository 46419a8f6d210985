package review

import (
	"fmt"
	"regexp"
	"strings"
)

// storyUnknownRole finds roles that are none of the roadmap's personas.
func storyUnknownRole() Rule {
	return Rule{
		Name: "story/unknown-role", Severity: Info,
		Summary: "the role is none of the roadmap's personas",
		story: func(s *story, f *finder) {
			if s.pass.Roadmap == nil || len(s.pass.Roadmap.Personas) == 0 || s.item == nil || !s.hasContent(s.parts.role) {
				return
			}
			_, role := s.pass.sum(s.words, s.parts.role)
			if len(role) == 0 || isTeamRole(s.said(s.parts.role)) || s.pass.knowsRole(role) {
				return
			}
			message := fmt.Sprintf("%q is none of the roadmap's personas", s.said(s.parts.role))
			hint := "name one of them (" + s.pass.personaNames() + "), or add it to the roadmap"
			found := s.finding(s.parts.role, message, hint)
			found.Cause = &Cause{ // such as a persona with a new name
				Position: s.pass.Roadmap.Personas[0].Position(), Length: 1,
				Message: message + "; %d stories are for it", Hint: hint,
			}
			f.add(found)
		},
	}
}

// knowsRole says that a role's words and a persona's are the same, or one
// holds the other.
func (p *pass) knowsRole(role []uint64) bool {
	for i := range p.Roadmap.Personas {
		persona := p.Roadmap.Personas[i].Name
		for _, name := range []string{persona, abbreviations.ReplaceAllString(persona, "$1"), strings.ReplaceAll(p.Roadmap.Personas[i].ID, "-", " ")} {
			words := tokenize(name)
			_, stems := p.sum(words, span{0, len(words)})
			if shares(role, stems) || shares(stems, role) {
				return true
			}
		}
	}
	return false
}

// abbreviations of many, as CFOs, which stemming leaves as they are.
var abbreviations = regexp.MustCompile(`\b([A-Z]{2,})s\b`)

func (p *pass) personaNames() string {
	var names []string
	for i := range p.Roadmap.Personas {
		if i == 5 {
			names = append(names, "…")
			break
		}
		names = append(names, p.Roadmap.Personas[i].Name)
	}
	return strings.Join(names, ", ")
}

// isTeamRole knows the roles that every team has and no roadmap lists.
func isTeamRole(text string) bool {
	switch strings.ToLower(text) {
	case "product manager", "product owner", "engineer", "developer", "team", "scrum master", "designer", "researcher",
		"project manager", "support agent", "support engineer", "analyst", "tester", "operator", "member of the team", "team member",
		"marketer", "product marketer", "administrator", "site reliability engineer":
		return true
	}
	return false
}
