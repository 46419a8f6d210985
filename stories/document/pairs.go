package document

// Pair is the place of a criterion and of what it becomes; -1 for none.
type Pair struct{ Is, Shall int }

// Pairs pairs equal texts in order, and what stands between two pairs
// one by one.
func Pairs(is, shall []string) []Pair {
	var pairs []Pair
	i, j := 0, 0
	flush := func(toI, toJ int) {
		for i < toI || j < toJ {
			pair := Pair{-1, -1}
			if i < toI {
				pair.Is, i = i, i+1
			}
			if j < toJ {
				pair.Shall, j = j, j+1
			}
			pairs = append(pairs, pair)
		}
	}
	for _, same := range shared(is, shall) {
		flush(same.Is, same.Shall)
		pairs = append(pairs, same)
		i, j = same.Is+1, same.Shall+1
	}
	flush(len(is), len(shall))
	return pairs
}

// maxAligned bounds the table of the longest common subsequence.
const maxAligned = 500

// shared gives the longest common subsequence of two lists by text.
func shared(is, shall []string) []Pair {
	start := 0
	var pairs []Pair
	for start < len(is) && start < len(shall) && is[start] == shall[start] {
		pairs = append(pairs, Pair{start, start})
		start++
	}
	a, b := is[start:], shall[start:]
	if len(a) > maxAligned || len(b) > maxAligned {
		return pairs
	}
	table := make([][]int, len(a)+1)
	for i := range table {
		table[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				table[i][j] = table[i+1][j+1] + 1
			} else {
				table[i][j] = max(table[i+1][j], table[i][j+1])
			}
		}
	}
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			pairs = append(pairs, Pair{start + i, start + j})
			i, j = i+1, j+1
		case table[i+1][j] >= table[i][j+1]:
			i++
		default:
			j++
		}
	}
	return pairs
}
