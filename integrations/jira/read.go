package jira

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"plotline/integrations"
)

// fetchSize is how many issues Cloud reads at once.
const fetchSize = 100

// direct are the fields of a direct read: comments too, which tell a ticket
// that nobody touched.
func direct(c customFields) []string { return append(wanted(c), "comment") }

// Read reads tickets by Key, where no index can lag.
func (t *Tracker) Read(ctx context.Context, keys []string) ([]integrations.Ticket, error) {
	s, err := t.connect(ctx)
	if err != nil {
		return nil, err
	}
	issues, err := t.fetch(ctx, s, keys)
	if err != nil {
		return nil, t.fail(fmt.Sprintf("read %d tickets of %s", len(keys), t.config.Project), err)
	}
	out := make([]integrations.Ticket, len(keys))
	for n, key := range keys {
		i, ok := issues[key]
		if !ok || !t.ours(key) {
			out[n] = integrations.Ticket{Key: key, Gone: true}
			continue
		}
		out[n] = t.ticket(ctx, s, i)
	}
	return out, nil
}

// fetch reads issues directly, by Key. An issue that moved away answers with
// another Key, and is left out with those that are gone.
func (t *Tracker) fetch(ctx context.Context, s *server, keys []string) (map[string]issue, error) {
	c, err := t.customs(ctx)
	if err != nil {
		return nil, err
	}
	out := map[string]issue{}
	for part := range slices.Chunk(keys, fetchSize) {
		if s.cloud && !t.isSlow() {
			issues, err := t.bulkFetch(ctx, part, c)
			if err == nil {
				keep(out, part, issues)
				continue
			}
			if !lacks(err) {
				return nil, err
			}
			t.setSlow()
		}
		for _, key := range part {
			i, ok, err := t.fetchOne(ctx, key, c)
			if err != nil {
				return nil, err
			}
			if ok {
				out[key] = i
			}
		}
	}
	return out, nil
}

func keep(into map[string]issue, keys []string, issues []issue) {
	for _, i := range issues {
		if slices.Contains(keys, i.Key) {
			into[i.Key] = i
		}
	}
}

func (t *Tracker) isSlow() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.learnt.slow
}

func (t *Tracker) setSlow() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.learnt.slow = true
}

func (t *Tracker) bulkFetch(ctx context.Context, keys []string, c customFields) ([]issue, error) {
	payload := map[string]any{"issueIdsOrKeys": keys, "fields": direct(c), "properties": []string{propertyKey}}
	var answer struct {
		Issues []issue `json:"issues"`
	}
	err := t.ask(ctx, "issue/bulkfetch", payload, &answer)
	return answer.Issues, err
}

// fetchOne reads one issue; ok is false when the Key answers no more, or with
// an issue that has another Key by now.
func (t *Tracker) fetchOne(ctx context.Context, key string, c customFields) (issue, bool, error) {
	query := url.Values{"fields": {strings.Join(direct(c), ",")}, "properties": {propertyKey}}
	var i issue
	err := t.get(ctx, "issue/"+url.PathEscape(key), query, &i)
	if statusOf(err) == http.StatusNotFound || statusOf(err) == http.StatusGone {
		return issue{}, false, nil
	}
	return i, err == nil && i.Key == key, err
}

// one reads one ticket.
func (t *Tracker) one(ctx context.Context, s *server, key string) (integrations.Ticket, error) {
	c, err := t.customs(ctx)
	if err != nil {
		return integrations.Ticket{}, err
	}
	i, ok, err := t.fetchOne(ctx, key, c)
	if err != nil {
		return integrations.Ticket{}, t.fail("read "+key, err)
	}
	if !ok {
		return integrations.Ticket{Key: key, Gone: true}, nil
	}
	return t.ticket(ctx, s, i), nil
}

// After reads directly what comes behind a Key: Keys count up within a project,
// so that a ticket whose create was lost stands there, whatever the index says.
func (t *Tracker) After(ctx context.Context, key, roadmap string) (integrations.Found, error) {
	s, err := t.connect(ctx)
	if err != nil {
		return integrations.Found{}, err
	}
	_, n, _ := split(key)
	scan := &scan{t: t, s: s, roadmap: roadmap, found: integrations.Found{Highest: key}}
	if s.cloud && !t.isSlow() {
		err = scan.batches(ctx, n)
	} else {
		err = scan.singly(ctx, n)
	}
	if err != nil {
		return integrations.Found{}, t.fail("look behind "+orElse(key, "the beginning of "+t.config.Project), err)
	}
	return scan.found, nil
}

// scan collects what a look behind a Key finds.
type scan struct {
	t       *Tracker
	s       *server
	roadmap string
	found   integrations.Found
}

func (c *scan) take(ctx context.Context, i issue) {
	c.found.Highest = higher(c.found.Highest, i.Key)
	ticket := c.t.ticket(ctx, c.s, i)
	if ticket.Mark != nil && ticket.Mark.Roadmap == c.roadmap {
		c.found.Tickets = append(c.found.Tickets, ticket)
	}
}

// batches reads a hundred Keys at a time, until a hundred in a row are empty.
func (c *scan) batches(ctx context.Context, n int) error {
	for {
		keys := c.keys(n, fetchSize)
		issues, err := c.t.fetch(ctx, c.s, keys)
		if err != nil {
			return err
		}
		highest := n
		for _, key := range keys {
			if i, ok := issues[key]; ok {
				c.take(ctx, i)
				_, highest, _ = split(key)
			}
		}
		if highest == n {
			return nil
		}
		n = highest
	}
}

func (c *scan) keys(after, count int) []string {
	out := make([]string, count)
	for i := range out {
		out[i] = c.t.key(after + 1 + i)
	}
	return out
}

// maxChildren is how many epics one search asks for.
const maxChildren = 50

// Children reads the tickets under the epics. The index says which they are,
// and each is then read directly.
func (t *Tracker) Children(ctx context.Context, epics []string) ([]integrations.Ticket, error) {
	s, err := t.connect(ctx)
	if err != nil {
		return nil, err
	}
	c, err := t.customs(ctx)
	if err != nil {
		return nil, err
	}
	var keys []string
	for part := range slices.Chunk(epics, maxChildren) {
		q := searching{jql: childrenJQL(c, part), fields: []string{"summary"}}
		issues, err := t.search(ctx, s, q)
		if err != nil {
			return nil, t.fail("read what stands under "+strings.Join(part, ", "), err)
		}
		for _, i := range issues {
			keys = append(keys, i.Key)
		}
	}
	tickets, err := t.Read(ctx, t.onlyOurs(keys))
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(tickets, func(t integrations.Ticket) bool {
		return t.Gone || !slices.Contains(epics, t.Parent)
	}), nil
}

func (t *Tracker) onlyOurs(keys []string) []string {
	return slices.DeleteFunc(keys, func(key string) bool { return !t.ours(key) })
}

func childrenJQL(c customFields, epics []string) string {
	by := "parent"
	if number, ok := strings.CutPrefix(c.epicLink, "customfield_"); ok {
		by = "cf[" + number + "]"
	}
	return by + " in (" + strings.Join(epics, ", ") + ") ORDER BY key ASC"
}
