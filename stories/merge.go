package stories

import "slices"

// Merged is the outcome of a three-way merge.
type Merged struct {
	// Content is what the item is to say: nothing that both sides changed
	// differently is overwritten, it stays as mine has it.
	Content Content
	// Base is the third side for the next merge. Where there is a conflict it
	// stays as it was, so that the conflict is raised until it is settled.
	Base Content
	// Conflicts are what both sides changed differently.
	Conflicts []Conflict
	// PutBack are edits of the product manager's part that were not kept.
	PutBack []Conflict
}

// Conflict is one field, or one criterion, that both sides changed differently.
type Conflict struct {
	Field Field `json:"field"`
	// Criterion is the criterion's slot, "" where a person wrote it and for
	// other fields.
	Criterion string `json:"criterion,omitempty"`
	// Base is what both sides began with, "" for what was not there; Mine and
	// Theirs are "" for what the side took away.
	Base   string `json:"base"`
	Mine   string `json:"mine"`
	Theirs string `json:"theirs"`
}

// Choice settles the conflicts of a merge.
type Choice int

// The choices. Undecided leaves conflicts open; the others settle them all.
const (
	Undecided Choice = iota
	KeepMine
	TakeTheirs
)

// Merge brings together what a person made of an item (mine) and what it is now
// drafted as (theirs), both of which began as base. It is pure and merging its
// outcome again changes nothing. Lists merge by identity: criteria by slot or,
// where a person edited them, by near-equality; labels, needs and serves as
// ordered sets. The destination is always theirs.
func Merge(base, mine, theirs Content) Merged {
	return MergeWith(base, mine, theirs, Undecided)
}

// MergeWith is [Merge] with every conflict settled by the choice.
func MergeWith(base, mine, theirs Content, choice Choice) Merged {
	m := merger{choice: choice}
	m.out.Content.Title, m.out.Base.Title = m.text(FieldTitle, "", base.Title, mine.Title, theirs.Title)
	m.out.Content.Narrative, m.out.Base.Narrative = m.text(FieldNarrative, "", base.Narrative, mine.Narrative, theirs.Narrative)
	m.out.Content.Destination, m.out.Base.Destination = theirs.Destination, theirs.Destination
	m.putBack(FieldDestination, base.Destination, mine.Destination, theirs.Destination)
	m.out.Content.Criteria, m.out.Base.Criteria = m.list(FieldCriteria, base.Criteria, mine.Criteria, theirs.Criteria)
	m.out.Content.Notes, m.out.Base.Notes = m.notes(base.Notes, mine.Notes, theirs.Notes)
	kind, kindBase := m.text(FieldType, "", string(base.Type), string(mine.Type), string(theirs.Type))
	m.out.Content.Type, m.out.Base.Type = Type(kind), Type(kindBase)
	m.out.Content.Size, m.out.Base.Size = m.text(FieldSize, "", base.Size, mine.Size, theirs.Size)
	m.out.Content.Labels, m.out.Base.Labels = mergeSet(base.Labels, mine.Labels, theirs.Labels), theirs.Labels
	m.out.Content.Needs, m.out.Base.Needs = mergeSet(base.Needs, mine.Needs, theirs.Needs), theirs.Needs
	m.out.Content.Serves, m.out.Base.Serves = mergeSet(base.Serves, mine.Serves, theirs.Serves), theirs.Serves
	m.out.Content.Horizon, m.out.Base.Horizon = theirs.Horizon, theirs.Horizon
	m.putBack(FieldHorizon, string(base.Horizon), string(mine.Horizon), string(theirs.Horizon))
	return m.out
}

// merger collects the outcome of one merge.
type merger struct {
	choice Choice
	out    Merged
}

// putBack reports an edit of what the roadmap decides.
func (m *merger) putBack(field Field, base, mine, theirs string) {
	if !sameText(mine, base) && !sameText(mine, theirs) {
		m.out.PutBack = append(m.out.PutBack, Conflict{Field: field, Base: base, Mine: mine, Theirs: theirs})
	}
}

// text merges one text and returns it with the base for the next merge.
func (m *merger) text(field Field, criterion, base, mine, theirs string) (text, next string) {
	switch {
	case mine == base:
		return theirs, theirs
	case sameText(theirs, base):
		return mine, theirs
	case sameText(mine, base):
		return theirs, theirs
	case sameText(mine, theirs):
		return mine, theirs
	}
	return m.clash(Conflict{Field: field, Criterion: criterion, Base: base, Mine: mine, Theirs: theirs})
}

// clash settles a conflict by the table of ownership and the choice.
func (m *merger) clash(c Conflict) (text, next string) {
	if OwnershipOf(c.Field).Clash == BacklogKeeps {
		return c.Mine, c.Theirs
	}
	switch m.choice {
	case KeepMine:
		return c.Mine, c.Theirs
	case TakeTheirs:
		return c.Theirs, c.Theirs
	}
	m.out.Conflicts = append(m.out.Conflicts, c)
	return c.Mine, c.Base
}

// mergeSet keeps mine's order: what theirs took away goes, what theirs added
// comes last.
func mergeSet[T comparable](base, mine, theirs []T) []T {
	if slices.Equal(mine, base) {
		return theirs
	}
	if slices.Equal(theirs, base) {
		return mine
	}
	var merged []T
	for _, one := range mine {
		if !slices.Contains(base, one) || slices.Contains(theirs, one) {
			merged = append(merged, one)
		}
	}
	for _, one := range theirs {
		if !slices.Contains(base, one) && !slices.Contains(merged, one) {
			merged = append(merged, one)
		}
	}
	return merged
}
