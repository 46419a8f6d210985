package review

import (
	"fmt"
	"strings"

	"plotline/roadmap"
	"plotline/stories"
)

// goalOver finds goals that are over and that stories are still open for which
// serve nothing else.
func goalOver() Rule {
	return Rule{
		Name: "goal/over", Severity: Info,
		Summary: "stories that are not done serve only a goal that is over",
		whole: func(p *pass, f *finder) {
			if p.Roadmap == nil {
				return
			}
			left := p.leftByGoal()
			for i := range p.Roadmap.Goals {
				goal := &p.Roadmap.Goals[i]
				if open := left[goal.ID]; len(open) > 0 {
					f.at(goal.At("state"), "", fmt.Sprintf("goal %q is %s, and %s that serve no other goal: %s",
						goal.ID, goal.State, notDone(len(open)), fewTitles(open)),
						"plotline drop ID for what is not wanted any more, write into serves: what the rest is for, or set state: active")
				}
			}
		},
	}
}

// isOver says that a goal was achieved or missed. What served a dropped one the
// draft settles.
func isOver(goal *roadmap.Goal) bool {
	return goal.State == roadmap.Achieved || goal.State == roadmap.Missed
}

// leftByGoal gives the open stories of which every goal is over, by goal.
func (p *pass) leftByGoal() map[string][]*stories.Item {
	left := map[string][]*stories.Item{}
	for _, item := range p.allItems() {
		if item.Kind != stories.Story || p.IsOpen != nil && !p.IsOpen(item) {
			continue
		}
		for _, goal := range p.goalsOver(item) {
			left[goal.ID] = append(left[goal.ID], item)
		}
	}
	return left
}

// goalsOver are a story's goals where all of them are over and it serves
// nothing that goes on.
func (p *pass) goalsOver(item *stories.Item) []*roadmap.Goal {
	refs := p.reached(item)
	for _, ref := range refs {
		if ref.Kind() == roadmap.StandingRef {
			return nil
		}
	}
	goals := p.Roadmap.GoalsBehind(refs)
	for _, goal := range goals {
		if !isOver(goal) {
			return nil
		}
	}
	return goals
}

func notDone(n int) string {
	if n == 1 {
		return "1 story is not done"
	}
	return fmt.Sprintf("%d stories are not done", n)
}

// mostTitles is how many titles a message names.
const mostTitles = 3

func fewTitles(items []*stories.Item) string {
	var titles []string
	for _, item := range items[:min(mostTitles, len(items))] {
		titles = append(titles, fmt.Sprintf("%q", item.Title))
	}
	if more := len(items) - len(titles); more > 0 {
		titles = append(titles, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(titles, ", ")
}
