package jira

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// settled gives the values that the settings have for the fields of a screen.
func (t *Tracker) settled(screen []field) (map[string]any, error) {
	out := map[string]any{}
	for _, f := range screen {
		texts := t.settingFor(f)
		if len(texts) == 0 {
			continue
		}
		value, err := f.value(texts)
		if err != nil {
			return nil, err
		}
		out[f.id()] = value
	}
	return out, nil
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

func (f field) single(kind, text string) (any, error) {
	if len(f.Allowed) > 0 {
		for _, a := range f.Allowed {
			if strings.EqualFold(a.label(), text) || a.ID == text {
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
	case "user":
		return map[string]string{"accountId": text, "name": text}, nil
	case "priority", "component", "version", "group", "resolution", "issuetype":
		return map[string]string{"name": text}, nil
	}
	return text, nil
}

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
		out = append(out, clip(a.label()))
	}
	if len(out) == 0 {
		return "any " + orElse(f.Schema.Type, "text")
	}
	return strings.Join(out, ", ")
}

var errNoValue = errors.New("a field has no value")
