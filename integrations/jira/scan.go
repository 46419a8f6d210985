package jira

import (
	"context"
	"errors"
	"net/http"
	"regexp"
	"slices"
	"strings"
)

// singleGap is how many empty Keys in a row end a look that has to read each
// Key by itself.
const singleGap = 2

// singly looks on servers without a bulk fetch. Which of a hundred Keys exist
// is asked at once: Jira holds a search for Keys against its database and
// refuses it naming those that do not exist. What exists and the index does not
// know, and all where the server does not answer so, is read Key by Key.
func (c *scan) singly(ctx context.Context, n int) error {
	if n == 0 {
		return c.each(ctx, n, c.keys(n, fetchSize))
	}
	for {
		keys := c.keys(n, fetchSize)
		left, sure, err := c.existing(ctx, keys)
		if err != nil {
			return err
		}
		if sure && len(left) == 0 {
			return nil
		}
		if sure {
			err = c.all(ctx, left)
		} else {
			err = c.each(ctx, n, keys)
		}
		if err != nil {
			return err
		}
		_, highest, _ := split(c.found.Highest)
		if !sure && highest < n+fetchSize || highest <= n {
			return nil
		}
		n = highest
	}
}

var noSuchKey = regexp.MustCompile(`[Kk]ey '([A-Za-z][A-Za-z0-9_]*-[0-9]+)'`)

// existing asks which Keys exist; sure is false when the server does not say.
func (c *scan) existing(ctx context.Context, keys []string) (left []string, sure bool, err error) {
	jql := "key in (" + strings.Join(keys, ", ") + ")"
	_, _, err = c.t.page(ctx, c.s, searching{jql: jql, fields: []string{"summary"}})
	if err == nil {
		return nil, false, nil
	}
	if statusOf(err) != http.StatusBadRequest {
		return nil, false, err
	}
	missing := noSuchKey.FindAllStringSubmatch(refusedWith(err), -1)
	if len(missing) == 0 {
		return nil, false, nil
	}
	return slices.DeleteFunc(slices.Clone(keys), func(key string) bool {
		return slices.ContainsFunc(missing, func(m []string) bool { return strings.EqualFold(m[1], key) })
	}), true, nil
}

// all reads Keys that exist.
func (c *scan) all(ctx context.Context, keys []string) error {
	issues, err := c.t.fetch(ctx, c.s, keys)
	if err != nil {
		return err
	}
	for _, key := range keys {
		if i, ok := issues[key]; ok {
			c.take(ctx, i)
		}
	}
	// A Key that exists and does not answer is hidden from this login.
	c.found.Highest = higher(c.found.Highest, keys[len(keys)-1])
	return nil
}

// each reads Key by Key, until several in a row are empty behind the highest.
func (c *scan) each(ctx context.Context, n int, keys []string) error {
	fields, err := c.t.customs(ctx)
	if err != nil {
		return err
	}
	empty := 0
	for at := n; empty < singleGap; at++ {
		i, ok, err := c.t.fetchOne(ctx, c.t.key(at+1), fields)
		if err != nil {
			return err
		}
		if !ok {
			empty++
			continue
		}
		empty = 0
		c.take(ctx, i)
	}
	return nil
}

// refusedWith is all that a refusal said, unclipped.
func refusedWith(err error) string {
	var r *refusal
	if !errors.As(err, &r) {
		return ""
	}
	return strings.Join(r.messages, "\n")
}
