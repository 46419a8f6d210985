package jira

import (
	"context"
	"fmt"
	"maps"
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
		out[n] = t.ticket(s, i)
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
	return t.ticket(s, i), nil
}

// maxChildren is how many epics one search asks for.
const maxChildren = 50

// lookBack is how many Keys below the highest known one are read for children:
// what the index does not show yet stands among the youngest.
const lookBack = 100

// Children reads the tickets under the epics. The index says which they are,
// and each is then read directly; so are the project's youngest issues, which
// the index may not know yet.
func (t *Tracker) Children(ctx context.Context, epics []string) ([]integrations.Ticket, error) {
	s, err := t.connect(ctx)
	if err != nil {
		return nil, err
	}
	keys, err := t.indexedChildren(ctx, s, epics)
	if err != nil {
		return nil, err
	}
	highest, err := t.highestKey(ctx, s)
	if err != nil {
		return nil, err
	}
	_, n, _ := split(highest)
	young := map[string]integrations.Ticket{}
	_, err = t.scan(ctx, t.key(max(0, n-lookBack)), func(s *server, i issue) { young[i.Key] = t.ticket(s, i) })
	if err != nil {
		return nil, err
	}
	old, err := t.Read(ctx, slices.DeleteFunc(t.onlyOurs(keys), func(key string) bool { return young[key].Key != "" }))
	if err != nil {
		return nil, err
	}
	return childrenAmong(epics, old, slices.Collect(maps.Values(young))), nil
}

// childrenAmong keeps the tickets under the epics, in the order of their Keys.
func childrenAmong(epics []string, lists ...[]integrations.Ticket) []integrations.Ticket {
	var out []integrations.Ticket
	for _, list := range lists {
		for _, t := range list {
			if !t.Gone && slices.Contains(epics, t.Parent) {
				out = append(out, t)
			}
		}
	}
	slices.SortFunc(out, func(a, b integrations.Ticket) int {
		_, m, _ := split(a.Key)
		_, n, _ := split(b.Key)
		return m - n
	})
	return out
}

// indexedChildren gives what the index knows to stand under the epics.
func (t *Tracker) indexedChildren(ctx context.Context, s *server, epics []string) ([]string, error) {
	c, err := t.customs(ctx)
	if err != nil {
		return nil, err
	}
	var keys []string
	for part := range slices.Chunk(epics, maxChildren) {
		issues, err := t.childrenOf(ctx, s, c, part)
		if err != nil {
			return nil, t.fail("read what stands under "+strings.Join(part, ", "), err)
		}
		for _, i := range issues {
			keys = append(keys, i.Key)
		}
	}
	return keys, nil
}

// childrenOf searches under some epics. A search that names an issue that is
// gone is refused as a whole; it is asked again without.
func (t *Tracker) childrenOf(ctx context.Context, s *server, c customFields, epics []string) ([]issue, error) {
	ask := func(by string) ([]issue, error) {
		jql := by + " in (" + strings.Join(epics, ", ") + ") ORDER BY key ASC"
		return t.search(ctx, s, searching{jql: jql, fields: []string{"summary"}})
	}
	by := "parent"
	if number, ok := strings.CutPrefix(c.epicLink, "customfield_"); ok {
		by = "cf[" + number + "]"
	}
	issues, err := ask(by)
	if statusOf(err) != http.StatusBadRequest {
		return issues, err
	}
	if gone := keysIn(refusedWith(err)); len(gone) > 0 {
		epics = slices.DeleteFunc(slices.Clone(epics), func(key string) bool { return slices.Contains(gone, key) })
		if len(epics) == 0 {
			return nil, nil
		}
		return ask(by)
	}
	if by == "parent" {
		return nil, err
	}
	return ask(`"Epic Link"`)
}

// highestKey gives the highest Key known, "" in an empty project.
func (t *Tracker) highestKey(ctx context.Context, s *server) (string, error) {
	t.mu.Lock()
	known := t.learnt.highest
	t.mu.Unlock()
	if known != "" {
		return known, nil
	}
	q := searching{jql: fmt.Sprintf(`project = %q ORDER BY key DESC`, t.config.Project), fields: []string{"summary"}}
	page, _, err := t.page(ctx, s, q)
	if err != nil {
		return "", t.fail("search "+t.config.Project, err)
	}
	for _, i := range page {
		known = higher(known, i.Key)
	}
	t.saw(known)
	return known, nil
}

func (t *Tracker) onlyOurs(keys []string) []string {
	return slices.DeleteFunc(keys, func(key string) bool { return !t.ours(key) })
}
