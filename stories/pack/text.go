package pack

import (
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"text/template"
)

// knownLimit is how many outcomes of one text are remembered.
const knownLimit = 4096

// text is a compiled text of a template. Most texts speak of few fields of the
// view, which are alike in many epics: their outcomes are remembered.
type text struct {
	template *template.Template
	// fields are those of the view that the text reads, in order of mention.
	fields []string
	// lists says that it reads a list, or the view as a whole; then nothing is
	// remembered.
	lists bool

	known sync.Map // from the fields' values to a string
	count atomic.Int64
}

// render runs the text and makes its outcome fit with finish, which must be the
// same for every call; a text that was never written gives "".
func (t *text) render(v *View, finish func(string) string) (string, error) {
	if t == nil {
		return "", nil
	}
	if t.lists {
		return t.run(v, finish)
	}
	key := v.key(t.fields)
	if out, ok := t.known.Load(key); ok {
		return out.(string), nil
	}
	out, err := t.run(v, finish)
	if err == nil && t.count.Add(1) <= knownLimit {
		t.known.Store(key, out)
	}
	return out, err
}

func (t *text) run(v *View, finish func(string) string) (string, error) {
	out := bounded{left: outputLimit}
	if err := t.template.Execute(&out, v); err != nil {
		return "", err
	}
	return finish(strings.TrimSpace(out.buffer.String())), nil
}

// key joins the values of some fields, so that no two lists of values have one
// key.
func (v *View) key(fields []string) string {
	var b []byte
	for _, name := range fields {
		value := v.field(name)
		b = strconv.AppendInt(b, int64(len(value)), 10)
		b = append(b, ' ')
		b = append(b, value...)
	}
	return string(b)
}

// field gives one of the view's texts by its name.
func (v *View) field(name string) string {
	switch name {
	case "Product":
		return v.Product
	case "Persona":
		return v.Persona
	case "Personas":
		return v.Personas
	case "Who":
		return v.Who
	case "Whos":
		return v.Whos
	case "Thing":
		return v.Thing
	case "Things":
		return v.Things
	case "Got":
		return v.Got
	case "History":
		return v.History
	case "Goal":
		return v.Goal
	case "Why":
		return v.Why
	case "Initiative":
		return v.Initiative
	case "Problem":
		return v.Problem
	case "Subject":
		return v.Subject
	case "Act":
		return v.Act
	case "Question":
		return v.Question
	case "Part":
		return v.Part
	case "Data":
		return v.Data
	case "Other":
		return v.Other
	case "Into":
		return v.Into
	case "Old":
		return v.Old
	case "Report":
		return v.Report
	case "Cause":
		return v.Cause
	case "Figure":
		return v.Figure
	case "Promise":
		return v.Promise
	case "Sight":
		return v.Sight
	case "Deed":
		return v.Deed
	case "Feature":
		return v.Feature
	case "Wish":
		return v.Wish
	case "Errand":
		return v.Errand
	case "News":
		return v.News
	case "Metric":
		return v.Metric
	case "Baseline":
		return v.Baseline
	case "Target":
		return v.Target
	case "Due":
		return v.Due
	case "Period":
		return v.Period
	case "Unit":
		return v.Unit
	}
	return ""
}
