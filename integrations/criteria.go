package integrations

import "slices"

// A list of criteria is merged by identity: a criterion is known by its digest,
// so that two people who change different ones are not in each other's way.

// hunk is a stretch of the base that one side replaced.
type hunk struct {
	from, to int // in the base
	lo, hi   int // in the side
}

// mergeable says whether no criterion was changed on both sides.
func mergeable(base, ticket, backlog []string) bool {
	_, ok := mergeOrder(base, ticket, backlog)
	return ok && base != nil
}

// pick is one criterion of a merged list: its place on one of the sides.
type pick struct {
	ticket bool
	at     int
}

// mergeOrder gives the merged list of criteria, or false when both sides
// changed the same stretch.
func mergeOrder(base, ticket, backlog []string) ([]pick, bool) {
	mine, theirs := hunksOf(base, backlog), hunksOf(base, ticket)
	var out []pick
	at, onTicket := 0, 0 // in the base, and the same place on the ticket
	for len(mine) > 0 || len(theirs) > 0 {
		if len(mine) > 0 && len(theirs) > 0 && touch(mine[0], theirs[0]) {
			return nil, false
		}
		if len(theirs) == 0 || (len(mine) > 0 && mine[0].from < theirs[0].from) {
			h := mine[0]
			mine = mine[1:]
			out = picks(out, true, onTicket, onTicket+h.from-at)
			out = picks(out, false, h.lo, h.hi)
			onTicket += h.to - at
			at = h.to
			continue
		}
		h := theirs[0]
		theirs = theirs[1:]
		out = picks(out, true, onTicket, h.hi)
		at, onTicket = h.to, h.hi
	}
	return picks(out, true, onTicket, onTicket+len(base)-at), true
}

// touch says whether two hunks cover a common stretch, or insert at one place.
func touch(a, b hunk) bool {
	if a.from == a.to || b.from == b.to {
		return a.from <= b.to && b.from <= a.to
	}
	return a.from < b.to && b.from < a.to
}

func picks(out []pick, ticket bool, from, to int) []pick {
	for i := from; i < to; i++ {
		out = append(out, pick{ticket, i})
	}
	return out
}

// hunksOf are the stretches in which a side differs from the base.
func hunksOf(base, side []string) []hunk {
	var out []hunk
	i, j := 0, 0
	for _, m := range common(base, side) {
		if m[0] > i || m[1] > j {
			out = append(out, hunk{i, m[0], j, m[1]})
		}
		i, j = m[0]+1, m[1]+1
	}
	if i < len(base) || j < len(side) {
		out = append(out, hunk{i, len(base), j, len(side)})
	}
	return out
}

// common is a longest common subsequence, as pairs of places. Lists too long
// for a table have only their common beginning and end.
func common(a, b []string) [][2]int {
	const most = 1000
	if len(a) > most || len(b) > most {
		return commonEnds(a, b)
	}
	length := make([][]int, len(a)+1)
	for i := range length {
		length[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				length[i][j] = length[i+1][j+1] + 1
			} else {
				length[i][j] = max(length[i+1][j], length[i][j+1])
			}
		}
	}
	var out [][2]int
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			out = append(out, [2]int{i, j})
			i, j = i+1, j+1
		case length[i+1][j] >= length[i][j+1]:
			i++
		default:
			j++
		}
	}
	return out
}

func commonEnds(a, b []string) [][2]int {
	var out [][2]int
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		out = append(out, [2]int{n, n})
		n++
	}
	var tail [][2]int
	for i, j := len(a), len(b); i > n && j > n && a[i-1] == b[j-1]; {
		i, j = i-1, j-1
		tail = append(tail, [2]int{i, j})
	}
	slices.Reverse(tail)
	return append(out, tail...)
}
