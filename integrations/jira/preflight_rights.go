package jira

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"plotline/integrations"
)

// links checks that what waits can be linked. A create screen with the field is
// the right to link; without it the site must have a link type that blocks.
func (p *preflight) links(ctx context.Context) error {
	if !slices.ContainsFunc(p.drafts, func(d integrations.Draft) bool { return d.Waits }) || p.t.LinksAtCreate() {
		return nil
	}
	p.wish("LINK_ISSUES", "needs stay unlinked without it")
	_, err := p.t.blocks(ctx)
	var failure *integrations.Failure
	if errors.As(err, &failure) && !fundamental(err) {
		p.note(failure.Err.Error()+": needs stay unlinked", failure.Hint)
		return nil
	}
	return err
}

// Doors tells whether the project is there, and takes issues from this login.
func (t *Tracker) Doors(ctx context.Context) ([]integrations.Obstacle, error) {
	s, err := t.connect(ctx)
	if err != nil {
		return nil, err
	}
	if err := t.projectExists(ctx); errors.Is(err, integrations.ErrMissing) {
		return nil, err
	} else if err != nil {
		return nil, t.fail("find the project "+t.config.Project, err)
	}
	p := &preflight{t: t, s: s}
	err = p.ask(ctx, []string{"BROWSE_PROJECTS", "CREATE_ISSUES"})
	return p.out, err
}

// right is a permission that is not needed for all of a push, with what comes of
// its absence.
type right struct{ key, without string }

func (p *preflight) wish(key, without string) { p.wished = append(p.wished, right{key, without}) }

// rights asks what this login may do in the project. That the project offers
// types to create is the right to create them; the rest is asked where this
// push needs it.
func (p *preflight) rights(ctx context.Context) error {
	needed := []string{"BROWSE_PROJECTS", "CREATE_ISSUES"}
	var closed []string
	for _, e := range p.edits {
		if e.Closes != nil {
			closed = append(closed, e.ID)
		}
	}
	if len(p.edits) > 0 {
		needed = append(needed, "EDIT_ISSUES")
		p.wish("LINK_ISSUES", "needs that were changed are not linked without it")
	}
	if len(closed) > 0 {
		needed = append(needed, "ADD_COMMENTS")
		p.wish("TRANSITION_ISSUES", "dropped tickets stay open without it")
	}
	if err := p.versions(ctx); err != nil {
		return err
	}
	if len(p.drafts) > 0 && (p.t.Ranks() || p.t.config.Sprint != "") {
		p.wish("SCHEDULE_ISSUES", "new tickets get no place on the board and in the sprint without it")
	}
	if len(p.edits)+len(p.wished) == 0 {
		return nil
	}
	return p.ask(ctx, needed)
}

// versions wishes for the right to make those versions that the project lacks.
func (p *preflight) versions(ctx context.Context) error {
	var names []string
	want := func(r *integrations.Release) {
		if r != nil && r.Name != "" && !slices.Contains(names, r.Name) {
			names = append(names, r.Name)
		}
	}
	for _, d := range p.drafts {
		want(d.Release)
	}
	for _, e := range p.edits {
		want(e.Release)
	}
	if len(names) == 0 {
		return nil
	}
	known, err := p.t.releases(ctx)
	if err != nil {
		return err
	}
	names = slices.DeleteFunc(names, func(name string) bool { return known[name].Name != "" })
	if len(names) > 0 {
		p.wish("ADMINISTER_PROJECTS", "the versions "+strings.Join(names, ", ")+" cannot be made without it, and their tickets go without")
	}
	return nil
}

// permission is one as Jira answers for it.
type permission struct {
	Name string `json:"name"`
	Have bool   `json:"havePermission"`
}

// ask refuses a push without the needed rights, and says what comes of others
// that are lacking.
func (p *preflight) ask(ctx context.Context, needed []string) error {
	keys := slices.Clone(needed)
	for _, w := range p.wished {
		if !slices.Contains(keys, w.key) {
			keys = append(keys, w.key)
		}
	}
	var answer struct {
		Permissions map[string]permission `json:"permissions"`
	}
	query := url.Values{"projectKey": {p.t.config.Project}, "permissions": {strings.Join(keys, ",")}}
	err := p.t.get(ctx, "mypermissions", query, &answer)
	if statusOf(err) == http.StatusNotFound {
		if missing := p.t.projectExists(ctx); errors.Is(missing, integrations.ErrMissing) {
			return missing
		}
		return nil
	}
	if err != nil {
		return p.t.fail("ask for the rights in "+p.t.config.Project, err)
	}
	lacks := func(key string) (string, bool) {
		has, ok := answer.Permissions[key]
		return orElse(has.Name, key), ok && !has.Have
	}
	var names []string
	for _, key := range needed {
		if name, lacking := lacks(key); lacking {
			names = append(names, name)
		}
	}
	if len(names) > 0 {
		p.refuse("this login lacks the permissions "+strings.Join(names, ", ")+" in "+p.t.config.Project, "ask a Jira administrator for them")
	}
	for _, w := range p.wished {
		if name, lacking := lacks(w.key); lacking {
			p.note(fmt.Sprintf("this login lacks the permission %s in %s: %s", name, p.t.config.Project, w.without), "ask a Jira administrator for it")
		}
	}
	return nil
}
