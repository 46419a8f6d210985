package jira

import (
	"context"
	"errors"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"plotline/integrations"
)

// singleGap is how many empty Keys in a row end a look that has to read each
// Key by itself.
const singleGap = 10

// scan looks behind a Key, issue by issue.
type scan struct {
	t       *Tracker
	s       *server
	fields  customFields
	highest string
	visit   func(issue)
}

// After reads directly what comes behind a Key: Keys count up within a project,
// so that a ticket whose create was lost stands there, whatever the index says.
func (t *Tracker) After(ctx context.Context, key, roadmap string) (integrations.Found, error) {
	var found integrations.Found
	highest, err := t.scan(ctx, key, func(s *server, i issue) {
		ticket := t.ticket(s, i)
		if ticket.Mark != nil && ticket.Mark.Roadmap == roadmap {
			found.Tickets = append(found.Tickets, ticket)
		}
	})
	found.Highest = highest
	return found, err
}

// scan visits what exists behind a Key, and gives the highest it saw.
func (t *Tracker) scan(ctx context.Context, key string, visit func(*server, issue)) (string, error) {
	s, err := t.connect(ctx)
	if err != nil {
		return key, err
	}
	fields, err := t.customs(ctx)
	if err != nil {
		return key, err
	}
	_, n, _ := split(key)
	c := &scan{t: t, s: s, fields: fields, highest: key}
	c.visit = func(i issue) {
		c.highest = higher(c.highest, i.Key)
		visit(s, i)
	}
	if s.cloud && !t.isSlow() {
		err = c.batches(ctx, n)
	} else {
		err = c.singly(ctx, n)
	}
	t.saw(c.highest)
	return c.highest, t.fail("look behind "+orElse(key, "the beginning of "+t.config.Project), err)
}

// saw remembers the highest Key known.
func (t *Tracker) saw(key string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.learnt.highest = higher(t.learnt.highest, key)
}

func (c *scan) keys(after int) []string {
	out := make([]string, fetchSize)
	for i := range out {
		out[i] = c.t.key(after + 1 + i)
	}
	return out
}

// batches reads a hundred Keys at a time, until a hundred in a row are empty.
func (c *scan) batches(ctx context.Context, n int) error {
	for {
		keys := c.keys(n)
		issues, err := c.t.fetch(ctx, c.s, keys)
		if err != nil {
			return err
		}
		found := c.visitAll(keys, issues)
		if found == 0 {
			return nil
		}
		n = found
	}
}

// visitAll visits issues in the Keys' order, and gives the last one's number.
func (c *scan) visitAll(keys []string, issues map[string]issue) int {
	last := 0
	for _, key := range keys {
		if i, ok := issues[key]; ok {
			c.visit(i)
			_, last, _ = split(key)
		}
	}
	return last
}

// singly looks on servers without a bulk fetch, a hundred Keys at a time too.
func (c *scan) singly(ctx context.Context, n int) error {
	for {
		keys := c.keys(n)
		issues, err := c.known(ctx, keys)
		if err != nil {
			return err
		}
		found := c.visitAll(keys, issues)
		if found == 0 {
			return nil
		}
		n = found
	}
}

// noSuchKey finds a quoted Key, in whatever language Jira speaks to the login.
var noSuchKey = regexp.MustCompile(`['"‘’“”„«»] ?([A-Za-z][A-Za-z0-9_]*-[0-9]+) ?['"‘’“”„«»]`)

// known gives those of the Keys that exist. Jira holds a search for Keys
// against its database and refuses it, naming those that do not exist. Ours,
// and what the index does not show, are read directly, and so is all that might
// exist where the server does not answer like that.
func (c *scan) known(ctx context.Context, keys []string) (map[string]issue, error) {
	out := map[string]issue{}
	page, err := c.search(ctx, keys)
	if err == nil {
		ours := c.people(out, keys, page)
		return out, errors.Join(c.fetch(ctx, ours, out), c.each(ctx, without(keys, out), out))
	}
	if statusOf(err) != http.StatusBadRequest {
		return nil, err
	}
	missing := keysIn(refusedWith(err))
	if len(missing) == 0 {
		return out, c.each(ctx, keys, out)
	}
	left := slices.DeleteFunc(slices.Clone(keys), func(key string) bool { return slices.Contains(missing, key) })
	if len(left) == 0 {
		return out, nil
	}
	if page, err = c.search(ctx, left); err != nil {
		return nil, err
	}
	c.people(out, left, page)
	return out, c.fetch(ctx, without(left, out), out)
}

// people takes in the issues that the index shows as people's, and gives the
// Keys of ours: the index may show them as they were.
func (c *scan) people(out map[string]issue, keys []string, page []issue) []string {
	var ours []string
	for _, i := range page {
		ticket := c.t.ticket(c.s, i)
		marked := ticket.Mark != nil || slices.ContainsFunc(ticket.Labels, func(l string) bool {
			return strings.HasPrefix(l, integrations.LabelPrefix)
		})
		switch {
		case !slices.Contains(keys, i.Key):
		case marked:
			ours = append(ours, i.Key)
		default:
			out[i.Key] = i
		}
	}
	return ours
}

// fetch reads issues one by one.
func (c *scan) fetch(ctx context.Context, keys []string, out map[string]issue) error {
	for _, key := range keys {
		i, ok, err := c.t.fetchOne(ctx, key, c.fields)
		if err != nil {
			return err
		}
		if ok {
			out[key] = i
		}
	}
	return nil
}

func (c *scan) search(ctx context.Context, keys []string) ([]issue, error) {
	q := searching{jql: "key in (" + strings.Join(keys, ", ") + ")", fields: direct(c.fields)}
	page, _, err := c.t.page(ctx, c.s, q)
	return page, err
}

func without(keys []string, found map[string]issue) []string {
	return slices.DeleteFunc(slices.Clone(keys), func(key string) bool {
		_, ok := found[key]
		return ok
	})
}

// each reads Key by Key, until several in a row behind the last known one are
// empty.
func (c *scan) each(ctx context.Context, keys []string, out map[string]issue) error {
	last := 0
	for key := range out {
		_, n, _ := split(key)
		last = max(last, n)
	}
	empty := 0
	for _, key := range keys {
		i, ok, err := c.t.fetchOne(ctx, key, c.fields)
		if err != nil {
			return err
		}
		if ok {
			out[key], empty = i, 0
			continue
		}
		if _, n, _ := split(key); n > last {
			empty++
		}
		if empty == singleGap || empty > 0 && last == 0 && c.highest == "" {
			return nil // of an empty project, its first Key tells
		}
	}
	return nil
}

// keysIn gives the Keys that a refusal names as not existing.
func keysIn(words string) []string {
	var out []string
	for _, m := range noSuchKey.FindAllStringSubmatch(words, -1) {
		out = append(out, strings.ToUpper(m[1]))
	}
	return out
}

// refusedWith is all that a refusal said, unclipped.
func refusedWith(err error) string {
	var r *refusal
	if !errors.As(err, &r) {
		return ""
	}
	return strings.Join(r.messages, "\n")
}
