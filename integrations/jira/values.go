package jira

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"plotline/integrations/remote"
)

// settled gives the values that the settings have for the fields of a screen.
func (t *Tracker) settled(ctx context.Context, screen []field) (map[string]any, error) {
	out := map[string]any{}
	for _, f := range screen {
		texts := t.settingFor(f)
		if len(texts) == 0 {
			continue
		}
		value, err := t.valueOf(ctx, f, texts)
		if err != nil {
			return nil, err
		}
		out[f.id()] = value
	}
	return out, nil
}

// valueOf gives texts in the form that the field takes; people are looked up.
func (t *Tracker) valueOf(ctx context.Context, f field, texts []string) (any, error) {
	if f.kind() != "user" {
		return f.value(texts)
	}
	var people []any
	for _, text := range texts {
		person, err := t.person(ctx, f, text)
		if err != nil {
			return nil, err
		}
		people = append(people, person)
	}
	switch {
	case f.Schema.Type == "array":
		return people, nil
	case len(people) > 1:
		return nil, fmt.Errorf("the field %q takes one value, not %d", f.Name, len(people))
	}
	return people[0], nil
}

// kind is the type of a field's values.
func (f field) kind() string {
	if f.Schema.Type == "array" {
		return f.Schema.Items
	}
	return f.Schema.Type
}

// settingFor gives what the settings say for a field, by its name or ID.
func (t *Tracker) settingFor(f field) []string {
	for _, name := range slices.Sorted(maps.Keys(t.config.Fields)) {
		if strings.EqualFold(name, f.Name) || strings.EqualFold(name, f.id()) {
			return t.config.Fields[name]
		}
	}
	switch {
	case f.id() == "priority" && t.config.Priority != "":
		return []string{t.config.Priority}
	case f.id() == "components":
		return t.config.Components
	}
	return nil
}

// value gives texts in the form that the field's type wants.
func (f field) value(texts []string) (any, error) {
	if f.Schema.Type == cascading {
		return f.cascade(texts)
	}
	if f.Schema.Type != "array" {
		if len(texts) > 1 {
			return nil, fmt.Errorf("the field %q takes one value, not %d", f.Name, len(texts))
		}
		return f.single(f.Schema.Type, texts[0])
	}
	out := make([]any, len(texts))
	for i, text := range texts {
		value, err := f.single(f.Schema.Items, text)
		if err != nil {
			return nil, err
		}
		out[i] = value
	}
	return out, nil
}

// cascading is the type of a select within a select.
const cascading = "option-with-child"

// cascade gives an option and, of two texts, the one within it.
func (f field) cascade(texts []string) (any, error) {
	if len(texts) > 2 {
		return nil, fmt.Errorf("the field %q takes a value and one within it, not %d", f.Name, len(texts))
	}
	for _, a := range f.Allowed {
		if !a.is(texts[0]) {
			continue
		}
		if len(texts) == 1 {
			return a.reference(), nil
		}
		within := field{Name: f.Name + " of " + a.label(), Allowed: a.Children}
		child, err := within.single("option", texts[1])
		if err != nil {
			return nil, err
		}
		return map[string]any{"id": a.ID, "child": child}, nil
	}
	return nil, fmt.Errorf("the field %q does not take %q; it takes %s", f.Name, texts[0], f.choices())
}

func (a allowed) is(text string) bool { return strings.EqualFold(a.label(), text) || a.ID == text }

func (f field) single(kind, text string) (any, error) {
	if f.Allowed != nil && len(f.Allowed) == 0 && slices.Contains(chosen, kind) {
		return nil, fmt.Errorf("the field %q does not take %q; there is nothing to choose from", f.Name, text)
	}
	if len(f.Allowed) > 0 {
		for _, a := range f.Allowed {
			if a.is(text) {
				return a.reference(), nil
			}
		}
		return nil, fmt.Errorf("the field %q does not take %q; it takes %s", f.Name, text, f.choices())
	}
	switch kind {
	case "number":
		n, err := strconv.ParseFloat(text, 64)
		if err != nil {
			return nil, fmt.Errorf("the field %q takes a number, not %q", f.Name, text)
		}
		return n, nil
	case "option":
		return map[string]string{"value": text}, nil
	case "priority", "component", "version", "group", "resolution", "issuetype":
		return map[string]string{"name": text}, nil
	}
	return text, nil
}

// chosen are the types whose values a project has a list of.
var chosen = []string{"priority", "component", "version", "option", cascading}

func (a allowed) reference() any {
	switch {
	case a.ID != "":
		return map[string]string{"id": a.ID}
	case a.Value != "":
		return map[string]string{"value": a.Value}
	}
	return map[string]string{"name": a.label()}
}

// choices names what a field takes, for a message.
func (f field) choices() string {
	const most = 12
	var out []string
	for i, a := range f.Allowed {
		if i == most {
			out = append(out, fmt.Sprintf("and %d more", len(f.Allowed)-most))
			break
		}
		out = append(out, remote.Clip(a.label()))
	}
	if len(out) == 0 {
		return "any " + orElse(f.Schema.Type, "text")
	}
	return strings.Join(out, ", ")
}

var errNoValue = errors.New("a field has no value")
