package githubtest

import (
	"fmt"
	"net/http"
	"sort"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
)

// types are the fields that the server knows, by type; "[]" marks lists. It is
// the part of GitHub's schema that a tracker needs; anything else is refused as
// the real one refuses unknown fields.
var types = map[string]map[string]string{
	"Query": {"repository": "Repository", "repositoryOwner": "RepositoryOwner", "__type": "__Type"},
	"Mutation": {"createIssue": "CreateIssuePayload", "updateIssue": "UpdateIssuePayload", "createLabel": "CreateLabelPayload", "addBlockedBy": "BlockedByPayload", "removeBlockedBy": "BlockedByPayload",
		"addProjectV2ItemById": "AddProjectV2ItemByIdPayload", "updateProjectV2ItemFieldValue": "UpdateProjectV2ItemFieldValuePayload"},
	"Repository": {"id": "", "nameWithOwner": "", "issue": "Issue", "issueOrPullRequest": "IssueOrPullRequest", "label": "Label", "labels": "LabelConnection", "issues": "IssueConnection"},
	"Issue": {
		"id": "", "fullDatabaseId": "", "databaseId": "", "number": "", "url": "", "title": "", "body": "", "state": "",
		"stateReason": "", "createdAt": "", "updatedAt": "", "closedAt": "", "labels": "LabelConnection", "assignees": "UserConnection",
		"milestone": "Milestone", "comments": "IssueCommentConnection", "parent": "Issue", "subIssues": "IssueConnection",
		"issueType": "IssueType", "blockedBy": "IssueConnection", "projectItems": "ProjectV2ItemConnection",
		"subIssuesSummary": "SubIssuesSummary",
	},
	"IssueType":                             {"id": "", "name": ""},
	"SubIssuesSummary":                      {"total": "", "completed": "", "percentCompleted": ""},
	"BlockedByPayload":                      {"issue": "Issue", "blockingIssue": "Issue", "clientMutationId": ""},
	"PullRequest":                           {"id": "", "number": "", "url": "", "title": ""},
	"IssueOrPullRequest":                    {},
	"Label":                                 {"id": "", "name": ""},
	"LabelConnection":                       {"nodes": "[]Label", "totalCount": ""},
	"User":                                  {"login": ""},
	"UserConnection":                        {"nodes": "[]User"},
	"Milestone":                             {"id": "", "title": "", "number": ""},
	"IssueCommentConnection":                {"totalCount": ""},
	"IssueConnection":                       {"nodes": "[]Issue", "pageInfo": "PageInfo", "totalCount": ""},
	"PageInfo":                              {"hasNextPage": "", "endCursor": ""},
	"CreateIssuePayload":                    {"issue": "Issue", "clientMutationId": ""},
	"UpdateIssuePayload":                    {"issue": "Issue", "clientMutationId": ""},
	"CreateLabelPayload":                    {"label": "Label", "clientMutationId": ""},
	"RepositoryOwner":                       {},
	"ProjectV2Owner":                        {"projectV2": "ProjectV2"},
	"Organization":                          {"projectV2": "ProjectV2"},
	"ProjectV2":                             {"id": "", "title": "", "viewerCanUpdate": "", "fields": "ProjectV2FieldConfigurationConnection"},
	"ProjectV2FieldConfigurationConnection": {"nodes": "[]ProjectV2FieldConfiguration"},
	"ProjectV2FieldConfiguration":           {},
	"ProjectV2FieldCommon":                  {"id": "", "name": "", "dataType": ""},
	"ProjectV2SingleSelectField":            {"options": "[]ProjectV2SingleSelectFieldOption"},
	"ProjectV2SingleSelectFieldOption":      {"id": "", "name": ""},
	"ProjectV2IterationField":               {"configuration": "ProjectV2IterationFieldConfiguration"},
	"ProjectV2IterationFieldConfiguration":  {"iterations": "[]ProjectV2IterationFieldIteration", "completedIterations": "[]ProjectV2IterationFieldIteration"},
	"ProjectV2IterationFieldIteration":      {"id": "", "title": ""},
	"ProjectV2ItemConnection":               {"nodes": "[]ProjectV2Item"},
	"ProjectV2Item":                         {"id": "", "project": "ProjectV2", "fieldValueByName": "ProjectV2ItemFieldValue"},
	"ProjectV2ItemFieldValue":               {},
	"ProjectV2ItemFieldSingleSelectValue":   {"name": ""},
	"AddProjectV2ItemByIdPayload":           {"item": "ProjectV2Item"},
	"UpdateProjectV2ItemFieldValuePayload":  {"projectV2Item": "ProjectV2Item"},
	"__Type":                                {"name": "", "inputFields": "[]__InputValue"},
	"__InputValue":                          {"name": ""},
}

