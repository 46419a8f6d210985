package jira

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"plotline/integrations"
	"plotline/integrations/markup"
	"plotline/stories"
)

// preflight collects what a push would run into.
type preflight struct {
	t      *Tracker
	s      *server
	byType map[stories.Type][]integrations.Draft
	out    []integrations.Obstacle
}

func (p *preflight) run(ctx context.Context, drafts []integrations.Draft, edits []integrations.Edit) ([]integrations.Obstacle, error) {
	for _, d := range drafts {
		p.byType[draftType(d)] = append(p.byType[draftType(d)], d)
		p.limits(d.Mark.ID, d.Title, p.native(d.Part, d.Mark))
	}
	for _, e := range edits {
		title, part := "", ""
		if e.Title != nil {
			title = *e.Title
		}
		if e.Part != nil {
			part = *e.Part
		}
		p.limits(e.ID, title, p.native(part, e.Mark))
	}
	if err := p.types(ctx); err != nil {
		return nil, err
	}
	if err := p.boards(ctx, drafts); err != nil {
		return nil, err
	}
	// That the project offers types to create is the right to create them.
	if len(edits) > 0 || len(drafts) == 0 {
		return p.out, p.rights(ctx)
	}
	return p.out, nil
}

// native is a part as Data Center counts it, in wiki markup and with its mark.
// Cloud counts the text of a document.
func (p *preflight) native(part string, mark integrations.Mark) string {
	if p.s.cloud {
		return part
	}
	text, err := markup.Wiki{}.Write("", part, encodeMark(mark))
	if err != nil {
		return part
	}
	return text
}

func (p *preflight) refuse(message, hint string, ids ...string) {
	p.out = append(p.out, integrations.Obstacle{Refuse: true, Message: message, Hint: hint, IDs: ids})
}

// maxTitle is how long a summary may be.
const maxTitle = 255

func (p *preflight) limits(id, title, part string) {
	if n := utf8.RuneCountInString(title); n > maxTitle {
		p.refuse(fmt.Sprintf("the title has %d characters; Jira takes %d", n, maxTitle), "shorten it", id)
	}
	if strings.ContainsAny(title, "\r\n") {
		p.refuse("the title has a line break; Jira takes none", "put it on one line", id)
	}
	if n := utf8.RuneCountInString(part); n > bodyLimit {
		p.refuse(fmt.Sprintf("the description has %d characters; Jira takes %d", n, bodyLimit), "shorten it", id)
	}
}

// types checks each type that is to be made, and the fields that it requires.
func (p *preflight) types(ctx context.Context) error {
	for _, of := range slices.Sorted(typesOf(p.byType)) {
		drafts := p.byType[of]
		it, err := p.t.typeOf(ctx, of)
		if err != nil {
			if err := p.refuseOf(err, ids(drafts)...); err != nil {
				return err
			}
			continue
		}
		screen, err := p.t.fieldsOf(ctx, it)
		if err != nil {
			return err
		}
		p.required(it, screen, drafts)
	}
	return nil
}

// boards checks the board and the sprint that the settings name.
func (p *preflight) boards(ctx context.Context, drafts []integrations.Draft) error {
	var planned []string
	for _, d := range drafts {
		if p.t.planned(d) {
			planned = append(planned, d.Mark.ID)
		}
	}
	var err error
	switch {
	case len(planned) > 0:
		_, err = p.t.sprint(ctx)
	case len(drafts) > 0 && p.t.config.Board != "":
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
func (p *preflight) required(it issueType, screen []field, drafts []integrations.Draft) {
	for _, f := range screen {
		if _, err := p.t.settled([]field{f}); err != nil {
			p.refuse(fmt.Sprintf("jira.fields: %v", err), "name one of these in the settings", ids(drafts)...)
			continue
		}
		if !f.Required || f.hasDefault() || len(p.t.settingFor(f)) > 0 || p.given(f, drafts) {
			continue
		}
		p.refuse(
			fmt.Sprintf("a new %s in %s needs the field %q, and the settings have no value for it; it takes %s",
				it.Name, p.t.config.Project, clip(f.Name), f.choices()),
			fmt.Sprintf("add it to the settings: jira: {fields: {%q: …}}", clip(f.Name)), ids(drafts)...)
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

// rights asks what this login may do in the project.
func (p *preflight) rights(ctx context.Context) error {
	needed := []string{"BROWSE_PROJECTS", "CREATE_ISSUES", "EDIT_ISSUES"}
	wished := []string{"TRANSITION_ISSUES", "ADD_COMMENTS", "LINK_ISSUES"}
	var answer struct {
		Permissions map[string]struct {
			Name string `json:"name"`
			Have bool   `json:"havePermission"`
		} `json:"permissions"`
	}
	query := url.Values{"projectKey": {p.t.config.Project}, "permissions": {strings.Join(append(needed, wished...), ",")}}
	err := p.t.get(ctx, "mypermissions", query, &answer)
	if statusOf(err) == 404 {
		if missing := p.t.projectExists(ctx); errors.Is(missing, integrations.ErrMissing) {
			return missing
		}
		return nil
	}
	if err != nil {
		return p.t.fail("ask for the rights in "+p.t.config.Project, err)
	}
	lacking := func(keys []string) []string {
		var out []string
		for _, key := range keys {
			if has, ok := answer.Permissions[key]; ok && !has.Have {
				out = append(out, orElse(has.Name, key))
			}
		}
		return out
	}
	if names := lacking(needed); len(names) > 0 {
		p.refuse("this login lacks the permissions "+strings.Join(names, ", ")+" in "+p.t.config.Project, "ask a Jira administrator for them")
	}
	if names := lacking(wished); len(names) > 0 {
		p.out = append(p.out, integrations.Obstacle{
			Message: "this login lacks the permissions " + strings.Join(names, ", ") + " in " + p.t.config.Project,
			Hint:    "closing, commenting or linking will fail without them",
		})
	}
	return nil
}
