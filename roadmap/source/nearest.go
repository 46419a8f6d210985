package source

import (
	"unicode"
	"unicode/utf8"
)

// longestWord is how long a word may be to be compared; nobody mistypes more.
const longestWord = 64

// Nearest gives the candidate that a mistyped word most likely stands for, ""
// when none is near enough to suggest.
func Nearest(word string, candidates []string) string {
	if len(word) > 4*longestWord {
		return ""
	}
	a := fold(nil, word)
	if len(a) == 0 || len(a) > longestWord {
		return ""
	}
	best, least := "", 1+max(1, utf8.RuneCountInString(word)/3)
	var m meter
	for _, candidate := range candidates {
		if len(candidate) > 4*longestWord {
			continue
		}
		m.letters = fold(m.letters[:0], candidate)
		if d := m.distance(a, least); d < least {
			best, least = candidate, d
		}
	}
	return best
}

// fold makes spellings alike that differ only in case and in how words are
// joined; it appends the letters to list.
func fold(list []rune, word string) []rune {
	for _, r := range word {
		if r != '-' && r != '_' && r != ' ' {
			list = append(list, unicode.ToLower(r))
		}
	}
	return list
}

// meter measures distances, using its rows again.
type meter struct {
	letters           []rune
	before, last, row []int
}

// distance counts the letters to add, leave out, change or swap with their
// neighbour to come from the meter's letters to a; from enough on it stops
// counting.
func (m *meter) distance(a []rune, enough int) int {
	b := m.letters
	if len(b) > longestWord+enough || len(a)-len(b) >= enough || len(b)-len(a) >= enough {
		return enough
	}
	m.before, m.last, m.row = fit(m.before, len(b)+1), fit(m.last, len(b)+1), fit(m.row, len(b)+1)
	for j := range m.last {
		m.last[j] = j
	}
	for i := range a {
		if m.next(a, i) >= enough {
			return enough
		}
		m.before, m.last, m.row = m.last, m.row, m.before
	}
	return m.last[len(b)]
}

// next fills the row for a letter of a and gives the least in it.
func (m *meter) next(a []rune, i int) int {
	b := m.letters
	m.row[0] = i + 1
	least := i + 1
	for j := range b {
		cost := 1
		if a[i] == b[j] {
			cost = 0
		}
		m.row[j+1] = min(m.last[j+1]+1, m.row[j]+1, m.last[j]+cost)
		if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
			m.row[j+1] = min(m.row[j+1], m.before[j-1]+1)
		}
		least = min(least, m.row[j+1])
	}
	return least
}

func fit(row []int, length int) []int {
	if cap(row) < length {
		return make([]int, length)
	}
	return row[:length]
}
