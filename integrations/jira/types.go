package jira

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"plotline/integrations"
	"plotline/stories"
)

// usual are the types that Jira makes projects with, by ours, best first.
func usual(of stories.Type) []string {
	switch of {
	case stories.TypeEpic:
		return []string{"Epic"}
	case stories.TypeBug:
		return []string{"Bug", "Story", "Task"}
	case stories.TypeEnabler, stories.TypeSpike:
		return []string{"Task", "Story"}
	}
	return []string{"Story", "Task"}
}

// typeOf gives the project's type for one of ours: the one that the settings
// name, or the usual one.
func (t *Tracker) typeOf(ctx context.Context, of stories.Type) (issueType, error) {
	types, err := t.types(ctx)
	if err != nil {
		return issueType{}, err
	}
	if named := t.config.Types[string(of)]; named != "" {
		if it, ok := typeNamed(types, named); ok {
			return it, nil
		}
		return issueType{}, t.noType(of, named, types)
	}
	for _, name := range t.candidates(of) {
		if it, ok := typeNamed(types, name); ok {
			return it, nil
		}
	}
	if of == stories.TypeEpic {
		if it, ok := onlyEpic(types); ok {
			return it, nil
		}
	}
	return issueType{}, t.noType(of, usual(of)[0], types)
}

// candidates are the names to try for a type that the settings do not name: the
// usual ones, and what they name for a feature.
func (t *Tracker) candidates(of stories.Type) []string {
	names := usual(of)
	feature := t.config.Types[string(stories.TypeFeature)]
	if feature == "" || of == stories.TypeEpic {
		return names
	}
	if of == stories.TypeChange || of == stories.TypeMeasure {
		return append([]string{feature}, names...)
	}
	return append(names[:1:1], feature)
}

func typeNamed(types []issueType, name string) (issueType, bool) {
	for _, it := range types {
		if strings.EqualFold(it.Name, name) && !it.Subtask {
			return it, true
		}
	}
	return issueType{}, false
}

// onlyEpic finds the epic's type where it has another name.
func onlyEpic(types []issueType) (issueType, bool) {
	var found []issueType
	for _, it := range types {
		if it.Level != nil && *it.Level == 1 {
			found = append(found, it)
		}
	}
	if len(found) != 1 {
		return issueType{}, false
	}
	return found[0], true
}

func (t *Tracker) noType(of stories.Type, name string, types []issueType) error {
	var has []string
	for _, it := range types {
		if !it.Subtask {
			has = append(has, it.Name)
		}
	}
	return &integrations.Failure{
		Doing: fmt.Sprintf("find the issue type for a %s", of),
		Err:   fmt.Errorf("%s has no issue type %q; it has %s", t.config.Project, name, strings.Join(has, ", ")),
		Hint:  fmt.Sprintf("name one of them in the settings: jira: {types: {%s: …}}", of),
	}
}

func sortFields(fields []field) {
	slices.SortFunc(fields, func(a, b field) int { return cmp.Compare(a.id(), b.id()) })
}

// kind tells an epic from a story by the type of an issue.
func (t *Tracker) kind(name string, level *int) stories.Kind {
	epic := orElse(t.config.Types[string(stories.TypeEpic)], "Epic")
	if strings.EqualFold(name, epic) || level != nil && *level >= 1 {
		return stories.Epic
	}
	return stories.Story
}
