package local

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"plotline/integrations"
)

// errUnchanged ends a change that has nothing to do.
var errUnchanged = errors.New("nothing to change")

// comment is what somebody said with a change.
type comment struct{ author, text string }

// change reads a ticket, changes it and writes it back in one transaction.
func (t *Tracker) change(ctx context.Context, key string, do func(*integrations.Ticket) error, comments ...comment) error {
	err := t.write(ctx, func(tx *sql.Tx) error {
		ticket, err := readOne(ctx, tx, key)
		if err != nil {
			return err
		}
		was := ticket.Phase
		if err := do(&ticket); err != nil {
			return err
		}
		at := t.clock.Now().UnixMilli()
		for _, c := range comments {
			if _, err := tx.ExecContext(ctx, "INSERT INTO comments (ticket, author, text, at) VALUES (?, ?, ?, ?)",
				numberOf(key), c.author, c.text, at); err != nil {
				return err
			}
		}
		return store(ctx, tx, ticket, at, closing(ticket, was, at))
	})
	if errors.Is(err, errUnchanged) {
		return nil
	}
	return err
}

func readOne(ctx context.Context, tx *sql.Tx, key string) (integrations.Ticket, error) {
	rows, err := tx.QueryContext(ctx, "SELECT "+columns+" FROM tickets WHERE n = ?", numberOf(key))
	if err != nil {
		return integrations.Ticket{}, err
	}
	defer rows.Close()
	if !rows.Next() {
		if err := rows.Err(); err != nil {
			return integrations.Ticket{}, err
		}
		return integrations.Ticket{}, fmt.Errorf("%s: %w", key, integrations.ErrGone)
	}
	return scan(rows)
}

// closing is when a ticket was closed, 0 while it is open or where that was
// not kept.
func closing(ticket integrations.Ticket, was integrations.Phase, at int64) int64 {
	switch phase := phaseOf(ticket.Status); {
	case phase != integrations.Done && phase != integrations.Refused:
		return 0
	case was != phase:
		return at
	case ticket.Closed.IsZero():
		return 0
	}
	return ticket.Closed.UnixMilli()
}

func store(ctx context.Context, tx *sql.Tx, ticket integrations.Ticket, at, closed int64) error {
	mark, roadmap := "", ""
	if ticket.Mark != nil {
		data, err := json.Marshal(ticket.Mark)
		if err != nil {
			return err
		}
		mark, roadmap = string(data), ticket.Mark.Roadmap
	}
	_, err := tx.ExecContext(ctx, `UPDATE tickets SET title = ?, description = ?, labels = ?, parent = ?,
		blocked_by = ?, release = ?, status = ?, assignee = ?, sprint = ?, estimate = ?, updated = ?, closed = ?,
		version = version + 1, roadmap = ?, mark = ? WHERE n = ?`,
		ticket.Title, ticket.Description, list(ticket.Labels), numberOf(ticket.Parent),
		list(ticket.BlockedBy), ticket.Release, ticket.Status, ticket.Assignee, ticket.Sprint, ticket.Estimate, at, closed,
		roadmap, mark, numberOf(ticket.Key))
	return err
}

// Said is one comment on a ticket.
type Said struct {
	Author, Text string
	At           time.Time
}

// Comments reads what was said on a ticket, oldest first.
func (t *Tracker) Comments(ctx context.Context, key string) ([]Said, error) {
	rows, err := t.db.QueryContext(ctx, "SELECT author, text, at FROM comments WHERE ticket = ? ORDER BY n", numberOf(key))
	if err != nil {
		return nil, fail("read the comments of "+key, err, "")
	}
	defer rows.Close()
	var out []Said
	for rows.Next() {
		var s Said
		var at int64
		if err := rows.Scan(&s.Author, &s.Text, &at); err != nil {
			return nil, fail("read the comments of "+key, err, "")
		}
		s.At = time.UnixMilli(at).UTC()
		out = append(out, s)
	}
	return out, rows.Err()
}
