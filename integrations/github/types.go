package github

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"plotline/integrations"
	"plotline/stories"
)

// issueType is a type of issues that the organization offers.
type issueType struct {
	Name   string `json:"name"`
	NodeID string `json:"node_id"`
	// Enabled is nil where the server does not say.
	Enabled *bool `json:"is_enabled"`
}

func (i issueType) usable() bool { return i.Enabled == nil || *i.Enabled }

// issueTypes are the types that new issues may have; none where the server, or
// the repository's owner, has no types.
func (t *Tracker) issueTypes(ctx context.Context) ([]issueType, error) {
	t.mu.Lock()
	known := t.types
	t.mu.Unlock()
	if known != nil || t.lacks(featureTypes) {
		return known, nil
	}
	found := []issueType{}
	_, err := t.send(ctx, http.MethodGet, t.repo("/issue-types"), nil, &found)
	switch statusOfError(err) {
	case http.StatusNotFound, http.StatusForbidden, http.StatusGone:
		err = nil
	}
	if err != nil {
		return nil, t.fail("read the issue types of "+t.project(), err)
	}
	found = slices.DeleteFunc(found, func(i issueType) bool { return !i.usable() })
	if len(found) == 0 {
		t.lack(featureTypes)
		return nil, nil
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.types = found
	return found, nil
}

// typeFor is the type that the settings give to an item's type, as the server
// writes it; the zero one for none.
func (t *Tracker) typeFor(ctx context.Context, of stories.Type) (issueType, error) {
	wanted := t.config.Types[string(of)]
	if wanted == "" {
		return issueType{}, nil
	}
	types, err := t.issueTypes(ctx)
	if err != nil {
		return issueType{}, err
	}
	found, _ := typeNamed(types, wanted)
	return found, nil
}

func typeNamed(types []issueType, name string) (issueType, bool) {
	i := slices.IndexFunc(types, func(i issueType) bool { return strings.EqualFold(i.Name, name) })
	if i < 0 {
		return issueType{}, false
	}
	return types[i], true
}

// wrongTypes are the types of the settings that new issues cannot have.
func (t *Tracker) wrongTypes(ctx context.Context, drafts []integrations.Draft) ([]integrations.Obstacle, error) {
	if len(t.config.Types) == 0 || len(drafts) == 0 {
		return nil, nil
	}
	types, err := t.issueTypes(ctx)
	if err != nil {
		return nil, err
	}
	if len(types) == 0 {
		return []integrations.Obstacle{{
			Message: t.project() + " has no issue types: issues are made without, whatever types says in the settings",
			Hint:    "types belong to an organization, and older Enterprise Servers have none: take types out of the settings",
		}}, nil
	}
	var names []string
	for _, i := range types {
		names = append(names, i.Name)
	}
	wrong := map[string][]string{} // our types by the name that is not there
	for _, of := range slices.Sorted(maps.Keys(t.config.Types)) {
		if _, ok := typeNamed(types, t.config.Types[of]); !ok {
			wrong[t.config.Types[of]] = append(wrong[t.config.Types[of]], of)
		}
	}
	var found []integrations.Obstacle
	for _, name := range slices.Sorted(maps.Keys(wrong)) {
		o := integrations.Obstacle{
			Refuse: true,
			Message: fmt.Sprintf("%s has no issue type %q, which the settings give to %s; it has %s",
				t.project(), name, strings.Join(wrong[name], ", "), strings.Join(names, ", ")),
			Hint: "change github.types in the settings, or let an owner of the organization add the type",
		}
		for _, d := range drafts {
			if slices.Contains(wrong[name], string(d.Type)) {
				o.IDs = append(o.IDs, d.Mark.ID)
			}
		}
		found = append(found, o)
	}
	return found, nil
}

// typeCreated gives a new issue its type where it could not be made with it.
// What the server leaves out is told as dropped.
func (t *Tracker) typeCreated(ctx context.Context, m *making, i issue) issue {
	var now restIssue
	path := t.repo(fmt.Sprintf("/issues/%d", i.number))
	if _, err := t.send(ctx, http.MethodPatch, path, map[string]any{"type": m.kind.Name}, &now); err == nil {
		i.kind = fromREST(now, t.project()).kind
	}
	return i
}
