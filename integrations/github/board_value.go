package github

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"plotline/integrations"
)

// boardValue is what a field of the board is set to, as the API takes it.
type boardValue struct {
	field boardField
	value map[string]any
}

// values are what the settings want on the board, and what is wrong with it.
func (b *foundBoard) values(want *Board) ([]boardValue, []integrations.Obstacle) {
	var found []boardValue
	var wrong []integrations.Obstacle
	refuse := func(format string, args ...any) {
		wrong = append(wrong, integrations.Obstacle{
			Refuse: true, Message: fmt.Sprintf("the project board %q ", b.Title) + fmt.Sprintf(format, args...),
			Hint: "change github.project in the settings, or the board",
		})
	}
	for _, name := range slices.Sorted(maps.Keys(want.Fields)) {
		f, ok := b.field(name)
		if !ok {
			refuse("has no field %q; it has %s", name, strings.Join(b.settable(), ", "))
			continue
		}
		value, problem := f.read(want.Fields[name])
		if problem != "" {
			refuse("takes no %q for %s: %s", strings.Join(want.Fields[name], ", "), f.Name, problem)
			continue
		}
		found = append(found, boardValue{f, value})
	}
	status, _ := b.field(statusField)
	for _, name := range want.Statuses {
		if _, ok := named(status.Options, name); !ok {
			refuse("has no status %q; it has %s", name, names(status.Options))
		}
	}
	return found, wrong
}

func (b *foundBoard) field(name string) (boardField, bool) {
	i := slices.IndexFunc(b.Fields.Nodes, func(f boardField) bool { return strings.EqualFold(f.Name, name) })
	if i < 0 {
		return boardField{}, false
	}
	return b.Fields.Nodes[i], true
}

// settable are the names of the fields that hold values of the board's own.
func (b *foundBoard) settable() []string {
	var found []string
	for _, f := range b.Fields.Nodes {
		if slices.Contains([]string{"SINGLE_SELECT", "ITERATION", "TEXT", "NUMBER", "DATE"}, f.DataType) {
			found = append(found, f.Name)
		}
	}
	return found
}

// read turns what the settings say into what the API takes, or says what would
// be right.
func (f boardField) read(values []string) (_ map[string]any, problem string) {
	if len(values) != 1 {
		return nil, "it takes one value"
	}
	value := strings.TrimSpace(values[0])
	switch f.DataType {
	case "SINGLE_SELECT":
		if o, ok := named(f.Options, value); ok {
			return map[string]any{"singleSelectOptionId": o.ID}, ""
		}
		return nil, "one of " + names(f.Options)
	case "ITERATION":
		if o, ok := named(slices.Concat(f.Settings.Now, f.Settings.Past), value); ok {
			return map[string]any{"iterationId": o.ID}, ""
		}
		return nil, "one of " + names(f.Settings.Now)
	case "NUMBER":
		if n, err := strconv.ParseFloat(value, 64); err == nil {
			return map[string]any{"number": n}, ""
		}
		return nil, "a number such as 3 or 2.5"
	case "DATE":
		if _, err := time.Parse(time.DateOnly, value); err == nil {
			return map[string]any{"date": value}, ""
		}
		return nil, "a date such as 2027-03-31"
	case "TEXT":
		return map[string]any{"text": value}, ""
	}
	return nil, "it is the issue's own and is set there"
}

func named(choices []choice, name string) (choice, bool) {
	i := slices.IndexFunc(choices, func(c choice) bool { return strings.EqualFold(c.Name+c.Title, name) })
	if i < 0 {
		return choice{}, false
	}
	return choices[i], true
}

func names(choices []choice) string {
	var found []string
	for _, c := range choices {
		found = append(found, c.Name+c.Title)
	}
	if len(found) == 0 {
		return "none"
	}
	return strings.Join(found, ", ")
}
