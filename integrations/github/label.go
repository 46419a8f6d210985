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

// ensureLabels sees to it that labels exist, and remembers them. A label that
// may not be created for want of rights is left out: GitHub would leave it out
// of the issue as well, and what is missing there is told.
func (t *Tracker) ensureLabels(ctx context.Context, names []string) error {
	missing := t.unknownLabels(names)
	if len(missing) == 0 {
		return nil
	}
	err := t.findLabels(ctx, missing)
	if errors.Is(err, errNoGraphQL) {
		err = t.listLabels(ctx)
	}
	if err != nil {
		return t.fail("read the labels of "+t.project(), err)
	}
	for _, name := range t.unknownLabels(names) {
		if err := t.createLabel(ctx, name); err != nil {
			return t.fail(fmt.Sprintf("create the label %q in %s", name, t.project()), err)
		}
	}
	return nil
}

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
			text, _ := json.Marshal(name)
			fmt.Fprintf(&q, "l%d: label(name: %s) { id name } ", i, text)
		}
		return t.inRepository(q.String())
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
	payload := map[string]string{"name": name, "color": "ededed", "description": labelDescription(name)}
	var made restLabel
	_, err := t.send(pace.Repeatable(ctx), http.MethodPost, t.repo("/labels"), payload, &made)
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
