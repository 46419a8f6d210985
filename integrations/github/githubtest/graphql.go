package githubtest

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
)

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
	gaveUp    bool
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
	if n := x.nodes(op.SelectionSet, 1); n > mostNodes {
		return fails(failure{Type: "MAX_NODE_LIMIT_EXCEEDED", Message: fmt.Sprintf(
			"This query requests up to %d possible nodes which exceeds the maximum limit of %d.", n, mostNodes)})
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
