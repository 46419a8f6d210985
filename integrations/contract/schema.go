package contract

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/validator"
)

// Schema is a GraphQL schema. A nil Schema checks nothing.
type Schema struct {
	schema *ast.Schema
	// valid are the queries that passed: programs ask the same ones again and
	// again, and it is the query that takes the time.
	valid cache[*ast.OperationDefinition]
}

// Check holds a GraphQL request (its body) and the reply's body to the schema:
// the query and its variables are valid, and the reply has what was asked for
// and nothing else.
func (s *Schema) Check(request, reply []byte) error {
	if s == nil {
		return nil
	}
	var asked struct {
		Query     string         `json:"query"`
		Variables map[string]any `json:"variables"`
	}
	if err := json.Unmarshal(request, &asked); err != nil {
		return fmt.Errorf("graphql request: %w", err)
	}
	op, err := s.valid.load(asked.Query, func() (*ast.OperationDefinition, error) { return s.operation(asked.Query) })
	if err != nil {
		return fmt.Errorf("graphql request: %w", err)
	}
	if _, err := validator.VariableValues(s.schema, op, asked.Variables); err != nil {
		return fmt.Errorf("graphql variables: %w", err)
	}
	return checkData(s.schema, op, reply)
}

// operation is the one operation of a query, held to the schema.
func (s *Schema) operation(query string) (*ast.OperationDefinition, error) {
	doc, errs := gqlparser.LoadQueryWithRules(s.schema, query, nil)
	if len(errs) > 0 {
		return nil, errs
	}
	if len(doc.Operations) != 1 {
		return nil, fmt.Errorf("%d operations", len(doc.Operations))
	}
	return doc.Operations[0], nil
}

func checkData(schema *ast.Schema, op *ast.OperationDefinition, reply []byte) error {
	var answered struct {
		Data   map[string]any `json:"data"`
		Errors []any          `json:"errors"`
	}
	if err := json.Unmarshal(reply, &answered); err != nil {
		return fmt.Errorf("graphql reply: %w", err)
	}
	if answered.Data == nil {
		if len(answered.Errors) == 0 {
			return fmt.Errorf("graphql reply: neither data nor errors")
		}
		return nil
	}
	root := schema.Query
	if op.Operation == ast.Mutation {
		root = schema.Mutation
	}
	return checkObject(schema, root.Name, op.SelectionSet, answered.Data, "data")
}

func checkObject(schema *ast.Schema, typeName string, set ast.SelectionSet, object map[string]any, at string) error {
	if named, ok := object["__typename"].(string); ok {
		typeName = named
	}
	fields := map[string]*ast.Field{}
	collect(schema, typeName, set, fields)
	for key := range object {
		if fields[key] == nil {
			return fmt.Errorf("graphql reply: %s.%s was not asked for", at, key)
		}
	}
	for key, field := range fields {
		value, ok := object[key]
		if !ok {
			return fmt.Errorf("graphql reply: %s.%s is missing", at, key)
		}
		if field.Name == "__typename" {
			continue
		}
		if err := checkValue(schema, field.Definition.Type, field, value, at+"."+key); err != nil {
			return err
		}
	}
	return nil
}

// collect gathers the fields that apply to an object of the type.
func collect(schema *ast.Schema, typeName string, set ast.SelectionSet, into map[string]*ast.Field) {
	for _, selection := range set {
		switch selected := selection.(type) {
		case *ast.Field:
			into[selected.Alias] = selected
		case *ast.InlineFragment:
			if applies(schema, selected.TypeCondition, typeName) {
				collect(schema, typeName, selected.SelectionSet, into)
			}
		case *ast.FragmentSpread:
			if applies(schema, selected.Definition.TypeCondition, typeName) {
				collect(schema, typeName, selected.Definition.SelectionSet, into)
			}
		}
	}
}

func applies(schema *ast.Schema, condition, typeName string) bool {
	if condition == "" || condition == typeName {
		return true
	}
	for _, possible := range schema.GetPossibleTypes(schema.Types[condition]) {
		if possible.Name == typeName {
			return true
		}
	}
	return false
}

func checkValue(schema *ast.Schema, want *ast.Type, field *ast.Field, value any, at string) error {
	if value == nil {
		if want.NonNull {
			return fmt.Errorf("graphql reply: %s is null and may not be", at)
		}
		return nil
	}
	if want.Elem != nil {
		list, ok := value.([]any)
		if !ok {
			return fmt.Errorf("graphql reply: %s is no list", at)
		}
		for i, element := range list {
			if err := checkValue(schema, want.Elem, field, element, fmt.Sprintf("%s[%d]", at, i)); err != nil {
				return err
			}
		}
		return nil
	}
	if len(field.SelectionSet) > 0 {
		object, ok := value.(map[string]any)
		if !ok {
			return fmt.Errorf("graphql reply: %s is no object", at)
		}
		return checkObject(schema, want.NamedType, field.SelectionSet, object, at)
	}
	return checkLeaf(schema.Types[want.NamedType], value, at)
}

func checkLeaf(def *ast.Definition, value any, at string) error {
	ok := true
	switch {
	case def.Kind == ast.Enum:
		text, isText := value.(string)
		ok = isText && def.EnumValues.ForName(text) != nil
	case def.Name == "Int":
		number, isNumber := value.(float64)
		ok = isNumber && number == float64(int32(number))
	case def.Name == "Boolean":
		_, ok = value.(bool)
	case strings.Contains(" String ID URI DateTime HTML BigInt ", " "+def.Name+" "):
		_, ok = value.(string)
	}
	if !ok {
		return fmt.Errorf("graphql reply: %s is %v, not a %s", at, value, def.Name)
	}
	return nil
}
