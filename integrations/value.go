package integrations

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"plotline/integrations/markup"
	"plotline/stories"
)

// fieldContext is the line by which a story names its epic and goal; it stands
// on the ticket only.
const fieldContext stories.Field = "epic and goal"

// values are what one side says of an item: texts, or names, field by field.
type values map[stories.Field][]string

// fieldsOf are the fields that stand on the tickets of a kind, in the order of
// the plan.
func fieldsOf(kind stories.Kind) []stories.Field {
	if kind == stories.Epic {
		return []stories.Field{
			stories.FieldTitle, stories.FieldNarrative, stories.FieldDestination, stories.FieldCriteria,
			stories.FieldNotes, stories.FieldLabels, stories.FieldRelease,
		}
	}
	return []stories.Field{
		stories.FieldTitle, stories.FieldNarrative, fieldContext, stories.FieldCriteria,
		stories.FieldNotes, stories.FieldLabels, stories.FieldParent, stories.FieldRelease, stories.FieldNeeds,
	}
}

// inPart says whether a field stands inside the fence.
func inPart(field stories.Field) bool {
	switch field {
	case stories.FieldNarrative, fieldContext, stories.FieldDestination, stories.FieldCriteria, stories.FieldNotes:
		return true
	}
	return false
}

// named says whether a field is a set of names, of which people may add their
// own beside ours.
func named(field stories.Field) bool {
	return field == stories.FieldLabels || field == stories.FieldNeeds
}

func ownerOf(field stories.Field) stories.Owner {
	if field == fieldContext {
		return stories.OwnerPM
	}
	return stories.OwnershipOf(field).Owner
}

func partValues(title string, p Part) values {
	v := values{
		stories.FieldTitle:       one(title),
		stories.FieldNarrative:   one(p.Narrative),
		fieldContext:             one(p.Context),
		stories.FieldDestination: one(p.Destination),
		stories.FieldNotes:       one(p.Notes),
		stories.FieldCriteria:    nil,
	}
	for _, c := range p.Criteria {
		v[stories.FieldCriteria] = append(v[stories.FieldCriteria], c.Text)
	}
	return v
}

func one(text string) []string {
	if text == "" {
		return nil
	}
	return []string{text}
}

// digestsOf gives the digest of each text of a field in its canonical form.
func digestsOf(field stories.Field, texts []string) []string {
	out := make([]string, 0, len(texts))
	for _, t := range texts {
		out = append(out, digest(canonicalText(field, t)))
	}
	if named(field) {
		slices.Sort(out)
		out = slices.Compact(out)
	}
	return out
}

// canonicalText is the form in which two texts that say the same are equal.
func canonicalText(field stories.Field, t string) string {
	switch field {
	case stories.FieldTitle, stories.FieldRelease:
		return strings.Join(strings.Fields(Unharmed(t)), " ")
	case stories.FieldLabels:
		return strings.ToLower(strings.Join(strings.Fields(t), "-"))
	case stories.FieldParent, stories.FieldNeeds:
		return t
	}
	return markup.Canonical(Unharmed(t))
}

func digest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:8])
}

// shown is a field's value as the plan prints it.
func shown(field stories.Field, texts []string) string {
	if field == stories.FieldCriteria {
		checks := make([]Check, len(texts))
		for i, t := range texts {
			checks[i] = Check{Text: t}
		}
		return Unharmed(printChecks(checks))
	}
	return Unharmed(strings.Join(texts, ", "))
}
