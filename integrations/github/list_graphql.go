package github

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
)

// which says which issues a list holds: those with a label, or those that a
// login made.
type which struct{ label, author string }

func (w which) query() url.Values {
	if w.author != "" {
		return url.Values{"creator": {w.author}}
	}
	return url.Values{"labels": {w.label}}
}

func (w which) arguments() string {
	if w.author != "" {
		return "filterBy: {createdBy: " + quoted(w.author) + "}"
	}
	return "labels: [" + quoted(w.label) + "]"
}

// quoted is a text as GraphQL writes it.
func quoted(text string) string {
	data, _ := json.Marshal(text) // a text cannot fail
	return string(data)
}

// listed are the issues of a list. No list of REST tells where they stand on the
// board: where there is one GraphQL lists them, which takes as many requests. A
// login that the board is closed to reads without it, unless the settings say
// what its statuses mean.
func (t *Tracker) listed(ctx context.Context, w which) ([]issue, error) {
	if t.config.Board == nil {
		return t.list(ctx, w.query())
	}
	_, err := t.board(ctx)
	if err == nil {
		var issues []issue
		if issues, err = t.listAtOnce(ctx, w); err == nil {
			return issues, nil
		}
	}
	switch {
	case passing(err):
		return nil, err
	case t.needsBoard() && errors.Is(err, errNoGraphQL):
		return nil, t.boardFailure(err, "the board's statuses are read by GraphQL only: let it through, or use labels in the settings")
	case t.needsBoard():
		return nil, err
	}
	return t.list(ctx, w.query())
}

// issuePage is a page of a list by GraphQL.
type issuePage struct {
	nodes[graphIssue]
	PageInfo struct {
		HasNextPage bool   `json:"hasNextPage"`
		EndCursor   string `json:"endCursor"`
	} `json:"pageInfo"`
}

func (t *Tracker) listAtOnce(ctx context.Context, w which) ([]issue, error) {
	var issues []issue
	for size, after := readSize, ""; ; {
		page, err := t.page(ctx, fmt.Sprintf("%s, first: %d%s", w.arguments(), size, after))
		if errors.Is(err, errTooHeavy) && size > 1 {
			size /= 2
			continue
		}
		if err != nil {
			return nil, err
		}
		for _, g := range page.Nodes {
			if g.Number == 0 {
				return nil, errors.New("the server leaves issues out of its list")
			}
			i := fromGraph(g, t.project())
			t.remember(i)
			issues = append(issues, i)
		}
		if !page.PageInfo.HasNextPage {
			return issues, nil
		}
		after = ", after: " + quoted(page.PageInfo.EndCursor)
	}
}

func (t *Tracker) page(ctx context.Context, arguments string) (issuePage, error) {
	var page issuePage
	list := "issues(" + arguments + ", orderBy: {field: CREATED_AT, direction: ASC}) { nodes { " + ticketSpread + "} pageInfo { hasNextPage endCursor } } "
	r, err := t.ask(ctx, func() string { return inRepository(list, t.ticketFragment()) }, t.repositoryVariables())
	if err != nil {
		return page, err
	}
	fields, err := repositoryFields(r)
	if err != nil {
		return page, err
	}
	if json.Unmarshal(fields["issues"], &page) != nil || page.Nodes == nil {
		return page, r.err()
	}
	return page, nil
}
