package stories

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"plotline/roadmap"
)

// Place is where an item comes in the order of work, and why.
type Place struct {
	Item *Item
	// Horizon is the nearest of its goals', or of what waits for it.
	Horizon roadmap.Horizon
	// Score is reach × impact × confidence ÷ size.
	Score float64
	// Reasons say why it comes here, weightiest first.
	Reasons []string
}

// Ranking orders the stories of a backlog: what others need comes before them,
// always; then now before next before later; then by score; then as the backlog
// has them. Those of one epic change places among themselves as ranked by hand.
// It changes nothing.
func (b *Backlog) Ranking(r *roadmap.Roadmap) []Place {
	var stories []*Item
	for _, item := range b.Items {
		if item.Kind == Story {
			stories = append(stories, item)
		}
	}
	return newRanker(b, r, stories, func(item *Item) []string { return item.Needs }).order()
}

// RankingOfEpics orders the epics in the same way; one needs another whose
// initiative its own depends on.
func (b *Backlog) RankingOfEpics(r *roadmap.Roadmap) []Place {
	epics := b.Epics()
	byInitiative := map[string]string{}
	for _, epic := range epics {
		if initiative := initiativeOf(r, epic.Serves); initiative != nil {
			byInitiative[initiative.ID] = epic.ID
		}
	}
	return newRanker(b, r, epics, func(epic *Item) []string {
		var needs []string
		if initiative := initiativeOf(r, epic.Serves); initiative != nil {
			for _, on := range initiative.DependsOn {
				if ref, ok := r.Resolve(on); ok {
					on = ref.ID()
				}
				if id := byInitiative[on]; id != "" {
					needs = append(needs, id)
				}
			}
		}
		return needs
	}).order()
}

// ranked is one item while its place is sought.
type ranked struct {
	item   *Item
	score  score
	before []int // what comes before it, by needs or by hand
	// horizon is its own, or a nearer one of what waits for it; puller is
	// that item, -1 for none.
	horizon roadmap.Horizon
	puller  int
	circle  bool // it is part of a circle of needs
}

type ranker struct {
	nodes []ranked
	index map[string]int
}

func newRanker(b *Backlog, r *roadmap.Roadmap, items []*Item, needs func(*Item) []string) *ranker {
	k := &ranker{index: make(map[string]int, len(items))}
	for i, item := range items {
		horizon := horizonOf(r, b.purposes(item))
		k.nodes = append(k.nodes, ranked{
			item: item, score: scoreOf(r, item, b.purposes(item)), horizon: horizon, puller: -1,
		})
		if item.ID != "" {
			k.index[item.ID] = i
		}
	}
	k.link(needs)
	k.chainByHand()
	k.pull()
	return k
}

// purposes are what an item serves, and what its epic does.
func (b *Backlog) purposes(item *Item) []roadmap.Ref {
	if epic := b.Item(item.Epic); epic != nil {
		return unitedSet(item.Serves, epic.Serves)
	}
	return item.Serves
}

// link draws an edge for every need, but for those that go in a circle.
func (k *ranker) link(needs func(*Item) []string) {
	wanted := make([][]int, len(k.nodes))
	for i := range k.nodes {
		for _, id := range needs(k.nodes[i].item) {
			if at, ok := k.index[id]; ok && at != i {
				wanted[i] = append(wanted[i], at)
			}
		}
	}
	component := components(wanted)
	for i, needed := range wanted {
		for _, at := range needed {
			if component[i] == component[at] {
				k.nodes[i].circle, k.nodes[at].circle = true, true
				continue
			}
			k.edge(at, i)
		}
	}
}

func (k *ranker) edge(first, then int) {
	if !slices.Contains(k.nodes[then].before, first) {
		k.nodes[then].before = append(k.nodes[then].before, first)
	}
}

// chainByHand keeps the order that a person gave, as far as needs allow it: it
// links each item ranked by hand to the next of its epic.
func (k *ranker) chainByHand() {
	byHand := k.sorted(func(a, b int) int {
		return cmp.Or(compareSet(k.nodes[a].item.Rank, k.nodes[b].item.Rank), cmp.Compare(a, b))
	})
	last := map[string]int{} // by epic
	for _, at := range byHand {
		item := k.nodes[at].item
		if item.Rank == 0 {
			continue
		}
		if before, ok := last[item.Epic]; ok {
			k.edge(before, at)
		}
		last[item.Epic] = at
	}
}

