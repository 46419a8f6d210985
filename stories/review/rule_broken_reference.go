package review

import (
	"fmt"
	"strings"

	"plotline/stories"
)

// backlogBrokenReference finds references that lead nowhere, and needs that
// lead back to where they began.
func backlogBrokenReference() Rule {
	return Rule{
		Name: "backlog/broken-reference", Severity: Error,
		Summary: "a reference leads nowhere, or in a circle",
		whole: func(p *pass, f *finder) {
			byID := map[string]*stories.Item{}
			for _, item := range p.allItems() {
				byID[item.ID] = item
			}
			for _, item := range p.allItems() {
				p.checkNeeds(f, item, byID)
				p.checkServes(f, item)
				if p.Roadmap != nil && item.Release != "" && p.Roadmap.Release(item.Release) == nil {
					f.at(placeOf(item, "release"), item.ID, fmt.Sprintf("unknown release %q", item.Release),
						"name one of the roadmap's releases, or delete the line")
				}
			}
			p.checkCircles(f, byID)
		},
	}
}

func (p *pass) checkNeeds(f *finder, item *stories.Item, byID map[string]*stories.Item) {
	for _, need := range item.Needs {
		if byID[need] == nil || need == "" {
			f.at(placeOf(item, "needs"), item.ID, fmt.Sprintf("needs %q, and there is no such item", need),
				"name the ID or the path of a story, or delete it from needs")
		}
	}
	if item.Epic != "" && byID[item.Epic] == nil {
		f.at(placeOf(item, "epic"), item.ID, fmt.Sprintf("unknown epic %q", item.Epic),
			"name the ID of an epic, or move the file into the epic's folder")
	}
}

func (p *pass) checkServes(f *finder, item *stories.Item) {
	if p.Roadmap == nil {
		return
	}
	for _, ref := range item.Serves {
		if _, ok := p.Roadmap.Resolve(string(ref)); !ok {
			f.at(placeOf(item, "serves"), item.ID, fmt.Sprintf("serves %q, which the roadmap does not have", ref),
				p.servesHint(item))
		}
	}
}

// servesHint says what to write: the file need not have the line, as the sidecar
// remembers what was drafted.
func (p *pass) servesHint(item *stories.Item) string {
	goals := p.Roadmap.GoalsBehind(p.sourcesOf(item))
	if epic := p.Backlog.Item(item.Epic); len(goals) == 0 && epic != nil {
		goals = p.Roadmap.GoalsBehind(p.sourcesOf(epic))
	}
	example := "ID"
	if len(goals) > 0 {
		example = goals[0].ID
	}
	return fmt.Sprintf("write serves: [goal:%s] into its front matter, or whichever goal, initiative, pain point or standing item of the roadmap it is for; a renamed one says so with was:", example)
}

// checkCircles reports each circle of needs once, on its first item in the
// backlog's order.
func (p *pass) checkCircles(f *finder, byID map[string]*stories.Item) {
	state := map[string]int{}
	for _, item := range p.allItems() {
		if circle := findCircle(item, byID, state); circle != nil {
			f.at(placeOf(circle[0], "needs"), circle[0].ID, "needs go in a circle: "+circleText(circle),
				"decide which comes first, and delete the other need")
		}
	}
}

// The states of an item on the way through its needs.
const (
	unseen = iota
	open
	closed
)

// findCircle walks the needs of an item, without recursion, and gives the
// first circle that it meets. Items it has left for good are closed.
func findCircle(from *stories.Item, byID map[string]*stories.Item, state map[string]int) []*stories.Item {
	type step struct {
		item *stories.Item
		next int
	}
	if state[from.ID] != unseen {
		return nil
	}
	way := []step{{from, 0}}
	state[from.ID] = open
	var circle []*stories.Item
	for len(way) > 0 {
		top := &way[len(way)-1]
		if top.next == len(top.item.Needs) {
			state[top.item.ID] = closed
			way = way[:len(way)-1]
			continue
		}
		need := byID[top.item.Needs[top.next]]
		top.next++
		switch {
		case need == nil:
		case state[need.ID] == unseen:
			state[need.ID] = open
			way = append(way, step{need, 0})
		case state[need.ID] == open && circle == nil:
			begin := len(way) - 1
			for way[begin].item != need {
				begin--
			}
			for _, s := range way[begin:] {
				circle = append(circle, s.item)
			}
		}
	}
	return circle
}

func circleText(circle []*stories.Item) string {
	names := make([]string, 0, len(circle)+1)
	for _, item := range append(circle, circle[0]) {
		names = append(names, fmt.Sprintf("%q", item.Title))
	}
	return strings.Join(names, " → ")
}