// inputs are the input objects' fields.
var inputs = map[string]string{
	"CreateIssueInput":  " repositoryId title body labelIds milestoneId parentIssueId issueTypeId assigneeIds projectIds issueTemplate clientMutationId ",
	"AddBlockedByInput": " issueId blockingIssueId clientMutationId ", "RemoveBlockedByInput": " issueId blockingIssueId clientMutationId ",
	"AddProjectV2ItemByIdInput": " projectId contentId clientMutationId ", "UpdateProjectV2ItemFieldValueInput": " projectId itemId fieldId value clientMutationId ",
	"CreateLabelInput": " repositoryId name color description clientMutationId ",
	"UpdateIssueInput": " id title body labelIds milestoneId assigneeIds state projectIds clientMutationId ",
}

type failure struct {
	Type       string         `json:"type,omitempty"`
	Path       []any          `json:"path,omitempty"`
	Message    string         `json:"message"`
	Extensions map[string]any `json:"extensions,omitempty"`
}

// execution is one GraphQL request being executed.
type execution struct {
	s         *Server
	c         call
	variables map[string]any
	fragments ast.FragmentDefinitionList
	spread    map[string]bool // the fragments that something spreads
	errors    []failure
	made      int
	creating  int
	linking   int
	breaksOff bool
}

// graphQL answers a request as GitHub does: with 200, whatever went wrong.
func (s *Server) graphQL(c call) reply {
	var a struct {
		Query     string
		Variables map[string]any
	}
	if !c.into(&a) {
		return refuse(http.StatusBadRequest, "Problems parsing JSON")
	}
	doc, err := parser.ParseQuery(&ast.Source{Input: a.Query})
	if err != nil || len(doc.Operations) != 1 {
		return fails(failure{Message: "Parse error on the query"})
	}
	op := doc.Operations[0]
	x := &execution{s: s, c: c, variables: a.Variables, fragments: doc.Fragments, spread: map[string]bool{}}
	root := "Query"
	if op.Operation == ast.Mutation {
		root = "Mutation"
	}
	x.validate(root, op.SelectionSet)
	x.validateFragments()
	x.validateVariables(op)
	if len(x.errors) > 0 {
		return fails(x.errors...)
	}
	if r := s.unscoped(a.Query); r != nil {
		return *r
	}
	if r := x.admit(op); r != nil {
		return *r
	}
	data := x.resolve(root, object{}, op.SelectionSet, nil)
	body := object{"data": data}
	if len(x.errors) > 0 {
		body["errors"] = x.errors
	}
	return reply{status: http.StatusOK, body: body}
}

func fails(errs ...failure) reply {
	return reply{status: http.StatusOK, body: object{"errors": errs}}
}

// admit refuses what is too heavy or too fast as a whole.
func (x *execution) admit(op *ast.OperationDefinition) *reply {
	for _, f := range fieldsOf(op.SelectionSet) {
		switch f.Name {
		case "createIssue":
			x.creating++
		case "addBlockedBy", "removeBlockedBy":
			x.linking++
		}
	}
	if limit := x.s.config.MaxBatch; limit > 0 && max(x.creating, x.linking) > limit {
		r := fails(failure{Type: "RESOURCE_LIMITS_EXCEEDED", Message: "Resource limits for this query exceeded"})
		return &r
	}
	if max(x.creating, x.linking) > 1 {
		x.s.batches++
		every := max(1, x.s.config.HalfDoneEvery)
		x.breaksOff = x.s.config.HalfDone > 0 && x.s.batches%every == 0
	}
	if x.creating > 0 {
		return x.s.tooFast(x.creating)
	}
	return nil
}

func fieldsOf(set ast.SelectionSet) []*ast.Field {
	var found []*ast.Field
	for _, selection := range set {
		if f, ok := selection.(*ast.Field); ok {
			found = append(found, f)
		}
	}
	return found
}

// lacking are the words that the edition does not have.
func (x *execution) lacking(typeName, field string) bool {
	lacks := ""
	if x.s.enterprise() {
		lacks += " Issue.parent Issue.subIssues Issue.subIssuesSummary .parentIssueId "
	}
	if x.s.enterprise() || x.s.config.NoGraphQLTypes {
		lacks += " Issue.issueType .issueTypeId "
	}
	if x.s.enterprise() || x.s.config.NoGraphQLLinks {
		lacks += " Issue.blockedBy Mutation.addBlockedBy Mutation.removeBlockedBy "
	}
	return strings.Contains(lacks, " "+typeName+"."+field+" ")
}

// validate refuses fields that the types do not have.
func (x *execution) validate(typeName string, set ast.SelectionSet) {
	for _, selection := range set {
		switch selected := selection.(type) {
		case *ast.Field:
			x.validateField(typeName, selected)
		case *ast.InlineFragment:
			x.validate(orElse(selected.TypeCondition, typeName), selected.SelectionSet)
		case *ast.FragmentSpread:
			if x.fragments.ForName(selected.Name) == nil {
				x.refuse("useAndDefineFragment", "Fragment "+selected.Name+" was used, but not defined")
			}
			x.spread[selected.Name] = true
		}
	}
}

// validateFragments refuses what fragments ask for, once however often each is
// spread, and fragments that nothing spreads.
func (x *execution) validateFragments() {
	for _, def := range x.fragments {
		x.validate(def.TypeCondition, def.SelectionSet)
		if !x.spread[def.Name] {
			x.refuse("useAndDefineFragment", "Fragment "+def.Name+" was defined, but not used")
		}
	}
}

