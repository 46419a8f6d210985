package stories

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"plotline/roadmap/source"
)

// checkEntries reports keys that are unknown or twice there, and values that
// cannot be.
func (d *Document) checkEntries() source.Problems {
	var problems source.Problems
	seen := map[string]bool{}
	for i := range d.layout.matter.entries {
		if len(problems) >= maxProblems {
			break
		}
		entry := &d.layout.matter.entries[i]
		if seen[entry.key] {
			problems = append(problems, d.entryProblem(entry, fmt.Sprintf("%q stands twice", entry.key), "delete one"))
		}
		seen[entry.key] = true
		problems = append(problems, d.checkEntry(entry)...)
	}
	return problems
}

func (d *Document) checkEntry(entry *matterEntry) source.Problems {
	if strings.HasPrefix(entry.key, "x-") {
		return nil
	}
	if !slices.Contains(matterKeys[:], entry.key) {
		return source.Problems{d.entryProblem(entry, unknownKey(entry.key),
			`keys of your own begin with "x-"`)}
	}
	if entry.list != nil && !slices.Contains(listKeys[:], entry.key) {
		return source.Problems{d.entryProblem(entry, fmt.Sprintf("%q takes one value, not a list", entry.key), "write one value")}
	}
	message, hint := checkValue(entry.key, entry.scalar)
	if message == "" {
		return nil
	}
	return source.Problems{d.problem(entry.value.start, utf8.RuneCountInString(entry.scalar), message, hint)}
}

// checkValue says what is wrong with a value, "" for nothing.
func checkValue(key, value string) (message, hint string) {
	if value == "" {
		return "", ""
	}
	switch key {
	case "type":
		if !slices.Contains(itemTypes[:], Type(value)) {
			return fmt.Sprintf("unknown type %q", value), "types: epic, feature, change, bug, enabler, measure, spike"
		}
	case "handoff":
		if !slices.Contains(handoffs[:], Handoff(value)) {
			return fmt.Sprintf("unknown handoff %q", value), "a handoff is proposed, accepted or asked"
		}
	case "rank":
		if rank, err := strconv.ParseFloat(value, 64); err != nil || !(rank > 0 && rank < 1e15) {
			return fmt.Sprintf("rank %q is no number above 0", value), "write a number: 1 comes first"
		}
	case "id":
		if !validID(value) {
			return fmt.Sprintf("id %q is not one of Plotline's", value),
				"put back the ID it had; for a new item delete the line, and draft or add gives it one"
		}
	}
	return "", ""
}

func (d *Document) entryProblem(entry *matterEntry, message, hint string) source.Problem {
	return d.problem(entry.lines.start, utf8.RuneCountInString(entry.key), message, hint)
}

// unknownKey says that the front matter has no such key, and which it may be.
func unknownKey(key string) string {
	if near := source.Nearest(key, matterKeys[:]); near != "" {
		return fmt.Sprintf("unknown key %q; did you mean %q?", key, near)
	}
	return fmt.Sprintf("unknown key %q", key)
}