// pull brings what a nearer item waits for as near as that item.
func (k *ranker) pull() {
	for _, at := range slices.Backward(k.sorted(cmp.Compare[int])) {
		for _, first := range k.nodes[at].before {
			if horizonPlace(k.nodes[at].horizon) < horizonPlace(k.nodes[first].horizon) {
				k.nodes[first].horizon, k.nodes[first].puller = k.nodes[at].horizon, at
			}
		}
	}
}

// order gives the places, best first.
func (k *ranker) order() []Place {
	places := make([]Place, 0, len(k.nodes))
	wish := k.byHand()
	place := make([]int, len(wish))
	for i, at := range wish {
		place[at] = i
	}
	for _, at := range k.sorted(func(a, b int) int { return cmp.Compare(place[a], place[b]) }) {
		node := &k.nodes[at]
		places = append(places, Place{Item: node.item, Horizon: node.horizon, Score: node.score.value, Reasons: k.reasons(node)})
	}
	return places
}

// byHand is the order by horizon and score, in which the items of each epic have
// changed places among themselves as they were ranked by hand.
func (k *ranker) byHand() []int {
	order := k.sorted(k.compare)
	places, members := map[string][]int{}, map[string][]int{}
	for i, at := range order {
		epic := k.nodes[at].item.Epic
		places[epic], members[epic] = append(places[epic], i), append(members[epic], at)
	}
	for epic, line := range members {
		slices.SortStableFunc(line, func(a, b int) int {
			x, y := &k.nodes[a], &k.nodes[b]
			return cmp.Or(
				cmp.Compare(horizonPlace(x.horizon), horizonPlace(y.horizon)),
				compareSet(x.item.Rank, y.item.Rank),
			)
		})
		for i, at := range line {
			order[places[epic][i]] = at
		}
	}
	return order
}

func (k *ranker) compare(a, b int) int {
	x, y := &k.nodes[a], &k.nodes[b]
	return cmp.Or(
		cmp.Compare(horizonPlace(x.horizon), horizonPlace(y.horizon)),
		cmp.Compare(y.score.value, x.score.value),
		cmp.Compare(a, b),
	)
}

// sorted gives the items as compared, but for what must come before an item:
// that comes right before it.
func (k *ranker) sorted(compare func(a, b int) int) []int {
	wish := make([]int, len(k.nodes))
	for i := range wish {
		wish[i] = i
	}
	slices.SortFunc(wish, compare)
	return topological(wish, func(node int) []int {
		before := slices.Clone(k.nodes[node].before)
		slices.SortFunc(before, compare)
		return before
	})
}

// reasons say in words why an item has its place.
func (k *ranker) reasons(node *ranked) []string {
	var reasons []string
	if node.item.Rank != 0 {
		reasons = append(reasons, "ranked "+rankText(node.item.Rank)+" by hand"+ofItsEpic(node.item))
	}
	switch {
	case node.puller >= 0:
		reasons = append(reasons, fmt.Sprintf("%s: %q waits for it", node.horizon, k.nodes[node.puller].item.Title))
	case node.horizon != "":
		reasons = append(reasons, string(node.horizon))
	}
	reasons = append(reasons, node.score.text)
	if needs := k.needed(node); needs != "" {
		reasons = append(reasons, "after "+needs)
	}
	if node.circle {
		reasons = append(reasons, "its needs go in a circle, which was cut")
	}
	return reasons
}

func ofItsEpic(item *Item) string {
	if item.Kind == Epic {
		return ""
	}
	return " in its epic"
}

func (k *ranker) needed(node *ranked) string {
	var titles []string
	for _, at := range node.before {
		if slices.Contains(node.item.Needs, k.nodes[at].item.ID) {
			titles = append(titles, fmt.Sprintf("%q", k.nodes[at].item.Title))
		}
	}
	return strings.Join(titles, ", ")
}

// horizonOf is the nearest horizon of the goals behind some purposes. A goal
// without one is for now, as is work that serves no goal.
func horizonOf(r *roadmap.Roadmap, serves []roadmap.Ref) roadmap.Horizon {
	nearest := roadmap.Horizon("")
	for _, goal := range r.GoalsBehind(serves) {
		horizon := nearestHorizon(goal.Horizon)
		if nearest == "" || horizonPlace(horizon) < horizonPlace(nearest) {
			nearest = horizon
		}
	}
	return nearest
}

// horizonPlace orders the horizons; work without one is for now.
func horizonPlace(h roadmap.Horizon) int {
	switch h {
	case roadmap.Next:
		return 1
	case roadmap.Later:
		return 2
	}
	return 0
}
