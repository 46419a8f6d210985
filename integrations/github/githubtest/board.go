package githubtest

import (
	"fmt"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// Board is a project board of the repository's owner.
type Board struct {
	Number int
	Title  string
	Fields []BoardField
	// Fixed says that the login may not change the board.
	Fixed bool
}

// BoardField is a column: SINGLE_SELECT, ITERATION, TEXT, NUMBER, DATE or what
// the issue has itself, such as LABELS.
type BoardField struct {
	Name, Type string
	Options    []string
}

// applies says whether a fragment on a type is for an object of another.
func applies(condition, typeName string) bool {
	switch condition {
	case "", typeName:
		return true
	case "ProjectV2Owner":
		return typeName == "Organization"
	case "ProjectV2FieldCommon":
		return strings.HasPrefix(typeName, "ProjectV2") && strings.HasSuffix(typeName, "Field")
	}
	return false
}

// unscoped refuses a whole request for want of a classic token's scope.
func (s *Server) unscoped(query string) *reply {
	needs := ""
	switch {
	case strings.Contains(query, "createIssue(") && !s.scoped("repo", "public_repo"):
		needs = "repo"
	case strings.Contains(query, "ProjectV2Item"+"ById") || strings.Contains(query, "updateProjectV2ItemFieldValue"):
		needs = "project"
	case strings.Contains(query, "projectV2(") || strings.Contains(query, "projectItems("):
		needs = "read:project"
	}
	if needs == "" || s.scoped(needs) || needs != "repo" && s.scoped("project") {
		return nil
	}
	r := fails(failure{Type: "INSUFFICIENT_SCOPES", Message: fmt.Sprintf(
		"Your token has not been granted the required scopes to execute this query. This field requires one of the following scopes: ['%s'], "+
			"but your token has only been granted the: ['%s'] scopes.", needs, strings.ReplaceAll(s.config.Scopes, ", ", "', '"))})
	return &r
}

// scoped says whether the token has one of the scopes; a fine-grained one needs
// none.
func (s *Server) scoped(scopes ...string) bool {
	have := strings.Split(s.config.Scopes, ", ")
	return s.config.Scopes == "" || slices.ContainsFunc(scopes, func(scope string) bool { return slices.Contains(have, scope) })
}

func (x *execution) owner(f *ast.Field) any {
	owner, _ := x.s.ownerName()
	if login := fmt.Sprint(x.argument(f, "login")); !strings.EqualFold(login, owner) {
		return nil
	}
	return object{"__typename": "Organization"}
}

func (x *execution) board(f *ast.Field, path []any) any {
	b := x.s.config.Board
	if n := number(x.argument(f, "number")); b == nil || b.Number != n {
		x.fail("NOT_FOUND", fmt.Sprintf("Could not resolve to a ProjectV2 with the number %d.", n), path)
		return nil
	}
	fields := []object{}
	for i, field := range b.Fields {
		fields = append(fields, field.shown(i))
	}
	return object{"id": boardID, "title": b.Title, "viewerCanUpdate": !b.Fixed, "fields": object{"nodes": fields}}
}

const boardID = "PVT_kw1"

func (f BoardField) shown(n int) object {
	made := object{"__typename": "ProjectV2Field", "id": nodeID("PVTF", n+1), "name": f.Name, "dataType": f.Type}
	choices := []object{}
	for i, o := range f.Options {
		choices = append(choices, object{"id": fmt.Sprintf("o%d", i), "name": o, "title": o})
	}
	switch f.Type {
	case "SINGLE_SELECT":
		made["__typename"], made["options"] = "ProjectV2SingleSelectField", choices
	case "ITERATION":
		made["__typename"] = "ProjectV2IterationField"
		made["configuration"] = object{"iterations": choices, "completedIterations": []object{}}
	}
	return made
}

func (x *execution) addItem(input map[string]any, path []any) any {
	id, _ := input["contentId"].(string)
	i := x.s.store.issue(x.s.numberOfNode("I", id))
	switch {
	case i == nil || i.gone() || input["projectId"] != boardID || x.s.config.Board == nil:
		x.fail("NOT_FOUND", fmt.Sprintf("Could not resolve to a node with the global id of '%s'", id), path)
		return nil
	case x.s.config.Board.Fixed:
		x.fail("FORBIDDEN", "bot does not have the correct permissions to execute `AddProjectV2ItemById`", path)
		return nil
	}
	if i.Board == nil {
		i.Board = map[string]string{}
	}
	return object{"item": x.s.item(i)}
}

func (s *Server) item(i *Issue) object {
	return object{"id": s.nodeID("PVTI", i.Number), "project": object{"id": boardID}, "number": i.Number}
}

func (x *execution) itemsOf(number int) object {
	nodes := []object{}
	if i := x.s.store.issue(number); i.Board != nil {
		nodes = append(nodes, object{"id": "PVTI_other", "project": object{"id": "PVT_other"}, "number": 0}, x.s.item(i))
	}
	return object{"nodes": nodes}
}

func (x *execution) itemValue(number int, field string) any {
	i := x.s.store.issue(number)
	if i == nil {
		return object{"__typename": "ProjectV2ItemFieldSingleSelectValue", "name": "Elsewhere"}
	}
	for _, f := range x.s.config.Board.Fields {
		if value := i.Board[f.Name]; f.Name == field && value != "" {
			kind := map[string]string{"SINGLE_SELECT": "SingleSelect", "ITERATION": "Iteration", "NUMBER": "Number", "DATE": "Date"}[f.Type]
			return object{"__typename": "ProjectV2ItemField" + orElse(kind, "Text") + "Value", "name": value}
		}
	}
	return nil
}

func (x *execution) setItem(input map[string]any, path []any) any {
	id, _ := input["itemId"].(string)
	fieldID, _ := input["fieldId"].(string)
	i, n := x.s.store.issue(x.s.numberOfNode("PVTI", id)), numberOfNode("PVTF", fieldID)
	if i == nil || i.Board == nil || n < 1 || n > len(x.s.config.Board.Fields) {
		x.fail("NOT_FOUND", fmt.Sprintf("Could not resolve to a node with the global id of '%s'", id), path)
		return nil
	}
	f := x.s.config.Board.Fields[n-1]
	value, ok := f.set(input["value"])
	if !ok {
		x.fail("UNPROCESSABLE", "The value does not fit the field "+f.Name, path)
		return nil
	}
	i.Board[f.Name] = value
	return object{"projectV2Item": x.s.item(i)}
}

// set reads a value as the field's type takes it.
func (f BoardField) set(raw any) (string, bool) {
	given, _ := raw.(map[string]any)
	key := map[string]string{"SINGLE_SELECT": "singleSelectOptionId", "ITERATION": "iterationId", "NUMBER": "number", "DATE": "date", "TEXT": "text"}[f.Type]
	value, ok := given[key]
	if !ok || len(given) != 1 {
		return "", false
	}
	if f.Type != "SINGLE_SELECT" && f.Type != "ITERATION" {
		return fmt.Sprint(value), true
	}
	var n int
	if _, err := fmt.Sscanf(fmt.Sprint(value), "o%d", &n); err != nil || n >= len(f.Options) {
		return "", false
	}
	return f.Options[n], true
}
