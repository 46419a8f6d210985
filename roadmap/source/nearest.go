package source

import (
	"strings"
	"unicode/utf8"
)

// Nearest gives the candidate that a mistyped word most likely stands for, ""
// when none is near enough to suggest.
func Nearest(word string, candidates []string) string {
	const longest = 64
	if n := utf8.RuneCountInString(word); n == 0 || n > longest {
		return ""
	}
	best, least := "", 1+max(1, utf8.RuneCountInString(word)/3)
	for _, candidate := range candidates {
		if len(candidate) > 4*longest {
			continue
		}
		if d := distance(fold(word), fold(candidate)); d < least {
			best, least = candidate, d
		}
	}
	return best
}

// fold makes spellings alike that differ only in case and in how words are
// joined.
func fold(word string) []rune {
	return []rune(strings.NewReplacer("-", "", "_", "", " ", "").Replace(strings.ToLower(word)))
}

// distance counts the letters to add, leave out, change or swap with their
// neighbour.
func distance(a, b []rune) int {
	before, last := make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range a {
		row := make([]int, len(b)+1)
		row[0] = i + 1
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			row[j+1] = min(last[j+1]+1, row[j]+1, last[j]+cost)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last = last, row
	}
	return last[len(b)]
}
