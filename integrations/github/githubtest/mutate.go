package githubtest

import (
	"fmt"
)

func (x *execution) createLabel(input map[string]any, path []any) any {
	name, _ := input["name"].(string)
	_, taken := x.s.store.hasLabel(name)
	switch {
	case x.s.config.ReadOnly:
		x.fail("FORBIDDEN", "bot does not have the correct permissions to execute `CreateLabel`", path)
		return nil
	case taken || name == "" || len([]rune(name)) > 50:
		x.fail("UNPROCESSABLE", "Name has already been taken, or is too long", path)
		return nil
	}
	return object{"label": x.label(x.s.store.addLabel(name))}
}

func (x *execution) create(input map[string]any, path []any) any {
	already := x.gaveUp
	broken := x.broken(path)
	if already {
		return nil
	}
	text := func(name string) string { t, _ := input[name].(string); return t }
	i := Issue{Title: text("title"), Body: text("body"), Author: "bot"}
	switch {
	case text("repositoryId") != x.s.nodeID("R", 1):
		x.fail("NOT_FOUND", "Could not resolve to a node with the global id of '"+text("repositoryId")+"'", path)
		return nil
	case x.s.config.Archived:
		x.fail("FORBIDDEN", "Repository was archived so is read-only.", path)
		return nil
	case x.s.config.IssuesOff:
		x.fail("UNPROCESSABLE", "Repository has issues disabled.", path)
		return nil
	case i.Title == "" || len([]rune(i.Title)) > 256 || len([]rune(i.Body)) > 65536:
		x.fail("UNPROCESSABLE", "Title can't be blank, or a text is too long", path)
		return nil
	}
	if !x.s.config.ReadOnly {
		if !x.plan(&i, input, path) {
			return nil
		}
	}
	x.made++
	made := x.issue(x.s.store.add(i, x.s.config.Clock.Now()))
	if broken {
		return nil // it is made, and the answer does not tell
	}
	return object{"issue": made}
}

// plan sets labels, milestone and parent.
func (x *execution) plan(i *Issue, input map[string]any, path []any) bool {
	ids, _ := input["labelIds"].([]any)
	for _, id := range ids {
		n := x.s.numberOfNode("LA", fmt.Sprint(id))
		if n < 1 || n > len(x.s.store.labels) {
			x.fail("NOT_FOUND", fmt.Sprintf("Could not resolve to a node with the global id of '%v'", id), path)
			return false
		}
		i.Labels = append(i.Labels, x.s.store.labels[n-1])
	}
	if len(i.Labels) > 100 {
		x.fail("UNPROCESSABLE", "Issue cannot have more than 100 labels", path)
		return false
	}
	if id, ok := input["milestoneId"].(string); ok {
		if m := x.s.store.milestone(x.s.numberOfNode("MI", id)); m != nil {
			i.Milestone = m.title
		}
	}
	if id, ok := input["issueTypeId"].(string); ok {
		if i.Type = x.s.typeAt(numberOfNode("IT", id)); i.Type == "" {
			x.fail("NOT_FOUND", fmt.Sprintf("Could not resolve to a node with the global id of '%s'", id), path)
			return false
		}
	}
	id, ok := input["parentIssueId"].(string)
	if !ok {
		return true
	}
	parent := x.s.store.issue(x.s.numberOfNode("I", id))
	if parent == nil || parent.gone() {
		x.fail("NOT_FOUND", fmt.Sprintf("Could not resolve to a node with the global id of '%s'", id), path)
		return false
	}
	if problem := x.s.cannotNest(parent); problem != "" {
		x.fail("UNPROCESSABLE", problem, path)
		return false
	}
	i.Parent = parent.Number
	return true
}

func (x *execution) update(input map[string]any, path []any) any {
	id, _ := input["id"].(string)
	i := x.s.store.issue(x.s.numberOfNode("I", id))
	switch {
	case i == nil || i.gone():
		x.fail("NOT_FOUND", "Could not resolve to a node with the global id of '"+id+"'", path)
		return nil
	case x.s.config.ReadOnly && i.Author != "bot":
		x.fail("FORBIDDEN", "bot does not have the correct permissions to execute `UpdateIssue`", path)
		return nil
	}
	x.s.store.change(i, x.s.config.Clock.Now())
	if title, ok := input["title"].(string); ok {
		i.Title = title
	}
	if body, ok := input["body"].(string); ok {
		i.Body = body
	}
	return object{"issue": x.issue(i)}
}
