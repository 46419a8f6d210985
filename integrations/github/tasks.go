package github

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"regexp"
	"strconv"
	"strings"

	"plotline/integrations"
	"plotline/integrations/pace"
	"plotline/stories"
)

// taskLine is a line of a task list that names an issue of this repository.
var taskLine = regexp.MustCompile(`(?m)^[ \t]*[-*+] \[[ xX]\] #([0-9]+)\b`)

// taskNumbers are the issues that an epic's task list names.
func (b body) taskNumbers() []int {
	if b.tasks == nil {
		return nil
	}
	return tasksIn(b.text[b.tasks.from:b.tasks.to])
}

// peoplesTasks are the issues that an epic's text names in task lists outside
// of Plotline's part, as people write them.
func (b body) peoplesTasks() []int {
	if b.fence != integrations.FenceIntact {
		return tasksIn(b.text)
	}
	return append(tasksIn(b.text[:b.block.from]), tasksIn(b.text[b.block.to:])...)
}

func tasksIn(text string) []int {
	var numbers []int
	for _, m := range taskLine.FindAllStringSubmatch(text, -1) {
		if n, err := strconv.Atoi(m[1]); err == nil && n > 0 {
			numbers = append(numbers, n)
		}
	}
	return unique(numbers)
}

// withTasks gives the body with numbers added to the task list, and others
// taken out of it. Lines that are there stay as people left them.
func (b body) withTasks(add, remove []int) string {
	newline := b.newline()
	have := map[int]bool{}
	for _, n := range b.taskNumbers() {
		have[n] = true
	}
	var fresh []string
	for _, n := range unique(add) {
		if !have[n] {
			fresh = append(fresh, fmt.Sprintf("- [ ] #%d", n))
		}
	}
	if b.tasks == nil {
		if len(fresh) == 0 {
			return b.text
		}
		return b.insertTasks(fresh, newline)
	}
	list := dropTasks(b.text[b.tasks.from:b.tasks.to], remove)
	if len(fresh) > 0 {
		end := strings.LastIndex(list, "<!--")
		list = list[:end] + strings.Join(fresh, newline) + newline + list[end:]
	}
	return b.text[:b.tasks.from] + list + b.text[b.tasks.to:]
}

// insertTasks puts a first task list right behind Plotline's part.
func (b body) insertTasks(lines []string, newline string) string {
	block := "<!-- plotline " + tasksWord + " -->" + newline + newline +
		strings.Join(lines, newline) + newline + "<!-- plotline " + tasksEndWord + " -->"
	at := len(b.text)
	if b.block.to > 0 {
		at = b.block.to
	}
	if at == 0 {
		return block
	}
	return b.text[:at] + newline + newline + block + b.text[at:]
}

func dropTasks(list string, remove []int) string {
	gone := map[string]bool{}
	for _, n := range remove {
		gone[strconv.Itoa(n)] = true
	}
	var kept strings.Builder
	for _, line := range strings.SplitAfter(list, "\n") {
		if m := taskLine.FindStringSubmatch(line); m == nil || !gone[m[1]] {
			kept.WriteString(line)
		}
	}
	return kept.String()
}

// adopt gives issues their parents where only task lists tell: it reads the
// epics that the issues name, unless they are among them.
func (t *Tracker) adopt(ctx context.Context, found map[int]issue) error {
	var epics []int
	for _, i := range found {
		if sign := t.here(i.body.sign); i.parent == "" && sign != nil && sign.Epic > 0 {
			if _, ok := found[sign.Epic]; !ok {
				epics = append(epics, sign.Epic)
			}
		}
	}
	listed := map[int]issue{}
	for n, i := range found {
		listed[n] = i
	}
	if len(epics) > 0 {
		sights, err := t.look(ctx, unique(epics))
		if err != nil {
			return t.fail("read the epics of "+t.project(), err)
		}
		for _, s := range sights {
			if s.seen == there {
				listed[s.number] = s.issue
			}
		}
	}
	adoptFrom(listed, found)
	return nil
}

