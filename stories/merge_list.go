package stories

import (
	"slices"
	"strings"
)

// node is one criterion of a merge: its place on each side, -1 where a side
// does not have it, and what came out.
type node struct {
	base, mine, theirs int
	// out is what the merged list says, next what the next base says; nil
	// where a list leaves it out.
	out, next *Criterion
}

// listMerge brings three lists together by identity.
type listMerge struct {
	base, mine, theirs []Criterion
	nodes              []node
	// by tells each side's index the node it belongs to.
	byBase, byMine, byTheirs []int
}

// list merges criteria: edits, additions and deletions one by one, and the
// order as the side that changed it has it (mine, where both did).
func (m *merger) list(field Field, base, mine, theirs []Criterion) (merged, next []Criterion) {
	l := newListMerge(base, mine, theirs)
	drafted := weave(l.byTheirs, l.byBase, len(l.nodes))
	for _, at := range weave(drafted, l.byMine, len(l.nodes)) {
		l.settle(m, field, &l.nodes[at])
	}
	merged = l.collect(l.order(), func(n node) *Criterion { return n.out })
	next = l.collect(drafted, func(n node) *Criterion { return n.next })
	return merged, next
}

func newListMerge(base, mine, theirs []Criterion) *listMerge {
	l := &listMerge{base: base, mine: mine, theirs: theirs}
	l.byBase = make([]int, len(base))
	for i := range base {
		l.byBase[i] = l.add(node{base: i, mine: -1, theirs: -1})
	}
	l.byMine = l.place(alignCriteria(base, mine), func(n *node, i int) { n.mine = i })
	l.byTheirs = l.place(alignCriteria(base, theirs), func(n *node, i int) { n.theirs = i })
	l.joinAdditions()
	return l
}

func (l *listMerge) add(n node) int {
	l.nodes = append(l.nodes, n)
	return len(l.nodes) - 1
}

// place gives each criterion of a side its node: that of the base criterion it
// is aligned to, or a new one.
func (l *listMerge) place(aligned []int, set func(*node, int)) []int {
	by := make([]int, len(aligned))
	for i, base := range aligned {
		by[i] = base
		if base < 0 {
			by[i] = l.add(node{base: -1, mine: -1, theirs: -1})
		}
		set(&l.nodes[by[i]], i)
	}
	return by
}

// joinAdditions makes one node of what both sides added in the same words.
func (l *listMerge) joinAdditions() {
	added := map[string][]int{}
	for i, at := range l.byMine {
		if l.nodes[at].base < 0 {
			text := foldSpace(l.mine[i].Text)
			added[text] = append(added[text], at)
		}
	}
	for i, at := range l.byTheirs {
		text := foldSpace(l.theirs[i].Text)
		if l.nodes[at].base >= 0 || len(added[text]) == 0 {
			continue
		}
		l.byTheirs[i] = added[text][0]
		l.nodes[added[text][0]].theirs = i
		l.nodes[at].theirs = -1
		added[text] = added[text][1:]
	}
}

// settle decides what comes out of one node.
func (l *listMerge) settle(m *merger, field Field, n *node) {
	var base, mine, theirs string
	slot := ""
	if n.mine >= 0 {
		mine, slot = l.mine[n.mine].Text, l.mine[n.mine].Slot
	}
	if n.base >= 0 {
		base, slot = l.base[n.base].Text, l.base[n.base].Slot
	}
	if n.theirs >= 0 {
		theirs, slot = l.theirs[n.theirs].Text, l.theirs[n.theirs].Slot
	}
	if n.base < 0 && n.theirs >= 0 && n.mine >= 0 {
		base = theirs
	}
	text, next := m.text(field, slot, base, mine, theirs)
	if text != "" {
		n.out = &Criterion{Slot: slot, Text: text}
	}
	if next != "" {
		n.next = &Criterion{Slot: slot, Text: next}
	}
}

// order is the nodes in the order of the merged list.
func (l *listMerge) order() []int {
	if l.reordered() {
		return weave(l.byMine, l.byTheirs, len(l.nodes))
	}
	return weave(l.byTheirs, l.byMine, len(l.nodes))
}

// reordered tells whether mine moved criteria that it did not write.
func (l *listMerge) reordered() bool {
	last := -1
	for _, at := range l.byMine {
		base := l.nodes[at].base
		if base < 0 {
			continue
		}
		if base < last {
			return true
		}
		last = base
	}
	return false
}

func (l *listMerge) collect(order []int, pick func(node) *Criterion) []Criterion {
	var list []Criterion
	for _, at := range order {
		if c := pick(l.nodes[at]); c != nil {
			list = append(list, *c)
		}
	}
	return list
}

