package github

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"plotline/integrations"
)

// epicsAtOnce is how many epics' children one GraphQL request reads.
const epicsAtOnce = 20

// Children reads the issues under epics: sub-issues, and what their task lists
// name.
func (t *Tracker) Children(ctx context.Context, epics []string) ([]integrations.Ticket, error) {
	if _, err := t.found(ctx); err != nil {
		return nil, err
	}
	var numbers []int
	for _, key := range epics {
		if n := numberOf(key); n > 0 {
			numbers = append(numbers, n)
		}
	}
	found := map[int]issue{}
	for rest := unique(numbers); len(rest) > 0; {
		chunk := rest[:min(epicsAtOnce, len(rest))]
		rest = rest[len(chunk):]
		if err := t.childrenOf(ctx, chunk, found); err != nil {
			return nil, t.fail(fmt.Sprintf("read the sub-issues of %d epics in %s", len(epics), t.project()), err)
		}
	}
	tickets := make([]integrations.Ticket, 0, len(found))
	for _, n := range sorted(found) {
		tickets = append(tickets, t.ticket(found[n]))
	}
	return tickets, nil
}

func (t *Tracker) childrenOf(ctx context.Context, epics []int, into map[int]issue) error {
	bodies, err := t.subIssuesAtOnce(ctx, epics, into)
	if errors.Is(err, errNoGraphQL) || errors.Is(err, errTooHeavy) {
		bodies, err = t.subIssuesOneByOne(ctx, epics, into)
	}
	if err != nil {
		return err
	}
	return t.listedChildren(ctx, bodies, into)
}

// listedChildren reads what the epics' task lists name beside their sub-issues.
func (t *Tracker) listedChildren(ctx context.Context, epics map[int]issue, into map[int]issue) error {
	var wanted []int
	for _, n := range sorted(epics) {
		b := epics[n].body
		for _, listed := range append(b.taskNumbers(), b.peoplesTasks()...) {
			if _, ok := into[listed]; !ok {
				wanted = append(wanted, listed)
			}
		}
	}
	if len(wanted) > 0 {
		sights, err := t.look(ctx, unique(wanted))
		if err != nil {
			return err
		}
		for _, s := range sights {
			if s.seen == there {
				into[s.number] = s.issue
			}
		}
	}
	adoptFrom(epics, into)
	return nil
}

// subIssuesAtOnce reads the sub-issues of epics by GraphQL, and gives the epics.
func (t *Tracker) subIssuesAtOnce(ctx context.Context, epics []int, into map[int]issue) (map[int]issue, error) {
	if t.lacks(featureSubIssues) {
		return t.epicsAlone(ctx, epics)
	}
	if !t.has(wordSubIssues) {
		return nil, errNoGraphQL
	}
	r, err := t.ask(ctx, func() string { return inRepository(t.childrenQuery(epics), t.ticketFragment()) }, t.repositoryVariables())
	if err != nil {
		return nil, err
	}
	fields, err := repositoryFields(r)
	if err != nil {
		return nil, err
	}
	bodies := map[int]issue{}
	for _, n := range epics {
		var epic struct {
			graphIssue
			SubIssues issuePage `json:"subIssues"`
		}
		if json.Unmarshal(fields[alias(n)], &epic) != nil || epic.Number == 0 {
			continue
		}
		bodies[n] = fromGraph(epic.graphIssue, t.project())
		if epic.SubIssues.PageInfo.HasNextPage {
			if err := t.subIssues(ctx, n, into); err != nil {
				return nil, err
			}
			continue
		}
		for _, g := range epic.SubIssues.Nodes {
			t.take(fromGraph(g, t.project()), n, into)
		}
	}
	return bodies, nil
}

func (t *Tracker) childrenQuery(epics []int) string {
	subs := ""
	if t.has(wordSubIssues) {
		subs = "subIssues(first: 100) { nodes { " + ticketSpread + "} pageInfo { hasNextPage } } "
	}
	var q strings.Builder
	for _, n := range epics {
		fmt.Fprintf(&q, "%s: issue(number: %d) { %s%s} ", alias(n), n, ticketSpread, subs)
	}
	return q.String()
}

// take notes a child of an epic, unless it stands in another repository.
func (t *Tracker) take(i issue, epic int, into map[int]issue) {
	if i.pull || i.number == 0 || t.elsewhere(i.url) {
		return
	}
	i.parent = keyOf(epic)
	t.remember(i)
	into[i.number] = i
}

// epicsAlone reads epics on servers without sub-issues.
func (t *Tracker) epicsAlone(ctx context.Context, epics []int) (map[int]issue, error) {
	sights, err := t.look(ctx, epics)
	if err != nil {
		return nil, err
	}
	bodies := map[int]issue{}
	for _, s := range sights {
		if s.seen == there {
			bodies[s.number] = s.issue
		}
	}
	return bodies, nil
}

func (t *Tracker) subIssuesOneByOne(ctx context.Context, epics []int, into map[int]issue) (map[int]issue, error) {
	for _, n := range epics {
		if t.lacks(featureSubIssues) {
			break
		}
		if err := t.subIssues(ctx, n, into); err != nil {
			return nil, err
		}
	}
	return t.epicsAlone(ctx, epics)
}

// subIssues reads one epic's sub-issues by REST; a server without them answers
// 404.
func (t *Tracker) subIssues(ctx context.Context, epic int, into map[int]issue) error {
	path := t.repo(fmt.Sprintf("/issues/%d/sub_issues?per_page=100", epic))
	err := pages(ctx, t, path, func(page []restIssue) bool {
		for _, r := range page {
			t.take(fromREST(r, t.project()), epic, into)
		}
		return false
	})
	switch statusOfError(err) {
	case http.StatusNotFound, http.StatusGone, http.StatusMovedPermanently:
		return nil
	}
	return err
}
