package review

import (
	"slices"
	"strings"
	"testing"
)

// TestTraps holds the rules to silence where a careless one speaks: each text
// is fine but for the rules that it names.
func TestTraps(t *testing.T) {
	for _, test := range []struct {
		name, text string
		want       []string
	}{
		{"terms and conditions", "As a shopper, I want to read the terms and conditions, so that I know my rights", nil},
		{"letters with an ampersand", "As an R&D lead, I want to compare R&D budgets, so that I can plan Q&A sessions", nil},
		{"search and rescue", "As a pilot, I want to plan search and rescue flights, so that nobody is left out there", nil},
		{"a quoted name", "As an editor, I want to find \"Save and close\" at once, so that I lose no text", nil},
		{"would like", "As a shopper, I would like to pay by card, so that I need no cash", nil},
		{"short would", "As a shopper, I'd like to pay by card, so that I need no cash", nil},
		{"don't want", "As a shopper, I don't want to type my address twice, so that I save time", nil},
		{"curly apostrophe", "As a shopper, I don’t want to type my address twice, so that I save time", nil},
		{"an acronym in brackets", "As a member, I want to use Single Sign-On (SSO), so that I need one password", nil},
		{"an acronym explained", "As a member, I want to cite a DOI (digital object identifier), so that others find the data", nil},
		{"plural in brackets", "As a member, I want to open the file(s) of a case, so that I can judge it", nil},
		{"same action, other role", "As a nurse, I want to see the ward's beds, so that I can place patients\nAs a porter, I want to see the ward's beds, so that I can place patients", nil},
		{"same action, other end", "As a nurse, I want to see the ward's beds, so that I can place patients\nAs a nurse, I want to see the ward's beds, so that I know what to clean", []string{"story/same-means"}},
		{"things of one kind", "As a nurse, I want to import doses from Excel, so that I type less\nAs a nurse, I want to import doses from JSON, so that I type less", nil},
		{"two things", "As a nurse, I want to change my name and address, so that letters reach me", nil},
		{"a name of two verbs", "As a nurse, I want to use the search and filter bar, so that I find a patient", nil},
		{"no comma", "As a nurse I want to see doses so that I give none twice", nil},
		{"end first", "In order to give no dose twice, as a nurse, I want to see doses", nil},
		{"role inside", "I, as a nurse, want to see doses so that I give none twice", nil},
		{"because", "As a nurse, I need to see doses because none may be given twice", nil},
		{"so I can", "As a nurse, I need to see doses so I can give the next one", nil},
		{"so users can", "As a nurse, I want to share doses, so colleagues can give the next one", nil},
		{"so much is no end", "As a nurse, I want to type not so much", []string{"story/no-benefit"}},
		{"over three lines", "As a nurse\nI want to see doses\nSo that I give none twice", nil},
		{"in sentences", "As a nurse. I want to see doses. So that I give none twice.", nil},
		{"in bold", "**As a** nurse, **I want** to see doses, **so that** I give none twice", nil},
		{"numbered", "12. As a nurse, I want to see doses, so that I give none twice", nil},
		{"with a key", "MED-7: As a nurse, I want to see doses, so that I give none twice", nil},
		{"an inner as", "As a nurse, I want to see doses as soon as they change, so that I give none twice", nil},
		{"e.g.", "As a nurse, I want to scan a code, e.g. on a bag, so that I type less", nil},
		{"capitals", "AS A NURSE, I WANT TO SEE DOSES, SO THAT I GIVE NONE TWICE", nil},
		{"we", "As a ward team, we want to see doses, so that we give none twice", nil},
		{"not a story", "Doses are shown in milligrams", []string{"story/free-form"}},
		{"role missing", "I want to see doses so that I give none twice", []string{"story/no-role"}},
		{"role empty", "As a , I want to see doses so that I give none twice", []string{"story/no-role"}},
		{"action missing", "As a nurse, so that I give none twice", []string{"story/no-action"}},
		{"action empty", "As a nurse, I want to, so that I give none twice", []string{"story/no-action"}},
		{"end empty", "As a nurse, I want to see doses, so that", []string{"story/no-benefit"}},
		{"brackets", "As a nurse, I want to see doses (ask the ward what they mean), so that I give none twice", []string{"story/extra-text"}},
		{"a note", "As a nurse, I want to see doses, so that I give none twice. Note: ask the pharmacy.", []string{"story/extra-text"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			findings := review(t, "a.txt", test.text)
			for _, f := range findings {
				if f.Severity == Error {
					t.Errorf("an error: %s", f.Message)
				}
				got = append(got, f.Rule)
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("got %s, want %s%s", strings.Join(got, " "), strings.Join(test.want, " "), listed(findings))
			}
		})
	}
}