// adoptFrom sets the parents that the task lists tell: Plotline's own first,
// then what people wrote into an epic's text.
func adoptFrom(epics, found map[int]issue) {
	numbers := sorted(epics)
	adopt := func(epic int, tasks []int) {
		for _, n := range tasks {
			if child, ok := found[n]; ok && child.parent == "" && n != epic {
				child.parent = keyOf(epic)
				found[n] = child
			}
		}
	}
	for _, n := range numbers {
		adopt(n, epics[n].body.taskNumbers())
	}
	for _, n := range numbers {
		if kindOf(epics[n]) == stories.Epic {
			adopt(n, epics[n].body.peoplesTasks())
		}
	}
}

// taskEdit is what to change in epics' task lists, by the epics' numbers.
type taskEdit struct {
	add, remove map[int][]int
	// read are epics as the server showed them a moment ago.
	read map[int]issue
}

func (e taskEdit) epics() []int {
	touched := map[int]issue{}
	for n := range e.add {
		touched[n] = issue{}
	}
	for n := range e.remove {
		touched[n] = issue{}
	}
	return sorted(touched)
}

// editTasks brings task lists to what the edit says. It reads the epics afresh
// each time, so that repeating it after a lost answer is safe and what people
// wrote stays.
func (t *Tracker) editTasks(ctx context.Context, edit taskEdit) error {
	for attempt := 1; ; attempt++ {
		epics, err := t.epicsOf(ctx, edit)
		if err != nil {
			return err
		}
		edit.read = nil
		bodies := map[int]string{}
		changed := map[int]issue{}
		for n, epic := range epics {
			if now := epic.body.withTasks(edit.add[n], edit.remove[n]); now != epic.body.text {
				bodies[n], changed[n] = now, epic
			}
		}
		if len(bodies) == 0 {
			return nil
		}
		err = t.writeBodies(ctx, changed, bodies)
		if err == nil || attempt == updateAttempts || !errors.Is(err, integrations.ErrLost) || ctx.Err() != nil {
			return err
		}
	}
}

// epicsOf reads the epics of an edit that were not read a moment ago.
func (t *Tracker) epicsOf(ctx context.Context, edit taskEdit) (map[int]issue, error) {
	epics := map[int]issue{}
	var unread []int
	for _, n := range edit.epics() {
		if epic, ok := edit.read[n]; ok {
			epics[n] = epic
		} else {
			unread = append(unread, n)
		}
	}
	read, err := t.lookFor(ctx, unread)
	maps.Copy(epics, read)
	return epics, err
}

// writeBodies writes many bodies with one request, or with one each where the
// server has no GraphQL.
func (t *Tracker) writeBodies(ctx context.Context, issues map[int]issue, bodies map[int]string) error {
	var head, fields strings.Builder
	variables := map[string]any{}
	for _, n := range sorted(issues) {
		if t.graphQLOff() || issues[n].node == "" || len(bodies) == 1 {
			return t.writeEach(ctx, bodies)
		}
		fmt.Fprintf(&head, "$%s: UpdateIssueInput!, ", alias(n))
		fmt.Fprintf(&fields, "%s: updateIssue(input: $%s) { issue { number } } ", alias(n), alias(n))
		variables[alias(n)] = map[string]any{"id": issues[n].node, "body": bodies[n]}
	}
	query := "mutation(" + strings.TrimSuffix(head.String(), ", ") + ") { " + fields.String() + "}"
	r, err := t.graph(pace.Creates(ctx, 0), query, variables)
	if errors.Is(err, errNoGraphQL) || err == nil && (r.Data == nil || len(r.Errors) > 0) {
		return t.writeEach(ctx, bodies)
	}
	return err
}

func (t *Tracker) writeEach(ctx context.Context, bodies map[int]string) error {
	for _, n := range sortedKeys(bodies) {
		path := t.repo(fmt.Sprintf("/issues/%d", n))
		if _, err := t.send(ctx, http.MethodPatch, path, map[string]any{"body": bodies[n]}, nil); err != nil {
			return err
		}
	}
	return nil
}
