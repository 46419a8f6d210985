package pack

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"text/template"

	"plotline/roadmap/source"
)

// Text is what a slot or an epic renders to: Markdown of one line each, safe to
// stand in a file, a ticket and front matter.
type Text struct {
	Title     string
	Narrative string
	Criteria  []RenderedCriterion
	// Notes is "" or one paragraph.
	Notes  string
	Labels []string
}

// RenderedCriterion is a criterion's text and the ID it has in its slot.
type RenderedCriterion struct {
	Slot string
	Text string
}

// Says tells that the slot's title speaks of a field of the view, as [View.Form]
// names it.
func (s *Slot) Says(field string) bool {
	fields := s.title.fields
	return slices.Contains(fields, field) || field == formAct && (slices.Contains(fields, "Sight") || slices.Contains(fields, "Deed"))
}

// Wanted tells whether the slot is drafted for this view; see [Slot.When]. What
// is false, as {{not .Problem}} may be, is nothing.
func (s *Slot) Wanted(v *View) (bool, error) {
	if s.when == nil {
		return true, nil
	}
	text, err := s.when.render(v, fold)
	if err != nil {
		return false, s.wrap("when", err)
	}
	return text != "" && text != "false", nil
}

// Render gives the slot's story for a view. The error names the template, the
// slot and the place in its file.
func (s *Slot) Render(v *View) (Text, error) {
	title, err := s.title.render(v, Title)
	if err != nil {
		return Text{}, s.wrap("title", err)
	}
	narrative, err := s.narrative.render(v, Line)
	if err != nil {
		return Text{}, s.wrap("narrative", err)
	}
	notes, err := s.note.render(v, Line)
	if err != nil {
		return Text{}, s.wrap("notes", err)
	}
	criteria, way, err := renderCriteria(s.Criteria, v)
	if err != nil {
		return Text{}, s.wrap(way, err)
	}
	return Text{
		Title: title, Narrative: narrative, Criteria: criteria,
		Notes: notes, Labels: s.Labels,
	}, nil
}

// RenderEpic gives the epic's text for a view.
func (t *Template) RenderEpic(v *View) (Text, error) {
	title, err := t.Epic.title.render(v, Title)
	if err != nil {
		return Text{}, t.wrap("epic.title", err)
	}
	narrative, err := t.Epic.narrative.render(v, Line)
	if err != nil {
		return Text{}, t.wrap("epic.narrative", err)
	}
	criteria, way, err := renderCriteria(t.Epic.Criteria, v)
	if err != nil {
		return Text{}, t.wrap("epic."+way, err)
	}
	return Text{Title: title, Narrative: narrative, Criteria: criteria}, nil
}

// renderCriteria leaves out criteria that render to nothing. With an error it
// returns the way to the criterion that failed.
func renderCriteria(criteria []Criterion, v *View) ([]RenderedCriterion, string, error) {
	out := make([]RenderedCriterion, 0, len(criteria))
	for i := range criteria {
		text, err := criteria[i].text.render(v, asCriterion)
		if err != nil {
			return nil, fmt.Sprintf("criteria[%d].text", i), err
		}
		if text != "" {
			out = append(out, RenderedCriterion{Slot: criteria[i].ID, Text: text})
		}
	}
	return out, "", nil
}

var errTooLong = errors.New("the text grows past its limit")

// asCriterion makes a criterion begin with a capital.
func asCriterion(text string) string { return upperFirst(Line(text)) }

// bounded is a writer that fails once it has taken its fill.
type bounded struct {
	buffer bytes.Buffer
	left   int
}

func (b *bounded) Write(p []byte) (int, error) {
	if b.left -= len(p); b.left < 0 {
		return 0, errTooLong
	}
	return b.buffer.Write(p)
}

func (s *Slot) wrap(way string, err error) error {
	return rendering(s.At(way), fmt.Sprintf("template %q, slot %q", s.owner, s.ID), way, err)
}

func (t *Template) wrap(way string, err error) error {
	return rendering(t.At(way), fmt.Sprintf("template %q", t.Name), way, err)
}

func rendering(at source.Position, where, way string, err error) error {
	return source.Problems{{
		Position: at,
		Message:  fmt.Sprintf("%s: %s: %s", where, way, cause(err)),
	}}.Err()
}

// cause takes text/template's own prefix off an error.
func cause(err error) string {
	var run template.ExecError
	if errors.As(err, &run) && run.Err != nil {
		err = run.Err
	}
	text := strings.TrimPrefix(err.Error(), "template: ")
	return text
}
