package jira

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	"plotline/integrations"
)

// learnt is what the project told about itself, each part once it was asked.
type learnt struct {
	types  []issueType
	fields map[string][]field // by issue type's ID
	custom *customFields
	blocks *linkType
	// releases are the project's versions, nil before they were read.
	releases  map[string]release
	projectID string
	// reread: the versions on the screens are older than the project's.
	reread bool
	// people are those that values of the settings name.
	people map[string]any
	// board and sprint are those of the settings, nil before they were read.
	board  *board
	sprint *sprint
	// highest is the highest Key seen; fresh are the Keys made by this Tracker,
	// which have no links yet.
	highest string
	fresh   map[string]bool
	// readings are the descriptions as last read, by Key.
	readings map[string]reading
	// team: the fields of estimates and sprints were looked for.
	team bool
	// bare: the server takes no properties with an issue.
	bare bool
	// unlinked: links do not go along with an issue; linkSingly: nor with an
	// edit.
	unlinked, linkSingly bool
	// single: the server has no bulk create; slow: it has no bulk fetch.
	single, slow bool
}

// issueType is a type of the project that this login may create.
type issueType struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Subtask bool   `json:"subtask"`
	Level   *int   `json:"hierarchyLevel"`
}

// field is one on the create screen of a type.
type field struct {
	FieldID    string          `json:"fieldId"`
	Key        string          `json:"key"`
	Name       string          `json:"name"`
	Required   bool            `json:"required"`
	HasDefault bool            `json:"hasDefaultValue"`
	Default    json.RawMessage `json:"defaultValue"`
	Schema     schema          `json:"schema"`
	Allowed    []allowed       `json:"allowedValues"`
	Operations []string        `json:"operations"`
}

type schema struct {
	Type   string `json:"type"`
	Items  string `json:"items"`
	System string `json:"system"`
	Custom string `json:"custom"`
}

type allowed struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Value string `json:"value"`
	Key   string `json:"key"`
	// Children are the options within an option.
	Children []allowed `json:"children"`
}

func (a allowed) label() string { return orElse(a.Name, orElse(a.Value, orElse(a.Key, a.ID))) }

func (f field) id() string { return orElse(f.FieldID, f.Key) }

// metaPage is a page of either list, in Cloud's words and in Data Center's.
type metaPage struct {
	IssueTypes []issueType     `json:"issueTypes"`
	Fields     []field         `json:"fields"`
	Results    []field         `json:"results"`
	Values     json.RawMessage `json:"values"`
	Max        int             `json:"maxResults"`
	Total      int             `json:"total"`
	Last       *bool           `json:"isLast"`
}

// types gives the types of the project that may be created.
func (t *Tracker) types(ctx context.Context) ([]issueType, error) {
	t.mu.Lock()
	known := t.learnt.types
	t.mu.Unlock()
	if known != nil {
		return known, nil
	}
	doing := "read the issue types of " + t.config.Project
	types, err := metaList(ctx, t, "", func(p metaPage) []issueType { return p.IssueTypes })
	if err != nil {
		types, err = t.olderMeta(ctx, err)
	}
	if err != nil {
		return nil, t.fail(doing, err)
	}
	if len(types) == 0 {
		return nil, &integrations.Failure{
			Doing: doing, Err: fmt.Errorf("%w: no type may be created there", integrations.ErrRights),
			Hint: "ask for the permission to create issues in " + t.config.Project,
		}
	}
	t.mu.Lock()
	t.learnt.types = types
	t.mu.Unlock()
	return types, nil
}

// fieldsOf gives the fields on the create screen of a type.
func (t *Tracker) fieldsOf(ctx context.Context, of issueType) ([]field, error) {
	t.mu.Lock()
	known, ok := t.learnt.fields[of.ID]
	t.mu.Unlock()
	if ok {
		return known, nil
	}
	fields, err := metaList(ctx, t, "/"+url.PathEscape(of.ID), func(p metaPage) []field { return append(p.Fields, p.Results...) })
	if err != nil {
		return nil, t.fail(fmt.Sprintf("read the fields of a new %s in %s", of.Name, t.config.Project), err)
	}
	t.keepFields(of.ID, fields)
	return fields, nil
}

func (t *Tracker) keepFields(id string, fields []field) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.learnt.fields == nil {
		t.learnt.fields = map[string][]field{}
	}
	t.learnt.fields[id] = fields
}

// pageSize is what is asked for; a server may give less.
const pageSize = 100

// metaList reads a list of the create metadata page by page.
func metaList[T any](ctx context.Context, t *Tracker, path string, take func(metaPage) []T) ([]T, error) {
	path = "issue/createmeta/" + t.config.Project + "/issuetypes" + path
	var out []T
	for {
		var page metaPage
		query := url.Values{"startAt": {strconv.Itoa(len(out))}, "maxResults": {strconv.Itoa(pageSize)}}
		if err := t.get(ctx, path, query, &page); err != nil {
			return nil, err
		}
		got := take(page)
		if page.Values != nil {
			if err := json.Unmarshal(page.Values, &got); err != nil {
				return nil, fmt.Errorf("%w: %w", errGarbled, err)
			}
		}
		out = append(out, got...)
		if len(got) == 0 || page.end(len(got), len(out)) {
			return out, nil
		}
	}
}

func (p metaPage) end(got, all int) bool {
	switch {
	case p.Last != nil:
		return *p.Last
	case p.Total > 0:
		return all >= p.Total
	}
	return p.Max == 0 || got < p.Max
}

// olderMeta is the create metadata as servers before 9 give it, all at once.
func (t *Tracker) olderMeta(ctx context.Context, cause error) ([]issueType, error) {
	status := statusOf(cause)
	if !lacks(cause) && status != http.StatusBadRequest {
		return nil, cause
	}
	if err := t.projectExists(ctx); err != nil {
		return nil, err
	}
	var answer struct {
		Projects []struct {
			Types []struct {
				issueType
				Fields map[string]field `json:"fields"`
			} `json:"issuetypes"`
		} `json:"projects"`
	}
	query := url.Values{"projectKeys": {t.config.Project}, "expand": {"projects.issuetypes.fields"}}
	if err := t.get(ctx, "issue/createmeta", query, &answer); err != nil {
		return nil, cause
	}
	var types []issueType
	for _, p := range answer.Projects {
		for _, it := range p.Types {
			types = append(types, it.issueType)
			var fields []field
			for id, f := range it.Fields {
				f.FieldID = id
				fields = append(fields, f)
			}
			sortFields(fields)
			t.keepFields(it.ID, fields)
		}
	}
	return types, nil
}

// projectExists gives [integrations.ErrMissing] for a project that is not there
// for this login.
func (t *Tracker) projectExists(ctx context.Context) error {
	var answer struct {
		ID string `json:"id"`
	}
	err := t.get(ctx, "project/"+t.config.Project, nil, &answer)
	if statusOf(err) == http.StatusNotFound {
		if err := t.reached(ctx); err != nil {
			return err
		}
		return &integrations.Failure{
			Doing: "find the project " + t.config.Project + " at " + t.base.Host,
			Err:   fmt.Errorf("%w: %w", integrations.ErrMissing, err),
			Hint:  "check jira.project in the settings, and that this login may browse it",
		}
	}
	if err == nil {
		t.mu.Lock()
		t.learnt.projectID = answer.ID
		t.mu.Unlock()
	}
	return err
}
