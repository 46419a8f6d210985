package stories

// topological gives the nodes in the order wished for, but for what must come
// before a node: that comes right before it. There must be no circles. It keeps
// its own stack, so that a long chain costs no deep recursion.
func topological(wish []int, before func(node int) []int) []int {
	const entered, done = 1, 2
	order := make([]int, 0, len(wish))
	state := make(map[int]int, len(wish))
	for _, root := range wish {
		way := []int{root}
		for len(way) > 0 {
			node := way[len(way)-1]
			switch state[node] {
			case 0:
				state[node] = entered
				way = appendNew(way, before(node), state)
				continue
			case entered:
				state[node] = done
				order = append(order, node)
			}
			way = way[:len(way)-1]
		}
	}
	return order
}

// appendNew puts what was not entered yet on the way, the first on top.
func appendNew(way, nodes []int, state map[int]int) []int {
	for i := len(nodes) - 1; i >= 0; i-- {
		if state[nodes[i]] == 0 {
			way = append(way, nodes[i])
		}
	}
	return way
}

// components gives each node of a graph the number of its strongly connected
// component: nodes of one component reach each other. It keeps its own stack,
// so that a long chain costs no deep recursion.
func components(edges [][]int) []int {
	t := &tarjan{edges: edges, low: make([]int, len(edges)), seen: make([]int, len(edges)), component: make([]int, len(edges))}
	for node := range edges {
		if t.seen[node] == 0 {
			t.walk(node)
		}
	}
	return t.component
}

type tarjan struct {
	edges     [][]int
	seen, low []int // numbers from 1 in the order of discovery; 0 for none
	component []int // 0 while a node's component is open
	stack     []int
	next      int
	found     int
}

// step is a node on the way with the edge to look at next.
type step struct{ node, edge int }

func (t *tarjan) walk(root int) {
	way := []step{t.enter(root)}
	for len(way) > 0 {
		at := &way[len(way)-1]
		if at.edge < len(t.edges[at.node]) {
			to := t.edges[at.node][at.edge]
			at.edge++
			switch {
			case t.seen[to] == 0:
				way = append(way, t.enter(to))
			case t.component[to] == 0:
				t.low[at.node] = min(t.low[at.node], t.seen[to])
			}
			continue
		}
		t.leave(at.node)
		done := at.node
		if way = way[:len(way)-1]; len(way) > 0 {
			parent := way[len(way)-1].node
			t.low[parent] = min(t.low[parent], t.low[done])
		}
	}
}

func (t *tarjan) enter(node int) step {
	t.next++
	t.seen[node], t.low[node] = t.next, t.next
	t.stack = append(t.stack, node)
	return step{node: node}
}

// leave closes the component of which the node was the first.
func (t *tarjan) leave(node int) {
	if t.low[node] != t.seen[node] {
		return
	}
	t.found++
	for {
		member := t.stack[len(t.stack)-1]
		t.stack = t.stack[:len(t.stack)-1]
		t.component[member] = t.found
		if member == node {
			return
		}
	}
}
