package githubtest

import (
	"fmt"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// value is what a field holds: a scalar, an object, a list or nil.
func (x *execution) value(typeName string, of object, f *ast.Field, path []any) any {
	if typeName == "Mutation" && x.s.config.NoIssues {
		x.fail("FORBIDDEN", notAccessible, path)
		return nil
	}
	switch typeName + "." + f.Name {
	case "Query.repository":
		return x.repository(f, path)
	case "Query.repositoryOwner":
		return x.owner(f)
	case "Organization.projectV2":
		return x.board(f, path)
	case "Issue.projectItems":
		return x.itemsOf(of["number"].(int))
	case "ProjectV2Item.fieldValueByName":
		return x.itemValue(of["number"].(int), fmt.Sprint(x.argument(f, "name")))
	case "Mutation.addProjectV2ItemById":
		return x.addItem(x.input(f), path)
	case "Mutation.updateProjectV2ItemFieldValue":
		return x.setItem(x.input(f), path)
	case "Query.__type":
		return x.inputType(fmt.Sprint(x.argument(f, "name")))
	case "Issue.repository":
		return x.ownRepository()
	case "Repository.issue":
		return x.numbered(f, path, "an Issue")
	case "Repository.issueOrPullRequest":
		return x.numbered(f, path, "an issue or pull request")
	case "Repository.label":
		if name, ok := x.s.store.hasLabel(fmt.Sprint(x.argument(f, "name"))); ok {
			return x.label(name)
		}
		return nil
	case "Repository.issues":
		return x.listed(f)
	case "Repository.labels":
		return x.labels(f)
	case "Repository.milestones":
		return x.milestones(f)
	case "Mutation.createLabel":
		return x.createLabel(x.input(f), path)
	case "Mutation.createIssue":
		return x.create(x.input(f), path)
	case "Mutation.updateIssue":
		return x.update(x.input(f), path)
	case "Mutation.addSubIssue", "Mutation.removeSubIssue":
		return x.nesting(f.Name == "addSubIssue", x.input(f), path)
	case "Mutation.addBlockedBy", "Mutation.removeBlockedBy":
		return x.dependency(f.Name == "addBlockedBy", x.input(f), path)
	case "Issue.blockedBy":
		return x.blockers(of["number"].(int), f)
	case "Issue.parent":
		if parent := x.s.store.issue(of["parent"].(int)); parent != nil {
			return x.issue(parent)
		}
		return nil
	case "Issue.subIssuesSummary":
		return object{"total": len(x.s.store.children(of["number"].(int))), "completed": 0, "percentCompleted": 0}
	case "Issue.subIssues":
		return x.connection(x.s.store.children(of["number"].(int)), f)
	case "Issue.stateReason":
		if of["stateReason"] == "DUPLICATE" && x.argument(f, "enableDuplicate") != true {
			return nil
		}
	}
	return of[f.Name]
}

func (x *execution) input(f *ast.Field) map[string]any {
	input, _ := x.argument(f, "input").(map[string]any)
	return input
}

func (x *execution) fail(kind, message string, path []any) {
	x.errors = append(x.errors, failure{Type: kind, Message: message, Path: path})
}

func (x *execution) repository(f *ast.Field, path []any) any {
	full := fmt.Sprintf("%v/%v", x.argument(f, "owner"), x.argument(f, "name"))
	if !strings.EqualFold(full, x.s.config.Repository) {
		x.fail("NOT_FOUND", fmt.Sprintf("Could not resolve to a Repository with the name '%s'.", full), path)
		return nil
	}
	return x.ownRepository()
}

func (x *execution) ownRepository() object {
	return object{"id": x.s.nodeID("R", 1), "nameWithOwner": x.s.config.Repository}
}

func (x *execution) inputType(name string) any {
	known, ok := inputs[name]
	if !ok {
		return nil
	}
	fields := []object{}
	for _, field := range strings.Fields(known) {
		if !x.lacking("", field) {
			fields = append(fields, object{"name": field})
		}
	}
	return object{"name": name, "inputFields": fields}
}

func (x *execution) numbered(f *ast.Field, path []any, what string) any {
	n := number(x.argument(f, "number"))
	i := x.s.store.issue(n)
	if i == nil || i.gone() || i.Pull && what == "an Issue" {
		x.fail("NOT_FOUND", fmt.Sprintf("Could not resolve to %s with the number of %d.", what, n), path)
		return nil
	}
	if i.Pull {
		return object{"__typename": "PullRequest", "id": x.s.nodeID("PR", i.Number), "number": i.Number, "title": i.Title, "url": x.s.web(x.c, fmt.Sprintf("/pull/%d", i.Number))}
	}
	return x.issue(i)
}

// number reads a number of a query, or of its variables.
func number(value any) int {
	switch v := value.(type) {
	case int64:
		return int(v)
	case float64:
		return int(v)
	}
	return 0
}

func (x *execution) label(name string) object {
	return object{"id": x.s.labelNode(name), "name": name}
}

func (x *execution) labels(f *ast.Field) object {
	return counted(x, f, x.s.store.labels, x.label)
}

func (x *execution) milestones(f *ast.Field) object {
	return counted(x, f, x.s.store.milestones, x.milestone)
}

func (x *execution) milestone(m milestone) object {
	return object{"id": x.s.nodeID("MI", m.number), "title": m.title, "number": m.number}
}

// counted is a list cut as was asked, with how many there are.
func counted[T any](x *execution, f *ast.Field, all []T, show func(T) object) object {
	shown := all
	if n, ok := x.argument(f, "first").(int64); ok && int(n) < len(shown) {
		shown = shown[:n]
	}
	nodes := []object{}
	for _, one := range shown {
		nodes = append(nodes, show(one))
	}
	return object{"nodes": nodes, "totalCount": len(all)}
}

func (x *execution) issue(i *Issue) object {
	labels, assignees := []object{}, []object{}
	for _, l := range i.Labels {
		labels = append(labels, x.label(l))
	}
	for _, a := range i.Assignees {
		assignees = append(assignees, object{"login": a})
	}
	made := object{
		"__typename": "Issue", "id": x.s.nodeID("I", i.Number), "fullDatabaseId": fmt.Sprint(x.s.databaseID(i.Number)),
		"databaseId": nil, "number": i.Number, "url": x.s.web(x.c, fmt.Sprintf("/issues/%d", i.Number)),
		"title": i.Title, "body": i.Body, "state": "OPEN", "stateReason": nil, "parent": i.Parent,
		"createdAt": stamp(i.Created), "updatedAt": stamp(i.Updated), "closedAt": nil, "labels": object{"nodes": labels},
		"assignees": object{"nodes": assignees}, "milestone": nil, "comments": object{"totalCount": len(i.Comments)},
	}
	if i.Closed {
		made["state"], made["closedAt"] = "CLOSED", stamp(i.ClosedAt)
		if i.Reason != "" {
			made["stateReason"] = strings.ToUpper(i.Reason)
		}
	}
	if m := x.s.store.milestoneByTitle(i.Milestone); m != nil {
		made["milestone"] = x.milestone(*m)
	}
	made["issueType"] = nil
	if n := x.s.typeNumber(i.Type); n > 0 {
		made["issueType"] = object{"id": nodeID("IT", n), "name": i.Type}
	}
	return made
}

// connection is a list of issues, cut as was asked.
func (x *execution) connection(all []*Issue, f *ast.Field) object {
	from := 0
	if after, ok := x.argument(f, "after").(string); ok {
		_, _ = fmt.Sscanf(after, "Y3Vyc29y%d", &from)
	}
	shown := all[min(from, len(all)):]
	if n, ok := x.argument(f, "first").(int64); ok && int(n) < len(shown) {
		shown = shown[:n]
	}
	nodes := []object{}
	for _, i := range shown {
		nodes = append(nodes, x.issue(i))
	}
	to := from + len(shown)
	return object{"nodes": nodes, "totalCount": len(all), "pageInfo": object{"hasNextPage": to < len(all), "endCursor": fmt.Sprintf("Y3Vyc29y%d", to)}}
}

// listed are the issues that a list shows, as far as it has caught up.
func (x *execution) listed(f *ast.Field) any {
	label, author := "", ""
	if names, ok := x.argument(f, "labels").([]any); ok && len(names) == 1 {
		label = fmt.Sprint(names[0])
	}
	if by, ok := x.argument(f, "filterBy").(map[string]any); ok {
		author, _ = by["createdBy"].(string)
	}
	issues := slices.DeleteFunc(x.s.listed(label, author, "all"), func(i *Issue) bool { return i.Pull })
	return x.connection(issues, f)
}

// broken says that the server gave up at this part of a request or before. It
// speaks of the part at which it did, and says nothing of those behind.
func (x *execution) broken(path []any) bool {
	if !x.breaksOff || x.made < x.s.config.HalfDone {
		return false
	}
	if !x.gaveUp {
		x.fail("", "Something went wrong while executing your query. Please include `0000:0000` when reporting this issue.", path)
	}
	x.gaveUp = true
	return true
}
