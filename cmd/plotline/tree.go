package main

import (
	"fmt"
	"strings"

	"github.com/clipperhouse/displaywidth"

	"plotline/integrations"
	"plotline/roadmap"
	"plotline/stories"
)

// printTree shows what a roadmap became: goals, their epics, their stories,
// each with its ticket's Key.
func (p *program) printTree(push *pushing, result *integrations.Result) {
	tree := &tree{project: push.project, keys: map[string]string{}, paint: p.outPaint(), width: p.width(p.stdout)}
	for _, ticket := range result.Tickets {
		tree.keys[ticket.ID] = ticket.Key
	}
	fmt.Fprintln(p.stdout, tree.headline())
	for _, group := range tree.groups() {
		fmt.Fprintf(p.stdout, "\n%s\n", group.title)
		for i, epic := range group.epics {
			for _, line := range tree.epicLines(epic, i == len(group.epics)-1) {
				fmt.Fprintln(p.stdout, line)
			}
		}
	}
}

type tree struct {
	*project
	keys  map[string]string
	paint paint
	width int
}

func (t *tree) headline() string {
	rm := t.roadmap
	epics := len(t.backlog.Epics())
	return fmt.Sprintf("%s: %s, %s → %s, %s", t.paint.bold(rm.Product.Name), count(len(rm.Goals), "goal"),
		count(len(rm.PainPoints), "pain point"), count(epics, "epic"), count(len(t.backlog.Items)-epics, "story"))
}

// group is a goal, or what has none, with its epics.
type group struct {
	title string
	epics []*stories.Item
}

func (t *tree) groups() []group {
	byGoal := map[string][]*stories.Item{}
	for _, epic := range t.backlog.Epics() {
		goal := ""
		if goals := t.roadmap.GoalsBehind(epic.Serves); len(goals) > 0 {
			goal = goals[0].ID
		}
		byGoal[goal] = append(byGoal[goal], epic)
	}
	var groups []group
	for _, goal := range t.roadmap.Goals {
		if epics := byGoal[goal.ID]; len(epics) > 0 {
			groups = append(groups, group{t.goalTitle(goal), epics})
		}
	}
	if epics := byGoal[""]; len(epics) > 0 {
		groups = append(groups, group{t.paint.bold("without a goal"), epics})
	}
	return groups
}

func (t *tree) goalTitle(goal roadmap.Goal) string {
	return t.paint.bold(goal.ID) + "  " + cut(goal.Statement, t.width-len(goal.ID)-2)
}

func (t *tree) epicLines(epic *stories.Item, last bool) []string {
	branch, trunk := "├─ ", "│  "
	if last {
		branch, trunk = "└─ ", "   "
	}
	lines := []string{t.line(branch, epic, "epic", "")}
	children := t.backlog.StoriesOf(epic.ID)
	for i, story := range children {
		twig := "├─ "
		if i == len(children)-1 {
			twig = "└─ "
		}
		lines = append(lines, t.line(trunk+twig, story, fmt.Sprintf("%-7s %2s", story.Type, story.Size), t.needs(story)))
	}
	return lines
}

func (t *tree) needs(story *stories.Item) string {
	var keys []string
	for _, id := range story.Needs {
		if key := t.keys[id]; key != "" {
			keys = append(keys, key)
		}
	}
	switch len(keys) {
	case 0:
		return ""
	case 1:
		return "needs " + keys[0]
	}
	return fmt.Sprintf("needs %s +%d", keys[0], len(keys)-1)
}

// line sets an item's Key and title left, and what kind of work it is right.
func (t *tree) line(branch string, item *stories.Item, kind, needs string) string {
	key := t.keys[item.ID]
	if key == "" {
		key = "-"
	}
	const right = 28 // "feature  8  needs LOCAL-12"
	room := max(20, t.width-right-displaywidth.String(branch)-len(key)-2)
	title := cut(item.Title, room)
	pad := strings.Repeat(" ", room-displaywidth.String(title))
	text := branch + t.paint.green(key) + "  " + title + pad + "  " + t.paint.faint(kind+"  "+needs)
	return strings.TrimRight(text, " ")
}

// cut shortens a text to the columns it may take.
func cut(text string, columns int) string {
	text = strings.Join(strings.Fields(text), " ")
	if columns < 1 || displaywidth.String(text) <= columns {
		return text
	}
	short := ""
	for _, r := range text {
		if displaywidth.String(short+string(r)) > columns-1 {
			break
		}
		short += string(r)
	}
	return strings.TrimRight(short, " ") + "…"
}
