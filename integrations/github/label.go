package github

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"plotline/integrations"
	"plotline/integrations/pace"
)

// label is a label of the repository; node is "" where only REST told of it.
type label struct {
	name, node string
}

// expectLabels notes what drafts will want, so that all their labels are made
// together.
func (t *Tracker) expectLabels(drafts []integrations.Draft) {
	var names []string
	for _, d := range drafts {
		names = append(names, draftLabels(d)...)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.expected = names
}

// ensureLabels sees to it that labels exist, and remembers them. A label that
// may not be created for want of rights is left out: GitHub would leave it out
// of the issue as well, and what is missing there is told.
func (t *Tracker) ensureLabels(ctx context.Context, names []string) error {
	if len(t.unknownLabels(names)) > 0 {
		t.mu.Lock()
		names = append(names, t.expected...)
		t.mu.Unlock()
	}
	missing := t.unknownLabels(names)
	if len(missing) == 0 {
		return nil
	}
	if !t.knowsAllLabels() {
		err := t.findLabels(ctx, missing)
		if errors.Is(err, errNoGraphQL) {
			err = t.listLabels(ctx)
		}
		if err != nil {
			return t.fail("read the labels of "+t.project(), err)
		}
	}
	if missing = t.unknownLabels(names); len(missing) > 1 && !t.graphQLOff() && t.mayLabel() {
		if err := t.createLabels(ctx, missing); err != nil {
			return t.fail("create labels in "+t.project(), err)
		}
	}
	for _, name := range t.unknownLabels(names) {
		if err := t.createLabel(ctx, name); err != nil {
			return t.fail(fmt.Sprintf("create the label %q in %s", name, t.project()), err)
		}
	}
	return nil
}

func (t *Tracker) mayLabel() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.server.push
}

func (t *Tracker) knowsAllLabels() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.allLabels
}

// createLabels makes many labels with one request. What it does not make is
// left to [Tracker.createLabel].
func (t *Tracker) createLabels(ctx context.Context, names []string) error {
	var head, fields strings.Builder
	variables := map[string]any{}
	for i, name := range names {
		fmt.Fprintf(&head, "$l%d: CreateLabelInput!, ", i)
		fmt.Fprintf(&fields, "l%d: createLabel(input: $l%d) { label { id name } } ", i, i)
		input := map[string]any{"repositoryId": t.repositoryNode(), "name": name, "color": labelColor}
		if d := labelDescription(name); d != "" {
			input["description"] = d
		}
		variables[fmt.Sprintf("l%d", i)] = input
	}
	query := "mutation(" + strings.TrimSuffix(head.String(), ", ") + ") { " + fields.String() + "}"
	r, err := t.graph(pace.Creates(pace.Repeatable(ctx), 0), query, variables)
	if statusOfError(err) != 0 || errors.Is(err, errNoGraphQL) {
		return nil
	}
	for i := range names {
		var made *struct {
			Label *struct{ ID, Name string } `json:"label"`
		}
		if json.Unmarshal(r.Data[fmt.Sprintf("l%d", i)], &made) == nil && made != nil && made.Label != nil {
			t.knowLabel(label{made.Label.Name, made.Label.ID})
		}
	}
	return err
}

const labelColor = "ededed"

func (t *Tracker) unknownLabels(names []string) []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	asked := map[string]bool{}
	var missing []string
	for _, name := range names {
		key := strings.ToLower(name)
		if _, ok := t.labels[key]; !ok && !asked[key] && name != "" {
			asked[key] = true
			missing = append(missing, name)
		}
	}
	return missing
}

func (t *Tracker) knowLabel(l label) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.labels[strings.ToLower(l.name)] = l
}

// labelNodes are the node IDs of labels, as far as there are any.
func (t *Tracker) labelNodes(names []string) []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	ids := []string{}
	for _, name := range names {
		if l := t.labels[strings.ToLower(name)]; l.node != "" {
			ids = append(ids, l.node)
		}
	}
	return ids
}

// findLabels looks labels up by name, many with one request.
func (t *Tracker) findLabels(ctx context.Context, names []string) error {
	build := func() string {
		var q strings.Builder
		for i, name := range names {
			fmt.Fprintf(&q, "l%d: label(name: %s) { id name } ", i, quoted(name))
		}
		return inRepository(q.String(), "")
	}
	r, err := t.ask(ctx, build, t.repositoryVariables())
	if err != nil {
		return err
	}
	fields, err := repositoryFields(r)
	if err != nil {
		return err
	}
	for i := range names {
		var found *struct{ ID, Name string }
		if json.Unmarshal(fields[fmt.Sprintf("l%d", i)], &found) == nil && found != nil {
			t.knowLabel(label{found.Name, found.ID})
		}
	}
	return nil
}

// restLabel is a label as REST tells it.
type restLabel struct {
	Name   string `json:"name"`
	NodeID string `json:"node_id"`
}

func (t *Tracker) listLabels(ctx context.Context) error {
	return pages(ctx, t, t.repo("/labels?per_page=100"), func(page []restLabel) bool {
		for _, l := range page {
			t.knowLabel(label{l.Name, l.NodeID})
		}
		return false
	})
}

// createLabel makes a label. One that exists by now is as good.
func (t *Tracker) createLabel(ctx context.Context, name string) error {
	payload := map[string]string{"name": name, "color": labelColor, "description": labelDescription(name)}
	var made restLabel
	_, err := t.send(pace.Creates(pace.Repeatable(ctx), 0), http.MethodPost, t.repo("/labels"), payload, &made)
	switch statusOfError(err) {
	case http.StatusUnprocessableEntity:
		if made, err = t.getLabel(ctx, name); err != nil {
			return err
		}
	case http.StatusForbidden, http.StatusNotFound:
		t.knowLabel(label{name: name})
		return nil
	}
	if err == nil {
		t.knowLabel(label{name, made.NodeID})
	}
	return err
}

func (t *Tracker) getLabel(ctx context.Context, name string) (restLabel, error) {
	var l restLabel
	_, err := t.send(ctx, http.MethodGet, t.repo("/labels/"+url.PathEscape(name)), nil, &l)
	return l, err
}

func labelDescription(name string) string {
	if !strings.HasPrefix(name, integrations.LabelPrefix) {
		return ""
	}
	text := []rune("Tickets that Plotline keeps in step with the roadmap " + strings.TrimPrefix(name, integrations.LabelPrefix))
	return string(text[:min(len(text), descriptionLimit)])
}