// weave puts what only the second order holds behind what precedes it there.
func weave(first, second []int, nodes int) []int {
	const start = 0
	next := make([]int, nodes+1) // by node+1; start is before all
	for i := range next {
		next[i] = -1
	}
	last := start
	for _, at := range first {
		next[last] = at
		last = at + 1
	}
	in := make([]bool, nodes)
	for _, at := range first {
		in[at] = true
	}
	before := start
	for _, at := range second {
		if !in[at] {
			in[at] = true
			next[at+1], next[before] = next[before], at
		}
		before = at + 1
	}
	order := make([]int, 0, nodes)
	for at := next[start]; at >= 0; at = next[at+1] {
		order = append(order, at)
	}
	return order
}

// alignCriteria gives, for each criterion of a side, the index of the base
// criterion it was, or -1: by slot, by the same words, then by near-equality
// for what carries no slot.
func alignCriteria(base, side []Criterion) []int {
	a := alignment{base: base, side: side, to: make([]int, len(side)), taken: make([]bool, len(base))}
	unedited := len(base) == len(side)
	for i := range a.to {
		a.to[i] = i
		unedited = unedited && sameText(base[i].Text, side[i].Text) &&
			(side[i].Slot == "" || side[i].Slot == base[i].Slot)
	}
	if unedited {
		return a.to
	}
	for i := range a.to {
		a.to[i] = -1
	}
	a.slots()
	a.by(func(c Criterion) string { return c.Slot })
	a.by(func(c Criterion) string { return foldSpace(c.Text) })
	a.near()
	return a.to
}

// alignment is the base criterion of each criterion of a side, by index.
type alignment struct {
	base, side []Criterion
	to         []int
	taken      []bool
	// order is the base by slot, then by place: of two criteria alike, the
	// same one is aligned whatever the order they stand in.
	order []int
}

func (a *alignment) slots() {
	a.order = make([]int, len(a.base))
	for i := range a.order {
		a.order[i] = i
	}
	slices.SortStableFunc(a.order, func(x, y int) int {
		return strings.Compare(a.base[x].Slot, a.base[y].Slot)
	})
}

func (a *alignment) set(side, base int) { a.to[side], a.taken[base] = base, true }

// by aligns what has the same key; "" is no key.
func (a *alignment) by(key func(Criterion) string) {
	at := map[string][]int{}
	for _, i := range a.order {
		if k := key(a.base[i]); k != "" && !a.taken[i] {
			at[k] = append(at[k], i)
		}
	}
	for i, c := range a.side {
		k := key(c)
		if k == "" || a.to[i] >= 0 || len(at[k]) == 0 {
			continue
		}
		a.set(i, at[k][0])
		at[k] = at[k][1:]
	}
}

// near aligns what a person edited.
func (a *alignment) near() {
	var was, is []string
	var wasAt, isAt []int
	for _, i := range a.order {
		if !a.taken[i] {
			was, wasAt = append(was, a.base[i].Text), append(wasAt, i)
		}
	}
	for i, c := range a.side {
		if a.to[i] < 0 && c.Slot == "" {
			is, isAt = append(is, c.Text), append(isAt, i)
		}
	}
	for _, p := range pairNear(is, was) {
		a.set(isAt[p.a], wasAt[p.b])
	}
}

// notes merges the notes line by line, where both sides changed them.
func (m *merger) notes(base, mine, theirs string) (text, next string) {
	if mine == base || sameText(theirs, base) || sameText(mine, base) || sameText(mine, theirs) {
		return m.text(FieldNotes, "", base, mine, theirs)
	}
	merged, lines := m.list(FieldNotes, noteLines(base), noteLines(mine), noteLines(theirs))
	return joinLines(merged), joinLines(lines)
}

// noteLines cuts notes into lines, each with the empty lines behind it.
func noteLines(notes string) []Criterion {
	var lines []Criterion
	for _, line := range strings.SplitAfter(notes, "\n") {
		if strings.TrimSpace(line) == "" && len(lines) > 0 {
			lines[len(lines)-1].Text += line
			continue
		}
		lines = append(lines, Criterion{Text: line})
	}
	return lines
}

func joinLines(lines []Criterion) string {
	var b strings.Builder
	for _, line := range lines {
		if b.Len() > 0 && !strings.HasSuffix(b.String(), "\n") {
			b.WriteByte('\n')
		}
		b.WriteString(line.Text)
	}
	return strings.TrimSpace(b.String())
}