func orElse(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

func (x *execution) refuse(code, message string) {
	x.errors = append(x.errors, failure{Message: message, Extensions: map[string]any{"code": code}})
}

func (x *execution) validateField(typeName string, f *ast.Field) {
	if f.Name == "__typename" {
		return
	}
	of, ok := types[typeName][f.Name]
	switch {
	case !ok || x.lacking(typeName, f.Name):
		x.refuse("undefinedField", fmt.Sprintf("Field '%s' doesn't exist on type '%s'", f.Name, typeName))
		return
	case of == "" && len(f.SelectionSet) > 0:
		x.refuse("selectionMismatch", fmt.Sprintf("Selections can't be made on scalars (field '%s')", f.Name))
	case of != "" && len(f.SelectionSet) == 0:
		x.refuse("selectionMismatch", fmt.Sprintf("Field must have selections (field '%s')", f.Name))
	}
	for _, a := range f.Arguments {
		if !knownArgument(f.Name, a.Name) || a.Name == "enableDuplicate" && x.s.config.Edition == Enterprise317 {
			x.refuse("argumentNotAccepted", fmt.Sprintf("Field '%s' doesn't accept argument '%s'", f.Name, a.Name))
		}
	}
	x.validate(strings.TrimPrefix(of, "[]"), f.SelectionSet)
}

func knownArgument(field, argument string) bool {
	known := map[string]string{
		"repository": " owner name ", "issue": " number ", "issueOrPullRequest": " number ", "label": " name ", "issues": " labels filterBy first after orderBy ",
		"labels": " first after ", "assignees": " first after ", "subIssues": " first after ", "stateReason": " enableDuplicate ",
		"repositoryOwner": " login ", "projectV2": " number ", "fields": " first after ", "projectItems": " first after ",
		"fieldValueByName": " name ", "addProjectV2ItemById": " input ", "updateProjectV2ItemFieldValue": " input ",
		"blockedBy": " first after ", "addBlockedBy": " input ", "removeBlockedBy": " input ",
		"createIssue": " input ", "updateIssue": " input ", "createLabel": " input ", "__type": " name ",
	}
	return strings.Contains(known[field], " "+argument+" ")
}

// validateVariables refuses inputs with fields that the input objects lack.
func (x *execution) validateVariables(op *ast.OperationDefinition) {
	for _, v := range op.VariableDefinitions {
		known, isInput := inputs[v.Type.Name()]
		given, isObject := x.variables[v.Variable].(map[string]any)
		if v.Type.NonNull && x.variables[v.Variable] == nil {
			x.refuse("missingVariable", fmt.Sprintf("Variable $%s of type %s was provided invalid value", v.Variable, v.Type))
		}
		if !isInput || !isObject {
			continue
		}
		for _, field := range sortedNames(given) {
			if !strings.Contains(known, " "+field+" ") || x.lacking("", field) {
				x.refuse("argumentNotAccepted", fmt.Sprintf("Variable $%s of type %s was provided invalid value for %s (Field is not defined on %s)", v.Variable, v.Type, field, v.Type.Name()))
			}
		}
	}
}

func sortedNames(m map[string]any) []string {
	names := make([]string, 0, len(m))
	for name := range m {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

// resolve gives the selected fields of an object.
func (x *execution) resolve(typeName string, of object, set ast.SelectionSet, path []any) object {
	out := object{}
	if named, ok := of["__typename"].(string); ok {
		typeName = named
	}
	for _, selection := range set {
		switch selected := selection.(type) {
		case *ast.Field:
			at := append(append([]any(nil), path...), selected.Alias)
			out[selected.Alias] = x.field(typeName, of, selected, at)
		case *ast.InlineFragment:
			if applies(selected.TypeCondition, typeName) {
				merge(out, x.resolve(typeName, of, selected.SelectionSet, path))
			}
		case *ast.FragmentSpread:
			if def := x.fragments.ForName(selected.Name); def.TypeCondition == typeName {
				merge(out, x.resolve(typeName, of, def.SelectionSet, path))
			}
		}
	}
	return out
}

func merge(into, from object) {
	for key, value := range from {
		into[key] = value
	}
}

func (x *execution) field(typeName string, of object, f *ast.Field, path []any) any {
	if f.Name == "__typename" {
		return typeName
	}
	value := x.value(typeName, of, f, path)
	switch v := value.(type) {
	case object:
		return x.resolve(strings.TrimPrefix(types[typeName][f.Name], "[]"), v, f.SelectionSet, path)
	case []object:
		list := []any{}
		for n, element := range v {
			list = append(list, x.resolve(strings.TrimPrefix(types[typeName][f.Name], "[]"), element, f.SelectionSet, append(append([]any(nil), path...), n)))
		}
		return list
	}
	return value
}

// argument is the value of an argument, "" and zero when not given.
func (x *execution) argument(f *ast.Field, name string) any {
	a := f.Arguments.ForName(name)
	if a == nil {
		return nil
	}
	value, err := a.Value.Value(x.variables)
	if err != nil {
		return nil
	}
	return value
}
