package document

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"plotline/roadmap/source"
)

// checkEntries reports keys that are unknown or twice there, and lists where one
// value belongs.
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
	if !slices.Contains(keyNames[:], entry.key) {
		return source.Problems{d.entryProblem(entry, unknownKey(entry.key),
			`keys of your own begin with "x-"`)}
	}
	if entry.list != nil && !slices.Contains(listKeys[:], entry.key) {
		return source.Problems{d.entryProblem(entry, fmt.Sprintf("%q takes one value, not a list", entry.key), "write one value")}
	}
	return nil
}

func (d *Document) entryProblem(entry *matterEntry, message, hint string) source.Problem {
	return d.problem(entry.lines.start, utf8.RuneCountInString(entry.key), message, hint)
}

// unknownKey says that the front matter has no such key, and which it may be.
func unknownKey(key string) string {
	if near := source.Nearest(key, keyNames[:]); near != "" {
		return fmt.Sprintf("unknown key %q; did you mean %q?", key, near)
	}
	return fmt.Sprintf("unknown key %q", key)
}
