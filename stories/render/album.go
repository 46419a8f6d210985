package render

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"html/template"
	"reflect"
	"slices"
)

// Album keeps the epics of a served page as they were drawn last: one in which
// nothing changed is neither drawn again nor sent to a page that has it. It is
// for one goroutine at a time, and for views that nobody changes afterwards.
type Album struct {
	statuses []string
	// prints are the epics by their anchors.
	prints map[string]print
}

// print is an epic as it was drawn, and what it was drawn from.
type print struct {
	of    Epic
	Drawn drawnEpic
}

// drawnEpic is an epic's part of the page.
type drawnEpic struct {
	Anchor string
	// Name changes with what is in it; that of a file has none.
	Name  string
	Inner template.HTML
	// Kept says that the page has it, and Inner was left out.
	Kept bool
}

// take gives an epic as it is drawn for a page with these statuses.
func (a *Album) take(epic Epic, statuses []string, draw func(Epic) (template.HTML, error)) (drawnEpic, error) {
	if a.prints == nil || !slices.Equal(a.statuses, statuses) {
		a.prints, a.statuses = map[string]print{}, slices.Clone(statuses)
	}
	if last, ok := a.prints[epic.Anchor]; ok && reflect.DeepEqual(last.of, epic) {
		return last.Drawn, nil
	}
	inner, err := draw(epic)
	if err != nil {
		return drawnEpic{}, err
	}
	sum := sha256.Sum256([]byte(inner))
	drawn := drawnEpic{Anchor: epic.Anchor, Name: hex.EncodeToString(sum[:9]), Inner: inner}
	a.prints[epic.Anchor] = print{epic, drawn}
	return drawn, nil
}

// forget lets go of the epics that a view has no more.
func (a *Album) forget(view *View) {
	there := map[string]bool{}
	for _, column := range view.Columns {
		for _, epic := range column.Epics {
			there[epic.Anchor] = true
		}
	}
	for anchor := range a.prints {
		if !there[anchor] {
			delete(a.prints, anchor)
		}
	}
}

// Epic draws an epic of the page.
func (p page) Epic(epic Epic) (drawnEpic, error) {
	if p.album == nil {
		inner, err := p.drawEpic(epic)
		return drawnEpic{Anchor: epic.Anchor, Inner: inner}, err
	}
	drawn, err := p.album.take(epic, p.Statuses, p.drawEpic)
	if p.has[drawn.Name] {
		drawn.Inner, drawn.Kept = "", true
	}
	return drawn, err
}

// drawEpic fills the template of one epic; what it escaped is markup.
func (p page) drawEpic(epic Epic) (template.HTML, error) {
	var out bytes.Buffer
	err := p.pages.ExecuteTemplate(&out, epicPart, struct {
		Epic
		Page page
	}{epic, p})
	return template.HTML(out.String()), err
}
