package githubtest

import (
	"fmt"
	"sort"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// lacking are the words that the edition does not have.
func (x *execution) lacking(typeName, field string) bool {
	lacks := ""
	if !x.s.subIssues() {
		lacks += " Issue.parent Issue.subIssues Issue.subIssuesSummary .parentIssueId Mutation.addSubIssue Mutation.removeSubIssue "
	}
	if x.s.enterprise() || x.s.config.NoGraphQLTypes {
		lacks += " Issue.issueType .issueTypeId "
	}
	if !x.s.dependencies() || x.s.config.NoGraphQLLinks {
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

// mostNodes is how many nodes a request may ask for, were every list full.
const mostNodes = 500_000

// nodes counts them.
func (x *execution) nodes(set ast.SelectionSet, times int) int {
	sum := 0
	for _, selection := range set {
		switch selected := selection.(type) {
		case *ast.Field:
			per := times
			if first, ok := x.argument(selected, "first").(int64); ok {
				per = times * int(first)
				sum += per
			}
			sum += x.nodes(selected.SelectionSet, per)
		case *ast.InlineFragment:
			sum += x.nodes(selected.SelectionSet, times)
		case *ast.FragmentSpread:
			sum += x.nodes(x.fragments.ForName(selected.Name).SelectionSet, times)
		}
	}
	return sum
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
		if !knownArgument(f.Name, a.Name) || a.Name == "enableDuplicate" && x.s.config.NoGraphQLDuplicates {
			x.refuse("argumentNotAccepted", fmt.Sprintf("Field '%s' doesn't accept argument '%s'", f.Name, a.Name))
		}
	}
	x.validate(strings.TrimPrefix(of, "[]"), f.SelectionSet)
}

func knownArgument(field, argument string) bool {
	known := map[string]string{
		"repository": " owner name ", "issue": " number ", "issueOrPullRequest": " number ", "label": " name ", "issues": " labels filterBy first after orderBy ",
		"labels": " first after ", "milestones": " first after ", "assignees": " first after ", "subIssues": " first after ", "stateReason": " enableDuplicate ",
		"repositoryOwner": " login ", "projectV2": " number ", "fields": " first after ", "projectItems": " first after ",
		"fieldValueByName": " name ", "addProjectV2ItemById": " input ", "updateProjectV2ItemFieldValue": " input ",
		"blockedBy": " first after ", "addBlockedBy": " input ", "removeBlockedBy": " input ", "addSubIssue": " input ", "removeSubIssue": " input ",
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
