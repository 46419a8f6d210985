package local

import (
	"context"
	"database/sql"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"plotline/integrations"
	"plotline/stories"
)

const columns = `n, kind, type, title, description, labels, parent, blocked_by, release,
	status, assignee, sprint, estimate, created, updated, closed, version, mark,
	(SELECT count(*) FROM comments WHERE ticket = tickets.n)`

// Marked finds the tickets of a roadmap; nothing lags here.
func (t *Tracker) Marked(ctx context.Context, roadmap string) (integrations.Found, error) {
	tickets, err := t.query(ctx, "WHERE roadmap = ? ORDER BY n", roadmap)
	if err != nil {
		return integrations.Found{}, fail("read the local tickets", err, "")
	}
	return t.found(ctx, tickets)
}

// After reads the roadmap's tickets behind a Key.
func (t *Tracker) After(ctx context.Context, key, roadmap string) (integrations.Found, error) {
	tickets, err := t.query(ctx, "WHERE n > ? AND roadmap = ? ORDER BY n", numberOf(key), roadmap)
	if err != nil {
		return integrations.Found{}, fail("read the local tickets", err, "")
	}
	return t.found(ctx, tickets)
}

func (t *Tracker) found(ctx context.Context, tickets []integrations.Ticket) (integrations.Found, error) {
	var highest sql.NullInt64
	if err := t.db.QueryRowContext(ctx, "SELECT max(n) FROM tickets").Scan(&highest); err != nil {
		return integrations.Found{}, fail("read the local tickets", err, "")
	}
	out := integrations.Found{Tickets: tickets}
	if highest.Valid {
		out.Highest = keyOf(highest.Int64)
	}
	return out, nil
}

// Read reads tickets by Key, in the keys' order.
func (t *Tracker) Read(ctx context.Context, keys []string) ([]integrations.Ticket, error) {
	found, err := t.in(ctx, "n", numbersOf(keys))
	if err != nil {
		return nil, fail("read the local tickets", err, "")
	}
	byKey := make(map[string]integrations.Ticket, len(found))
	for _, ticket := range found {
		byKey[ticket.Key] = ticket
	}
	out := make([]integrations.Ticket, len(keys))
	for i, key := range keys {
		ticket, ok := byKey[keyOf(numberOf(key))]
		if !ok {
			ticket = integrations.Ticket{Key: key, Gone: true}
		}
		out[i] = ticket
	}
	return out, nil
}

// Children reads the tickets under epics.
func (t *Tracker) Children(ctx context.Context, epics []string) ([]integrations.Ticket, error) {
	tickets, err := t.in(ctx, "parent", numbersOf(epics))
	if err != nil {
		return nil, fail("read the local tickets", err, "")
	}
	return tickets, nil
}

// All reads every ticket, whoever made it, for the board.
func (t *Tracker) All(ctx context.Context) ([]integrations.Ticket, error) {
	tickets, err := t.query(ctx, "ORDER BY n")
	if err != nil {
		return nil, fail("read the local tickets", err, "")
	}
	return tickets, nil
}

func numbersOf(keys []string) []int64 {
	var out []int64
	for _, key := range keys {
		if n := numberOf(key); n > 0 {
			out = append(out, n)
		}
	}
	return out
}

// in reads the tickets whose column holds one of the numbers.
func (t *Tracker) in(ctx context.Context, column string, numbers []int64) ([]integrations.Ticket, error) {
	if len(numbers) == 0 {
		return nil, nil
	}
	list := make([]string, len(numbers))
	for i, n := range numbers {
		list[i] = strconv.FormatInt(n, 10)
	}
	return t.query(ctx, "WHERE "+column+" IN (SELECT value FROM json_each(?)) ORDER BY n", "["+strings.Join(list, ",")+"]")
}

func (t *Tracker) query(ctx context.Context, where string, args ...any) ([]integrations.Ticket, error) {
	rows, err := t.db.QueryContext(ctx, "SELECT "+columns+" FROM tickets "+where, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []integrations.Ticket
	for rows.Next() {
		ticket, err := scan(rows)
		if err != nil {
			return nil, err
		}
		out = append(out, ticket)
	}
	return out, rows.Err()
}

func scan(rows *sql.Rows) (integrations.Ticket, error) {
	var (
		ticket                                   integrations.Ticket
		n, parent, created, updated, closed, ver int64
		kind, labels, blocked, mark              string
	)
	err := rows.Scan(&n, &kind, &ticket.Type, &ticket.Title, &ticket.Description, &labels, &parent, &blocked,
		&ticket.Release, &ticket.Status, &ticket.Assignee, &ticket.Sprint, &ticket.Estimate,
		&created, &updated, &closed, &ver, &mark, &ticket.Comments)
	if err != nil {
		return ticket, err
	}
	ticket.Key, ticket.Kind = keyOf(n), stories.Kind(kind)
	ticket.Native = strconv.FormatInt(n, 10)
	if parent > 0 {
		ticket.Parent = keyOf(parent)
	}
	ticket.Phase = phaseOf(ticket.Status)
	ticket.Created, ticket.Updated = time.UnixMilli(created).UTC(), time.UnixMilli(updated).UTC()
	if closed > 0 {
		ticket.Closed = time.UnixMilli(closed).UTC()
	}
	ticket.Version = strconv.FormatInt(ver, 10)
	_, ticket.Part, _, ticket.Fence = cutFence(ticket.Description)
	return ticket, decode(&ticket, labels, blocked, mark)
}

func decode(ticket *integrations.Ticket, labels, blocked, mark string) error {
	if err := json.Unmarshal([]byte(labels), &ticket.Labels); err != nil {
		return err
	}
	if err := json.Unmarshal([]byte(blocked), &ticket.BlockedBy); err != nil {
		return err
	}
	if mark == "" {
		return nil
	}
	return json.Unmarshal([]byte(mark), &ticket.Mark)
}

func phaseOf(status string) integrations.Phase {
	switch status {
	case InProgress:
		return integrations.Started
	case Done:
		return integrations.Done
	case Dropped:
		return integrations.Refused
	}
	return integrations.Open
}
