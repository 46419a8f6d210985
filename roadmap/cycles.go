package roadmap

import (
	"fmt"
	"strings"

	"plotline/roadmap/source"
)

// cycles reports dependencies that come back to where they began.
func (c checker) cycles() {
	goals, initiatives, painPoints := newGraph("goals depend on each other"), newGraph("initiatives depend on each other"), newGraph("pain points are each other's parent")
	for i := range c.Goals {
		goal := &c.Goals[i]
		goals.add(goal.ID, goal.DependsOn, goal.At("depends_on"))
		for j := range goal.Initiatives {
			n := &goal.Initiatives[j]
			initiatives.add(n.ID, n.DependsOn, n.At("depends_on"))
		}
	}
	for i := range c.PainPoints {
		point := &c.PainPoints[i]
		painPoints.add(point.ID, []string{point.Parent}, point.At("parent"))
	}
	for _, g := range []*graph{goals, initiatives, painPoints} {
		for _, cycle := range g.cycles() {
			c.problem(g.at[cycle[0]], "", fmt.Sprintf("%s in a circle: %s", g.called, g.spell(cycle)), "take one of these out")
		}
	}
}

// graph says what depends on what.
type graph struct {
	called string
	ids    []string
	next   map[string][]string
	at     map[string]source.Position
}

func newGraph(called string) *graph {
	return &graph{called: called, next: map[string][]string{}, at: map[string]source.Position{}}
}

func (g *graph) add(id string, on []string, at source.Position) {
	if _, twice := g.next[id]; twice || id == "" {
		return
	}
	g.ids = append(g.ids, id)
	g.next[id] = on
	g.at[id] = at
}

// step is a place on the way through a graph: a node and how many of its
// dependencies were followed.
type step struct {
	id       string
	followed int
}

// cycles gives each circle once, from the member that is written first on the
// way. It walks without recursion: a chain may be as long as the file.
func (g *graph) cycles() [][]string {
	const onWay, done = 1, 2
	state := map[string]int{}
	var found [][]string
	for _, start := range g.ids {
		if state[start] != 0 {
			continue
		}
		way := []step{{id: start}}
		state[start] = onWay
		for len(way) > 0 {
			top := &way[len(way)-1]
			if top.followed == len(g.next[top.id]) {
				state[top.id] = done
				way = way[:len(way)-1]
				continue
			}
			next := g.next[top.id][top.followed]
			top.followed++
			switch {
			case state[next] == onWay:
				found = append(found, circle(way, next))
			case state[next] == 0 && g.has(next):
				state[next] = onWay
				way = append(way, step{id: next})
			}
		}
	}
	return found
}

func (g *graph) has(id string) bool {
	_, ok := g.next[id]
	return ok
}

// circle is the end of the way from a node on.
func circle(way []step, from string) []string {
	var ids []string
	for _, s := range way {
		if s.id == from || len(ids) > 0 {
			ids = append(ids, s.id)
		}
	}
	return ids
}

// spell names the members, and the first again; of long circles the middle is
// left out.
func (g *graph) spell(cycle []string) string {
	const longest = 12
	ids := cycle
	if len(ids) > longest {
		ids = append(append([]string{}, cycle[:longest/2]...), fmt.Sprintf("… %d more …", len(cycle)-longest))
		ids = append(ids, cycle[len(cycle)-longest/2:]...)
	}
	return strings.Join(append(append([]string{}, ids...), cycle[0]), " → ")
}
