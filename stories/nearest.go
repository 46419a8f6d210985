package stories

import (
	"fmt"
	"slices"

	"github.com/agnivade/levenshtein"
)

// nearest gives the candidate that is spelled most like a word, "" where none
// is close.
func nearest(word string, candidates []string) string {
	best, distance := "", 1+max(1, len(word)/3)
	for _, candidate := range candidates {
		if d := levenshtein.ComputeDistance(word, candidate); d < distance {
			best, distance = candidate, d
		}
	}
	return best
}

// unknownKey says that the front matter has no such key, and which it may be.
func unknownKey(key string) string {
	if near := nearest(key, slices.Collect(slices.Values(matterKeys[:]))); near != "" {
		return fmt.Sprintf("unknown key %q; did you mean %q?", key, near)
	}
	return fmt.Sprintf("unknown key %q", key)
}
