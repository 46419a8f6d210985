package roadmap

import "slices"

// Renamed gives a destination as it was with the IDs that its sources have
// now, so that a renaming that was: declares is no change.
func (r *Roadmap) Renamed(was Destination) Destination {
	now := slices.Clone(was)
	for i, aspect := range now {
		if ref, ok := r.Resolve(aspect.Of); ok {
			now[i].Of = string(ref)
		}
		if id, is := aspect.Persona(); is {
			if present, known := r.lookup.refs[PersonaRef][id]; known {
				now[i].Name = personaAspect + present
			}
		}
	}
	slices.SortStableFunc(now, compareAspects)
	return now
}

// Diff tells field by field what changed from one destination to the other, in
// their order; nil when nothing did.
func Diff(was, is Destination) []AspectChange {
	before, after := grouped(was), grouped(is)
	var changes []AspectChange
	for _, field := range fieldsOf(was, is) {
		changes = append(changes, changesOf(field, before[field], after[field])...)
	}
	return changes
}

// aspectField is what an aspect is about.
type aspectField struct{ of, name string }

func grouped(d Destination) map[aspectField][]string {
	values := map[aspectField][]string{}
	for _, aspect := range d {
		field := aspectField{aspect.Of, aspect.Name}
		values[field] = append(values[field], aspect.Value)
	}
	return values
}

// fieldsOf lists the fields of both, those of one source together.
func fieldsOf(was, is Destination) []aspectField {
	all := slices.Concat(is, was)
	slices.SortStableFunc(all, compareAspects)
	var fields []aspectField
	seen := map[aspectField]bool{}
	for _, aspect := range all {
		if field := (aspectField{aspect.Of, aspect.Name}); !seen[field] {
			seen[field] = true
			fields = append(fields, field)
		}
	}
	return fields
}

// changesOf pairs the values that only one side has.
func changesOf(field aspectField, was, is []string) []AspectChange {
	gone, added := without(was, is), without(is, was)
	var changes []AspectChange
	for i := range max(len(gone), len(added)) {
		change := AspectChange{Of: field.of, Name: field.name}
		if i < len(gone) {
			change.Was = gone[i]
		}
		if i < len(added) {
			change.Is = added[i]
		}
		changes = append(changes, change)
	}
	return changes
}

// without gives the values that the others lack.
func without(values, others []string) []string {
	has := make(map[string]bool, len(others))
	for _, other := range others {
		has[other] = true
	}
	var rest []string
	for _, value := range values {
		if !has[value] {
			rest = append(rest, value)
		}
	}
	return rest
}
