package jira

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"plotline/integrations"
	"plotline/integrations/remote"
	"plotline/stories"
)

// preflight collects what a push would run into.
type preflight struct {
	t      *Tracker
	s      *server
	drafts []integrations.Draft
	edits  []integrations.Edit
	byType map[stories.Type][]integrations.Draft
	wished []right
	out    []integrations.Obstacle
}

func (p *preflight) run(ctx context.Context) ([]integrations.Obstacle, error) {
	for _, d := range p.drafts {
		p.byType[draftType(d)] = append(p.byType[draftType(d)], d)
		p.limits(d.Mark, d.Title, d.Part, append([]string{integrations.LabelPrefix + d.Mark.Roadmap}, d.Labels...))
	}
	for _, e := range p.edits {
		title, part := "", ""
		if e.Title != nil {
			title = *e.Title
		}
		if e.Part != nil {
			part = *e.Part
		}
		p.limits(e.Mark, title, part, e.AddLabels)
	}
	for _, check := range []func(context.Context) error{p.types, p.boards, p.links, p.closings, p.rights} {
		if err := check(ctx); err != nil {
			return nil, err
		}
	}
	return p.out, nil
}

func (p *preflight) refuse(message, hint string, ids ...string) {
	p.out = append(p.out, integrations.Obstacle{Refuse: true, Message: message, Hint: hint, IDs: ids})
}

func (p *preflight) note(message, hint string) {
	p.out = append(p.out, integrations.Obstacle{Message: message, Hint: hint})
}

// types checks each type that is to be made, the fields that it requires, and
// that the settings' fields are on a screen.
func (p *preflight) types(ctx context.Context) error {
	var screens []field
	whole := true
	for _, of := range slices.Sorted(typesOf(p.byType)) {
		drafts := p.byType[of]
		it, err := p.t.typeOf(ctx, of)
		if err != nil {
			if err := p.refuseOf(err, ids(drafts)...); err != nil {
				return err
			}
			whole = false
			continue
		}
		screen, err := p.t.fieldsOf(ctx, it)
		if err != nil {
			return err
		}
		if err := p.required(ctx, it, screen, drafts); err != nil {
			return err
		}
		screens = append(screens, screen...)
	}
	if whole && len(screens) > 0 {
		p.unknown(screens)
	}
	return nil
}

// boards checks the board and the sprint that the settings name.
func (p *preflight) boards(ctx context.Context) error {
	var planned []string
	for _, d := range p.drafts {
		if p.t.planned(d) {
			planned = append(planned, d.Mark.ID)
		}
	}
	var err error
	switch {
	case len(planned) > 0:
		_, err = p.t.sprint(ctx)
	case len(p.drafts) > 0 && p.t.config.Board != "":
		_, err = p.t.board(ctx)
	}
	return p.refuseOf(err, planned...)
}

// refuseOf makes an obstacle of a failure that the settings can mend, and gives
// others back.
func (p *preflight) refuseOf(err error, ids ...string) error {
	var failure *integrations.Failure
	if errors.As(err, &failure) && !fundamental(err) {
		p.refuse(failure.Err.Error(), failure.Hint, ids...)
		return nil
	}
	return err
}

func typesOf(byType map[stories.Type][]integrations.Draft) func(func(stories.Type) bool) {
	return func(yield func(stories.Type) bool) {
		for of := range byType {
			if !yield(of) {
				return
			}
		}
	}
}

// fundamental tells failures that are about no single type.
func fundamental(err error) bool {
	for _, e := range []error{integrations.ErrLogin, integrations.ErrRights, integrations.ErrMissing, context.Canceled, context.DeadlineExceeded} {
		if errors.Is(err, e) {
			return true
		}
	}
	return statusOf(err) != 0
}

func ids(drafts []integrations.Draft) []string {
	var out []string
	for _, d := range drafts {
		out = append(out, d.Mark.ID)
	}
	return out
}

// given are the fields that every new issue gets a value for, or that Jira
// fills in by itself.
var given = []string{"project", "issuetype", "summary", "description", "labels", "reporter", "fixVersions"}

// required finds fields that must have a value and have none.
func (p *preflight) required(ctx context.Context, it issueType, screen []field, drafts []integrations.Draft) error {
	for _, f := range screen {
		if _, err := p.t.settled(ctx, []field{f}); fundamental(err) {
			return err
		} else if err != nil {
			p.refuse(fmt.Sprintf("%s: %v", settingOf(f), err), "name one of these in the settings", ids(drafts)...)
			continue
		}
		if !f.Required || f.hasDefault() || len(p.t.settingFor(f)) > 0 || p.given(f, drafts) {
			continue
		}
		p.refuse(
			fmt.Sprintf("a new %s in %s needs the field %q, and the settings have no value for it; it takes %s",
				it.Name, p.t.config.Project, remote.Clip(f.Name), f.choices()),
			"add it to the settings: "+settingOf(f), ids(drafts)...)
	}
	return nil
}

// unknown says which values of the settings no screen has a field for. A field
// may stand on the screen of another type, or of a transition.
func (p *preflight) unknown(screens []field) {
	has := func(name string) bool {
		return slices.ContainsFunc(screens, func(f field) bool { return strings.EqualFold(name, f.Name) || strings.EqualFold(name, f.id()) })
	}
	var names []string
	for _, f := range screens {
		if !slices.Contains(given, f.id()) && !slices.Contains(names, f.Name) {
			names = append(names, f.Name)
		}
	}
	wanted := slices.Sorted(maps.Keys(p.t.config.Fields))
	if p.t.config.Priority != "" {
		wanted = append(wanted, "priority")
	}
	if len(p.t.config.Components) > 0 {
		wanted = append(wanted, "components")
	}
	for _, name := range wanted {
		if !has(name) {
			p.note(fmt.Sprintf("the settings have a value for %q, and no issue of this push has such a field on its create screen", name),
				"the screens have "+orElse(strings.Join(names, ", "), "no field to choose"))
		}
	}
}

func (p *preflight) given(f field, drafts []integrations.Draft) bool {
	if slices.Contains(given, f.id()) && f.id() != "fixVersions" {
		return true
	}
	every := func(has func(integrations.Draft) bool) bool {
		return !slices.ContainsFunc(drafts, func(d integrations.Draft) bool { return !has(d) })
	}
	switch {
	case f.id() == "fixVersions":
		return every(func(d integrations.Draft) bool { return d.Release != nil })
	case f.id() == "parent", f.Schema.Custom == epicLinkType:
		return every(func(d integrations.Draft) bool { return d.Kind == stories.Story })
	case f.Schema.Custom == sprintType:
		return every(p.t.planned)
	case f.Schema.Custom == epicNameType:
		return every(func(d integrations.Draft) bool { return d.Kind == stories.Epic })
	}
	return false
}
